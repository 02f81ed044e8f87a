"""The picture of a plan: its steps below what they need, with materials and minutes."""

from collections.abc import Iterable
from itertools import pairwise

from graph.catalogue import Catalogue
from graph.drawing import words
from graph.drawing.boxes import box_id, id_of, junction, node_box, short_name
from graph.drawing.picture import BoxRole, EdgeKind, Picture, PictureEdge, PictureNode
from graph.drawing.sketch import Sketch
from graph.needs import Identity, Need, needs_of
from graph.nodes import Node, NodeKind, key_of, kind_of, title_of
from graph.plan import LearningPath, Route, Step
from graph.served import Served
from schema.records import Concept
from schema.values import Text

ARC = ("sft", "dpo", "grpo")
"""The arc of the course on board: first by examples, then by preferences, then by reinforcement."""
_WIDTH = 196.0
_PAPER, _LAB = Text(zh="论文", en="paper"), Text(zh="实验", en="lab")


def picture_of_plan(served: Served, path: LearningPath, *, language: str = "zh", course: str | None = None) -> Picture:
    """Return the picture of a plan.

    Args:
        served: The graph that the plan was made from.
        path: The plan.
        language: Language of what is drawn.
        course: Slug of the course whose order the plan follows; the first by default.
    """
    graph = served.requirements_of(course)
    known = graph.known_with([graph.number(node) for node in path.known]) if path.known else set()
    implied = {_identity(graph.nodes[number]) for number in known}
    return _PlanSketch(served.catalogue, path, language, graph.course, implied).drawn()


class _PlanSketch:
    def __init__(
        self, catalogue: Catalogue, path: LearningPath, language: str, course: str | None, known: set[Identity]
    ) -> None:
        self._catalogue = catalogue
        self._path = path
        self._language = language
        self._course = course
        self._steps = {_identity(step.node) for step in path.steps}
        self._targets = {_identity(node) for node in path.targets}
        self._known = known
        self._sketch = Sketch()

    def drawn(self) -> Picture:
        for step in self._path.steps:
            self._sketch.add(self._box(step))
        for step in self._path.steps:
            for need in needs_of(self._catalogue, step.node):
                self._draw_need(step.node, need)
        if self._path.route is Route.COURSE:
            self._draw_order()
        return self._sketch.picture(
            title=words.listed(words.PLAN, self._called(self._path.targets), self._language),
            subtitle=self._figures(),
            language=self._language,
            revision=self._path.revision,
            notes=self._notes(),
        )

    def _called(self, nodes: Iterable[Node]) -> list[str]:
        return [called(node, self._language) for node in nodes]

    def _figures(self) -> str:
        if not self._path.steps:
            return words.NOTHING.in_language(self._language)
        number = len(self._path.steps)
        steps = f"{number} 步" if self._language != "en" else words.counted(number, Text(en="step"), "steps", "en")
        return " · ".join(filter(None, (steps, words.span(self._path.minutes, self._language))))

    def _box(self, step: Step) -> PictureNode:
        role = BoxRole.FOR_ORDER if step.only_for_order else BoxRole.STEP
        materials = [page.title for page in step.pages]
        materials += [f"{paper.title} ({paper.citation_key or paper.id})" for paper in step.papers]
        materials += [lab.title for lab in step.labs]
        return node_box(
            step.node,
            BoxRole.TARGET if _identity(step.node) in self._targets else role,
            language=self._language,
            width=_WIDTH,
            small=tuple(self._small(step)),
            detail=(step.why[0].reason.in_language(self._language), *materials),
            lecture=step.pages[0].lecture if step.pages else None,
        )

    def _small(self, step: Step) -> Iterable[str]:
        """Return what to read first, and what else there is and how long it takes."""
        more = f" +{len(step.pages) - 1}" if len(step.pages) > 1 else ""
        if step.pages:
            yield f"{step.pages[0].title}{more}"
        counts = [words.span(step.minutes, self._language)]
        counts += [words.counted(len(step.papers), _PAPER, "papers", self._language)] if step.papers else []
        counts += [words.counted(len(step.labs), _LAB, "labs", self._language)] if step.labs else []
        if any(counts):
            yield " · ".join(filter(None, counts))

    def _draw_need(self, node: Node, need: Need) -> None:
        members = [member for member in need.any_of if member in self._steps]
        if not members:
            self._draw_known(node, need)
            return
        if len(need.any_of) == 1:
            self._join(members[0], box_id(node), EdgeKind.REQUIRES, need)
            return
        meeting = junction([id_of(*member) for member in need.any_of], self._language)
        self._sketch.add(meeting)
        self._join_ids(meeting.id, box_id(node), EdgeKind.ONE_OF, need)
        for member in need.any_of:
            if member not in self._steps:
                role = BoxRole.KNOWN if member in self._known else BoxRole.ALTERNATIVE
                self._sketch.add(self._bare(self._catalogue.nodes[member], role))
            self._join(member, meeting.id, EdgeKind.ONE_OF, need)

    def _draw_known(self, node: Node, need: Need) -> None:
        """Draw what is known and answers a need; basics are named below the picture, what is left out too."""
        for member in need.any_of:
            answer = self._catalogue.nodes[member]
            if member in self._known and not (isinstance(answer, Concept) and answer.assumed):
                self._sketch.add(self._bare(answer, BoxRole.KNOWN))
                self._join(member, box_id(node), EdgeKind.REQUIRES, need)

    def _bare(self, node: Node, role: BoxRole) -> PictureNode:
        return node_box(node, role, language=self._language, width=_WIDTH)

    def _join(self, source: Identity, target: str, kind: EdgeKind, need: Need) -> None:
        self._join_ids(id_of(*source), target, kind, need)

    def _join_ids(self, source: str, target: str, kind: EdgeKind, need: Need) -> None:
        self._sketch.join(PictureEdge(source, target, kind, kind.value, reason=need.reason))

    def _draw_order(self) -> None:
        for kind, slug in sorted(self._steps):
            if kind is not NodeKind.CONCEPT:
                continue
            for one in self._catalogue.preceded_by.get(slug, ()):
                before = (NodeKind.CONCEPT, one.before)
                if one.course == self._course and before in self._steps:
                    self._sketch.join(
                        PictureEdge(
                            id_of(*before),
                            id_of(kind, slug),
                            EdgeKind.PRECEDES,
                            EdgeKind.PRECEDES.value,
                            arc=is_arc(one.before, slug),
                            reason=one.reason,
                        )
                    )

    def _notes(self) -> Iterable[str]:
        left_out = tuple(one.node for one in self._path.excluded)
        for names, nodes in (
            (words.KNOWN, self._path.known),
            (words.ASSUMED, self._path.assumed),
            (words.LEFT_OUT, left_out),
        ):
            if nodes:
                yield words.listed(names, [title_of(node, self._language) for node in nodes], self._language)


def is_arc(before: str, after: str) -> bool:
    """Say whether an order is part of the arc.

    >>> is_arc("sft", "dpo"), is_arc("sft", "grpo")
    (True, False)
    """
    return (before, after) in pairwise(ARC)


def called(node: Node, language: str) -> str:
    """Return what a node is called in a heading: by its abbreviation, if it has one."""
    short = short_name(node) if isinstance(node, Concept) else None
    return short or title_of(node, language)


def _identity(node: Node) -> Identity:
    return kind_of(node), key_of(node)
