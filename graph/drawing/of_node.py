"""The picture of what stands around a node: what it needs above, what it opens below, what treats it beside."""

from collections.abc import Callable, Iterable, Sequence
from dataclasses import replace

from graph.catalogue import Catalogue
from graph.drawing import words
from graph.drawing.boxes import box_id, id_of, junction, node_box
from graph.drawing.links import Link, links_of
from graph.drawing.of_plan import called, is_arc
from graph.drawing.picture import BoxRole, EdgeKind, Picture, PictureEdge, PictureGroup, PictureNode
from graph.drawing.sketch import Sketch
from graph.needs import Identity, Need, needs_of
from graph.nodes import Node, NodeKind, key_of, kind_of
from graph.served import Served
from schema.records import Concept
from schema.values import PaperConceptKind

MOST_NODES = 60
"""Boxes of a neighbourhood at the most; the nearest are drawn, and a note says how many are not."""
MOST_DEPTH = 5
_MOST_BESIDE = 9
_WIDTH = 164.0
_WIDEST = 960.0
_DOWN = 56.0
_FRAME, _FRAME_HEAD, _STACK = 14.0, 40.0, 14.0
_BESIDE = "beside"


def neighbourhood(served: Served, node: Node, depth: int = 1, *, language: str = "zh") -> Picture:
    """Return the picture of what stands around a node.

    Args:
        served: The graph.
        node: What the picture is about.
        depth: How many requirements away to go, up and down; ``MOST_DEPTH`` at the most.
        language: Language of what is drawn.
    """
    return _Around(served.catalogue, node, min(max(depth, 1), MOST_DEPTH), language).drawn()


class _Around:
    def __init__(self, catalogue: Catalogue, centre: Node, depth: int, language: str) -> None:
        self._catalogue = catalogue
        self._centre = centre
        self._me: Identity = (kind_of(centre), key_of(centre))
        self._depth = depth
        self._language = language
        self._sketch = Sketch()
        self._shown: set[Identity] = set()
        self._left_out = 0
        self._links = sorted(links_of(catalogue, centre), key=lambda link: (link.other(self._me), link.says))
        self._beside = [link for link in self._links if link.other(self._me)[0] is not NodeKind.CONCEPT]

    def drawn(self) -> Picture:
        self._show(self._me, BoxRole.TARGET)
        above, below = self._walk(self._needed), self._walk(self._opened)
        for identity in sorted({self._me, *above}):
            self._draw_needs(identity, above)
        for identity in sorted(below):
            self._draw_opened(identity, below)
        for link in self._links:
            if link not in self._beside:
                self._draw_link(link)
        self._draw_arc(above | below | {self._me})
        picture = self._sketch.picture(
            title=called(self._centre, self._language),
            subtitle=self._subtitle(),
            language=self._language,
            revision=self._catalogue.revision,
            widest=_WIDEST,
            down=_DOWN,
        )
        picture = with_stack(picture, self._materials(), [self._edge(link) for link in self._beside], self._language)
        return replace(picture, notes=tuple(self._notes()))

    def _subtitle(self) -> str:
        name = self._centre.name.in_language(self._language) if isinstance(self._centre, Concept) else ""
        around = words.AROUND.in_language(self._language)
        return f"{name} · {around}" if name and name != called(self._centre, self._language) else around

    def _notes(self) -> Iterable[str]:
        if self._left_out:
            yield words.left_out(self._left_out, self._language)

    def _show(self, identity: Identity, role: BoxRole, small: Sequence[str] = ()) -> bool:
        if identity in self._shown:
            return True
        if len(self._shown) >= MOST_NODES:
            self._left_out += 1
            return False
        self._shown.add(identity)
        self._sketch.add(self._box(identity, role, small))
        return True

    def _box(self, identity: Identity, role: BoxRole, small: Sequence[str] = ()) -> PictureNode:
        node = self._catalogue.nodes[identity]
        if role is BoxRole.AROUND and isinstance(node, Concept) and node.assumed:
            role, small = BoxRole.ASSUMED, (words.ASSUMED.in_language(self._language),)
        return node_box(node, role, language=self._language, width=_WIDTH, small=small)

    def _walk(self, onwards: Callable[[Identity], set[Identity]]) -> set[Identity]:
        """Show what lies in one direction, the nearest first, and return it."""
        found: set[Identity] = set()
        here = [self._me]
        for _ in range(self._depth):
            after = sorted({after for one in here for after in onwards(one)} - found - {self._me})
            here = [one for one in after if self._show(one, BoxRole.AROUND, self._words_of(one, onwards))]
            found.update(here)
        return found

    def _needs(self, identity: Identity) -> tuple[Need, ...]:
        return needs_of(self._catalogue, self._catalogue.nodes[identity])

    def _needed(self, identity: Identity) -> set[Identity]:
        return {member for need in self._needs(identity) for member in need.any_of}

    def _opened(self, identity: Identity) -> set[Identity]:
        kind, key = identity
        if kind is NodeKind.CONCEPT:
            return {(NodeKind.CONCEPT, slug) for slug in self._catalogue.unlocks.get(key, ())}
        introduced = (link.target for link in self._links if link.says == PaperConceptKind.INTRODUCES.value)
        return set(introduced) if identity == self._me else set()

    def _words_of(self, identity: Identity, onwards: object) -> Sequence[str]:
        return [*self._said_of(identity), *self._others(identity, onwards)]

    def _said_of(self, identity: Identity) -> Sequence[str]:
        """Return how a paper, page or lab at the centre treats a concept."""
        treated = {
            link.says: words.SAYS[link.says].in_language(self._language)
            for link in self._links
            if link.kind is EdgeKind.MATERIAL and link.target == identity
        }
        return [" · ".join(treated.values())] if treated else ()

    def _others(self, identity: Identity, onwards: object) -> Sequence[str]:
        """Return what else would do where the centre is one of several that are enough."""
        if onwards != self._opened:
            return ()
        choices = [need.any_of for need in self._needs(identity) if self._me in need.any_of and len(need.any_of) > 1]
        names = [called(self._catalogue.nodes[other], self._language) for any_of in choices for other in any_of]
        mine = called(self._centre, self._language)
        return [words.listed(words.OR, [name for name in names if name != mine], self._language)] if choices else ()

    def _draw_needs(self, identity: Identity, above: set[Identity]) -> None:
        node = self._catalogue.nodes[identity]
        for need in self._needs(identity):
            members = [member for member in need.any_of if member in above]
            if members and len(need.any_of) == 1:
                self._join(id_of(*members[0]), box_id(node), EdgeKind.REQUIRES, need)
            elif members and (identity == self._me or len(members) == len(need.any_of)):
                meeting = junction([id_of(*member) for member in need.any_of], self._language)
                self._sketch.add(meeting)
                self._join(meeting.id, box_id(node), EdgeKind.ONE_OF, need)
                for member in members:
                    self._join(id_of(*member), meeting.id, EdgeKind.ONE_OF, need)

    def _draw_opened(self, identity: Identity, below: set[Identity]) -> None:
        for need in self._needs(identity):
            for member in need.any_of:
                if member == self._me or member in below:
                    kind = EdgeKind.REQUIRES if len(need.any_of) == 1 else EdgeKind.ONE_OF
                    self._join(id_of(*member), id_of(*identity), kind, need)

    def _join(self, source: str, target: str, kind: EdgeKind, need: Need) -> None:
        self._sketch.join(PictureEdge(source, target, kind, kind.value, reason=need.reason))

    def _draw_link(self, link: Link) -> None:
        if self._show(link.other(self._me), BoxRole.AROUND, self._said_of(link.other(self._me))):
            self._sketch.join(self._edge(link))

    def _edge(self, link: Link) -> PictureEdge:
        ends = (id_of(*link.source), id_of(*link.target))
        label = words.SAYS[link.says] if link.kind is EdgeKind.RELATION else None
        return PictureEdge(*ends, link.kind, link.says, label=label, reason=link.reason)

    def _materials(self) -> list[PictureNode]:
        """Return the boxes beside the others: what to read and run."""
        said: dict[Identity, list[str]] = {}
        for link in self._beside:
            said.setdefault(link.other(self._me), []).append(words.SAYS[link.says].in_language(self._language))
        ends = sorted(said, key=lambda end: (_SHELF.index(end[0]), self._position(end), end[1]))
        self._left_out += len(ends[_MOST_BESIDE:])
        return [
            replace(self._box(end, BoxRole.MATERIAL, (" · ".join(said[end]),)), group=_BESIDE)
            for end in ends[:_MOST_BESIDE]
        ]

    def _position(self, identity: Identity) -> int:
        node = self._catalogue.nodes[identity]
        return getattr(node, "position", getattr(node, "number", 0))

    def _draw_arc(self, shown: set[Identity]) -> None:
        for kind, slug in sorted(shown):
            if kind is NodeKind.CONCEPT:
                for one in self._catalogue.preceded_by.get(slug, ()):
                    if is_arc(one.before, slug) and (NodeKind.CONCEPT, one.before) in shown | self._shown:
                        ends = (id_of(NodeKind.CONCEPT, one.before), id_of(kind, slug))
                        order = PictureEdge(*ends, EdgeKind.PRECEDES, "precedes", arc=True, reason=one.reason)
                        self._sketch.join(order)


_SHELF = (
    NodeKind.LECTURE,
    NodeKind.PAGE,
    NodeKind.LAB,
    NodeKind.PAPER,
    NodeKind.RESOURCE,
    NodeKind.COURSE,
    NodeKind.CONCEPT,
)


def with_stack(picture: Picture, boxes: Sequence[PictureNode], edges: Sequence[PictureEdge], language: str) -> Picture:
    """Return a picture with boxes stacked in a frame on its right; their edges are not drawn, the frame says it."""
    if not boxes:
        return picture
    height = _FRAME_HEAD + sum(box.height + _STACK for box in boxes)
    left = picture.width + 36 if picture.nodes else 0.0
    whole = max(picture.height, height)
    down = round((whole - picture.height) / 2, 1)
    y = round((whole - height) / 2, 1)
    frame = PictureGroup(_BESIDE, words.MATERIALS, left, y, _WIDTH + 2 * _FRAME, height)
    placed = []
    y += _FRAME_HEAD
    rank = next((node.rank for node in picture.nodes if node.role is BoxRole.TARGET), 0)
    for order, box in enumerate(boxes, sum(node.rank == rank for node in picture.nodes)):
        placed.append(replace(box, x=left + _FRAME, y=round(y, 1), rank=rank, order=order))
        y += box.height + _STACK
    ids = {box.id for box in boxes}
    return replace(
        picture,
        nodes=(*(replace(node, y=round(node.y + down, 1)) for node in picture.nodes), *placed),
        edges=(
            *(replace(e, points=tuple((x, round(y + down, 1)) for x, y in e.points)) for e in picture.edges),
            *(edge for edge in edges if edge.source in ids or edge.target in ids),
        ),
        groups=(frame,),
        width=left + frame.width,
        height=whole,
    )
