#!/usr/bin/env python3
"""Draws docs/speed/*.svg from what the example `scaling` measured, and writes the table of fits into
docs/speed/README.md.

    plot.py RESULTS.csv FOLDER

Each series gets its points, and the straight line through the origin with their median time a unit.
Python's standard library is all that it needs.
"""

import csv
import math
import pathlib
import statistics
import sys

import svg

# A plot's name: its title, and what its sizes are: on the axis, and one of them.
PLOTS = {
    "clauses": ("Time by the count of clauses", "clauses", "clause"),
    "value": ("Time by the length of one value", "bytes of the value", "byte"),
    "list": ("Time by the length of a list", "elements of the list", "element"),
    "nesting": ("Time by nesting", "parentheses within each other", "level"),
    "document": ("Time by the size of one document", "bytes of the document", "byte"),
    "documents": ("Time by the count of documents", "documents of about 1.2 KB", "document"),
    "ids": ("Time by the count of ids", "ids listed, 100 a page", "id"),
}
BEGIN = "<!-- plot.py writes from here -->\n"
END = "<!-- to here -->\n"


def read(path):
    """The points of each series of each plot, sizes ascending, times in nanoseconds."""
    plots = {}
    with open(path, newline="", encoding="utf-8") as lines:
        for row in csv.DictReader(lines):
            series = plots.setdefault(row["plot"], {}).setdefault(row["series"], [])
            series.append((float(row["size"]), float(row["nanoseconds"])))
    return {
        plot: {name: sorted(points) for name, points in series.items()}
        for plot, series in plots.items()
    }


class Fit:
    """The straight line through the origin, and how far the points are from it."""

    def __init__(self, points):
        # The median, so that one point that something else slowed down changes nothing.
        self.slope = statistics.median(time / size for size, time in larger(points))
        mean = statistics.fmean(time for _, time in points)
        total = sum((time - mean) ** 2 for _, time in points)
        rest = sum((time - self.slope * size) ** 2 for size, time in points)
        self.r_squared = 1 - rest / total if total else 1.0
        self.exponent = exponent(larger(points))


def larger(points):
    """The points of at least a tenth of the largest size: below, what every call takes counts."""
    return [point for point in points if point[0] >= points[-1][0] / 10]


def exponent(points):
    """The power of the size that the time grows with: the slope where both are logarithms."""
    if len(points) < 2:
        return math.nan
    line = statistics.linear_regression(
        [math.log(size) for size, _ in points], [math.log(time) for _, time in points]
    )
    return line.slope


def table(plots):
    lines = [
        "| plot | series | ns a unit | grows with size to the | R² of the line through 0 |",
        "|---|---|---|---|---|",
    ]
    for plot, (_, _, unit) in PLOTS.items():
        for name, points in plots.get(plot, {}).items():
            fit = Fit(points)
            lines.append(
                f"| [{plot}]({plot}.svg) | {name} | {svg.figures(fit.slope)} {svg.one(unit)} "
                f"| {fit.exponent:.2f} | {fit.r_squared:.3f} |"
            )
    return "\n".join(lines) + "\n"


def main():
    if len(sys.argv) != 3:
        sys.exit("usage: plot.py RESULTS.csv FOLDER")
    plots = read(sys.argv[1])
    folder = pathlib.Path(sys.argv[2])
    for name, (title, axis, unit) in PLOTS.items():
        if name not in plots:
            continue
        series = [(each, points, Fit(points).slope) for each, points in plots[name].items()]
        drawing = svg.plot(title, axis, unit, series)
        (folder / f"{name}.svg").write_text(drawing, encoding="utf-8")
    page = folder / "README.md"
    text = page.read_text(encoding="utf-8")
    before, _, rest = text.partition(BEGIN)
    _, _, after = rest.partition(END)
    page.write_text(f"{before}{BEGIN}\n{table(plots)}\n{END}{after}", encoding="utf-8")


if __name__ == "__main__":
    main()
