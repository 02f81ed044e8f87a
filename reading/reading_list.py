"""Reading lists: which papers to read, in which order, why, how long it takes, and what there is no time for."""

from collections.abc import Mapping
from functools import cached_property

from graph.minutes import Minutes, total_of
from graph.served import Served
from reading.because import Reasons
from reading.choosing import chosen_papers
from reading.citation_keys import keys_for
from reading.list_budget import left_out_of, minutes_for, over_budget
from reading.list_groups import groups_of
from reading.listed import LeftOut, ListedPaper, ReadingList
from reading.ordering import Foundations, foundations_of, ordered
from reading.references import Item
from reading.selection import Meant, Selection, meant_by


def reading_list(served: Served, selection: Selection, *, keys: Mapping[str, str] | None = None) -> ReadingList:
    """Return the reading list of a choice of papers.

    Args:
        served: The graph.
        selection: The choice.
        keys: Citation key of each paper of the graph, where they have been made before.

    Raises:
        NotFoundError: There is no such course, lecture, concept, paper or target.
        InputError: A number makes no sense, or something is known without a target.
        ExceptionGroup: Of these, where there are several problems.
    """
    meant = meant_by(served, selection)
    arranged = _Arranged(served, selection, meant)
    items = _listed(arranged, meant, keys if keys is not None else keys_for(served.catalogue.papers.values()))
    return ReadingList(
        course=meant.course,
        selection=selection,
        items=items,
        groups=groups_of(served.catalogue, selection, meant.course, items),
        minutes=total_of(one.minutes for one in items),
        left_out=tuple(_left_out(arranged, items)),
        revision=served.catalogue.revision,
    )


def items_of(served: Served, selection: Selection) -> tuple[Item, ...]:
    """Return the papers of a reading list as bibliographies take them, in its order.

    Raises:
        NotFoundError: There is no such course, lecture, concept, paper or target.
        InputError: A number makes no sense, or something is known without a target.
        ExceptionGroup: Of these, where there are several problems.
    """
    return tuple(one.item for one in _Arranged(served, selection, meant_by(served, selection)).kept)


class _Arranged:
    """The papers of a choice in order, those that there is no time for among them.

    Attributes:
        papers: All of them.
        times: How long each takes, by id.
        missing: By how many minutes which of them do not fit, by id, in the order of their turns.
        kept: Those that fit.
    """

    def __init__(self, served: Served, selection: Selection, meant: Meant) -> None:
        self.catalogue, self.selection = served.catalogue, selection
        self._chosen = chosen_papers(self.catalogue, selection, meant)
        self.papers = ordered(self._chosen, selection, lambda: self.foundations)
        self.times: Mapping[str, Minutes] = {
            one.paper.id: minutes_for(self.catalogue, one, meant.course.slug) for one in self.papers
        }
        self.missing: Mapping[str, int] = over_budget(self.papers, self.times, selection.max_minutes)
        self.kept = [one for one in self.papers if one.paper.id not in self.missing]

    @cached_property
    def foundations(self) -> Foundations:
        """What the papers build on among themselves."""
        ids = [one.paper.id for one in self._chosen]
        return foundations_of(self.catalogue, ids, self.selection.least_evidence)


def _listed(arranged: _Arranged, meant: Meant, keys: Mapping[str, str]) -> tuple[ListedPaper, ...]:
    among = {one.paper.id for one in arranged.kept}
    found, reasons = arranged.foundations, Reasons(arranged.catalogue, arranged.selection, meant)
    return tuple(
        ListedPaper(
            number=number,
            item=one.item,
            minutes=arranged.times[one.paper.id],
            because=reasons.of(one),
            builds_on=found.nearest(one.paper.id, among),
            lacks=tuple(each for each in found.direct[one.paper.id] if each.paper in arranged.missing),
            key=keys[one.paper.id],
        )
        for number, one in enumerate(arranged.kept, 1)
    )


def _left_out(arranged: _Arranged, items: tuple[ListedPaper, ...]) -> list[LeftOut]:
    by_id = {one.paper.id: one.item for one in arranged.papers}
    needed_by: dict[str, list[str]] = {paper: [] for paper in arranged.missing}
    for one in items:
        for each in one.lacks:
            needed_by[each.paper].append(one.paper.id)
    return [
        left_out_of(by_id[paper], arranged.times[paper], lacking, needed_by[paper])
        for paper, lacking in arranged.missing.items()
    ]
