#!/usr/bin/env python3
"""One figure with one program, into a file of 1600 x 1000 pixels (SVG: 800 x 500).

    render.py scatter|contours TOOL COUNT FILE.png|FILE.svg

TOOL: matplotlib, gnuplot; for scatter also pycairo (a stamp for each point) and datashader (density
instead of points).  A whole run is timed.  Points: sequences 51 and 52, held to [-4, 4]; radius
3 pixels, 40 % opaque.  Contours: the loss of a line on COUNT x COUNT points, 16 levels, filled,
with lines and their values.
"""
import math
import os
import subprocess
import sys
import tempfile

import numpy as np

import common

figure, tool, count, path = sys.argv[1:]
count, kind = int(count), path[-3:]
WIDTH, HEIGHT, RADIUS = 1600, 1000, 3


def points():
    return (np.clip(common.noise(seed, count), -4, 4) for seed in (51, 52))


def with_matplotlib():
    import matplotlib
    matplotlib.use("Agg")
    from matplotlib.colors import LogNorm
    from matplotlib.figure import Figure
    matplotlib.rcParams["svg.fonttype"] = "none"
    drawing = Figure(figsize=(8, 5), dpi=200)
    ax = drawing.subplots()
    if figure == "scatter":
        ax.scatter(*points(), s=(2 * RADIUS * 72 / 200) ** 2, alpha=0.4, linewidths=0)
    else:
        ms, bs, loss, levels = common.surface(*common.line_data(), count)
        filled = ax.contourf(ms, bs, loss, levels=levels, norm=LogNorm(levels[0], levels[-1]),
                             extend="min")
        lines = ax.contour(ms, bs, loss, levels=levels, colors="k", linewidths=0.4)
        ax.clabel(lines, fmt="%.2f", fontsize=6)
        drawing.colorbar(filled, ax=ax, format="%.2f")
    drawing.savefig(path)


def with_gnuplot():
    """Gnuplot gets its data in binary, its fastest way in."""
    terminal = {"png": f"pngcairo size {WIDTH},{HEIGHT}", "svg": "svg size 800,500"}[kind]
    with tempfile.TemporaryDirectory() as folder:
        data, lines = os.path.join(folder, "data"), os.path.join(folder, "lines")
        if figure == "scatter":
            np.stack(list(points()), 1).tofile(data)
            body = f"""set style fill transparent solid 0.4 noborder
plot [-4:4][-4:4] '{data}' binary record={count} format='%double%double' using 1:2 \\
  with points pt 7 ps 0.5 lc rgb '#991f77b4' notitle"""
        else:
            _, _, loss, levels = common.surface(*common.line_data(), count)
            loss.tofile(data)
            step = 5 / (count - 1)
            grid = (f"'{data}' binary array=({count},{count}) format='%double' dx={step} "
                    f"dy={step} scan=xy origin=")
            body = f"""set logscale cb; set contour base; unset surface; set view map
set cntrparam levels discrete {','.join(f'{level:.5g}' for level in levels)}
set table '{lines}'; splot {grid}(-1,-3,0); unset table; unset contour
set palette defined (0 '#440154', 1 '#3b528b', 2 '#21918c', 3 '#5ec962', 4 '#fde725') maxcolors 16
plot [-1:4][-3:2] {grid}(-1,-3) with image notitle, '{lines}' with lines lc 'black' lw 0.5 \\
  notitle, '{lines}' every 80::10 using 1:2:(sprintf('%.2f',$3)) with labels font ',8' notitle"""
        script = f"set terminal {terminal}\nset output '{path}'\n{body}\n"
        subprocess.run(["gnuplot"], input=script, text=True, check=True)


def with_pycairo():
    import cairo
    xs, ys = points()
    surface = (cairo.ImageSurface(cairo.FORMAT_RGB24, WIDTH, HEIGHT) if kind == "png"
               else cairo.SVGSurface(path, WIDTH / 2, HEIGHT / 2))
    context = cairo.Context(surface)
    if kind == "svg":
        context.scale(0.5, 0.5)
    context.set_source_rgb(1, 1, 1)
    context.paint()
    stamp = cairo.ImageSurface(cairo.FORMAT_A8, 9, 9)
    pen = cairo.Context(stamp)
    pen.arc(4.5, 4.5, RADIUS, 0, 2 * math.pi)
    pen.fill()
    context.set_source_rgba(0.12, 0.47, 0.71, 0.4)
    for x, y in zip((xs * 190 + 796).tolist(), (496 - ys * 120).tolist()):
        context.mask_surface(stamp, int(x), int(y))
    if kind == "png":
        surface.write_to_png(path)
    surface.finish()


def with_datashader():
    import datashader
    import datashader.transfer_functions as functions
    import pandas
    xs, ys = points()
    canvas = datashader.Canvas(WIDTH, HEIGHT, (-4, 4), (-4, 4))
    density = canvas.points(pandas.DataFrame({"x": xs, "y": ys}), "x", "y")
    shaded = functions.spread(functions.shade(density), px=RADIUS)
    functions.set_background(shaded, "white").to_pil().save(path)


globals()["with_" + tool]()
