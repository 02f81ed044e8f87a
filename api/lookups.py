"""Questions with one answer: a thing by its id, its name or its number."""

from typing import Annotated, TypeVar

import strawberry

from api.concept_types import Concept
from api.connections import at_most
from api.context import Context, Info
from api.course_types import Course, Lecture
from api.filters import course_slug, short
from api.lab_run_types import run_by_name
from api.lab_types import Lab
from api.node import Node
from api.page_types import Page
from api.paper_types import Paper
from api.revision_types import Revision, revision_of
from api.saved_list_types import list_by_id
from api.search_types import Resolution
from graph.nodes import Node as NodeRecord
from graph.nodes import NodeKind, kind_and_key
from schema import records
from schema.errors import NotFoundError, SyllagraphError

_T = TypeVar("_T", bound=NodeRecord)

CourseArgument = Annotated[str | None, strawberry.argument(description="Slug of the course; the first by default.")]
"""The argument of every field that is about one course."""


@strawberry.type(description="Questions with one answer.")
class Lookups:
    """The part of the query type that looks one thing up."""

    @strawberry.field(description="Anything by its id; null and an error if there is nothing.")
    def node(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="As a query has returned it.")]
    ) -> Node | None:
        """Resolve ``node``."""
        return _node(info.context, id)

    @strawberry.field(description="Things by their ids, in the order asked; null and an error where there is nothing.")
    def nodes(
        self,
        info: Info,
        ids: Annotated[list[strawberry.ID], strawberry.argument(description="At most 250.")],
    ) -> list[Node | None]:
        """Resolve ``nodes``."""
        return [_node_or_error(info.context, id_) for id_ in at_most("ids", ids)]

    @strawberry.field(
        description="What references mean. A reference is a concept slug or alias, an arXiv id, URL or DOI, a citation "
        "key, a page URL or path, a lab slug or number, or an id."
    )
    def resolve(
        self,
        info: Info,
        refs: Annotated[list[str], strawberry.argument(description="At most 250.")],
        course: CourseArgument = None,
    ) -> list[Resolution]:
        """Resolve ``resolve``."""
        index = info.context.served.refs
        return [Resolution.of(index.resolve(short("a reference", ref), course=course)) for ref in at_most("refs", refs)]

    @strawberry.field(description="The state of the graph, or of one course.")
    def revision(
        self,
        info: Info,
        course: Annotated[str | None, strawberry.argument(description="Slug of a course; all by default.")] = None,
    ) -> Revision:
        """Resolve ``revision``."""
        return revision_of(info.context, course)

    @strawberry.field(description="A course by its slug, the first by default.")
    def course(
        self,
        info: Info,
        slug: CourseArgument = None,
    ) -> Course | None:
        """Resolve ``course``."""
        return info.context.shown.courses[course_slug(info.context, slug)]

    @strawberry.field(description="A lecture by its number.")
    def lecture(
        self,
        info: Info,
        number: Annotated[int, strawberry.argument(description="As the course counts.")],
        course: CourseArgument = None,
    ) -> Lecture | None:
        """Resolve ``lecture``."""
        slug = course_slug(info.context, course)
        lecture = info.context.catalogue.lecture(slug, number)
        if lecture is None:
            numbers = [str(each.number) for each in info.context.catalogue.lectures.get(slug, ())]
            raise NotFoundError(str(number), numbers, what="lecture")
        return info.context.shown.lecture(lecture)

    @strawberry.field(description="A page by its path or URL.")
    def page(
        self,
        info: Info,
        path: Annotated[str, strawberry.argument(description="As `/docs/lecture-1`, or the whole address.")],
        course: Annotated[str | None, strawberry.argument(description="Slug of the course; any by default.")] = None,
    ) -> Page | None:
        """Resolve ``page``."""
        return info.context.shown.page(_found(info.context, path, course, records.Page, NodeKind.PAGE))

    @strawberry.field(description="A concept by its slug, name or alias.")
    def concept(
        self, info: Info, ref: Annotated[str, strawberry.argument(description="A slug, name, alias or id.")]
    ) -> Concept | None:
        """Resolve ``concept``."""
        return info.context.shown.concepts[_found(info.context, ref, None, records.Concept, NodeKind.CONCEPT).slug]

    @strawberry.field(description="A paper by its arXiv id, URL, DOI, citation key or title.")
    def paper(
        self,
        info: Info,
        ref: Annotated[str, strawberry.argument(description="An arXiv id, URL, DOI, citation key, title or id.")],
    ) -> Paper | None:
        """Resolve ``paper``."""
        return info.context.shown.papers[_found(info.context, ref, None, records.Paper, NodeKind.PAPER).id]

    @strawberry.field(description="A lab by its slug or number.")
    def lab(
        self,
        info: Info,
        ref: Annotated[str, strawberry.argument(description="As `lab-1`, or an id.")],
        course: CourseArgument = None,
    ) -> Lab | None:
        """Resolve ``lab``."""
        return info.context.shown.lab(_found(info.context, ref, course, records.Lab, NodeKind.LAB))


def _found(context: Context, ref: str, course: str | None, type_: type[_T], kind: NodeKind) -> _T:
    node = context.served.refs.node(short("a reference", ref), course=course, kinds=[kind])
    assert isinstance(node, type_)
    return node


def _node(context: Context, id_: str) -> Node:
    identity = kind_and_key(short("an id", id_))
    if identity[0] is NodeKind.SAVED_LIST:
        return list_by_id(context, identity[1])
    if identity[0] is NodeKind.LAB_RUN:
        return run_by_name(context, identity[1])
    node = context.catalogue.nodes.get(identity)
    if node is None:
        raise NotFoundError(id_[:80])
    return context.shown.node(node)


def _node_or_error(context: Context, id_: str) -> Node | None:
    try:
        return _node(context, id_)
    except SyllagraphError as error:
        # The executor reports an error that it finds in a list, at its place there.
        return error  # type: ignore[return-value]
