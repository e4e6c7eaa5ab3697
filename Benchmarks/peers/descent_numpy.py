#!/usr/bin/env python3
"""Descent in NumPy, with gradients derived by hand."""
import numpy as np
from descent import (BATCH, EPOCHS, INPUTS, LAYERS, LINE_RATE, RATE, STEPS, TARGETS, WHAT, X, Y,
                     together)
from timing import report


def line():
    m = b = 0.0
    for _ in range(STEPS):
        residuals = Y - (m * X + b)
        m, b = (m + LINE_RATE * 2 * (X @ residuals) / len(X), b + LINE_RATE * 2 * residuals.mean())
    return np.array([m, b])


def mlp():
    (w0, b0), (w1, b1), (w2, b2) = layers = [(w.copy(), b.copy()) for w, b in LAYERS]
    losses = []
    for _ in range(EPOCHS):
        for first in range(0, len(INPUTS), BATCH):
            x, y = INPUTS[first:first + BATCH], TARGETS[first:first + BATCH]
            h0 = np.tanh(x @ w0 + b0)
            h1 = np.tanh(h0 @ w1 + b1)
            residuals = (h1 @ w2)[:, 0] + b2 - y
            d2 = (2 / len(y)) * residuals[:, None]
            d1 = d2 @ w2.T * (1 - h1 ** 2)
            d0 = d1 @ w1.T * (1 - h0 ** 2)
            for weights, bias, inputs, delta in (w2, b2, h1, d2), (w1, b1, h0, d1), (w0, b0, x, d0):
                weights -= RATE * (inputs.T @ delta)
                bias -= RATE * delta.sum(axis=0)
        losses.append(np.mean(residuals ** 2))
    return together(layers, losses)


report(f"train {WHAT}", "numpy", {"line": line, "mlp": mlp}[WHAT])
