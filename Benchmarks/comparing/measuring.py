"""Running programs in turn, and keeping what came out."""
import collections
import json
import os
import pathlib
import resource
import shutil
import statistics
import subprocess
import sys
import time

HERE = pathlib.Path(__file__).resolve().parent.parent
BUILT = HERE / ".build" / "release"
FLOORS = HERE / ".build" / "floor"
PEERS = HERE / "peers"
PYTHON = HERE / ".venv" / "bin" / "python"
BASELINE = HERE / "baseline.json"
TOLERANCE = 0.8
THREADS = {name: "2" for name in (
    "OMP_NUM_THREADS", "OPENBLAS_NUM_THREADS", "MKL_NUM_THREADS", "POLARS_MAX_THREADS")}

Run = collections.namedtuple("Run", "wall cpu output")


def run(command, environment={}):
    """A command's wall and CPU seconds, its children's included, and its output; it must succeed.
    """
    used = resource.getrusage(resource.RUSAGE_CHILDREN)
    start = time.perf_counter()
    done = subprocess.run([str(word) for word in command], capture_output=True, text=True,
                          env={**os.environ, **environment})
    wall = time.perf_counter() - start
    now = resource.getrusage(resource.RUSAGE_CHILDREN)
    if done.returncode != 0:
        sys.exit(f"compare: {' '.join(map(str, command))} failed:\n{done.stderr[-2000:]}")
    cpu = now.ru_utime + now.ru_stime - used.ru_utime - used.ru_stime
    return Run(wall, cpu, done.stdout)


def in_turn(commands, rounds, environment={}):
    """The runs of every command, taken in turn so that all meet the same machine."""
    taken = [[run(command, environment) for command in commands] for _ in range(rounds)]
    return list(zip(*taken))


def spread(values, unit):
    return f"{statistics.median(values):.3g} ({min(values):.3g}-{max(values):.3g}) {unit}"


def ratio(theirs, mine):
    """How many times as much they need as ours, by medians."""
    return statistics.median(theirs) / statistics.median(mine)


class Results:
    """The ratios of a run, of which more is better, and the targets that were missed."""

    def __init__(self, options):
        self.rounds, self.only = options.rounds, options.only
        self.has_peers = PYTHON.exists() and shutil.which("gnuplot") is not None
        self.ratios, self.missed = {}, []

    def wants(self, name):
        return self.only in name

    def verdict(self, name, is_met):
        if not is_met and name not in self.missed:
            self.missed.append(name)
        return "met" if is_met else "MISSED"

    def record(self, name, ratio):
        """Remembers a ratio for the comparison with the baseline."""
        self.ratios[name] = float(f"{ratio:.3g}")

    def worse_than_baseline(self):
        """The names of ratios that are more than 20 % worse than in the committed baseline."""
        before = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
        worse = [name for name, ratio in self.ratios.items()
                 if ratio < TOLERANCE * before.get(name, 0)]
        for name in worse:
            print(f"worse than the baseline: {name}: {self.ratios[name]} after {before[name]}")
        return worse

    def save(self):
        before = json.loads(BASELINE.read_text()) if BASELINE.exists() else {}
        BASELINE.write_text(json.dumps({**before, **self.ratios}, indent=2) + "\n")
        print(f"written: {BASELINE}")


def build():
    """Ours for release, with Swift's libraries inside as `make build` does; testing is enabled
    because the encoder is not public, which costs no time that could be measured. And the floors, of
    which those are left out that lack a library."""
    swift = os.environ.get("SWIFT", "swift")
    subprocess.run([swift, "build", "--package-path", HERE, "--configuration", "release",
                    "-Xswiftc", "-enable-testing", "--static-swift-stdlib", "-Xswiftc",
                    "-use-ld=lld", "--quiet"], check=True)
    made = subprocess.run(["make", "--silent", "--keep-going", "-C", PEERS / "floor",
                           f"OUT={FLOORS}"], capture_output=True, text=True)
    if made.returncode != 0:
        print("Some floors are not built; Benchmarks/setup installs their libraries.", made.stderr)
