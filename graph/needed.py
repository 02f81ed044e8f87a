"""Whether one concept is needed for another, by the requirements between them alone."""

from collections.abc import Iterable, Mapping
from enum import StrEnum

from schema.records import Requirement


class Needed(StrEnum):
    """Whether a concept is needed for another."""

    YES = "yes"
    """Nothing else will do."""
    EITHER = "either"
    """It is one of several ways."""
    NO = "no"


def needed_for(requirements: Iterable[Requirement]) -> Mapping[str, Mapping[str, Needed]]:
    """Return what is needed for each concept, directly or through others; what is missing is not.

    >>> from schema.values import Evidence, Text
    >>> def needs(concept, group, *any_of):
    ...     return Requirement(
    ...         concept=concept, group=group, any_of=any_of, reason=Text(en="Why."), evidence=Evidence.CURATED
    ...     )
    >>> needed = needed_for([needs("cup", 0, "tea"), needs("tea", 0, "water"), needs("tea", 1, "leaf", "bag")])
    >>> {name: str(how) for name, how in needed["cup"].items()}
    {'bag': 'either', 'leaf': 'either', 'tea': 'yes', 'water': 'yes'}
    """
    surely: dict[str, set[str]] = {}
    perhaps: dict[str, set[str]] = {}
    for need in requirements:
        perhaps.setdefault(need.concept, set()).update(need.any_of)
        if len(need.any_of) == 1:
            surely.setdefault(need.concept, set()).update(need.any_of)
    answers = {}
    for concept in perhaps:
        sure, possible = _reached(concept, surely), _reached(concept, perhaps)
        answers[concept] = {name: Needed.YES if name in sure else Needed.EITHER for name in sorted(possible)}
    return answers


def _reached(start: str, edges: Mapping[str, set[str]]) -> set[str]:
    reached: set[str] = set()
    waiting = [*edges.get(start, ())]
    while waiting:
        name = waiting.pop()
        if name not in reached:
            reached.add(name)
            waiting.extend(edges.get(name, ()))
    return reached
