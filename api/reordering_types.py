"""Reorderings: the fewest pages to move so that each comes after what it needs."""

import strawberry

from api.concept_types import Concept
from api.context import Info
from api.evidence_types import LanguageArgument, ReasonedEdge
from api.lazy_types import CourseType
from api.page_types import Page
from graph.auditing import order_needs, reordering
from graph.auditing.reordering import WhyNot
from graph.auditing.reordering_words import move_sentence, need_sentence, why_not
from schema import records


@strawberry.type(description="A page teaches something before what that requires.")
class OrderViolation(ReasonedEdge):
    """A violation, as clients see it."""

    record: strawberry.Private[order_needs.OrderNeed]
    course_slug: strawberry.Private[str]

    @classmethod
    def of(cls, record: order_needs.OrderNeed, course: str) -> "OrderViolation":
        """Show a violation."""
        return cls(edge=record.requirement, record=record, course_slug=course)

    @strawberry.field(description="The page that teaches too early.")
    def page(self, info: Info) -> Page:
        """Resolve ``page``."""
        return info.context.shown.pages[self.course_slug, self.record.page]

    @strawberry.field(description="What it teaches.")
    def concept(self, info: Info) -> Concept:
        """Resolve ``concept``."""
        return info.context.shown.concepts[self.record.concept]

    @strawberry.field(description="What that requires: any one of these.")
    def any_of(self, info: Info) -> list[Concept]:
        """Resolve ``anyOf``."""
        return [info.context.shown.concepts[slug] for slug in self.record.requirement.any_of]

    @strawberry.field(description="The pages that teach one of these, of which one before would do.")
    def taught_on(self, info: Info) -> list[Page]:
        """Resolve ``taughtOn``."""
        return [info.context.shown.pages[self.course_slug, path] for path in self.record.after]

    @strawberry.field(description="The violation in a sentence.")
    def sentence(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``sentence``."""
        return info.context.text(need_sentence(self.record, info.context.catalogue), language)


@strawberry.type(description="A page, or a whole lecture, to put elsewhere.")
class PageMove:
    """A move, as clients see it."""

    record: strawberry.Private[reordering.Move]

    lecture: int | None = strawberry.field(description="Number of the lecture, if it is moved as a whole.")
    leaves_lecture: bool = strawberry.field(description="Whether the page stands in another lecture then.")

    @classmethod
    def of(cls, record: reordering.Move) -> "PageMove":
        """Show a move."""
        return cls(record=record, lecture=record.lecture, leaves_lecture=record.leaves_lecture)

    @strawberry.field(description="The page to move; of a lecture, its pages in their order.")
    def pages(self, info: Info) -> list[Page]:
        """Resolve ``pages``."""
        return [info.context.shown.page(page) for page in self.record.pages]

    @strawberry.field(description="The page to put it before, if it comes earlier.")
    def before(self, info: Info) -> Page | None:
        """Resolve ``before``."""
        return info.context.shown.page_somewhere(self.record.pages[0].course, self.record.before)

    @strawberry.field(description="The page to put it after, if it comes later.")
    def after(self, info: Info) -> Page | None:
        """Resolve ``after``."""
        return info.context.shown.page_somewhere(self.record.pages[0].course, self.record.after)

    @strawberry.field(description="What would be violated without this move.")
    def mends(self) -> list[OrderViolation]:
        """Resolve ``mends``."""
        return [OrderViolation.of(need, self.record.pages[0].course) for need in self.record.mends]

    @strawberry.field(description="The move in a sentence.")
    def sentence(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``sentence``."""
        return info.context.text(move_sentence(self.record), language)


@strawberry.type(description="A violation that no order of the pages mends.")
class UnmendableViolation:
    """An unmendable violation, as clients see it."""

    record: strawberry.Private[reordering.Unmendable]
    course_slug: strawberry.Private[str]

    why: WhyNot = strawberry.field(description="Why it stays.")

    @strawberry.field(description="What is violated.")
    def violation(self) -> OrderViolation:
        """Resolve ``violation``."""
        return OrderViolation.of(self.record.need, self.course_slug)

    @strawberry.field(description="For a circle, what leads from the page back to it.")
    def circle(self) -> list[OrderViolation]:
        """Resolve ``circle``."""
        return [OrderViolation.of(need, self.course_slug) for need in self.record.circle]

    @strawberry.field(description="Why it stays, and what can be done instead.")
    def sentence(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``sentence``."""
        return info.context.text(why_not(self.record, info.context.catalogue), language)


@strawberry.type(description="How to put a course in order with the fewest moves.")
class Reordering:
    """A reordering, as clients see it."""

    record: strawberry.Private[reordering.Reordering]
    course_record: strawberry.Private[records.Course]

    exact: bool = strawberry.field(description="Whether fewer moves would not do.")

    @classmethod
    def of(cls, record: reordering.Reordering, course: records.Course) -> "Reordering":
        """Show a reordering."""
        return cls(record=record, course_record=course, exact=record.exact)

    @strawberry.field(description="The course.")
    def course(self, info: Info) -> CourseType:
        """Resolve ``course``."""
        return info.context.shown.courses[self.course_record.slug]

    @strawberry.field(description="What is violated in the course's order.")
    def violations(self) -> list[OrderViolation]:
        """Resolve ``violations``."""
        return [OrderViolation.of(need, self.course_record.slug) for need in self.record.violations]

    @strawberry.field(description="The moves, to be made one after the other.")
    def moves(self) -> list[PageMove]:
        """Resolve ``moves``."""
        return [PageMove.of(move) for move in self.record.moves]

    @strawberry.field(description="What no order of the pages mends.")
    def unmendable(self) -> list[UnmendableViolation]:
        """Resolve ``unmendable``."""
        slug = self.course_record.slug
        return [UnmendableViolation(record=one, course_slug=slug, why=one.why) for one in self.record.unmendable]
