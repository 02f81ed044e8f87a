"""What differs in labs and the work around them: steps, settings, models and data, what is asked and expected."""

from collections.abc import Callable, Iterator, Sequence
from dataclasses import dataclass
from typing import Any

from graph.changes.pages import changes_of_titles
from graph.changes.paired import told_apart
from graph.changes.told import Change, ChangeSubject, Identity, Names, became, change, several
from graph.nodes import NodeKind
from schema.lab_records import AssetKind, GradingRule, HyperParameter, LabAsset, Scope
from schema.record_set import RecordSet
from schema.records import ArtifactNeed

_Key = tuple[Identity, str, Identity | None]
"""A lab or page, what of it is said, and where an edge leads to."""


@dataclass(frozen=True, slots=True)
class _Fact:
    """A kind of record that says one thing of a lab or page.

    Attributes:
        field: Where a record set keeps it.
        subject: What its changes are about.
        aspect: What tells apart the facts of one lab.
        value: What it says.
        other: Where an edge leads to.
        place: Where in the lab it says so, as a lab's own name for one of several runs; by itself no difference.
    """

    field: str
    subject: ChangeSubject
    aspect: Callable[[Any], str]
    value: Callable[[Any], str]
    other: Callable[[Any], Identity | None] = lambda _: None
    place: Callable[[Any], str] = lambda _: ""


_KINDS = {AssetKind.MODEL: "model", AssetKind.DATA_SET: "data"}


def _setting(one: HyperParameter) -> str:
    name = f"{one.group}.{one.name}" if one.group else one.name
    return name if one.scope is Scope.MAIN else f"{name} ({one.scope.value})"


def _asset(one: LabAsset) -> str:
    more = ", ".join(filter(None, (one.subset, one.size)))
    return f"{one.name} ({more})" if more else one.name


def _start(need: ArtifactNeed) -> str:
    ways = [*need.any_of, *filter(None, (need.or_model,))]
    return " / ".join(ways) + (" (optional)" if need.optional else "")


def _points(rule: GradingRule) -> str:
    ends = [end for end in (rule.low, rule.high) if end is not None] or [rule.points]
    return f"{' to '.join(f'{end:g}' for end in ends)} {rule.unit}"


_FACTS = (
    _Fact(
        "lab_steps",
        ChangeSubject.LAB_STEP,
        lambda one: one.label,
        lambda one: one.title + (f" ({one.minutes} min)" if one.minutes else ""),
    ),
    _Fact(
        "hyper_parameters",
        ChangeSubject.SETTING,
        _setting,
        lambda one: one.value + (f" {one.unit}" if one.unit else ""),
        place=lambda one: one.variant or "",
    ),
    _Fact(
        "lab_assets",
        ChangeSubject.ASSET,
        lambda one: _KINDS[one.kind] + (f" {one.use}" if one.use else ""),
        _asset,
    ),
    _Fact(
        "lab_concepts",
        ChangeSubject.LAB_CONCEPT,
        lambda _: "",
        lambda one: one.kind.value,
        lambda one: (NodeKind.CONCEPT, one.concept),
    ),
    _Fact("artifact_needs", ChangeSubject.ARTIFACT, lambda one: one.artifact, _start),
    _Fact(
        "deliverables",
        ChangeSubject.DELIVERABLE,
        lambda one: one.what,
        lambda one: " ".join(filter(None, (one.dimension, _number(one.points)))),
    ),
    _Fact(
        "expected_results",
        ChangeSubject.EXPECTED_RESULT,
        lambda one: f"{one.metric}, {one.subject}",
        lambda one: one.value,
    ),
    _Fact(
        "hardware_needs",
        ChangeSubject.HARDWARE,
        lambda one: ", ".join(filter(None, (one.task, one.hardware))),
        lambda one: ", ".join(filter(None, (one.memory, one.time, one.cost, one.advice))),
    ),
    _Fact(
        "grading_rules",
        ChangeSubject.GRADING,
        lambda one: f"{one.subject}, {one.dimension}",
        _points,
    ),
    _Fact(
        "grading_levels",
        ChangeSubject.GRADING,
        lambda one: f"{one.subject}, {one.dimension}, {one.label}",
        lambda one: one.meaning,
    ),
    _Fact("project_directions", ChangeSubject.PROJECT, lambda one: str(one.number), lambda one: one.title),
    _Fact("project_milestones", ChangeSubject.PROJECT, lambda one: one.when, lambda one: one.what),
)


def changes_of_labs(before: RecordSet, after: RecordSet, names: Names) -> Iterator[Change]:
    """Yield what differs in labs and the work around them.

    A value that a lab gives one setting twice counts once; where it gives several, those that differ are told.
    """
    yield from changes_of_titles(before.labs, after.labs, ChangeSubject.LAB, names)
    for fact in _FACTS:
        for said in _differing(fact, getattr(before, fact.field), getattr(after, fact.field)):
            node, aspect, other = said.key
            base = change(names, fact.subject, node, aspect=said.aspect_in(aspect), other=other)
            yield became(base, several(said.gone), several(said.come))


@dataclass(frozen=True, slots=True)
class _Differing:
    """Values that one lab gives for one thing in only one of two revisions."""

    key: _Key
    places: frozenset[str]
    gone: tuple[str, ...]
    come: tuple[str, ...]

    def aspect_in(self, aspect: str) -> str:
        """Return what differs, with its place if there is just one."""
        place = next(iter(self.places)) if len(self.places) == 1 else ""
        return f"{aspect} ({place})" if place else aspect


def _differing(fact: _Fact, before: Sequence[Any], after: Sequence[Any]) -> Iterator[_Differing]:
    """Yield what differs: what has the same place and value on both sides is left out, then what has the same value."""

    def said(one: Any) -> tuple[_Key, str, str]:  # noqa: ANN401 - any record of a lab
        return _key(fact, one), fact.place(one), fact.value(one)

    same = set(map(said, before)) & set(map(said, after))
    sides = [[one for one in side if said(one) not in same] for side in (before, after)]
    for key, gone, come in told_apart(*sides, key=lambda one: _key(fact, one), value=fact.value):
        values = {*gone, *come}
        told = (one for side in sides for one in side if _key(fact, one) == key and fact.value(one) in values)
        yield _Differing(key, frozenset(map(fact.place, told)), gone, come)


def _key(fact: _Fact, one: Any) -> _Key:  # noqa: ANN401 - any record of a lab
    lab = getattr(one, "lab", None)
    node = (NodeKind.LAB, f"{one.course}/{lab}") if lab else (NodeKind.PAGE, f"{one.course}{one.page}")
    return node, fact.aspect(one), fact.other(one)


def _number(points: float | None) -> str:
    return f"{points:g}" if points is not None else ""
