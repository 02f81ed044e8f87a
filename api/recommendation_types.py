"""What pages recommend, and how."""

import strawberry

from api.context import Info
from api.lazy_types import CourseType, PageType, PaperType
from api.node import Node, id_of
from schema import records
from schema.values import Priority, Role


@strawberry.type(description="How long reading takes, in the words of the course.")
class Hours:
    """Hours, as clients see them."""

    low: float | None = strawberry.field(description="At the least, where the text gives a number.")
    high: float | None = strawberry.field(description="At the most, where the text gives a number.")
    text: str = strawberry.field(description="What the course wrote.")


@strawberry.type(description="A recommended book, site or tool that is not a paper.")
class Resource(Node):
    """A resource, as clients see it."""

    record: strawberry.Private[records.Resource]

    url: str = strawberry.field(description="Where it is.")
    title: str = strawberry.field(description="What the course calls it.")

    @classmethod
    def of(cls, record: records.Resource) -> "Resource":
        """Show a resource."""
        return cls(id=id_of(record), record=record, url=record.url, title=record.title)

    @strawberry.field(description="The course that recommends it.")
    def course(self, info: Info) -> CourseType:
        """Resolve ``course``."""
        return info.context.shown.courses[self.record.course]

    @strawberry.field(description="Where it is recommended, in the order of the course.")
    def recommendations(self, info: Info) -> list["Recommendation"]:
        """Resolve ``recommendations``."""
        found = info.context.catalogue.recommendations_of_resource.get((self.record.course, self.url), ())
        return info.context.shown.recommendations(found)


@strawberry.type(description="A page recommends a paper or a resource.")
class Recommendation:
    """A recommendation, as clients see it."""

    record: strawberry.Private[records.Recommendation]

    role: Role = strawberry.field(description="Core or extended.")
    priority: Priority | None = strawberry.field(description="How urgently, where the page says so.")
    priority_text: str | None = strawberry.field(description="The page's own word for the priority, as `必读`.")
    hours: Hours | None = strawberry.field(description="How long reading takes, where the page says so.")
    position: int | None = strawberry.field(description="Number of the block of the page where it stands, from 0.")
    order: int = strawberry.field(description="Place among the page's recommendations, from 0.")
    label: str = strawberry.field(description="What the page calls it.")
    sections: list[str] = strawberry.field(description="What to read of it, in the page's words.")
    lecture: int | None = strawberry.field(description="Number of the lecture it is recommended for.")

    @classmethod
    def of(cls, record: records.Recommendation) -> "Recommendation":
        """Show a recommendation."""
        hours = record.hours
        return cls(
            record=record,
            role=record.role,
            priority=record.priority,
            priority_text=record.priority_text,
            hours=Hours(low=hours.low, high=hours.high, text=hours.text) if hours else None,
            position=record.position,
            order=record.order,
            label=record.label,
            sections=list(record.sections),
            lecture=record.lecture,
        )

    @strawberry.field(description="The paper, if it is one.")
    def paper(self, info: Info) -> PaperType | None:
        """Resolve ``paper``."""
        return info.context.shown.papers.get(self.record.paper or "")

    @strawberry.field(description="The resource, if it is not a paper.")
    def resource(self, info: Info) -> Resource | None:
        """Resolve ``resource``."""
        return info.context.shown.resources.get((self.record.course, self.record.resource or ""))

    @strawberry.field(description="The page that recommends it.")
    def page(self, info: Info) -> PageType:
        """Resolve ``page``."""
        return info.context.shown.pages[self.record.course, self.record.page]
