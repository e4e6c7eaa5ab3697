#!/usr/bin/env python3
"""Gradients of every sample with Opacus: hooks that keep them; for norms, ghost clipping."""
import sys
import warnings

warnings.filterwarnings("ignore")
from opacus.grad_sample import GradSampleModule, GradSampleModuleFastGradientClipping  # noqa: E402
from persample import WHAT, row_norms  # noqa: E402
from persample_modules import in_order, inputs, make_model, targets  # noqa: E402
from timing import report  # noqa: E402
from torch.nn import MSELoss  # noqa: E402

if WHAT == "norms":
    model = GradSampleModuleFastGradientClipping(
        make_model(), max_grad_norm=1.0, use_ghost_clipping=True, loss_reduction="mean")
elif WHAT in ("full", "variance"):
    model = GradSampleModule(make_model(), loss_reduction="mean")
else:
    sys.exit("Opacus is there for samples; the batch's gradient is PyTorch's")
loss = MSELoss()


def work():
    model.zero_grad()
    loss(model(inputs), targets).backward()
    if WHAT == "norms":
        return model.get_norm_sample().numpy()
    if WHAT == "variance":
        return [parameter.grad_sample.var(dim=0, correction=0) for parameter in model.parameters()]


def digest(result):
    if WHAT == "norms":
        return result
    if WHAT == "full":
        return row_norms(parameter.grad_sample for parameter in model.parameters())
    variances = dict(zip(model.parameters(), result))
    return in_order(model, lambda parameter: variances[parameter])


report(WHAT, "Opacus", work, digest)
