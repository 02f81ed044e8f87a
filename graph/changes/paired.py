"""What only one of two sides has, and what stands elsewhere: the arithmetic of a comparison, whatever is compared.

Everything here tells the same when the sides are swapped, only the other way round.
"""

from collections import defaultdict
from collections.abc import Callable, Hashable, Iterable, Iterator, Sequence
from typing import TypeVar

_T = TypeVar("_T")
_K = TypeVar("_K", bound=Hashable)
_V = TypeVar("_V", bound=Hashable)


def told_apart(
    before: Iterable[_T], after: Iterable[_T], *, key: Callable[[_T], _K], value: Callable[[_T], _V]
) -> Iterator[tuple[_K, tuple[_V, ...], tuple[_V, ...]]]:
    """Yield each key with the values that only the one side gives it, and those that only the other does.

    >>> sides = ["cup 1", "pot 2"], ["cup 3", "pot 2"]
    >>> list(told_apart(*sides, key=lambda text: text[:3], value=lambda text: text[4:]))
    [('cup', ('1',), ('3',))]
    """
    old, new = _values(before, key, value), _values(after, key, value)
    for name in dict.fromkeys((*old, *new)):
        only_old = tuple(one for one in old.get(name, {}) if one not in new.get(name, {}))
        only_new = tuple(one for one in new.get(name, {}) if one not in old.get(name, {}))
        if only_old or only_new:
            yield name, only_old, only_new


def _values(items: Iterable[_T], key: Callable[[_T], _K], value: Callable[[_T], _V]) -> dict[_K, dict[_V, None]]:
    found: defaultdict[_K, dict[_V, None]] = defaultdict(dict)
    for item in sorted(items, key=lambda one: (getattr(one, "order", 0), str(value(one)))):
        found[key(item)][value(item)] = None
    return dict(found)


def moved(before: Sequence[str], after: Sequence[str]) -> frozenset[str]:
    """Return the fewest of the names on both sides that stand elsewhere among the others; ties by name.

    >>> sorted(moved("abcde", "bcdae"))
    ['a']
    """
    places = {name: place for place, name in enumerate(after)}
    common = [name for name in before if name in places]
    first, last = _differing_part(common, sorted(common, key=places.__getitem__))
    part = common[first:last]
    # One item more always counts more than all the marks that settle ties.
    marks = {name: (1 << len(part)) + (1 << mark) for mark, name in enumerate(sorted(part, reverse=True))}
    best: list[tuple[int, int]] = []
    for at, name in enumerate(part):
        earlier = [(best[b][0], b) for b in range(at) if places[part[b]] < places[name]]
        total, previous = max(earlier, default=(0, -1))
        best.append((total + marks[name], previous))
    kept, at = set(), max(range(len(part)), key=lambda n: best[n][0], default=-1)
    while at >= 0:
        kept.add(part[at])
        at = best[at][1]
    return frozenset(part) - kept


def _differing_part(one: Sequence[str], other: Sequence[str]) -> tuple[int, int]:
    """Return where two orders of the same names first and last differ."""
    first = next((n for n in range(len(one)) if one[n] != other[n]), len(one))
    last = next((n for n in range(len(one), first, -1) if one[n - 1] != other[n - 1]), first)
    return first, last
