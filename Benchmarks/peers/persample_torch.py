#!/usr/bin/env python3
"""Gradients of every sample in PyTorch, by torch.func: vmap over grad."""
import torch
from persample import INPUTS, LAYERS, SAMPLES, TARGETS, WHAT, flat, row_norms
from timing import report
from torch.func import grad, vmap

torch.set_num_threads(2)
parameters = [torch.from_numpy(array) for layer in LAYERS for array in layer]
inputs, targets = torch.from_numpy(INPUTS), torch.from_numpy(TARGETS)


def loss(parameters, x, y):
    w0, b0, w1, b1, w2, b2 = parameters
    hidden = torch.tanh(torch.tanh(x @ w0 + b0) @ w1 + b1)
    return torch.nn.functional.mse_loss(hidden @ w2 + b2, y)


per_sample = vmap(grad(loss), in_dims=(None, 0, 0))


def batch():
    leaves = [parameter.requires_grad_() for parameter in parameters]
    return torch.autograd.grad(loss(leaves, inputs, targets), leaves)


def full():
    return per_sample(parameters, inputs, targets)


def norms():
    return sum(part.flatten(1).square().sum(1) for part in full()).sqrt()


def variance():
    return [part.var(dim=0, correction=0) for part in full()]


work, digest = {"batch": (batch, flat), "full": (full, row_norms),
                "norms": (norms, lambda result: result.numpy()), "variance": (variance, flat)}[WHAT]
report(WHAT, "torch vmap", work, digest)
