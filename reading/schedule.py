"""A reading list spread over weeks.

The rule: papers keep their order, so that whatever a paper builds on comes in the same week or an earlier one. Papers
are read as a whole in one week; one that takes longer than a week has is cut into as few equal parts as possible.
Where the weeks would do but whole papers do not fit into them, papers are cut at the end of a week, if that can be in
parts of half an hour at least. Of all ways to do so, the one whose fullest week is shortest is taken, and each week is
filled before the next begins; a week may stay free at the end. What there is no time for is told: as in lists, papers
get their time by priority, then in order.
"""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from itertools import pairwise

from reading.choosing import urgency_of_item
from reading.list_budget import left_out_of
from reading.listed import LeftOut, ListedPaper, ReadingList
from schema.errors import InputError

MOST_WEEKS = 104
"""How many weeks a schedule may have."""
_HOURS_OF_A_WEEK = 168
_SHORTEST_PARTS = (30, 15, 1)
"""Minutes of the shortest part of a paper that is cut at the end of a week: the first of these that does."""


@dataclass(frozen=True, slots=True)
class Sitting:
    """A paper, or a part of one, for one week.

    Attributes:
        listed: The paper.
        part: Which part of it, from 1.
        parts: How many parts it has.
        sections: What to read of it; empty where the course names no sections, or too few to share out.
        minutes: How long it takes.
    """

    listed: ListedPaper
    part: int
    parts: int
    sections: tuple[str, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Week:
    """A week.

    Attributes:
        number: Its number, from 1.
        sittings: What to read, in order; empty where the week is free.
        minutes: How long that takes.
    """

    number: int
    sittings: tuple[Sitting, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Schedule:
    """A reading list spread over weeks.

    Attributes:
        hours_per_week: How many hours a week has.
        weeks: The weeks.
        left_out: What does not fit, the most urgent first.
    """

    hours_per_week: float
    weeks: tuple[Week, ...]
    left_out: tuple[LeftOut, ...]


def schedule_of(made: ReadingList, *, weeks: int, hours_per_week: float) -> Schedule:
    """Spread a reading list over weeks.

    Raises:
        InputError: There are no weeks or hours, or more than there can be.
        ExceptionGroup: Of these, where there are several.
    """
    problems = [*_misfits(weeks, hours_per_week)]
    if problems:
        raise problems[0] if len(problems) == 1 else ExceptionGroup("the weeks make no sense", problems)
    most = max(1, int(hours_per_week * 60))
    kept, left_out = _fitting(made.items, weeks, most)
    filled = _balanced(kept, weeks, most)
    filled += [[] for _ in range(weeks - len(filled))]
    return Schedule(
        hours_per_week=hours_per_week,
        weeks=tuple(
            Week(number, tuple(each), sum(one.minutes for one in each)) for number, each in enumerate(filled, 1)
        ),
        left_out=left_out,
    )


def _misfits(weeks: int, hours: float) -> Iterator[InputError]:
    if not 1 <= weeks <= MOST_WEEKS:
        yield InputError(f"weeks is {weeks:,}, but has to be from 1 to {MOST_WEEKS}")
    if not 0 < hours <= _HOURS_OF_A_WEEK:
        yield InputError(f"hours per week is {hours:g}, but has to be more than 0 and at most {_HOURS_OF_A_WEEK}")


def _fitting(
    items: Sequence[ListedPaper], weeks: int, most: int
) -> tuple[tuple[ListedPaper, ...], tuple[LeftOut, ...]]:
    """Take papers by priority, then in order, each as long as there is time."""
    left = weeks * most
    missing: dict[int, int] = {}
    for one in sorted(items, key=lambda one: urgency_of_item(one.item)):
        likely = one.minutes.likely
        if likely <= left:
            left -= likely
        else:
            missing[one.number] = likely - left
    by_number = {one.number: one for one in items}
    kept = tuple(one for one in items if one.number not in missing)
    left_out = []
    for number, lacking in missing.items():
        gone = by_number[number]
        needed_by = [one.paper.id for one in kept if any(each.paper == gone.paper.id for each in one.builds_on)]
        left_out.append(left_out_of(gone.item, gone.minutes, lacking, needed_by))
    return kept, tuple(left_out)


def _balanced(items: Sequence[ListedPaper], weeks: int, most: int) -> list[list[Sitting]]:
    """Return what to read in each week, in the way whose fullest week is shortest."""
    whole = [sitting for one in items for sitting in _parts(one, _equal_cuts(one.minutes.likely, most))]
    if len(_filled(whole, most)) <= weeks:
        low = max((one.minutes for one in whole), default=1)
        return _filled(whole, _least(low, most, lambda limit: len(_filled(whole, limit)) <= weeks))
    low = -(-sum(one.minutes.likely for one in items) // weeks)
    for least in _SHORTEST_PARTS:
        if len(_flowing(items, most, least)) <= weeks:
            break
    return _flowing(items, _least(low, most, lambda limit: len(_flowing(items, limit, least)) <= weeks), least)


def _least(low: int, high: int, fits: Callable[[int], bool]) -> int:
    """Return a number that fits, the least one where more always fits better; the highest is known to fit."""
    while low < high:
        middle = (low + high) // 2
        low, high = (low, middle) if fits(middle) else (middle + 1, high)
    return low


def _equal_cuts(minutes: int, most: int) -> list[int]:
    """Return the lengths of as few and as equal parts as possible.

    >>> _equal_cuts(250, 120)
    [83, 83, 84]
    """
    parts = max(1, -(-minutes // most))
    return [minutes * (at + 1) // parts - minutes * at // parts for at in range(parts)]


def _parts(one: ListedPaper, lengths: Sequence[int]) -> list[Sitting]:
    """Cut a paper into parts, its sections shared out where there are enough of them."""
    sections, parts = one.item.sections, len(lengths)
    shares = [len(sections) * at // parts if len(sections) >= parts else 0 for at in range(parts + 1)]
    return [
        Sitting(one, part, parts, sections[first:last], minutes)
        for part, (minutes, (first, last)) in enumerate(zip(lengths, pairwise(shares), strict=True), 1)
    ]


def _filled(sittings: Sequence[Sitting], most: int) -> list[list[Sitting]]:
    """Fill one week after another up to so many minutes."""
    weeks: list[list[Sitting]] = []
    room = 0
    for one in sittings:
        if not weeks or one.minutes > room:
            weeks.append([])
            room = most
        weeks[-1].append(one)
        room -= one.minutes
    return weeks


def _flowing(items: Sequence[ListedPaper], most: int, least: int) -> list[list[Sitting]]:
    """Fill one week after another, cutting papers at the end of a week where no part gets shorter than so many."""
    lengths: list[list[tuple[int, int]]] = []
    week, room = 0, most
    for one in items:
        cuts: list[tuple[int, int]] = []
        left = one.minutes.likely
        while left > room:
            piece = min(room, left - least)
            if piece >= least:
                cuts.append((week, piece))
                left -= piece
            week, room = week + 1, most
        cuts.append((week, left))
        room -= left
        lengths.append(cuts)
    weeks: list[list[Sitting]] = [[] for _ in range(week + 1)]
    for one, cuts in zip(items, lengths, strict=True):
        for (at, _), sitting in zip(cuts, _parts(one, [piece for _, piece in cuts]), strict=True):
            weeks[at].append(sitting)
    return weeks
