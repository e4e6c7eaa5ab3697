#!/usr/bin/env python3
"""Descent in PyTorch: autograd and torch.optim, on one thread, which is faster here than two."""
import torch
from descent import (BATCH, EPOCHS, INPUTS, LAYERS, LINE_RATE, RATE, STEPS, TARGETS, WHAT, X, Y,
                     together)
from timing import report
from torch import nn

torch.set_num_threads(1)


def line():
    x, y = torch.from_numpy(X), torch.from_numpy(Y)
    m = torch.zeros((), dtype=torch.float64, requires_grad=True)
    b = torch.zeros((), dtype=torch.float64, requires_grad=True)
    optimizer = torch.optim.SGD([m, b], lr=LINE_RATE)
    for _ in range(STEPS):
        optimizer.zero_grad()
        torch.square(y - (m * x + b)).mean().backward()
        optimizer.step()
    return [m.item(), b.item()]


def mlp():
    linears = nn.Linear(2, 32), nn.Linear(32, 32), nn.Linear(32, 1)
    model = nn.Sequential(linears[0], nn.Tanh(), linears[1], nn.Tanh(), linears[2])
    for linear, (weights, bias) in zip(linears, LAYERS):
        linear.load_state_dict(
            {"weight": torch.from_numpy(weights.T), "bias": torch.from_numpy(bias)})
    inputs, targets = torch.from_numpy(INPUTS), torch.from_numpy(TARGETS)
    optimizer, criterion = torch.optim.SGD(model.parameters(), lr=RATE), nn.MSELoss()
    losses = []
    for _ in range(EPOCHS):
        for x, y in zip(inputs.split(BATCH), targets.split(BATCH)):
            optimizer.zero_grad()
            loss = criterion(model(x)[:, 0], y)
            loss.backward()
            optimizer.step()
        losses.append(loss.item())
    layers = [(linear.weight.detach().T, linear.bias.detach()) for linear in linears]
    return together(layers, losses)


report(f"train {WHAT}", "torch", {"line": line, "mlp": mlp}[WHAT])
