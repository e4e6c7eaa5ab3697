#!/usr/bin/env python3
"""Gradients of every sample in NumPy, by hand: of one sample, a layer's gradient is the outer
product of its inputs and deltas, so that norms and squares need no gradients."""
import numpy as np
from persample import CLASSES, INPUTS, LAYERS, SAMPLES, TARGETS, WHAT, flat, row_norms
from timing import report


def propagate():
    """Inputs and deltas (of each sample's own loss) of every layer."""
    inputs = [INPUTS]
    for weights, bias in LAYERS[:-1]:
        inputs.append(np.tanh(inputs[-1] @ weights + bias))
    weights, bias = LAYERS[-1]
    deltas = [(2 / CLASSES) * (inputs[-1] @ weights + bias - TARGETS)]
    for (weights, _), hidden in zip(LAYERS[:0:-1], inputs[:0:-1]):
        deltas.append(deltas[-1] @ weights.T * (1 - hidden ** 2))
    return list(zip(inputs, reversed(deltas)))


def batch():
    return [part / SAMPLES for a, d in propagate() for part in (a.T @ d, d.sum(axis=0))]


def full():
    for (a, d), (weights, bias) in zip(propagate(), buffers):
        np.multiply(a[:, :, None], d[:, None, :], out=weights)
        bias[:] = d
    return [part for layer in buffers for part in layer]


def norms():
    squares = [np.einsum("nj,nj->n", d, d) * (1 + np.einsum("ni,ni->n", a, a))
               for a, d in propagate()]
    return np.sqrt(sum(squares))


def variance():
    parts = []
    for a, d in propagate():
        means, squares = (a.T @ d, d.sum(axis=0)), ((a * a).T @ (d * d), (d * d).sum(axis=0))
        parts += [s / SAMPLES - (m / SAMPLES) ** 2 for m, s in zip(means, squares)]
    return parts


if WHAT == "full":  # Memory that is used again, as NumPy's `out=` is for.
    buffers = [(np.empty((SAMPLES, *weights.shape), np.float32),
                np.empty((SAMPLES, *bias.shape), np.float32)) for weights, bias in LAYERS]
work, digest = {"batch": (batch, flat), "full": (full, row_norms), "norms": (norms, np.asarray),
                "variance": (variance, flat)}[WHAT]
report(WHAT, "numpy", work, digest)
