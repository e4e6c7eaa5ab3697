"""Figures against matplotlib, gnuplot, cairo and datashader: whole processes, start included."""
import sys

from .measuring import BUILT, FLOORS, PEERS, PYTHON, in_turn, ratio, run, spread

WRITER = FLOORS / "write_png"


def row(name, ours, peer="", wall="", cpu="", target="", state=""):
    print(f"{name:<46}{ours:<26}{peer:<26}{wall:<8}{cpu:<8}{target:<12}{state}", flush=True)


def compare_figures(results, folder):
    """All lines on figures; files go into the folder."""
    row("figures", "ours", "peer", "wall", "CPU", "target")
    report(results, folder)
    encoders(results, folder)
    singles(results, folder)
    sizes(results, folder)


def compare(results, what, ours, peers, at_least={}, at_most=None):
    """Times ours and its peers, by name, in turn: `at_least` holds ratios of wall times by the
    peer's name, `at_most` the seconds that ours may take."""
    peers = {peer: command for peer, command in peers.items()
             if results.wants(f"{what}: {peer}")}
    if not peers:
        return
    if not results.has_peers:
        peers = {}
    for command in [ours, *peers.values()]:
        run(command)  # Once untimed: file caches, compiled Python, fonts.
    mine, *others = in_turn([ours, *peers.values()], results.rounds)
    walls = [each.wall for each in mine]
    if at_most is not None:
        middle = sorted(walls)[len(walls) // 2]
        row(what, spread(walls, "s"), target=f"<= {at_most} s",
            state=results.verdict(what, middle <= at_most))
    elif not peers:
        row(what, spread(walls, "s"))
    for peer, theirs in zip(peers, others):
        name = f"{what}: {peer}"
        wall = ratio([each.wall for each in theirs], walls)
        cpu = ratio([each.cpu for each in theirs], [each.cpu for each in mine])
        results.record(name, cpu)
        target, state = "", ""
        if peer in at_least:
            target = f">= {at_least[peer]}x"
            state = results.verdict(name, wall >= at_least[peer])
        row(name, spread(walls, "s"), spread([each.wall for each in theirs], "s"),
            f"{wall:.1f}x", f"{cpu:.1f}x", target, state)


def compare_encoders(results, name, picture, folder):
    """Cairo's PNG writer and ours on the same pixels, each by its own CPU time."""
    if not results.wants(name):
        return
    mine, theirs, pixels = [], [], folder / "pixels"
    for _ in range(results.rounds):
        width, height, time_, their_size = run([WRITER, picture, pixels, 5]).output.split()
        theirs.append(float(time_))
        time_, my_size = run([BUILT / "encode-png", pixels, width, height, 5]).output.split()
        mine.append(float(time_))
    faster = ratio(theirs, mine)
    results.record(name, faster)
    is_small = int(my_size) <= int(their_size)
    row(name, spread(mine, "ms"), spread(theirs, "ms"), f"{faster:.1f}x", "", ">= 4x",
        results.verdict(name, faster >= 4))
    name += ", bytes"
    row(name, my_size, their_size, target="no larger", state=results.verdict(name, is_small))


def check_size(results, name, size, limit):
    if not results.wants(name):
        return
    results.record(name, limit / size)
    row(name, f"{size} bytes", target=f"<= {limit}", state=results.verdict(name, size <= limit))


def check_data():
    """Whether both programs draw the same numbers: sums may differ by rounding."""
    ours = run([BUILT / "report-figures", "--checksums"]).output.split("\n")
    theirs = run([PYTHON, PEERS / "figures_data.py"]).output.split("\n")
    for mine, other in zip(ours, theirs, strict=True):
        same = mine.split()[:2] == other.split()[:2] and all(
            abs(float(a) - float(b)) <= 1e-9 * max(1, abs(float(b)))
            for a, b in zip(mine.split()[2:], other.split()[2:]))
        if not same:
            sys.exit(f"compare: the programs draw different data:\n  {mine}\n  {other}")
    print("Both programs draw the same data.")


def report(results, folder):
    ours = [BUILT / "report-figures", folder / "ours"]
    matplotlib = [PYTHON, PEERS / "report_matplotlib.py", folder / "matplotlib"]
    gnuplot = folder / "gnuplot"
    peers = {
        "matplotlib, fast, 2 processes": matplotlib + ["--fast", "--jobs", "2"],
        "gnuplot": ["sh", "-c", f"gnuplot {gnuplot}/png.gp && gnuplot {gnuplot}/svg.gp"],
        "matplotlib, default": matplotlib,
    }
    if results.has_peers and any(results.wants(f"twelve figures: {peer}") for peer in peers):
        check_data()
        run([PYTHON, PEERS / "report_gnuplot.py", gnuplot])
    compare(results, "twelve figures", ours, peers,
            at_least={"matplotlib, fast, 2 processes": 10, "gnuplot": 6})


def encoders(results, folder):
    pictures = folder / "ours"
    names = {f"PNG of {words}: cairo": number for number, words in
             [(1, "scatter"), (4, "contours"), (5, "surface"), (9, "six panels")]}
    if any(results.wants(name) for name in names):
        run([BUILT / "report-figures", pictures])
    for name, number in names.items():
        compare_encoders(results, name, pictures / f"figure{number:02d}.png", folder)


def single(results, figure, count, kind, tools, folder, at_most=None):
    mine, theirs = folder / f"ours.{kind}", folder / f"peer.{kind}"
    script = PEERS / "render.py"
    compare(results, f"{figure} {count}, {kind}", [BUILT / "render-figure", figure, count, mine],
            {tool: [PYTHON, script, figure, tool, count, theirs] for tool in tools},
            at_most=at_most)


def singles(results, folder):
    for kind in ("png", "svg"):
        single(results, "contours", 201, kind, ["matplotlib", "gnuplot"], folder)
    for count in (10_000, 100_000):
        single(results, "scatter", count, "png", ["matplotlib", "gnuplot", "pycairo"], folder)
    # Gnuplot would take twelve seconds a run.
    single(results, "scatter", 1_000_000, "png", ["matplotlib", "datashader", "pycairo"], folder,
           at_most=0.2)


def sizes(results, folder):
    name = "size: scatter 1000000, svg"
    if results.wants(name):
        path = folder / "million.svg"
        run([BUILT / "render-figure", "scatter", 1_000_000, path])
        check_size(results, name, path.stat().st_size, 1_000_000)
    inline = {"size: contours, inline": ("contours", 40_000),
              "size: three panels of lines, inline": ("lines", 12_000)}
    if any(results.wants(name) for name in inline):
        found = dict(line.split() for line in
                     run([BUILT / "render-figure", "inline-sizes"]).output.splitlines())
        for name, (word, limit) in inline.items():
            check_size(results, name, int(found[word]), limit)
