#!/usr/bin/env python3
"""The twelve figures with matplotlib, each as PNG (1600 x 1000) and SVG.

    report_matplotlib.py FOLDER [--jobs 2] [--fast]

Without options as a user writes it: constrained layout, default style, one process.  --fast is the
best we found: no layout engine, the "fast" style, the least PNG compression.
"""
import argparse
import multiprocessing
import os

import numpy as np
import matplotlib

matplotlib.use("Agg")
import matplotlib.style
from matplotlib.colors import LogNorm
from matplotlib.figure import Figure
from mpl_toolkits.mplot3d import Axes3D  # noqa: F401, registers the projection "3d"

import common
import figures_data

parser = argparse.ArgumentParser()
parser.add_argument("folder")
parser.add_argument("--jobs", type=int, default=1)
parser.add_argument("--fast", action="store_true")
options = parser.parse_args()
if options.fast:
    matplotlib.style.use("fast")
matplotlib.rcParams.update(
    {"font.size": 9, "svg.fonttype": "none", "axes.grid": True, "grid.alpha": 0.3})

d = figures_data.compute()
x, y, gradients, mean, fit = d["x"], d["y"], d["gradients"], d["mean"], d["fit"]
ms, bs, loss, runs = d["ms"], d["bs"], d["loss"], d["runs"]
m0, b0 = d["start"]


def figure_and_axes(**grid):
    figure = Figure(figsize=(8, 5), dpi=200, layout="none" if options.fast else "constrained")
    return figure, figure.subplots(**grid)


def data_and_fit():
    figure, ax = figure_and_axes()
    ax.scatter(x, y, s=14, label="data")
    ends = np.array([-2, 2])
    ax.plot(ends, fit[0] * ends + fit[1], "C3", label=f"$y = {fit[0]:.3f}\\,x {fit[1]:+.3f}$")
    ax.plot(ends, m0 * ends + b0, "C7--", label="start")
    ax.set(xlabel="$x$", ylabel="$y$", title="Data and the fitted line")
    ax.legend()
    return figure


def single_errors():
    figure, ax = figure_and_axes()
    r = y - (m0 * x + b0)
    ax.vlines(x, m0 * x + b0, y, "C1", lw=0.8)
    ax.scatter(x, y, c=r * r, s=14, cmap="viridis", zorder=3)
    ax.plot([-2, 2], [m0 * -2 + b0, m0 * 2 + b0], "k")
    ax.set(xlabel="$x$", ylabel="$y$", title=r"Single errors $(y_i - f(x_i))^2$")
    return figure


def sample_gradients():
    figure, ax = figure_and_axes()
    zero = np.zeros(len(gradients))
    true_lengths = dict(angles="xy", scale_units="xy", scale=1)
    ax.quiver(zero, zero, gradients[:, 0], gradients[:, 1], **true_lengths, width=0.0015,
              color="C0", alpha=0.5)
    ax.quiver(0, 0, mean[0], mean[1], **true_lengths, width=0.006, color="C3",
              label="mean of the gradients")
    ax.set_xlim(gradients[:, 0].min() * 1.1, gradients[:, 0].max() * 1.1)
    ax.set_ylim(gradients[:, 1].min() * 1.1, gradients[:, 1].max() * 1.1)
    ax.set(xlabel=r"$\partial \ell_i / \partial m$", ylabel=r"$\partial \ell_i / \partial b$",
           title="Per-sample gradients and their mean")
    ax.legend()
    return figure


def loss_contours():
    figure, ax = figure_and_axes()
    levels = d["levels"]
    filled = ax.contourf(ms, bs, loss, levels=levels, norm=LogNorm(levels[0], levels[-1]),
                         cmap="viridis", extend="min")
    lines = ax.contour(ms, bs, loss, levels=levels, colors="k", linewidths=0.4)
    ax.clabel(lines, fmt="%.2f", fontsize=6)
    ax.quiver(*d["downhill"], color="w", alpha=0.6, width=0.002)
    for name, (path, _) in runs.items():
        ax.plot(path[:, 0], path[:, 1], lw=1, marker=".", ms=2, label=name)
    ax.set(xlabel="$m$", ylabel="$b$", xlim=(-1, 4), ylim=(-3, 2),
           title=r"$J(m, b) = \frac{1}{N}\sum_i (y_i - m x_i - b)^2$")
    figure.colorbar(filled, ax=ax, label="$J$", format="%.2f")
    ax.legend()
    return figure


def loss_surface():
    figure = Figure(figsize=(8, 5), dpi=200)
    ax = figure.add_subplot(projection="3d")
    # 56 x 56 quadrilaterals, as many as ours has.
    m, b, values, _ = common.surface(x, y, 57)
    ax.plot_surface(*np.meshgrid(m, b), values, cmap="viridis", rcount=57, ccount=57,
                    linewidth=0.1, edgecolor="k")
    path, losses = runs["GD"]
    ax.plot(path[:, 0], path[:, 1], losses, "r.-", zorder=10)
    ax.set(xlabel="$m$", ylabel="$b$", zlabel="$J$", title="Loss surface")
    return figure


def gradient_histograms():
    figure, axes = figure_and_axes(ncols=2)
    for k, (ax, name) in enumerate(zip(axes, "mb")):
        ax.hist(gradients[:, k], bins=25, color=f"C{k}", edgecolor="w")
        ax.axvline(mean[k], color="C3", label=f"mean {mean[k]:.3f}")
        ax.set(xlabel=rf"$\partial\ell_i/\partial {name}$", ylabel="samples")
        ax.legend()
    return figure


def batch_error():
    figure, ax = figure_and_axes()
    sizes, errors = figures_data.BATCH_SIZES, d["batch_errors"]
    ax.loglog(sizes, errors, "o-", label="measured, 200 draws")
    ax.loglog(sizes, errors[0] / np.sqrt(sizes), "k--", label=r"$\sigma/\sqrt{B}$")
    ax.set(xlabel="batch size $B$", ylabel=r"$|\bar g_B - \nabla J|$",
           title="Error of the mini-batch gradient")
    ax.legend()
    return figure


def loss_curves():
    figure, ax = figure_and_axes()
    for name, (_, losses) in runs.items():
        ax.semilogy(np.linspace(0, 1, len(losses)), losses, lw=1, label=name)
    ax.set(xlabel="fraction of the run", ylabel="$J$", title="Loss while training")
    ax.legend()
    return figure


def single_losses():
    figure, axes = figure_and_axes(nrows=2, ncols=3, sharex=True, sharey=True)
    for ax, (i, values) in zip(axes.ravel(), d["singles"]):
        ax.contour(ms, bs, values, levels=np.geomspace(0.05, 60, 12), cmap="viridis",
                   linewidths=0.7)
        ax.quiver(m0, b0, -gradients[i, 0], -gradients[i, 1], angles="xy", scale_units="xy",
                  scale=5, color="C3")
        ax.set_title(rf"$\ell_{{{i}}}$")
    figure.supxlabel("$m$")
    figure.supylabel("$b$")
    return figure


def summation_order():
    figure, ax = figure_and_axes()
    names = list(d["roundings"])
    errors = np.array([d["roundings"][name] for name in names])
    places = np.arange(len(names))
    ax.bar(places - 0.2, errors[:, 0], 0.4, label="$m$")
    ax.bar(places + 0.2, errors[:, 1], 0.4, label="$b$")
    ax.set_xticks(places, names)
    ax.set(ylabel="difference (ulp, float32)", title="The same sum in another order")
    ax.legend()
    return figure


def cosines():
    figure, ax = figure_and_axes()
    image = ax.imshow(d["cosines"], cmap="RdBu_r", vmin=-1, vmax=1, interpolation="nearest")
    ax.grid(False)
    ax.set(title="Cosine between per-sample gradients, ordered by $x$", xlabel="$i$",
           ylabel="$j$")
    figure.colorbar(image, ax=ax)
    return figure


def trajectories():
    figure, ax = figure_and_axes()
    path, _ = runs["SGD"]
    ax.plot(path[:, 0], path[:, 1], lw=0.6, color="C0", label="SGD")
    ax.scatter(path[:, 0], path[:, 1], s=6, c=np.arange(len(path)), cmap="plasma", zorder=3)
    plain, _ = runs["GD"]
    ax.plot(plain[:, 0], plain[:, 1], "k.-", label="GD")
    last = path[-50:]
    ax.errorbar(*last.mean(0)[:, None], xerr=last[:, 0].std(), yerr=last[:, 1].std(), fmt="C3o",
                capsize=3, label="last 50 steps")
    ax.set(xlabel="$m$", ylabel="$b$", title="Trajectories")
    ax.legend()
    return figure


FIGURES = [
    data_and_fit, single_errors, sample_gradients, loss_contours, loss_surface,
    gradient_histograms, batch_error, loss_curves, single_losses, summation_order, cosines,
    trajectories,
]


def draw(number):
    figure = FIGURES[number - 1]()
    path = os.path.join(options.folder, f"figure{number:02d}")
    extra = {"pil_kwargs": {"compress_level": 1}} if options.fast else {}
    figure.savefig(path + ".png", **extra)
    figure.savefig(path + ".svg")


if __name__ == "__main__":
    os.makedirs(options.folder, exist_ok=True)
    # The heaviest figures first, so that both processes end together.
    numbers = sorted(range(1, 13), key=lambda number: number not in (4, 5, 9))
    if options.jobs > 1:
        with multiprocessing.get_context("fork").Pool(options.jobs) as pool:
            pool.map(draw, numbers, chunksize=1)
    else:
        for number in numbers:
            draw(number)
