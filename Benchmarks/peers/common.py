"""Reproducible numbers for the peers: the same bits as Sources/BenchmarkData/Counter.swift draws.

Every number comes from SplitMix64 as a counter generator, so that a program in any language has them
without a library of random numbers.  Number i of sequence `seed`:

    z   = seed + (i + 1) * 0x9E3779B97F4A7C15        (mod 2^64)
    z   = (z ^ (z >> 30)) * 0xBF58476D1CE4E5B9
    z   = (z ^ (z >> 27)) * 0x94D049BB133111EB
    u_i = ((z ^ (z >> 31)) >> 11) * 2^-53              in [0, 1)

Noise of mean 0 and variance 1 needs no logarithm:
(u_{4i} + u_{4i+1} + u_{4i+2} + u_{4i+3} - 2) * sqrt(3), added from left to right.
"""
import numpy as np


def uniform(seed, count, start=0):
    """Numbers start, start + 1, ... of a sequence."""
    with np.errstate(over="ignore"):
        i = np.arange(start + 1, start + count + 1, dtype=np.uint64)
        z = np.uint64(seed) + i * np.uint64(0x9E3779B97F4A7C15)
        z = (z ^ (z >> np.uint64(30))) * np.uint64(0xBF58476D1CE4E5B9)
        z = (z ^ (z >> np.uint64(27))) * np.uint64(0x94D049BB133111EB)
        return ((z ^ (z >> np.uint64(31))) >> np.uint64(11)).astype(np.float64) * 2.0 ** -53


def noise(seed, count):
    """The first numbers of the noise that belongs to a sequence."""
    u = uniform(seed, 4 * count).reshape(count, 4)
    return (u[:, 0] + u[:, 1] + u[:, 2] + u[:, 3] - 2.0) * 3.0 ** 0.5


def line_data(count=100):
    """x in [-2, 2), y = 1.5 x - 0.5 + 0.6 noise."""
    x = 4.0 * uniform(1, count) - 2.0
    return x, 1.5 * x - 0.5 + 0.6 * noise(2, count)


def logistic_data(count):
    """x in [-2, 2), and the sign of 1.5 x - 0.5 + noise as label."""
    x = 4.0 * uniform(1, count) - 2.0
    return x, np.where(1.5 * x - 0.5 + noise(2, count) > 0, 1.0, -1.0)


def plane_data(count):
    """Two inputs in [-2, 2), y = x0 x1 - x0 / 2 + 0.1 noise."""
    x = np.stack([4.0 * uniform(3, count) - 2.0, 4.0 * uniform(4, count) - 2.0], axis=1)
    return x, x[:, 0] * x[:, 1] - 0.5 * x[:, 0] + 0.1 * noise(5, count)


def network(sizes, seed=11, dtype=np.float32):
    """Weights [inputs, outputs] and biases of every layer, uniform in (-1, 1) / sqrt(inputs); one
    sequence runs through all of them."""
    layers, at = [], 0
    for inputs, outputs in zip(sizes[:-1], sizes[1:]):
        values = (2 * uniform(seed, (inputs + 1) * outputs, at) - 1) / inputs ** 0.5
        at += values.size
        weights = values[:inputs * outputs].reshape(inputs, outputs)
        layers.append((weights.astype(dtype), values[inputs * outputs:].astype(dtype)))
    return layers


def surface(x, y, points):
    """The mean of (y - m x - b)^2 on points x points places of [-1, 4] x [-3, 2]: slopes,
    intercepts, losses (a row for each intercept) and sixteen levels of equal ratios."""
    ms, bs = np.linspace(-1, 4, points), np.linspace(-3, 2, points)
    m, b = np.meshgrid(ms, bs)
    loss = (np.mean(x * x) * m * m + 2 * np.mean(x) * m * b + b * b
            - 2 * np.mean(x * y) * m - 2 * np.mean(y) * b + np.mean(y * y))
    return ms, bs, loss, np.geomspace(loss.min() * 1.05, loss.max(), 16)


def checksum(values):
    """Count, sum and sum weighted by sequence 99: what Checksum.swift prints."""
    values = np.asarray(values, dtype=np.float64).ravel()
    return values.size, float(values.sum()), float(values @ uniform(99, values.size))
