"""What tells several calls of one name apart: the headings they stand below, and the case they are made in."""

from collections import defaultdict
from collections.abc import Sequence
from dataclasses import dataclass

from ingest.labs.steps import title_of
from schema.lab_records import Scope


@dataclass(frozen=True, slots=True)
class Variant:
    """A call, as far as it takes to tell it from others.

    Attributes:
        scope: The run it belongs to.
        group: Its name.
        words: The headings and labels of tabs around it, the innermost first.
        case: The value that something has where it is made.
        always: Whether it is a variant even where it is the only call of its name.
    """

    scope: Scope
    group: str
    words: tuple[str, ...]
    case: str | None
    always: bool = False


def variants_of(calls: Sequence[Variant]) -> list[str | None]:
    """Return what each call is told by; calls that nothing tells apart have nothing.

    >>> step = lambda title, case=None: Variant(Scope.MAIN, "brew", (title, "Steps"), case)
    >>> variants_of([step("Step 1: Green (5 min)"), step("Step 2: Black")])
    ['Green', 'Black']
    >>> variants_of([step("Step 1: Brew", "hot"), step("Step 1: Brew", "iced")]), variants_of([step("Step 1: Brew")])
    (['hot', 'iced'], [None])
    """
    groups: defaultdict[tuple[Scope, str], list[int]] = defaultdict(list)
    for at, call in enumerate(calls):
        groups[call.scope, call.group].append(at)
    found: list[str | None] = [None] * len(calls)
    for members in groups.values():
        paths = [tuple(map(title_of, reversed(calls[at].words))) for at in members]
        depth = _first_difference(paths)
        several_cases = len({calls[at].case for at in members}) > 1
        for at, path in zip(members, paths, strict=True):
            call = calls[at]
            told = path[min(depth, len(path) - 1)] if path and depth is not None else None
            if call.always:
                told = path[-1] if path else None
            found[at] = " · ".join(filter(None, (told, call.case if several_cases else None))) or None
    return found


def _first_difference(paths: Sequence[tuple[str, ...]]) -> int | None:
    """Return how many headings, from the outermost on, paths have in common; None where they are all the same."""
    if len(set(paths)) <= 1:
        return None
    return next(
        depth for depth in range(max(map(len, paths)) + 1) if len({path[depth : depth + 1] for path in paths}) > 1
    )
