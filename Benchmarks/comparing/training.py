"""The training core against NumPy, PyTorch, JAX and others, and against floors in C.

Every program times its own work and prints a line of JSON, so that neither starting nor importing
nor compiling counts. What the programs computed is compared by sums; if they differ by more than
rounding, nothing is said about times."""
import dataclasses
import json
import statistics
import sys
import typing

from .measuring import BUILT, FLOORS, HERE, PEERS, PYTHON, THREADS, in_turn, run

TABLE = HERE / ".data" / "table.csv"
TABLE_COLUMNS = 3


@dataclasses.dataclass
class Target:
    """A condition on what was measured of a line, and of its whole group by the lines' names."""
    text: str
    is_met: typing.Callable
    needs: tuple = ()


@dataclasses.dataclass
class Line:
    """One work: the programs that do it, and what ours must reach."""
    name: str
    ours: list
    floor: list
    peers: dict
    targets: list
    tolerance: float
    unit: str = "ms"
    per_second: float = 1e3
    """What a second is in the unit: 1e6 / steps for microseconds a step."""


@dataclasses.dataclass
class Measured:
    """Medians over the rounds of what a program printed, seconds for the whole work."""
    wall: float
    cpu: float
    share: float
    checksum: dict


def at_most_seconds(seconds, text):
    return Target(f"<= {text}", lambda m, _: m["ours"].wall <= seconds)


def within_floor(times):
    return Target(f"<= {times} floor", lambda m, _: m["ours"].wall <= times * m["floor"].wall,
                  ("floor",))


def faster_than(peer, times):
    return Target(f"{times}x {peer}", lambda m, _: m[peer].wall >= times * m["ours"].wall, (peer,))


def faster_than_best(times):
    return Target(f"{times}x best", lambda m, _: best_peer(m)[1].wall >= times * m["ours"].wall,
                  ("a peer",))


def of_own_batch(times):
    def is_met(m, group):
        return m["ours"].wall <= times * group["gradient of the batch"]["ours"].wall
    return Target(f"<= {times} own batch", is_met, ("gradient of the batch",))


def best_peer(measured):
    peers = {name: m for name, m in measured.items() if name not in ("ours", "floor")}
    return min(peers.items(), key=lambda item: item[1].wall, default=None)


def python(script, *arguments):
    return [PYTHON, PEERS / f"{script}.py", *arguments]


def per_sample(what, name, scripts, targets):
    tools = {"numpy": "numpy", "torch": "torch vmap", "backpack": "BackPACK", "opacus": "Opacus",
             "jax": "jax"}
    return Line(name, ["persample", what], ["persample", what],
                {tools[script]: python(f"persample_{script}", what) for script in scripts},
                targets, tolerance=1e-4)


def descent(what, name, ours, floor, steps, targets, tolerance):
    peers = {tool: python(f"descent_{tool}", what) for tool in ("numpy", "torch", "jax")}
    return Line(name, ours, floor, peers, targets, tolerance, "us", 1e6 / steps)


def surface(what, name, ours, floor, tools, targets, tolerance):
    peers = {tool: python(f"surfaces_{tool}", what, *part) for tool, part in tools.items()}
    return Line(name, ours, floor, peers, targets, tolerance)


PART = ["--every", "20"]
NETWORK = {"numpy": PART, "torch": PART, "jax": []}


def groups():
    """The lines, of which those of one group run in turn."""
    megabytes = TABLE.stat().st_size / 1e6 if TABLE.exists() else 593.1
    return [
        [per_sample("batch", "gradient of the batch", ["numpy", "torch", "jax"], []),
         per_sample("full", "gradients of samples", ["numpy", "torch", "backpack", "opacus", "jax"],
                    [within_floor(1.3), faster_than("torch vmap", 3), faster_than("jax", 6)]),
         per_sample("norms", "their norms", ["numpy", "backpack", "opacus"],
                    [of_own_batch(0.8), faster_than_best(2)]),
         per_sample("variance", "their variance", ["numpy", "backpack"],
                    [of_own_batch(1.4), faster_than_best(2)])],
        [descent("line", "line, a step from points", ["train-line", "points"], ["train", "line"],
                 2000, [], 1e-9)],
        [descent("line", "line, a step from sums", ["train-line", "sums"], ["train", "line-sums"],
                 2000, [at_most_seconds(2000 * 0.05e-6, "0.05 us")], 1e-9)],
        [descent("mlp", "network, a step", ["train-mlp"], ["train", "mlp"], 1600,
                 [at_most_seconds(1600 * 6e-6, "6 us")], 1e-4)],
        [surface("line", "surface of a line", ["surface-line"], ["surface", "line"], {"numpy": []},
                 [at_most_seconds(0.010, "10 ms")], 1e-9)],
        [surface("logistic", "logistic surface", ["surface-logistic"], ["surface", "logistic"],
                 {"numpy": PART, "torch": PART, "jax": PART},
                 [at_most_seconds(0.12, "120 ms")], 1e-9)],
        [surface("mlp", "network's surface", ["surface-mlp", "brute"], ["surface", "mlp"], NETWORK,
                 [at_most_seconds(0.5, "500 ms")], 1e-5)],
        [surface("mlp", "the same, spectral", ["surface-mlp", "spectral"], ["surface", "mlp"],
                 NETWORK, [at_most_seconds(0.08, "80 ms")], 1e-5)],
        [Line("table of numbers", ["csv", TABLE], ["table", TABLE, TABLE_COLUMNS],
              {tool: python("read_table", tool, TABLE) for tool in ("polars", "pyarrow")},
              [Target(">= 1200 MB/s", lambda m, _: megabytes / m["ours"].wall >= 1200)], 1e-9)],
    ]


def compare_training(results):
    """All lines on the training core."""
    if results.has_peers and not TABLE.exists() and results.wants("table of numbers"):
        TABLE.parent.mkdir(exist_ok=True)
        run(python("make_table", TABLE))
    print("\nTwo threads, times of the work alone; * evaluated in part, scaled up; CPU: ours/floor")
    row("training core", "ours", "best peer", "floor", "peer/ours", "ours/floor", "CPU", "target")
    for group in groups():
        lines = [line for line in group if results.wants(f"training: {line.name}")
                 and (TABLE not in line.ours or TABLE.exists())]
        measured = measure(results, lines)
        for line in lines:
            show(results, line, measured)


def programs(results, line):
    """The commands of a line by their names, without floors and peers that are not installed."""
    commands = {"ours": [BUILT / "training-core", *line.ours]}
    if (FLOORS / line.floor[0]).exists():
        commands["floor"] = [FLOORS / line.floor[0], *line.floor[1:]]
    return {**commands, **(line.peers if results.has_peers else {})}


def measure(results, lines):
    """What every program of every line printed, by the line's and the program's names."""
    keys = [(line.name, program, command) for line in lines
            for program, command in programs(results, line).items()]
    # Each run warms up and repeats for itself.
    rounds = (results.rounds + 1) // 2
    runs = in_turn([command for _, _, command in keys], rounds, THREADS)
    measured = {line.name: {} for line in lines}
    for (line, program, _), outputs in zip(keys, runs):
        measured[line][program] = summary([json.loads(each.output) for each in outputs])
    for line in lines:
        check(line, measured[line.name])
    return measured


def summary(outputs):
    """The medians of several runs of a program; None if it said that something is missing."""
    if "missing" in outputs[0]:
        return None
    wall, cpu = (statistics.median(output[key] / output["share"] for output in outputs)
                 for key in ("median_s", "cpu_s"))
    return Measured(wall, cpu, outputs[0]["share"], outputs[0]["checksum"])


def check(line, measured):
    """Whether all programs computed the same: sums may differ by rounding, against the size of what
    is summed up, because the terms of a gradient cancel."""
    present = {name: m.checksum for name, m in measured.items() if m is not None}
    (first, expected), *others = present.items()
    for name, found in others:
        same = found["count"] == expected["count"] and all(
            abs(found[key] - expected[key])
            <= line.tolerance * max(abs(expected[key]), expected["norm"])
            for key in ("sum", "weighted", "norm"))
        if not same:
            sys.exit(f"compare: {line.name}: {first} and {name} computed different numbers:\n"
                     f"  {expected}\n  {found}")


def row(name, ours="", peer="", floor="", faster="", above="", cpu="", target="", state=""):
    print(f"{name:<26}{ours:<12}{peer:<24}{floor:<12}{faster:<11}{above:<12}{cpu:<8}{target:<20}"
          f"{state}".rstrip(), flush=True)


def show(results, line, group):
    m = group[line.name]

    def text(program):
        value = m.get(program)
        if value is None:
            return "not there" if program == "ours" else ""
        return f"{value.wall * line.per_second:.3g} {line.unit}" + ("*" if value.share < 1 else "")

    best, floor, ours = best_peer(m), m.get("floor"), m["ours"]
    faster = f"{best[1].wall / ours.wall:.3g}x" if best and ours else ""
    above = f"{ours.wall / floor.wall:.3g}x" if floor and ours else ""
    cpu = f"{ours.cpu / floor.cpu:.3g}x" if floor and ours else ""
    targets = [(target.text, judge(results, line, target, group)) for target in line.targets]
    (target, state), *more = targets or [("", "")]
    row(line.name, text("ours"), f"{best[0]} {text(best[0])}" if best else "", text("floor"),
        faster, above, cpu, target, state)
    others = [f"{name} {text(name)}" for name in line.peers if name in m and name != best[0]]
    for target, state in more:
        row("", peer=others.pop(0) if others else "", target=target, state=state)
    if others:
        row("", peer=", ".join(others))
    reference = floor or (best and best[1])
    if ours and reference:
        name = "floor" if floor else best[0]
        results.record(f"training: {line.name}: {name}", reference.cpu / ours.cpu)


def judge(results, line, target, group):
    """Met or missed; nothing where something that it needs was not measured."""
    m = group[line.name]
    if m["ours"] is None:
        return results.verdict(f"training: {line.name}: not there", False)
    present = {name for name in m if m[name] is not None} | {
        name for name in group if group[name]["ours"] is not None}
    if best_peer(m):
        present.add("a peer")
    if not set(target.needs) <= present:
        return "not measured"
    return results.verdict(f"training: {line.name}: {target.text}", target.is_met(m, group))
