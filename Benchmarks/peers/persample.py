"""What the peers for gradients of every sample have in common: a 64-256-256-10 network of tanh
units, 1024 samples, the mean squared error over ten outputs that are 1 for the sample's class and 0
else.

Each peer is called with the word for what is wanted:

    batch      the gradient of the mean loss, the yardstick
    full       every sample's gradient, all in memory
    norms      their norms
    variance   their variance over the samples

Compared are, in the order weights, biases of the first layer, of the second ..., the gradient, the
norms (of full, too) and the variances."""
import sys

import numpy as np
from common import network, uniform

SIZES, SAMPLES = (64, 256, 256, 10), 1024
CLASSES = SIZES[-1]
LAYERS = network(SIZES)
INPUTS = (2 * uniform(21, SAMPLES * SIZES[0]) - 1).reshape(SAMPLES, SIZES[0]).astype(np.float32)
TARGETS = np.eye(CLASSES, dtype=np.float32)[(uniform(22, SAMPLES) * CLASSES).astype(int)]
WHAT = sys.argv[1] if len(sys.argv) == 2 else sys.exit(__doc__)


def flat(arrays):
    """All elements of several arrays."""
    return np.concatenate([np.asarray(array).ravel() for array in arrays])


def row_norms(arrays):
    """The norm over all arrays of every sample's part, summed in float64."""
    rows = [np.asarray(array).reshape(SAMPLES, -1) for array in arrays]
    return np.sqrt(sum(np.einsum("np,np->n", row, row, dtype=np.float64) for row in rows))
