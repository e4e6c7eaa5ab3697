"""The network of persample.py as PyTorch's modules, for the tools that extend those."""
import torch
from persample import INPUTS, LAYERS, TARGETS, flat

torch.set_num_threads(2)
inputs, targets = torch.from_numpy(INPUTS), torch.from_numpy(TARGETS)


def make_model():
    """Linear and Tanh in turn; PyTorch keeps weights as [outputs, inputs]."""
    modules = []
    for weights, bias in LAYERS:
        linear = torch.nn.Linear(*weights.shape)
        linear.load_state_dict(
            {"weight": torch.from_numpy(weights.T), "bias": torch.from_numpy(bias)})
        modules += [linear, torch.nn.Tanh()]
    return torch.nn.Sequential(*modules[:-1])


def in_order(model, value):
    """What `value` makes of every parameter, in the order and layout of persample.py."""
    return flat(value(parameter).T for parameter in model.parameters())
