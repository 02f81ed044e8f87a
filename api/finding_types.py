"""Findings: what a person should know about a source."""

import strawberry

from api.connections import Connection, Window, connection_of
from api.context import Info
from api.lazy_types import CourseType, PageType
from schema import records
from schema.content_hash import digest_of
from schema.values import Severity


@strawberry.type(description="Something a person should know about a source: an oddity, a conflict, a gap.")
class Finding:
    """A finding, as clients see it."""

    record: strawberry.Private[records.Finding]

    code: str = strawberry.field(description="What sort of thing it is, as `ROLE_CONFLICT`.")
    severity: Severity = strawberry.field(description="How much it matters.")
    message: str = strawberry.field(description="What was seen.")
    remedy: str = strawberry.field(description="What can be done; empty if nothing.")
    path: str | None = strawberry.field(description="Path of the page it is about.")
    source: str | None = strawberry.field(description="File or address it was seen in.")
    place: str | None = strawberry.field(description="How far inside: a row, a line, a block.")
    subjects: list[str] = strawberry.field(description="Ids or slugs of what it is about.")

    @classmethod
    def of(cls, record: records.Finding) -> "Finding":
        """Show a finding."""
        return cls(
            record=record,
            code=record.code,
            severity=record.severity,
            message=record.message,
            remedy=record.remedy,
            path=record.page,
            source=record.source,
            place=record.place,
            subjects=list(record.subjects),
        )

    @strawberry.field(description="The course it is about, if it is not about the vocabulary.")
    def course(self, info: Info) -> CourseType | None:
        """Resolve ``course``."""
        return info.context.shown.courses.get(self.record.course or "")

    @strawberry.field(description="The page it is about.")
    def page(self, info: Info) -> PageType | None:
        """Resolve ``page``."""
        return info.context.shown.pages.get((self.record.course or "", self.record.page or ""))


def finding_connection(found: tuple[records.Finding, ...], window: Window) -> Connection[Finding]:
    """Return a part of a list of findings."""
    return connection_of(tuple(dict.fromkeys(found)), window, key=digest_of, shown=Finding.of)
