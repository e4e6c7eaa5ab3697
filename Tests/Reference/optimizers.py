"""Writes optimizers.json: what PyTorch's optimizers do, step by step.

    pip install torch numpy        (made with torch 2.13.0 on the CPU)
    python3 Tests/Reference/optimizers.py

The tests in Tests/TrainingCoreTests/OptimizerReferenceTests.swift read the JSON file; they need
neither Python nor PyTorch.

Every case is one class of torch.optim with some options, run for ten steps in float64 and in
float32 from the same start on two gradients:

fixed      a sequence of gradients that does not depend on the parameters. The components are of
           very different sizes, one is 0 at times, and one is so small that the epsilons matter.
quadratic  g = A (p - c), so that an error in one step feeds back into the next. The products are
           added in the order of the columns, each rounded, so that a plain loop gives the same bits.

All inputs are exact in float32. Options keep PyTorch's names; what is not named has its default.
The single-tensor code of torch.optim is used (foreach=False).
"""

import json
import pathlib

import torch

STEPS = 10
START = [1.0, -2.0, 0.5, 3.0]
CENTRE = [-0.5, 1.0, 0.25]
MATRIX = [[4.0, 1.0, 0.5], [1.0, 3.0, -0.25], [0.5, -0.25, 2.0]]

SGD, RMS, ADAGRAD = torch.optim.SGD, torch.optim.RMSprop, torch.optim.Adagrad
ADAM, ADAMW = torch.optim.Adam, torch.optim.AdamW

CASES = [
    ("gd", SGD, {}),
    ("gd", SGD, {"lr": 0.1, "weight_decay": 0.05}),
    ("momentum", SGD, {"momentum": 0.9}),
    ("momentum", SGD, {"lr": 0.05, "momentum": 0.8, "dampening": 0.3}),
    ("momentum", SGD, {"lr": 0.05, "momentum": 0.9, "dampening": 0.1, "weight_decay": 0.1}),
    ("nesterov", SGD, {"momentum": 0.9, "nesterov": True}),
    ("nesterov", SGD, {"lr": 0.05, "momentum": 0.7, "nesterov": True, "weight_decay": 0.1}),
    ("rmsprop", RMS, {}),
    ("rmsprop", RMS, {"lr": 0.02, "alpha": 0.9, "eps": 1e-4, "weight_decay": 0.1}),
    ("rmsprop", RMS, {"momentum": 0.5}),
    ("rmsprop", RMS, {"momentum": 0.5, "weight_decay": 0.1}),
    ("rmsprop", RMS, {"centered": True}),
    ("rmsprop", RMS, {"centered": True, "lr": 0.02, "weight_decay": 0.1}),
    ("rmsprop", RMS, {"centered": True, "momentum": 0.5, "alpha": 0.4, "weight_decay": 0.1}),
    ("adagrad", ADAGRAD, {}),
    ("adagrad", ADAGRAD, {"lr": 0.1, "lr_decay": 0.1, "weight_decay": 0.1}),
    ("adagrad", ADAGRAD, {"lr": 0.1, "initial_accumulator_value": 0.5, "eps": 1e-3}),
    ("adam", ADAM, {}),
    ("adam", ADAM, {"lr": 0.05, "betas": [0.8, 0.95], "eps": 1e-3, "weight_decay": 0.1}),
    ("adam", ADAM, {"lr": 0.05, "betas": [0.3, 0.5], "amsgrad": True}),
    ("adam", ADAM, {"lr": 0.05, "betas": [0.9, 0.6], "amsgrad": True, "weight_decay": 0.1}),
    ("adamw", ADAMW, {}),
    ("adamw", ADAMW, {"lr": 0.05, "betas": [0.8, 0.95], "weight_decay": 0.3}),
    ("adamw", ADAMW, {"lr": 0.05, "betas": [0.9, 0.6], "amsgrad": True}),
]


def fixed_gradients():
    """STEPS rows of len(START) numbers: sizes 1, 1000, 2^-23 and one that is 0 in every third step."""
    state, rows = 2463534242, []
    for step in range(STEPS):
        row = []
        for size in (1.0, 1000.0, 2.0**-23, 0.0 if step % 3 == 2 else 1.0):
            state = (1664525 * state + 1013904223) % 2**32
            row.append((state // 2**20 - 2048) / 1024 * size)
        rows.append(row)
    return rows


def quadratic_gradient(p):
    total = torch.zeros_like(p)
    for j, centre in enumerate(CENTRE):
        column = torch.tensor([row[j] for row in MATRIX], dtype=p.dtype)
        total = total + column * (p[j] - centre)
    return total


def path(make, options, dtype, start, gradient):
    p = torch.tensor(start, dtype=dtype, requires_grad=True)
    optimizer = make([p], foreach=False, **options)
    result = []
    for step in range(STEPS):
        p.grad = gradient(p.detach(), step)
        optimizer.step()
        # float() of a float32 is exact, and JSON has the shortest digits that read back.
        result.append([float(x) for x in p.detach()])
    return result


def main():
    gradients = fixed_gradients()
    cases = []
    for name, make, options in CASES:
        case = {"optimizer": name, "options": options}
        for label, dtype in (("Double", torch.float64), ("Float", torch.float32)):
            case["fixed" + label] = path(
                make, options, dtype, START, lambda p, t: torch.tensor(gradients[t], dtype=p.dtype))
            case["quadratic" + label] = path(
                make, options, dtype, START[:3], lambda p, t: quadratic_gradient(p))
        cases.append(case)
    document = {
        "torch": torch.__version__, "start": START, "gradients": gradients, "centre": CENTRE,
        "matrix": MATRIX, "cases": cases,
    }
    target = pathlib.Path(__file__).with_suffix(".json")
    text = json.dumps(document, separators=(",", ":"))
    # One path a line: small enough to read a difference.
    for key in ('"optimizer"', '"fixed', '"quadratic', '"gradients"', '"cases"'):
        text = text.replace(key, "\n" + key)
    target.write_text(text + "\n")


main()
