"""What the peers for descent on small problems have in common. Each is called with a word:

    line    2000 steps of gradient descent on y = m x + b over 100 points at rate 0.0005 from
            (0, 0), float64; compared are m and b
    mlp     50 epochs of stochastic gradient descent on a 2-32-32-1 network of tanh units, 1000 rows
            in batches of 32 in their order (the last has 8), rate 0.01, mean squared error,
            float32; compared are the parameters and the loss of the last batch of every epoch
"""
import sys

import numpy as np
from common import line_data, network, plane_data

STEPS, LINE_RATE = 2000, 0.0005
EPOCHS, BATCH, RATE = 50, 32, 0.01
X, Y = line_data(100)
LAYERS = network((2, 32, 32, 1))
INPUTS, TARGETS = (array.astype(np.float32) for array in plane_data(1000))
WHAT = sys.argv[1] if sys.argv[1:] in (["line"], ["mlp"]) else sys.exit(__doc__)


def together(layers, losses):
    """All parameters, then the losses."""
    parts = [array for layer in layers for array in layer] + [losses]
    return np.concatenate([np.asarray(part, dtype=np.float64).ravel() for part in parts])
