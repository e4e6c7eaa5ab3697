#!/usr/bin/env python3
"""Loss surfaces in NumPy."""
import numpy as np
from surfaces import DIRECTIONS, FIRST, ORIGIN, SECOND, SHARE, WHAT, X, Y, compared
from timing import report


def line():
    """The square multiplied out, so that the rows are needed for five sums only."""
    x, y, xx, xy, yy = X.mean(), Y.mean(), X @ X / len(X), X @ Y / len(X), Y @ Y / len(X)
    m, b = np.meshgrid(FIRST, SECOND)
    return xx * m * m + 2 * x * m * b + b * b - 2 * xy * m - 2 * y * b + yy


def logistic():
    """log(1 + exp(-z)) = log1p(exp(-|z|)) + max(-z, 0), in memory that is used again: half the time
    of logaddexp."""
    losses, slopes = np.empty((len(SECOND), len(FIRST))), X * Y
    z, rest = np.empty_like(X), np.empty_like(X)
    for row, b in enumerate(SECOND):
        for column, m in enumerate(FIRST):
            np.multiply(slopes, -m, out=z)
            z -= b * Y
            np.maximum(z, 0, out=rest)
            total = rest.sum()
            np.negative(np.abs(z, out=z), out=z)
            np.log1p(np.exp(z, out=z), out=z)
            losses[row, column] = (total + z.sum()) / len(X)
    return losses


def mlp():
    losses = np.empty((len(SECOND), len(FIRST)))
    for row, b in enumerate(SECOND.astype(np.float32)):
        for column, a in enumerate(FIRST.astype(np.float32)):
            (w0, b0), (w1, b1), (w2, b2) = ([p + a * u + b * v for p, u, v in zip(*layer)]
                                            for layer in zip(ORIGIN, *DIRECTIONS))
            hidden = np.tanh(np.tanh(X @ w0 + b0) @ w1 + b1)
            losses[row, column] = np.mean(np.square((hidden @ w2)[:, 0] + b2 - Y))
    return losses


work = {"line": line, "logistic": logistic, "mlp": mlp}[WHAT]
report(f"surface {WHAT}", "numpy", work, compared, 1 if WHAT == "line" else SHARE)
