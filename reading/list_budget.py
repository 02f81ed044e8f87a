"""Which papers there is time for: by priority, then in order, each as long as it fits.

What is left out would not fit even without all that is less urgent. A paper that was named is taken first: somebody
wants it.
"""

from collections.abc import Collection, Mapping, Sequence

from graph.catalogue import Catalogue
from graph.minutes import Minutes, minutes_as_recommended
from reading.choosing import Chosen
from reading.listed import LeftOut
from reading.references import Item
from schema.values import Text


def minutes_for(catalogue: Catalogue, one: Chosen, course: str) -> Minutes:
    """Return how long a paper takes: by its own recommendation's hours, another's of the course, or an estimate."""
    others = (each for each in catalogue.recommendations_of_paper.get(one.paper.id, ()) if each.course == course)
    for recommendation in (one.recommendation, *others):
        hours = recommendation.hours if recommendation else None
        if hours is not None and hours.low is not None and hours.high is not None:
            return minutes_as_recommended(recommendation)
    return minutes_as_recommended(one.recommendation)


def over_budget(papers: Sequence[Chosen], times: Mapping[str, Minutes], most: int | None) -> dict[str, int]:
    """Return what does not fit: by id, how many minutes were missing when its turn came, in the order of turns."""
    missing: dict[str, int] = {}
    if most is not None:
        left = most
        for one in sorted(papers, key=lambda paper: paper.urgency):
            likely = times[one.paper.id].likely
            if likely > left:
                missing[one.paper.id] = likely - left
            else:
                left -= likely
    return missing


def left_out_of(item: Item, minutes: Minutes, missing: int, needed_by: Collection[str]) -> LeftOut:
    """Say of a paper that there is no time for it."""
    zh = f"读它约需 {minutes.likely} 分钟，轮到它时还差 {missing} 分钟"
    en = f"takes about {minutes.likely} minutes, {missing} more than were left when its turn came"
    if needed_by:
        zh += f"；清单中有 {len(needed_by)} 篇以它为基础"
        en += f"; {len(needed_by)} on the list {'builds' if len(needed_by) == 1 else 'build'} on it"
    return LeftOut(item, minutes, missing, Text(zh=zh, en=en), tuple(needed_by))
