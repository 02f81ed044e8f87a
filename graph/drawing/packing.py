"""Packing: rectangles side by side and under each other, in a strip of a given width."""

from collections.abc import Mapping

from graph.drawing.picture import Point

Size = tuple[float, float]


def packed(sizes: Mapping[str, Size], width: float, gap: float) -> tuple[dict[str, Point], Size]:
    """Return where the upper left corner of each rectangle lies, and how much room they take together.

    The highest come first, ties by name; each lies as high as it can, and there as far left.

    >>> packed({"a": (10, 20), "b": (10, 10), "c": (10, 10)}, 25, 5)
    ({'a': (0.0, 0.0), 'b': (15.0, 0.0), 'c': (15.0, 15.0)}, (25.0, 25.0))
    """
    corners: dict[str, Point] = {}
    for name in sorted(sizes, key=lambda name: (-sizes[name][1], -sizes[name][0], name)):
        corners[name] = _highest(name, sizes, corners, width, gap)
    right = max((x + sizes[name][0] for name, (x, _) in corners.items()), default=0.0)
    bottom = max((y + sizes[name][1] for name, (_, y) in corners.items()), default=0.0)
    return corners, (right, bottom)


def _highest(name: str, sizes: Mapping[str, Size], corners: Mapping[str, Point], width: float, gap: float) -> Point:
    """Return the highest free corner: below or beside what lies there already."""
    xs = {0.0, *(x + sizes[other][0] + gap for other, (x, _) in corners.items())}
    ys = {0.0, *(y + sizes[other][1] + gap for other, (_, y) in corners.items())}
    wide, high = sizes[name]
    for y in sorted(ys):
        for x in sorted(xs):
            fits = x == 0 or x + wide <= width
            if fits and not any(
                x < left + sizes[other][0] + gap
                and left < x + wide + gap
                and y < top + sizes[other][1] + gap
                and top < y + high + gap
                for other, (left, top) in corners.items()
            ):
                return x, y
    return 0.0, max(ys)
