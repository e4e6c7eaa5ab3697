#!/usr/bin/env python3
"""Loss surfaces in PyTorch: the model at one point after the other."""
import numpy as np
import torch
from surfaces import DIRECTIONS, FIRST, ORIGIN, SECOND, SHARE, WHAT, X, Y, compared
from timing import report
from torch.nn.functional import mse_loss, softplus

torch.set_num_threads(2)
x, y = torch.from_numpy(X), torch.from_numpy(Y)


def line(m, b):
    return mse_loss(m * x + b, y)


def logistic(m, b):
    return softplus(-y * (m * x + b)).mean()


def mlp(a, b):
    w0, b0, w1, b1, w2, b2 = (p + a * u + b * v for p, u, v in zip(*parameters))
    hidden = torch.tanh(torch.addmm(b1, torch.tanh(torch.addmm(b0, x, w0)), w1))
    return mse_loss(torch.addmm(b2, hidden, w2)[:, 0], y)


@torch.inference_mode()
def evaluate():
    return np.array([[loss(float(a), float(b)).item() for a in FIRST] for b in SECOND])


if WHAT == "mlp":
    parameters = [[torch.from_numpy(array) for layer in layers for array in layer]
                  for layers in (ORIGIN, *DIRECTIONS)]
loss = {"line": line, "logistic": logistic, "mlp": mlp}[WHAT]
report(f"surface {WHAT}", "torch", evaluate, compared, SHARE)
