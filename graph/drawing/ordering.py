"""The order of boxes within their ranks: few crossings, found by sweeps of barycentres."""

from bisect import bisect_right, insort
from collections.abc import Iterable, Mapping, Sequence
from itertools import pairwise

Ranks = list[list[str]]
_SWEEPS = 16


def ordered(ranks: Sequence[Sequence[str]], below: Mapping[str, Sequence[str]]) -> Ranks:
    """Return the ranks in an order with few crossings; ties by id.

    Args:
        ranks: What lies on each rank.
        below: For each id, those on the next rank that it is joined to.

    >>> ordered([["a", "b"], ["c", "d"]], {"a": ["d"], "b": ["c"]})
    [['a', 'b'], ['d', 'c']]
    """
    above: dict[str, list[str]] = {}
    for source, targets in below.items():
        for target in targets:
            above.setdefault(target, []).append(source)
    best: Ranks = []
    least = -1
    for current in (_mixed(ranks, below), _by_depth(ranks, below, above)):
        for sweep in range(_SWEEPS):
            _sweep(current, below if sweep % 2 else above, downwards=sweep % 2 == 0)
            _exchange(current, below, above)
            crossings = sum(_crossings(a, b, below) for a, b in pairwise(current))
            if least < 0 or crossings < least:
                best, least = [list(rank) for rank in current], crossings
    return best or [list(rank) for rank in ranks]


def _mixed(ranks: Sequence[Sequence[str]], below: Mapping[str, Sequence[str]]) -> Ranks:
    """Return the ranks with what ends there spread evenly among what goes on."""
    mixed = []
    for rank in ranks:
        parts = [sorted(name for name in rank if (name in below) is goes_on) for goes_on in (True, False)]
        at = {name: ((place + 0.5) / len(part), name) for part in parts for place, name in enumerate(part)}
        mixed.append(sorted(rank, key=lambda name, at=at: at[name]))  # type: ignore[misc]
    return mixed


def _by_depth(
    ranks: Sequence[Sequence[str]], below: Mapping[str, Sequence[str]], above: Mapping[str, Sequence[str]]
) -> Ranks:
    """Return the ranks in the order in which a walk from the top first meets their members."""
    met: dict[str, int] = {}
    for start in (name for rank in ranks for name in sorted(rank)):
        waiting = [start]
        while waiting:
            name = waiting.pop()
            if name not in met:
                met[name] = len(met)
                waiting += sorted((*below.get(name, ()), *above.get(name, ())), reverse=True)
    return [sorted(rank, key=lambda name: met[name]) for rank in ranks]


def _sweep(ranks: Ranks, joined: Mapping[str, Sequence[str]], *, downwards: bool) -> None:
    numbers = range(1, len(ranks)) if downwards else range(len(ranks) - 2, -1, -1)
    for number in numbers:
        fixed = _places(ranks[number - 1 if downwards else number + 1])
        here = _places(ranks[number])
        centres = {
            name: sum(fixed[other] for other in others) / len(others) if (others := joined.get(name, ())) else place
            for name, place in here.items()
        }
        ranks[number].sort(key=lambda name: (centres[name], here[name], name))


def _places(rank: Sequence[str]) -> dict[str, float]:
    """Return how far to the right each lies, from 0 to 1, so that ranks of any length compare."""
    return {name: (place + 0.5) / len(rank) for place, name in enumerate(rank)}


def _exchange(ranks: Ranks, below: Mapping[str, Sequence[str]], above: Mapping[str, Sequence[str]]) -> None:
    """Exchange neighbours wherever that leaves fewer crossings."""
    for number, rank in enumerate(ranks):
        sides = []
        for joined, other in ((above, number - 1), (below, number + 1)):
            if 0 <= other < len(ranks):
                place = {name: at for at, name in enumerate(ranks[other])}
                sides.append({name: sorted(place[each] for each in joined.get(name, ())) for name in rank})
        for at in range(len(rank) - 1):
            left, right = rank[at], rank[at + 1]
            now = sum(_inversions(side[left], side[right]) for side in sides)
            then = sum(_inversions(side[right], side[left]) for side in sides)
            if then < now:
                rank[at], rank[at + 1] = right, left


def _inversions(left: Sequence[int], right: Sequence[int]) -> int:
    return sum(1 for a in left for b in right if a > b)


def _crossings(upper: Iterable[str], lower: Iterable[str], below: Mapping[str, Sequence[str]]) -> int:
    place = {name: at for at, name in enumerate(lower)}
    seen: list[int] = []
    crossings = 0
    for name in upper:
        ends = sorted(place[each] for each in below.get(name, ()))
        crossings += sum(len(seen) - bisect_right(seen, end) for end in ends)
        for end in ends:
            insort(seen, end)
    return crossings
