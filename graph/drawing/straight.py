"""Straightening: long edges run upright as far as their neighbours leave room."""

from collections.abc import Callable, Iterable, Mapping, Sequence

Span = tuple[float, float]
_ROUNDS = 6


def straighten(
    ranks: Sequence[Sequence[str]],
    chains: Iterable[Sequence[str]],
    centres: dict[str, float],
    *,
    apart: Callable[[str, str], float],
) -> None:
    """Move the lanes of each chain over each other wherever no neighbour has to move for it.

    Args:
        ranks: What lies on each rank, from the left.
        chains: What each edge passes: its source, its lanes, its target; the most important first.
        centres: Where the middle of each lies; changed in place.
        apart: How far the middles of two neighbours are apart at the least.
    """
    beside: dict[str, tuple[str | None, str | None]] = {}
    for rank in ranks:
        for at, name in enumerate(rank):
            beside[name] = (rank[at - 1] if at else None, rank[at + 1] if at + 1 < len(rank) else None)

    def room(name: str) -> Span:
        left, right = beside[name]
        return (
            centres[left] + apart(left, name) if left else float("-inf"),
            centres[right] - apart(name, right) if right else float("inf"),
        )

    long = [chain for chain in chains if len(chain) > 2]
    for _ in range(_ROUNDS):
        for chain in long:
            for stretch, (low, high) in _stretches(chain[1:-1], room):
                wish = _wish(stretch, chain, centres, low, high)
                for lane in stretch:
                    centres[lane] = wish


def _stretches(lanes: Sequence[str], room: Callable[[str], Span]) -> Iterable[tuple[list[str], Span]]:
    """Cut lanes into stretches, as few as may be, that have room for one upright line."""
    stretch: list[str] = []
    low, high = float("-inf"), float("inf")
    for lane in lanes:
        left, right = room(lane)
        if stretch and max(low, left) > min(high, right):
            yield stretch, (low, high)
            stretch, low, high = [], float("-inf"), float("inf")
        stretch.append(lane)
        low, high = max(low, left), min(high, right)
    if stretch:
        yield stretch, (low, high)


def _wish(stretch: Sequence[str], chain: Sequence[str], centres: Mapping[str, float], low: float, high: float) -> float:
    """Return where a stretch lies best: below its source, above its target, or else where it is."""
    for end in (chain[0], chain[-1]):
        if low <= centres[end] <= high:
            return centres[end]
    middle = sum(centres[lane] for lane in stretch) / len(stretch)
    return min(max(middle, low), high)
