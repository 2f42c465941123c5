"""A plot of points and lines through the origin as SVG, legible on light and on dark pages."""

import math
from html import escape

WIDTH, HEIGHT = 820, 440
LEFT, RIGHT, TOP, BOTTOM = 76, 250, 72, 64
STYLE = """
  .card { fill: #ffffff; stroke: #d8dee4; }
  .title { fill: #1f2328; font-size: 18px; font-weight: 600; }
  .note, .tick, .axis { fill: #59636e; font-size: 13px; }
  .label { font-size: 13.5px; font-weight: 600; }
  .slope { fill: #59636e; font-size: 12.5px; }
  .grid { stroke: #e6eaef; }
  .base { stroke: #8b949e; }
  .line { fill: none; stroke-width: 1.75; }
  .leader { fill: none; stroke-width: 1; stroke-dasharray: 2 2; }
  .s0 { --c: #0b62b8; } .s1 { --c: #b4470a; } .s2 { --c: #1a7a3c; } .s3 { --c: #7d3cb5; }
  .line, .leader { stroke: var(--c); } .mark, .label { fill: var(--c); }
  .mark { stroke: #ffffff; stroke-width: 1; }
  text { font-family: -apple-system, "Segoe UI", "Noto Sans", Helvetica, Arial, sans-serif; }
  @media (prefers-color-scheme: dark) {
    .card { fill: #0d1117; stroke: #30363d; }
    .title { fill: #e6edf3; }
    .note, .tick, .axis, .slope { fill: #9da7b3; }
    .grid { stroke: #21262d; }
    .base { stroke: #6e7681; }
    .mark { stroke: #0d1117; }
    .s0 { --c: #6cb6ff; } .s1 { --c: #f69d50; } .s2 { --c: #57c46f; } .s3 { --c: #cfa6ff; }
  }
"""


def plot(title, axis, unit, series):
    """`series` has a name, points of size and nanoseconds, and the nanoseconds a unit."""
    most_x = max(size for _, points, _ in series for size, _ in points)
    most_y = max(time for _, points, _ in series for _, time in points)
    divisor, time_unit = unit_of(most_y)
    x_ticks, y_ticks = ticks(most_x), ticks(most_y / divisor)
    bottom, right = HEIGHT - BOTTOM, WIDTH - RIGHT

    def x(size):
        return LEFT + (right - LEFT) * size / x_ticks[-1]

    def y(time):
        return bottom - (bottom - TOP) * (time / divisor) / y_ticks[-1]

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {WIDTH} {HEIGHT}" width="{WIDTH}"'
        f' height="{HEIGHT}" role="img" aria-label="{escape(title)}">',
        f"<style>{STYLE}</style>",
        f'<rect class="card" x="0.5" y="0.5" width="{WIDTH - 1}" height="{HEIGHT - 1}" rx="8"/>',
        text("title", 24, 34, title),
        text("note", 24, 55, f"{time_unit}; lower is better; lines go through the origin"),
    ]
    for tick in y_ticks:
        at = y(tick * divisor)
        parts.append(line("base" if tick == 0 else "grid", LEFT, at, right, at))
        parts.append(text("tick", LEFT - 10, at + 4.5, number(tick), "end"))
    for tick in x_ticks:
        at = x(tick)
        parts.append(line("base", at, bottom, at, bottom + 5))
        parts.append(text("tick", at, bottom + 21, number(tick), "middle"))
    parts.append(text("axis", (LEFT + right) / 2, HEIGHT - 18, axis, "middle"))
    middle = (TOP + bottom) / 2
    parts.append(
        f'<text class="axis" text-anchor="middle" transform="translate(24 {middle:.1f})'
        f' rotate(-90)">time, {time_unit}</text>'
    )

    for index, (_, points, slope) in enumerate(series):
        end = min(points[-1][0], x_ticks[-1])
        parts.append(line(f"line s{index}", x(0), y(0), x(end), y(slope * end)))
        parts.extend(mark(index, x(size), y(time)) for size, time in points)

    ends = [(y(slope * points[-1][0]), index) for index, (_, points, slope) in enumerate(series)]
    for at, index, place in spread(ends):
        name, points, slope = series[index]
        from_x = x(points[-1][0]) + 8
        label_x = right + 26
        parts.append(
            f'<path class="leader s{index}" d="M{from_x:.1f} {at:.1f}L{label_x - 6} {place:.1f}"/>'
        )
        parts.append(text(f"label s{index}", label_x, place + 1, name))
        parts.append(text("slope", label_x, place + 17, f"{per(slope)} {one(unit)}"))
    parts.append("</svg>")
    return "\n".join(parts) + "\n"


def spread(ends, apart=42):
    """Where the labels go: by their lines' ends, but not on each other, and all within the plot."""
    ends = sorted(ends)
    places = []
    for at, _ in ends:
        places.append(max(at, places[-1] + apart) if places else at)
    lowest = HEIGHT - BOTTOM - 18
    for index in reversed(range(len(places))):
        places[index] = min(places[index], lowest - apart * (len(places) - 1 - index))
    return [(at, index, place) for (at, index), place in zip(ends, places)]


def mark(index, x, y):
    """A point; each series has a shape of its own, so that nobody has to tell colours apart."""
    kind = f'class="mark s{index}"'
    if index == 0:
        return f'<circle {kind} cx="{x:.1f}" cy="{y:.1f}" r="4.5"/>'
    shapes = {
        1: [(-4.2, -4.2), (4.2, -4.2), (4.2, 4.2), (-4.2, 4.2)],
        2: [(0, -5.4), (5, 3.8), (-5, 3.8)],
        3: [(0, -5.6), (5.6, 0), (0, 5.6), (-5.6, 0)],
    }
    corners = " ".join(f"{x + dx:.1f},{y + dy:.1f}" for dx, dy in shapes[index])
    return f'<polygon {kind} points="{corners}"/>'


def line(kind, x1, y1, x2, y2):
    return f'<line class="{kind}" x1="{x1:.1f}" y1="{y1:.1f}" x2="{x2:.1f}" y2="{y2:.1f}"/>'


def text(kind, x, y, content, anchor="start"):
    return (
        f'<text class="{kind}" x="{x:.1f}" y="{y:.1f}" text-anchor="{anchor}">'
        f"{escape(content)}</text>"
    )


def ticks(most):
    """Round numbers from 0 to at least `most`, four to eight of them."""
    rough = most / 5
    power = 10 ** math.floor(math.log10(rough))
    step = min(s * power for s in (1, 2, 2.5, 5, 10) if s * power >= rough * 0.999)
    return [step * index for index in range(math.ceil(most / step - 1e-9) + 1)]


def unit_of(nanoseconds):
    if nanoseconds >= 2e9:
        return 1e9, "s"
    if nanoseconds >= 2e6:
        return 1e6, "ms"
    if nanoseconds >= 2e3:
        return 1e3, "µs"
    return 1, "ns"


def per(nanoseconds):
    divisor, unit = unit_of(nanoseconds)
    return f"{figures(nanoseconds / divisor)} {unit}"


def figures(value):
    """Three figures, or all of a whole number's."""
    if value >= 100:
        return f"{value:,.0f}"
    return f"{value:.1f}" if value >= 10 else f"{value:.2f}" if value >= 1 else f"{value:.3f}"


def one(unit):
    return f"an {unit}" if unit[0] in "aeiou" else f"a {unit}"


def number(value):
    return f"{value:,.0f}" if value == int(value) else f"{value:g}"
