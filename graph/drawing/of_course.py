"""The map of a course: its whole vocabulary, by the lecture that first teaches each concept."""

from collections.abc import Iterable, Mapping
from dataclasses import replace
from itertools import pairwise

import networkx as nx

from graph.catalogue import Catalogue
from graph.course_vocabulary import vocabulary_of
from graph.drawing import words
from graph.drawing.boxes import id_of, junction, node_box, room_in, small_lines
from graph.drawing.layered import Layout, layered, ranks_of
from graph.drawing.of_plan import ARC, called, is_arc
from graph.drawing.packing import packed
from graph.drawing.picture import BoxRole, EdgeKind, Picture, PictureEdge, PictureGroup, PictureNode, Point
from graph.drawing.sketch import FIRM, reduced
from graph.nodes import NodeKind
from graph.served import Served
from schema.errors import NotFoundError
from schema.records import Concept, Requirement
from schema.values import Evidence, LabConceptKind, Text

BASICS, UNTAUGHT = "basics", "untaught"
_WIDTH = 158.0
_LAB_WIDTH = 226.0
_STRIP = 1404.0
_DOWN = 30.0
_GAP = 20.0
_FRAME, _HEAD, _BETWEEN = 18.0, 46.0, 18.0
_RAIL = 84.0
_STATION_Y = 24.0
STATION_X, STATION_HALF = 36.0, 13.0


def map_of(served: Served, course: str | None = None, *, language: str = "zh") -> Picture:
    """Return the map of a course.

    Args:
        served: The graph.
        course: Slug of the course; the first by default.
        language: Language of what is drawn.

    Raises:
        NotFoundError: There is no such course.
    """
    chosen = served.catalogue.course(course)
    if chosen is None:
        raise NotFoundError(course or "", list(served.catalogue.courses), what="course")
    return _Map(served.catalogue, chosen.slug, language).drawn()


class _Map:
    def __init__(self, catalogue: Catalogue, course: str, language: str) -> None:
        self._catalogue = catalogue
        self._course = course
        self._language = language
        self._concepts = vocabulary_of(catalogue, course)
        self._frame_of = {slug: self._frame(catalogue.concepts[slug]) for slug in self._concepts}
        self._frames = [frame for frame in self._frame_order() if frame in self._frame_of.values()]
        self._nodes: dict[str, PictureNode] = {}
        self._edges: list[PictureEdge] = []

    def drawn(self) -> Picture:
        far = self._draw_needs()
        for slug in self._concepts:
            self._nodes[id_of(NodeKind.CONCEPT, slug)] = self._box(slug, far.get(slug, ()))
        self._draw_labs()
        edges = reduced(sorted(self._edges, key=lambda edge: (edge.source, edge.target, edge.kind)))
        groups, height = self._lay_out(edges)
        self._number(edges)
        course = self._catalogue.courses[self._course]
        needs = sum(len(self._needs(slug)) for slug in self._concepts)
        return Picture(
            title=f"{course.title} · {words.MAP.in_language(self._language)}",
            subtitle=words.map_figures(len(self._concepts), needs, self._language),
            language=self._language,
            nodes=tuple(sorted(self._nodes.values(), key=lambda node: (node.rank, node.order, node.id))),
            edges=tuple(self._with_arc(edges, groups)),
            groups=tuple(groups),
            notes=(words.MAP_NOTE.in_language(self._language),),
            width=max((group.x + group.width for group in groups), default=0.0),
            height=height,
            revision=self._catalogue.revision,
        )

    def _frame(self, concept: Concept) -> str:
        pages = self._catalogue.pages_teaching(concept.slug, self._course)
        lecture = next((page.lecture for page in pages if page.lecture is not None), None)
        if lecture is not None:
            return f"lecture-{lecture}"
        return BASICS if concept.assumed else UNTAUGHT

    def _frame_order(self) -> list[str]:
        numbers = {page.lecture for page in self._catalogue.pages.get(self._course, ()) if page.lecture is not None}
        return [BASICS, *(f"lecture-{number}" for number in sorted(numbers)), UNTAUGHT]

    def _box(self, slug: str, far: Iterable[str]) -> PictureNode:
        concept, frame = self._catalogue.concepts[slug], self._frame_of[slug]
        return node_box(
            concept,
            BoxRole.ASSUMED if frame == BASICS else BoxRole.AROUND,
            language=self._language,
            width=_WIDTH,
            small=[line for text in far for line in small_lines(text, _WIDTH)],
            detail=[need.reason.in_language(self._language) for need in self._needs(slug)],
            lecture=int(frame.removeprefix("lecture-")) if frame.startswith("lecture-") else None,
            group=frame,
        )

    def _draw_labs(self) -> None:
        for lab in self._catalogue.labs.get(self._course, ()):
            links = self._catalogue.concepts_of_lab.get((lab.course, lab.slug), ())
            practised = [link.concept for link in links if link.kind is LabConceptKind.PRACTISES]
            names = [called(self._catalogue.concepts[slug], self._language) for slug in practised]
            line = words.listed(words.SAYS["practises"], names, self._language)
            frame = f"lecture-{lab.lecture}"
            if frame in self._frames:
                box = node_box(
                    lab,
                    BoxRole.MATERIAL,
                    language=self._language,
                    width=_LAB_WIDTH,
                    small=small_lines(line, room_in(lab, _LAB_WIDTH)),
                    group=frame,
                )
                self._nodes[box.id] = box
                self._edges += [
                    PictureEdge(box.id, id_of(NodeKind.CONCEPT, link.concept), EdgeKind.MATERIAL, link.kind.value)
                    for link in links
                    if link.concept in self._frame_of
                ]

    def _needs(self, slug: str) -> list[Requirement]:
        needs = self._catalogue.requirements.get(slug, ())
        return [need for need in needs if need.evidence is not Evidence.INFERRED]

    def _draw_needs(self) -> dict[str, list[str]]:
        """Join all concepts, and return for each what it needs from other lectures, in words."""
        far: dict[str, list[str]] = {}
        for slug in self._concepts:
            for need in self._needs(slug):
                if len(need.any_of) == 1:
                    self._join(need.any_of[0], slug, EdgeKind.REQUIRES, need)
                elif all(self._frame_of[member] == self._frame_of[slug] for member in need.any_of):
                    self._draw_choice(slug, need)
                else:
                    for member in need.any_of:
                        self._join(member, slug, EdgeKind.ONE_OF, need)
        for slug in self._concepts:
            if line := self._far_needs(slug):
                far[slug] = [line]
        return far

    def _join(self, member: str, slug: str, kind: EdgeKind, need: Requirement) -> None:
        ends = (id_of(NodeKind.CONCEPT, member), id_of(NodeKind.CONCEPT, slug))
        self._edges.append(PictureEdge(*ends, kind, kind.value, reason=need.reason))

    def _draw_choice(self, slug: str, need: Requirement) -> None:
        concept = id_of(NodeKind.CONCEPT, slug)
        members = [id_of(NodeKind.CONCEPT, member) for member in need.any_of]
        meeting = junction(members, self._language, self._frame_of[slug])
        self._nodes[meeting.id] = meeting
        self._edges.append(PictureEdge(meeting.id, concept, EdgeKind.ONE_OF, EdgeKind.ONE_OF.value, reason=need.reason))
        for source in members:
            self._edges.append(
                PictureEdge(source, meeting.id, EdgeKind.ONE_OF, EdgeKind.ONE_OF.value, reason=need.reason)
            )

    def _far_needs(self, slug: str) -> str:
        """Return ``↑ SFT, PPO`` for what other lectures teach; basics are not named."""
        here = self._frames.index(self._frame_of[slug])
        names: dict[str, list[str]] = {}
        direct = {edge.source for edge in reduced(self._edges_into(slug)) if edge.reduced}
        for need in self._needs(slug):
            others = [member for member in need.any_of if self._frame_of[member] != BASICS]
            inside = [member for member in others if self._frame_of[member] == self._frame_of[slug]]
            if not others or len(inside) == len(others) or id_of(NodeKind.CONCEPT, others[0]) not in direct:
                continue
            later = all(self._frames.index(self._frame_of[member]) > here for member in others)
            name = "/".join(called(self._catalogue.concepts[member], self._language) for member in others)
            names.setdefault("↓" if later else "↑", []).append(name)
        return " ".join(f"{arrow} {', '.join(names[arrow])}" for arrow in sorted(names))

    def _edges_into(self, slug: str) -> list[PictureEdge]:
        return [edge for edge in self._edges if edge.target == id_of(NodeKind.CONCEPT, slug)]

    def _lay_out(self, edges: list[PictureEdge]) -> tuple[list[PictureGroup], float]:
        groups: list[PictureGroup] = []
        top = 0.0
        self._ways: dict[tuple[str, str], tuple[Point, ...]] = {}
        for frame in self._frames:
            width, height = self._lay_out_frame(frame, edges, top)
            stations = [slug for slug in self._stations() if self._frame_of[slug] == frame]
            names = tuple(called(self._catalogue.concepts[slug], self._language) for slug in stations)
            label = self._frame_label(frame)
            number = int(frame.removeprefix("lecture-")) if frame.startswith("lecture-") else None
            groups.append(PictureGroup(frame, label, _RAIL, top, width, height, number, names))
            top += height + _BETWEEN
        widest = max((group.width for group in groups), default=0.0)
        return [replace(group, width=widest) for group in groups], top - _BETWEEN if groups else 0.0

    def _frame_label(self, frame: str) -> Text:
        if frame == BASICS:
            return words.ASSUMED
        if frame == UNTAUGHT:
            return words.UNTAUGHT
        number = int(frame.removeprefix("lecture-"))
        lecture = self._catalogue.lecture(self._course, number)
        plain = Text(zh=f"第{number}课", en=f"Lecture {number}")
        return Text(zh=lecture.title, en=f"{plain.en} · {lecture.title}") if lecture else plain

    def _lay_out_frame(self, frame: str, edges: list[PictureEdge], top: float) -> tuple[float, float]:
        """Lay out what belongs to a lecture: what hangs together in ranks, and these side by side."""
        inside = {name: node for name, node in self._nodes.items() if node.group == frame}
        joined = [
            (edge.source, edge.target)
            for edge in edges
            if edge.reduced and edge.kind in FIRM and edge.source in inside and edge.target in inside
        ]
        graph: nx.Graph[str] = nx.Graph(joined)
        graph.add_nodes_from(inside)
        parts: dict[str, Layout] = {}
        for members in nx.connected_components(graph):
            mine = [edge for edge in joined if edge[0] in members]
            boxes = {name: (inside[name].width, inside[name].height) for name in sorted(members)}
            parts[min(members)] = layered(boxes, mine, widest=_STRIP, down=_DOWN)
        sizes = {name: (part.width, part.height) for name, part in parts.items()}
        corners, (width, height) = packed(sizes, _STRIP, _GAP)
        for name, part in parts.items():
            dx, dy = corners[name][0] + _RAIL + _FRAME, corners[name][1] + top + _HEAD
            for member, place in part.places.items():
                self._nodes[member] = replace(inside[member], x=round(place.x + dx, 1), y=round(place.y + dy, 1))
            for ends, way in part.ways.items():
                self._ways[ends] = tuple((round(x + dx, 1), round(y + dy, 1)) for x, y in way)
        return max(width, _STRIP) + 2 * _FRAME, height + _HEAD + _FRAME

    def _number(self, edges: list[PictureEdge]) -> None:
        """Give each box its rank among all, and its order in it, by where it lies."""
        firm = [(edge.source, edge.target) for edge in edges if edge.kind in FIRM]
        ranks = ranks_of(self._nodes, firm)
        taken: dict[int, int] = {}
        for name, node in sorted(self._nodes.items(), key=lambda item: (item[1].y, item[1].x, item[0])):
            rank = ranks[name]
            self._nodes[name] = replace(node, rank=rank, order=taken.get(rank, 0))
            taken[rank] = taken.get(rank, 0) + 1

    def _stations(self) -> list[str]:
        """Return the concepts of the arc that this course teaches in this order."""
        pairs = [
            (one.before, slug)
            for slug in self._concepts
            for one in self._catalogue.preceded_by.get(slug, ())
            if one.course == self._course and is_arc(one.before, slug) and one.before in self._frame_of
        ]
        return sorted({slug for pair in pairs for slug in pair}, key=lambda slug: (ARC.index(slug), slug))

    def _with_arc(self, edges: list[PictureEdge], groups: Iterable[PictureGroup]) -> Iterable[PictureEdge]:
        heights: Mapping[str, float] = {group.id: group.y + _STATION_Y for group in groups}
        for edge in edges:
            yield replace(edge, points=self._ways.get((edge.source, edge.target), ()) if edge.reduced else ())
        stations = self._stations()
        for before, after in pairwise(stations):
            start, end = heights[self._frame_of[before]], heights[self._frame_of[after]]
            points = ((STATION_X, start + STATION_HALF), (STATION_X, end - STATION_HALF)) if start < end else ()
            ends = (id_of(NodeKind.CONCEPT, before), id_of(NodeKind.CONCEPT, after))
            yield PictureEdge(*ends, EdgeKind.PRECEDES, EdgeKind.PRECEDES.value, arc=True, points=points)
