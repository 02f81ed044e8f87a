"""Courses and their lectures."""

from typing import Annotated

import strawberry

from api.connections import After, Before, Connection, First, Last, Window, connection_of
from api.context import Info
from api.finding_types import Finding, finding_connection
from api.lazy_types import LabType, PageType, RecommendationType, ResourceType
from api.node import Node, id_of
from api.work_types import GradingLevel, GradingRule, HardwareNeed, LabAsset, ProjectDirection, ProjectMilestone
from schema import records
from schema.values import PageKind, Role, Severity


@strawberry.type(description="A course.")
class Course(Node):
    """A course, as clients see it."""

    slug: str = strawberry.field(description="Its name in addresses.")
    title: str = strawberry.field(description="Its title, as the course gives it.")
    language: str = strawberry.field(description="The language it is taught in.")
    site: str | None = strawberry.field(description="Address of its site, without a slash at the end.")

    @classmethod
    def of(cls, record: records.Course) -> "Course":
        """Show a course."""
        return cls(id=id_of(record), slug=record.slug, title=record.title, language=record.language, site=record.site)

    @strawberry.field(description="Its lectures, by number.")
    def lectures(self, info: Info) -> list["Lecture"]:
        """Resolve ``lectures``."""
        return [info.context.shown.lecture(one) for one in info.context.catalogue.lectures.get(self.slug, ())]

    @strawberry.field(description="One lecture by its number.")
    def lecture(
        self, info: Info, number: Annotated[int, strawberry.argument(description="As the course counts.")]
    ) -> "Lecture | None":
        """Resolve ``lecture``."""
        found = info.context.catalogue.lecture(self.slug, number)
        return info.context.shown.lecture(found) if found else None

    @strawberry.field(description="Its pages, in the order of its tree.")
    def pages(
        self,
        info: Info,
        kind: Annotated[PageKind | None, strawberry.argument(description="Only pages for this.")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[PageType]:
        """Resolve ``pages``."""
        pages = [page for page in info.context.catalogue.pages.get(self.slug, ()) if kind in (None, page.kind)]
        window = Window(first, after, last, before)
        return connection_of(pages, window, key=lambda page: page.path, shown=info.context.shown.page)

    @strawberry.field(description="Its labs, by number.")
    def labs(self, info: Info) -> list[LabType]:
        """Resolve ``labs``."""
        return [info.context.shown.lab(lab) for lab in info.context.catalogue.labs.get(self.slug, ())]

    @strawberry.field(description="The books, sites and tools it recommends.")
    def resources(
        self, info: Info, first: First = None, after: After = None, last: Last = None, before: Before = None
    ) -> Connection[ResourceType]:
        """Resolve ``resources``."""
        resources = info.context.catalogue.resources.get(self.slug, ())
        window = Window(first, after, last, before)
        return connection_of(resources, window, key=lambda one: one.url, shown=info.context.shown.resource)

    @strawberry.field(description="What it grades, in its order.")
    def grading(
        self,
        info: Info,
        subject: Annotated[
            str | None, strawberry.argument(description="Only the parts of this, as `lab report`.")
        ] = None,
    ) -> list[GradingRule]:
        """Resolve ``grading``."""
        rules = info.context.catalogue.course_work(self.slug).grading
        return [GradingRule.of(rule) for rule in rules if subject in (None, rule.subject)]

    @strawberry.field(description="The rubrics by which it grades, level by level.")
    def grading_levels(
        self,
        info: Info,
        subject: Annotated[
            str | None, strawberry.argument(description="Only the rubrics of this, as `lab report`.")
        ] = None,
    ) -> list[GradingLevel]:
        """Resolve ``gradingLevels``."""
        levels = info.context.catalogue.course_work(self.slug).levels
        return [GradingLevel.of(level) for level in levels if subject in (None, level.subject)]

    @strawberry.field(description="The time of its final project, part by part.")
    def project_timeline(self, info: Info) -> list[ProjectMilestone]:
        """Resolve ``projectTimeline``."""
        return [ProjectMilestone.of(one) for one in info.context.catalogue.course_work(self.slug).timeline]

    @strawberry.field(description="Tiers, prices and needs of hardware that belong to no single lab.")
    def hardware(self, info: Info) -> list[HardwareNeed]:
        """Resolve ``hardware``."""
        return [HardwareNeed.of(one) for one in info.context.catalogue.course_work(self.slug).hardware]

    @strawberry.field(description="The models and data sets it has one download beforehand.")
    def downloads(self, info: Info) -> list[LabAsset]:
        """Resolve ``downloads``."""
        return [LabAsset.of(asset) for asset in info.context.catalogue.course_work(self.slug).downloads]

    @strawberry.field(description="The directions that its final project can take, by number.")
    def project_directions(self, info: Info) -> list[ProjectDirection]:
        """Resolve ``projectDirections``."""
        directions = info.context.catalogue.course_work(self.slug).project_directions
        return [ProjectDirection.of(one) for one in directions]

    @strawberry.field(description="What its ingest found.")
    def findings(
        self,
        info: Info,
        severity: Annotated[Severity | None, strawberry.argument(description="Only findings that matter so.")] = None,
        first: First = None,
        after: After = None,
        last: Last = None,
        before: Before = None,
    ) -> Connection[Finding]:
        """Resolve ``findings``."""
        found = info.context.catalogue.findings.get(self.slug, ())
        kept = tuple(finding for finding in found if severity in (None, finding.severity))
        return finding_connection(kept, Window(first, after, last, before))


@strawberry.type(description="A lecture of a course.")
class Lecture(Node):
    """A lecture, as clients see it."""

    record: strawberry.Private[records.Lecture]

    number: int = strawberry.field(description="Its number, as the course counts.")
    title: str = strawberry.field(description="Its title.")
    path: str | None = strawberry.field(description="Path of its entrance page.")

    @classmethod
    def of(cls, record: records.Lecture) -> "Lecture":
        """Show a lecture."""
        return cls(id=id_of(record), record=record, number=record.number, title=record.title, path=record.path)

    @strawberry.field(description="Its course.")
    def course(self, info: Info) -> Course:
        """Resolve ``course``."""
        return info.context.shown.courses[self.record.course]

    @strawberry.field(description="Its entrance page.")
    def page(self, info: Info) -> PageType | None:
        """Resolve ``page``."""
        return info.context.shown.pages.get((self.record.course, self.path or ""))

    @strawberry.field(description="Its pages, in the order of the course's tree.")
    def pages(self, info: Info) -> list[PageType]:
        """Resolve ``pages``."""
        return info.context.shown.pages_of_lecture(self.record)

    @strawberry.field(description="What its pages recommend to read, in the order of the course.")
    def recommendations(
        self,
        info: Info,
        role: Annotated[Role | None, strawberry.argument(description="Only what is recommended so.")] = None,
    ) -> list[RecommendationType]:
        """Resolve ``recommendations``."""
        found = info.context.catalogue.recommendations_of_lecture.get((self.record.course, self.number), ())
        return info.context.shown.recommendations(one for one in found if role in (None, one.role))

    @strawberry.field(description="Its labs, by number.")
    def labs(self, info: Info) -> list[LabType]:
        """Resolve ``labs``."""
        labs = info.context.catalogue.labs.get(self.record.course, ())
        return [info.context.shown.lab(lab) for lab in labs if lab.lecture == self.number]
