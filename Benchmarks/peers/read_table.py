#!/usr/bin/env python3
"""Reads a table of numbers.

    read_table.py polars | pyarrow FILE.csv

Compared are the sums of the columns, which are taken after the clock has stopped."""
import sys

from timing import report

if len(sys.argv) != 3 or sys.argv[1] not in ("polars", "pyarrow"):
    sys.exit(__doc__)
tool, path = sys.argv[1:]
if tool == "polars":  # Threads: POLARS_MAX_THREADS.
    import polars

    report("csv", tool, lambda: polars.read_csv(path), lambda table: table.sum().row(0))
else:
    import pyarrow.compute
    from pyarrow.csv import read_csv

    pyarrow.set_cpu_count(2)
    report("csv", tool, lambda: read_csv(path),
           lambda table: [pyarrow.compute.sum(column).as_py() for column in table.columns])
