#!/usr/bin/env python3
"""The numbers behind the twelve figures, for every peer; ours are in Sources/BenchmarkData.

Run as a program it prints the same checksums as `report-figures --checksums`.  What is summed in
another order there agrees to rounding only.
"""
import numpy as np

import common

BATCH_SIZES = np.array([1, 2, 3, 5, 7, 10, 14, 20, 30, 40, 50, 70, 100])
SINGLES = (0, 10, 20, 30, 40, 50)
START = (0.0, 1.5)


def descend(x, y, order, batch, rate, epochs):
    """The path of (slope, intercept), and the mean loss over all samples at each of its points."""
    m, b = START
    path = [(m, b)]
    for epoch in range(epochs):
        for first in range(0, len(x), batch):
            k = order[epoch, first:first + batch]
            r = y[k] - (m * x[k] + b)
            m, b = m + rate * 2 * float(np.mean(x[k] * r)), b + rate * 2 * float(np.mean(r))
            path.append((m, b))
    return np.array(path), np.array([np.mean((y - (m * x + b)) ** 2) for m, b in path])


def compute(count=100, points=201):
    """Everything that is drawn, by name."""
    x, y = common.line_data(count)
    m0, b0 = START
    residual = y - (m0 * x + b0)
    gradients = np.stack([-2 * x * residual, -2 * residual], 1)
    mean = gradients.mean(0)
    fit = np.linalg.lstsq(np.stack([x, np.ones(count)], 1), y, rcond=None)[0]
    # Each epoch takes the samples in the order of their numbers in sequence 7.
    order = np.argsort(common.uniform(7, 40 * count).reshape(40, count), 1)
    runs = {
        "GD": descend(x, y, order, count, 0.12, 40),
        "mini-batch 10": descend(x, y, order, 10, 0.04, 20),
        "SGD": descend(x, y, order, 1, 0.02, 3),
    }
    ms, bs, loss, levels = common.surface(x, y, points)
    m, b = np.meshgrid(ms, bs)
    return dict(
        x=x, y=y, start=START, gradients=gradients, mean=mean, fit=fit, runs=runs,
        ms=ms, bs=bs, loss=loss, levels=levels, downhill=downhill(x, y),
        batch_errors=batch_errors(gradients), cosines=cosines(x, gradients),
        roundings=roundings(gradients, order[3]),
        singles=[(i, (y[i] - (m * x[i] + b)) ** 2) for i in SINGLES])


def downhill(x, y):
    """15 x 15 places and the direction downhill there, of length 1."""
    m, b = np.meshgrid(np.linspace(-0.8, 3.8, 15), np.linspace(-2.8, 1.8, 15))
    u = -2 * (np.mean(x * x) * m + np.mean(x) * b - np.mean(x * y))
    v = -2 * (np.mean(x) * m + b - np.mean(y))
    length = np.hypot(u, v)
    return m, b, u / length, v / length


def batch_errors(gradients):
    """The root mean squared distance of a batch's mean from the mean of all, over 200 batches drawn
    with replacement by sequence 8."""
    count = len(gradients)
    rows = (common.uniform(8, 200 * 100).reshape(200, 100) * count).astype(int)
    mean = gradients.mean(0)
    return np.array([
        np.sqrt(np.mean(np.sum((gradients[rows[:, :k]].mean(1) - mean) ** 2, 1)))
        for k in BATCH_SIZES])


def cosines(x, gradients):
    """Between the gradients of any two samples, both ordered by x."""
    unit = gradients / np.linalg.norm(gradients, axis=1, keepdims=True)
    unit = unit[np.argsort(x)]
    return unit @ unit.T


def roundings(gradients, shuffled):
    """How far a mean of single precision is from the mean, in units of the mean's last place, when
    it is summed in four orders."""
    single = gradients.astype(np.float32)
    mean = gradients.mean(0)
    ulp = np.abs(np.spacing(mean.astype(np.float32))).astype(np.float64)
    orders = {
        "forward": single, "reverse": single[::-1],
        "sorted": single[np.argsort(np.abs(single[:, 0]))], "shuffled": single[shuffled],
    }
    # A cumulative sum adds one by one; numpy's sum would add in pairs.
    return {
        name: (np.cumsum(rows, 0, dtype=np.float32)[-1] / np.float32(len(rows)) - mean) / ulp
        for name, rows in orders.items()}


def checksums(d):
    """What `report-figures --checksums` prints, as (name, values)."""
    runs = d["runs"].values()
    return [
        ("x", d["x"]), ("y", d["y"]), ("fit", d["fit"]), ("gradients", d["gradients"]),
        ("mean", d["mean"]), ("paths", np.concatenate([path.ravel() for path, _ in runs])),
        ("losses", np.concatenate([losses for _, losses in runs])), ("surface", d["loss"]),
        ("levels", d["levels"]),
        ("downhill", np.stack([d["downhill"][2].ravel(), d["downhill"][3].ravel()], 1)),
        ("batch-errors", d["batch_errors"]), ("cosines", d["cosines"]),
        ("roundings", np.array(list(d["roundings"].values()))),
        ("single-losses", np.array([values for _, values in d["singles"]])),
    ]


if __name__ == "__main__":
    for name, values in checksums(compute()):
        print(name, *(repr(value) for value in common.checksum(values)))
