#!/usr/bin/env python3
"""Writes what gnuplot needs for the twelve figures: data as text files and two scripts.

    report_gnuplot.py FOLDER
    gnuplot FOLDER/png.gp; gnuplot FOLDER/svg.gp

Only the two runs of gnuplot are timed, so gnuplot is spared the computation, and the filled
contours are an image, which is less than what the others draw.
"""
import os
import sys

import numpy as np

import common
import figures_data

VIRIDIS = "defined (0 '#440154', 1 '#3b528b', 2 '#21918c', 3 '#5ec962', 4 '#fde725')"
TERMINALS = {
    "png": "pngcairo size 1600,1000 font 'DejaVu Sans,18'",
    "svg": "svg size 800,500 font 'DejaVu Sans,9'",
}
FIGURES = [
    # 1: data and fit
    """set title 'Data and the fitted line'; set xlabel 'x'; set ylabel 'y'
plot 'data.txt' using 1:2 pt 7 ps 0.8 title 'data', \\
  [-2:2] fm*x+fb lw 2 title 'fit', m0*x+b0 dt 2 title 'start'""",
    # 2: single errors
    """set title 'Single errors (y_i - f(x_i))^2'; set palette VIRIDIS
plot 'data.txt' using 1:(m0*$1+b0):(0):($2-m0*$1-b0) with vectors nohead lc rgb 'orange' notitle, \\
  m0*x+b0 lc 'black' notitle, \\
  'data.txt' using 1:2:(($2-m0*$1-b0)**2) with points pt 7 ps 0.8 palette notitle""",
    # 3: gradients of the samples
    """set title 'Per-sample gradients and their mean'
set style arrow 1 filled lc rgb '#801f77b4'; set style arrow 2 filled lw 4 lc rgb 'red'
plot 'gradients.txt' using (0):(0):1:2 with vectors as 1 notitle, \\
  'mean.txt' using (0):(0):1:2 with vectors as 2 title 'mean'""",
    # 4: contours of the loss; the lines go through a file because labels need their places
    """set title 'J(m, b)'; set xrange [-1:4]; set yrange [-3:2]; set view map
set palette VIRIDIS maxcolors 16; set logscale cb; unset key
set contour base; set cntrparam levels discrete LEVELS; unset surface
set table 'contours.txt'; splot 'loss.txt' using 1:2:3; unset table
set surface; unset contour; set cbrange [JMIN:JMAX]
plot 'loss.txt' with image, 'contours.txt' with lines lc 'black' lw 0.5, \\
  'contours.txt' every 80::10 using 1:2:(sprintf('%.2f',$3)) with labels font ',8', \\
  'downhill.txt' using 1:2:3:4 with vectors lc 'white', \\
  'GD.txt' using 1:2 with linespoints pt 7 ps 0.3, \\
  'SGD.txt' using 1:2 with linespoints pt 7 ps 0.3, \\
  'mini.txt' using 1:2 with linespoints pt 7 ps 0.3""",
    # 5: surface
    """set title 'Loss surface'; set palette VIRIDIS
set pm3d depthorder border lc 'black' lw 0.1; set view 60,30; set hidden3d front
splot 'surface.txt' using 1:2:3 with pm3d notitle, \\
  'GD.txt' using 1:2:3 with linespoints lc 'red' pt 7 ps 0.4 notitle""",
    # 6: histograms
    """set multiplot layout 1,2; set style fill solid 0.9 border lc 'white'
do for [k=1:2] { w = k==1 ? 1.0 : 0.55; bin(v) = w*(floor(v/w)+0.5)
plot 'gradients.txt' using (bin(column(k))):(1.0) smooth frequency with boxes lc k notitle }
unset multiplot""",
    # 7: error of a batch
    """set logscale xy; set grid x y mx my; set xlabel 'batch size B'
plot 'batches.txt' using 1:2 with linespoints pt 7 title 'measured', \\
  'batches.txt' using 1:3 with lines dt 2 title 'sigma/sqrt B'""",
    # 8: losses
    """set logscale y; set xlabel 'fraction of the run'
plot 'GD.txt' using 4:3 with lines title 'GD', 'mini.txt' using 4:3 with lines \\
  title 'mini-batch 10', 'SGD.txt' using 4:3 with lines title 'SGD'""",
    # 9: six single losses
    """set contour base; unset surface; set view map; unset key; set palette VIRIDIS
set cntrparam levels discrete SINGLES
do for [k=0:5] { set table sprintf('lines%d.txt',k)
splot sprintf('single%d.txt',k) using 1:2:3; unset table }
set multiplot layout 2,3
do for [k=0:5] { plot [-1:4][-3:2] sprintf('lines%d.txt',k) using 1:2:3 with lines lc palette, \\
  'steps.txt' every ::k::k using (m0):(b0):1:2 with vectors lc 'red' }
unset multiplot""",
    # 10: order of summation
    """set style data histograms; set style fill solid 0.9
plot 'roundings.txt' using 2:xtic(1) title 'm', '' using 3 title 'b'""",
    # 11: cosines
    """set palette defined (-1 'blue', 0 'white', 1 'red'); set cbrange [-1:1]; set size ratio 1
plot 'cosines.txt' matrix with image notitle""",
    # 12: trajectories
    """set palette VIRIDIS
plot 'SGD.txt' using 1:2 with lines title 'SGD', \\
  '' using 1:2:4 with points pt 7 ps 0.4 palette notitle, \\
  'GD.txt' using 1:2 with linespoints pt 7 ps 0.6 lc 'black' title 'GD', \\
  'last.txt' using 1:2:3:4 with xyerrorbars lw 2 title 'last 50'""",
]


def numbers(values):
    return ",".join(f"{value:.6g}" for value in values)


def write_grid(path, ms, bs, values):
    """Lines of m, b, value with an empty line after each row."""
    with open(path, "w") as file:
        for b, row in zip(bs, values):
            file.writelines(f"{m:.6g} {b:.6g} {value:.6g}\n" for m, value in zip(ms, row))
            file.write("\n")


def write_data(folder, d):
    def path(name):
        return os.path.join(folder, name + ".txt")

    np.savetxt(path("data"), np.c_[d["x"], d["y"]])
    np.savetxt(path("gradients"), d["gradients"])
    np.savetxt(path("mean"), d["mean"][None])
    write_grid(path("loss"), d["ms"], d["bs"], d["loss"])
    write_grid(path("surface"), *common.surface(d["x"], d["y"], 57)[:3])
    for k, (_, values) in enumerate(d["singles"]):
        write_grid(path(f"single{k}"), d["ms"], d["bs"], values)
    np.savetxt(path("steps"), np.array([-d["gradients"][i] / 5 for i, _ in d["singles"]]))
    for name, (steps, losses) in d["runs"].items():
        fraction = np.linspace(0, 1, len(losses))
        np.savetxt(path(name.split("-")[0]), np.c_[steps, losses, fraction])
    m, b, u, v = (values.ravel() for values in d["downhill"])
    np.savetxt(path("downhill"), np.c_[m, b, u / 5, v / 5])
    sizes, errors = figures_data.BATCH_SIZES, d["batch_errors"]
    np.savetxt(path("batches"), np.c_[sizes, errors, errors[0] / np.sqrt(sizes)])
    np.savetxt(path("cosines"), d["cosines"], fmt="%.5f")
    last = d["runs"]["SGD"][0][-50:]
    np.savetxt(path("last"), np.r_[last.mean(0), last.std(0)][None])
    with open(path("roundings"), "w") as file:
        file.writelines(f"{name} {m} {b}\n" for name, (m, b) in d["roundings"].items())


def script(folder, d, kind):
    lines = [
        "set encoding utf8", f"cd '{folder}'", f"set terminal {TERMINALS[kind]}",
        f"fm={d['fit'][0]}; fb={d['fit'][1]}; m0={d['start'][0]}; b0={d['start'][1]}",
        f"JMIN={d['loss'].min()}; JMAX={d['loss'].max()}",
    ]
    for number, body in enumerate(FIGURES, 1):
        body = body.replace("VIRIDIS", VIRIDIS).replace("LEVELS", numbers(d["levels"]))
        body = body.replace("SINGLES", numbers(np.geomspace(0.05, 60, 12)))
        lines += ["reset", "set grid", f"set output 'figure{number:02d}.{kind}'", body,
                  "unset output"]
    return "\n".join(lines) + "\n"


if __name__ == "__main__":
    folder = os.path.abspath(sys.argv[1])
    os.makedirs(folder, exist_ok=True)
    data = figures_data.compute()
    write_data(folder, data)
    for kind in TERMINALS:
        with open(os.path.join(folder, kind + ".gp"), "w") as file:
            file.write(script(folder, data, kind))
