#!/usr/bin/env python3
"""Gradients of every sample in JAX: jit of vmap of grad."""
import jax
import jax.numpy as jnp
import numpy as np
from persample import INPUTS, LAYERS, TARGETS, WHAT, flat, row_norms
from timing import report

parameters = jax.tree.map(jnp.asarray, LAYERS)
inputs, targets = jnp.asarray(INPUTS), jnp.asarray(TARGETS)


def loss(parameters, x, y):
    *hidden, (weights, bias) = parameters
    for w, b in hidden:
        x = jnp.tanh(x @ w + b)
    return jnp.mean(jnp.square(x @ weights + bias - y))


batch = jax.grad(loss)
full = jax.vmap(batch, in_axes=(None, 0, 0))


def norms(*arguments):
    return jnp.sqrt(sum(jnp.sum(jnp.square(part.reshape(len(part), -1)), axis=1)
                        for part in jax.tree.leaves(full(*arguments))))


def variance(*arguments):
    return jax.tree.map(lambda part: jnp.var(part, axis=0), full(*arguments))


def leaves(digest):
    return lambda result: digest(jax.tree.leaves(result))


function, digest = {"batch": (batch, leaves(flat)), "full": (full, leaves(row_norms)),
                    "norms": (norms, np.asarray), "variance": (variance, leaves(flat))}[WHAT]
compiled = jax.jit(function)
report(WHAT, "jax", lambda: jax.block_until_ready(compiled(parameters, inputs, targets)), digest)
