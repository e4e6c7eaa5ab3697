#!/usr/bin/env python3
"""Writes FILE.csv: 10^7 rows of three numbers in (-1, 1), shortest round-trip decimals, 593 MB.

    make_table.py FILE.csv

Number j of row i is 2 u - 1 for number 3 i + j of sequence 31."""
import pathlib
import sys

import pyarrow
from common import uniform
from pyarrow.csv import CSVWriter, WriteOptions

ROWS, COLUMNS, BLOCK = 10_000_000, 3, 500_000
target = pathlib.Path(sys.argv[1])
unfinished = target.with_suffix(".part")
names = [f"c{column}" for column in range(COLUMNS)]
schema = pyarrow.schema([(name, pyarrow.float64()) for name in names])
with CSVWriter(unfinished, schema, write_options=WriteOptions(quoting_style="none")) as writer:
    for first in range(0, ROWS, BLOCK):
        numbers = 2 * uniform(31, BLOCK * COLUMNS, first * COLUMNS) - 1
        columns = numbers.reshape(BLOCK, COLUMNS).T.copy()
        writer.write_table(pyarrow.table(list(columns), schema=schema))
unfinished.rename(target)
