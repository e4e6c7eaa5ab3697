#!/usr/bin/env python3
"""Descent in JAX: value_and_grad in lax.scan, the whole run compiled as one function."""
import jax
import jax.numpy as jnp
import numpy as np
from descent import (BATCH, EPOCHS, INPUTS, LAYERS, LINE_RATE, RATE, STEPS, TARGETS, WHAT, X, Y,
                     together)
from timing import report

jax.config.update("jax_enable_x64", WHAT == "line")


def descend(loss, rate):
    """A step for scan, which moves the parameters by the gradient of a batch's loss."""
    def step(parameters, batch):
        value, gradient = jax.value_and_grad(loss)(parameters, *batch)
        return jax.tree.map(lambda p, g: p - rate * g, parameters, gradient), value
    return step


@jax.jit
def line(start, x, y):
    step = descend(lambda p: jnp.mean(jnp.square(y - (p[0] * x + p[1]))), LINE_RATE)
    return jax.lax.scan(lambda p, _: step(p, ()), start, length=STEPS)[0]


def loss(layers, x, y):
    (w0, b0), (w1, b1), (w2, b2) = layers
    hidden = jnp.tanh(jnp.tanh(x @ w0 + b0) @ w1 + b1)
    return jnp.mean(jnp.square((hidden @ w2)[:, 0] + b2 - y))


@jax.jit
def mlp(layers, batches, last):
    def epoch(layers, _):
        layers, _ = jax.lax.scan(descend(loss, RATE), layers, batches)
        return descend(loss, RATE)(layers, last)
    return jax.lax.scan(epoch, layers, length=EPOCHS)


if WHAT == "line":
    arguments, digest = (jnp.zeros(2), X, Y), np.asarray
else:
    whole = len(INPUTS) // BATCH * BATCH
    batches = INPUTS[:whole].reshape(-1, BATCH, 2), TARGETS[:whole].reshape(-1, BATCH)
    arguments = LAYERS, batches, (INPUTS[whole:], TARGETS[whole:])
    digest = lambda result: together(*result)  # noqa: E731
function = {"line": line, "mlp": mlp}[WHAT]
arguments = jax.tree.map(jnp.asarray, arguments)
report(f"train {WHAT}", "jax", lambda: jax.block_until_ready(function(*arguments)), digest)
