#!/usr/bin/env python3
"""Loss surfaces in JAX: one compiled lax.map over the points."""
import jax
import jax.numpy as jnp
import numpy as np
from surfaces import DIRECTIONS, FIRST, ORIGIN, SECOND, SHARE, WHAT, X, Y, compared
from timing import report

jax.config.update("jax_enable_x64", WHAT != "mlp")


def line(point, x, y):
    return jnp.mean(jnp.square(point[0] * x + point[1] - y))


def logistic(point, x, y):
    return jnp.mean(jax.nn.softplus(-y * (point[0] * x + point[1])))


def mlp(point, x, y):
    layers = jax.tree.map(lambda p, u, v: p + point[0] * u + point[1] * v, ORIGIN, *DIRECTIONS)
    (w0, b0), (w1, b1), (w2, b2) = layers
    hidden = jnp.tanh(jnp.tanh(x @ w0 + b0) @ w1 + b1)
    return jnp.mean(jnp.square((hidden @ w2)[:, 0] + b2 - y))


loss = {"line": line, "logistic": logistic, "mlp": mlp}[WHAT]
surface = jax.jit(lambda points, x, y: jax.lax.map(lambda point: loss(point, x, y), points))
second, first = np.meshgrid(SECOND, FIRST, indexing="ij")
points = np.stack([first, second], axis=-1).reshape(-1, 2)
arguments = [jnp.asarray(array, X.dtype) for array in (points, X, Y)]
report(f"surface {WHAT}", "jax", lambda: np.asarray(surface(*arguments)), compared, SHARE)
