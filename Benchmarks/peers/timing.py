"""The clock of the peers that are timed from within, and the line of JSON that they print.

What is timed is the work alone, as a notebook would see it: importing the tool, compiling, and
making the data come before, and one run warms up.
"""
import json
import statistics
import time

from common import checksum

import numpy as np


def measure(work, seconds=1.0):
    """The last result, and the wall and CPU seconds of every repetition: as many as fit into the
    seconds, but at least three."""
    result = work()
    walls, cpus, start = [], [], time.perf_counter()
    while len(walls) < 3 or time.perf_counter() - start < seconds and len(walls) < 200:
        result = None  # Frees what may be large before it is made anew.
        wall, cpu = time.perf_counter(), time.process_time()
        result = work()
        cpus.append(time.process_time() - cpu)
        walls.append(time.perf_counter() - wall)
    return result, walls, cpus


def report(name, tool, work, digest=np.asarray, share=1.0):
    """Times the work and prints its line.  `digest` makes of the result the numbers that are
    compared with those of the other tools; `share` is the part of the whole work that was done."""
    result, walls, cpus = measure(work)
    values = np.asarray(digest(result), dtype=np.float64).ravel()
    count, total, weighted = checksum(values)
    print(json.dumps({
        "name": name, "tool": tool, "median_s": statistics.median(walls), "min_s": min(walls),
        "max_s": max(walls), "cpu_s": statistics.median(cpus), "repetitions": len(walls),
        "share": share,
        "checksum": {"count": count, "sum": total, "weighted": weighted,
                     "norm": float(np.linalg.norm(values))}}))
