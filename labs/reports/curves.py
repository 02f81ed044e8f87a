"""Series of runs as a small SVG picture: one panel, a line for each run, readable in print and without colour."""

from collections.abc import Mapping, Sequence
from html import escape
from math import ceil, floor, isfinite, log10

_WIDTH, _HEIGHT = 420, 200
_LEFT, _RIGHT, _TOP, _BOTTOM = 56, 12, 26, 30
_LEGEND, _A_ROW = 16, 5
_COLOURS = ("#1f5fa8", "#c4571b", "#3b7d3c", "#7a4aa0", "#8a6d1f", "#2b8a8a", "#a03a5a", "#555555")
_DASHES = ("", "6 3", "2 3", "8 3 2 3")

Points = Sequence[tuple[int, float]]


def curve(title: str, lines: Mapping[str, Points]) -> str:
    """Return a picture of a series.

    Args:
        title: Name of the series.
        lines: Its steps and values, by the name of the run.
    """
    drawn = {name: [point for point in points if isfinite(point[1])] for name, points in lines.items()}
    steps = [step for points in drawn.values() for step, _ in points]
    values = [value for points in drawn.values() for _, value in points]
    if not values:
        return ""
    low, high = _around(min(values), max(values))
    first, last = min(steps), max(max(steps), min(steps) + 1)
    rows = -(-len(drawn) // _A_ROW) if len(drawn) > 1 else 0
    whole = _HEIGHT + rows * _LEGEND

    def x(step: float) -> float:
        return _LEFT + (step - first) / (last - first) * (_WIDTH - _LEFT - _RIGHT)

    def y(value: float) -> float:
        return _TOP + (high - value) / (high - low) * (_HEIGHT - _TOP - _BOTTOM)

    parts = [
        f'<svg xmlns="http://www.w3.org/2000/svg" viewBox="0 0 {_WIDTH} {whole}" width="{_WIDTH}" height="{whole}" '
        f'role="img" aria-label="{escape(title)}" font-family="sans-serif" font-size="11">',
        f'<rect width="{_WIDTH}" height="{whole}" fill="#ffffff"/>',
        f'<text x="{_LEFT}" y="15" font-weight="bold">{escape(_short(title, 50))}</text>',
    ]
    for tick in _ticks(low, high):
        parts.append(f'<path d="M{_LEFT} {y(tick):.1f}H{_WIDTH - _RIGHT}" stroke="#dddddd"/>')
        parts.append(f'<text x="{_LEFT - 5}" y="{y(tick) + 4:.1f}" text-anchor="end">{tick:g}</text>')
    for step in (first, last):
        anchor = "start" if step == first else "end"
        parts.append(f'<text x="{x(step):.1f}" y="{_HEIGHT - 12}" text-anchor="{anchor}">{step}</text>')
    for number, (name, points) in enumerate(drawn.items()):
        colour, dash = _COLOURS[number % len(_COLOURS)], _DASHES[number // len(_COLOURS) % len(_DASHES)]
        path = "M" + "L".join(f"{x(step):.1f} {y(value):.1f}" for step, value in points) if points else ""
        style = f'stroke="{colour}" stroke-width="1.6" fill="none"' + (f' stroke-dasharray="{dash}"' if dash else "")
        parts.append(f'<path d="{path}" {style}><title>{escape(name)}</title></path>')
        if len(drawn) > 1:
            x_of, y_of = _LEFT + number % _A_ROW * 70, _HEIGHT + number // _A_ROW * _LEGEND
            parts.append(f'<path d="M{x_of} {y_of}h16" {style}/>')
            parts.append(f'<text x="{x_of + 20}" y="{y_of + 4}" fill="{colour}">{escape(_short(name, 9))}</text>')
    return "".join(parts) + "</svg>"


def _short(text: str, most: int) -> str:
    return text if len(text) <= most else f"{text[: most - 1]}…"


def _around(low: float, high: float) -> tuple[float, float]:
    margin = (high - low) * 0.05 or abs(high) * 0.05 or 0.5
    return low - margin, high + margin


def _ticks(low: float, high: float) -> list[float]:
    """Return a few round numbers within a range.

    >>> _ticks(0.05, 0.95)
    [0.2, 0.4, 0.6, 0.8]
    """
    rough = (high - low) / 4
    scale = 10.0 ** floor(log10(rough))
    # Of the round steps the largest that leaves three lines at least.
    step = max(scale * factor for factor in (1, 2, 5, 10) if scale * factor <= 1.2 * rough)
    first = ceil(low / step)
    return [float(f"{number * step:.10g}") for number in range(first, first + 10) if number * step <= high]
