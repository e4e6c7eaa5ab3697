#!/usr/bin/env python3
"""Gradients of every sample with BackPACK: quantities beside the gradient in one backward pass."""
import warnings

import numpy as np
from backpack import backpack, extend
from backpack.extensions import BatchGrad, BatchL2Grad, Variance
from persample import SAMPLES, WHAT, row_norms
from persample_modules import in_order, inputs, make_model, targets
from timing import report
from torch.nn import MSELoss

warnings.filterwarnings("ignore")
model, loss = extend(make_model()), extend(MSELoss())
extensions = {"batch": [], "full": [BatchGrad()], "norms": [BatchL2Grad()],
              "variance": [Variance()]}[WHAT]


def work():
    model.zero_grad()
    with backpack(*extensions):
        loss(model(inputs), targets).backward()


# BackPACK's quantities are those of the samples' shares in the mean: 1 / N of their gradients.
digest = {
    "batch": lambda: in_order(model, lambda parameter: parameter.grad),
    "full": lambda: SAMPLES * row_norms(parameter.grad_batch for parameter in model.parameters()),
    "norms": lambda: SAMPLES * np.sqrt(sum(p.batch_l2 for p in model.parameters()).numpy()),
    "variance": lambda: SAMPLES ** 2 * in_order(model, lambda parameter: parameter.variance),
}[WHAT]
report(WHAT, "BackPACK", work, lambda _: digest())
