"""What the peers for loss surfaces have in common. Each is called with a word, and may be with
--every K:

    line        y = m x + b over 10^7 rows, float64
    logistic    labels of +1 and -1 over 10^5 rows, float64: log(1 + exp(-y (m x + b)))
    mlp         a 2-32-32-1 network of tanh units over 10^3 rows along two directions, float32

Each is a mean over the rows on a grid of 101 x 101 points. With --every K only each K-th row of the
grid is evaluated, whose share the result tells. Compared is every twentieth row."""
import argparse

import numpy as np
from common import line_data, logistic_data, network, plane_data

POINTS, COMPARED = 101, 20
parser = argparse.ArgumentParser(description=__doc__,
                                 formatter_class=argparse.RawDescriptionHelpFormatter)
parser.add_argument("what", choices=["line", "logistic", "mlp"])
parser.add_argument("--every", type=int, default=1, choices=[1, 4, 20])
options = parser.parse_args()
WHAT = options.what
TYPE = np.float32 if WHAT == "mlp" else np.float64
LOW, HIGH = {"line": ((-1, -3), (4, 2)), "logistic": ((-2, -4), (6, 4)),
             "mlp": ((-1, -1), (1, 1))}[WHAT]
FIRST = np.linspace(LOW[0], HIGH[0], POINTS)
SECOND = np.linspace(LOW[1], HIGH[1], POINTS)[::options.every]
SHARE = len(SECOND) / POINTS
# The network at the point in the middle, and both directions.
ORIGIN, *DIRECTIONS = (network((2, 32, 32, 1), seed) for seed in (11, 12, 13))
X, Y = (array.astype(TYPE) for array in {
    "line": lambda: line_data(10_000_000), "logistic": lambda: logistic_data(100_000),
    "mlp": lambda: plane_data(1000)}[WHAT]())


def compared(losses):
    """The rows of the grid that every program has."""
    return np.reshape(losses, (-1, POINTS))[::COMPARED // options.every]
