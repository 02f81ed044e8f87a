"""Reading lists: what to read, in which order, why, and how long it takes."""

from typing import Annotated

import strawberry

from api.concept_types import Concept
from api.context import Info
from api.course_types import Course, Lecture
from api.enums import Language
from api.evidence_types import LanguageArgument, Source, sources_of
from api.page_types import Page
from api.paper_types import Paper
from api.plan_types import Minutes
from api.reading_list_input import ReadingListInput
from reading import because, listed, ordering, schedule
from reading.list_formats import ListFormat, written_list
from reading.reading_list import reading_list
from schema.values import Evidence, Priority, Role

Weeks = Annotated[int, strawberry.argument(description="How many weeks there are, from 1 to 104.")]
Hours = Annotated[float, strawberry.argument(description="How many hours a week has.")]


@strawberry.type(description="Why a paper is on a reading list.")
class ListReason:
    """A reason, as clients see it."""

    record: strawberry.Private[because.Because]
    course: strawberry.Private[str]

    evidence: Evidence | None = strawberry.field(
        description="How it is known, as well as its weakest part; null where the paper was simply named."
    )
    lecture: int | None = strawberry.field(description="Number of the lecture of the page.")

    @strawberry.field(description="The reason, as a sentence.")
    def text(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``text``."""
        return info.context.text(self.record.text, language)

    @strawberry.field(description="The concepts it is about.")
    def concepts(self, info: Info) -> list[Concept]:
        """Resolve ``concepts``."""
        return [info.context.shown.concepts[concept.slug] for concept in self.record.concepts]

    @strawberry.field(description="The page that recommends the paper, or that teaches the concepts.")
    def page(self, info: Info) -> Page | None:
        """Resolve ``page``."""
        return info.context.shown.page(self.record.page) if self.record.page else None

    @strawberry.field(description="Where it can be looked up.")
    def sources(self) -> list[Source]:
        """Resolve ``sources``."""
        return sources_of(self.record.sources, self.course)


@strawberry.type(description="Something that a paper builds on.")
class Foundation:
    """A foundation, as clients see it."""

    record: strawberry.Private[ordering.Foundation]

    evidence: Evidence = strawberry.field(description="How it is known, as well as the weakest link in between.")

    @classmethod
    def of(cls, record: ordering.Foundation) -> "Foundation":
        """Show a foundation."""
        return cls(record=record, evidence=record.evidence)

    @strawberry.field(description="The earlier paper.")
    def paper(self, info: Info) -> Paper:
        """Resolve ``paper``."""
        return info.context.shown.papers[self.record.paper]

    @strawberry.field(description="The concept that the earlier paper introduces; null where it is cited.")
    def concept(self, info: Info) -> Concept | None:
        """Resolve ``concept``."""
        return info.context.shown.concepts[self.record.concept.slug] if self.record.concept else None


@strawberry.type(description="A paper of a reading list.")
class ReadingListItem:
    """A paper of a list, as clients see it."""

    record: strawberry.Private[listed.ListedPaper]
    course: strawberry.Private[str]

    number: int = strawberry.field(description="Its place in the list, from 1.")
    role: Role | None = strawberry.field(description="Core or extended, where the course recommends it.")
    priority: Priority | None = strawberry.field(description="How urgently, where the course says so.")
    priority_text: str | None = strawberry.field(description="The course's own word for that.")
    lecture: int | None = strawberry.field(description="Number of the lecture it is recommended for.")
    sections: list[str] = strawberry.field(description="What to read of it, in the course's words.")
    minutes: Minutes | None = strawberry.field(description="How long reading takes.")
    citation_key: str = strawberry.field(description="Its key in bibliographies.")

    @classmethod
    def of(cls, record: listed.ListedPaper, course: str) -> "ReadingListItem":
        """Show a paper of a list."""
        item = record.item
        return cls(
            record=record,
            course=course,
            number=record.number,
            role=item.role,
            priority=item.priority,
            priority_text=item.priority_text,
            lecture=item.lecture,
            sections=list(item.sections),
            minutes=Minutes.of(record.minutes),
            citation_key=record.key,
        )

    @strawberry.field(description="The paper.")
    def paper(self, info: Info) -> Paper:
        """Resolve ``paper``."""
        return info.context.shown.papers[self.record.paper.id]

    @strawberry.field(description="Why it is here; never empty.")
    def because(self) -> list[ListReason]:
        """Resolve ``because``."""
        return [
            ListReason(record=one, course=self.course, evidence=one.evidence, lecture=one.lecture)
            for one in self.record.because
        ]

    @strawberry.field(description="Papers of the list it builds on, the nearest first, without what these build on.")
    def builds_on(self) -> list[Foundation]:
        """Resolve ``buildsOn``."""
        return [Foundation.of(one) for one in self.record.builds_on]

    @strawberry.field(description="Papers it builds on for which there was no time.")
    def lacks(self) -> list[Foundation]:
        """Resolve ``lacks``."""
        return [Foundation.of(one) for one in self.record.lacks]


@strawberry.type(description="Papers of a reading list that belong together.")
class ReadingListGroup:
    """A group, as clients see it."""

    record: strawberry.Private[listed.Group]
    course: strawberry.Private[str]

    minutes: Minutes | None = strawberry.field(description="How long they take together.")

    @classmethod
    def of(cls, record: listed.Group, course: str) -> "ReadingListGroup":
        """Show a group."""
        return cls(record=record, course=course, minutes=Minutes.of(record.minutes))

    @strawberry.field(description="What to call it; null where the list is not grouped.")
    def title(self, info: Info, language: LanguageArgument = None) -> str | None:
        """Resolve ``title``."""
        return info.context.text(self.record.title, language) if self.record.title else None

    @strawberry.field(description="The lecture they are recommended for, if that is what they share.")
    def lecture(self, info: Info) -> Lecture | None:
        """Resolve ``lecture``."""
        return info.context.shown.lecture(self.record.lecture) if self.record.lecture else None

    @strawberry.field(description="The concept they are about, if that is what they share.")
    def concept(self, info: Info) -> Concept | None:
        """Resolve ``concept``."""
        return info.context.shown.concepts[self.record.concept.slug] if self.record.concept else None

    @strawberry.field(description="The papers, in the order of the list.")
    def items(self) -> list[ReadingListItem]:
        """Resolve ``items``."""
        return [ReadingListItem.of(one, self.course) for one in self.record.items]


@strawberry.type(description="A paper that was chosen, and for which there is no time.")
class LeftOut:
    """What is left out, as clients see it."""

    record: strawberry.Private[listed.LeftOut]

    minutes: Minutes | None = strawberry.field(description="How long reading it takes.")
    missing: int = strawberry.field(description="How many minutes were missing when its turn came.")

    @classmethod
    def of(cls, record: listed.LeftOut) -> "LeftOut":
        """Show what is left out."""
        return cls(record=record, minutes=Minutes.of(record.minutes), missing=record.missing)

    @strawberry.field(description="The paper.")
    def paper(self, info: Info) -> Paper:
        """Resolve ``paper``."""
        return info.context.shown.papers[self.record.paper.id]

    @strawberry.field(description="Why it is left out.")
    def reason(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``reason``."""
        return info.context.text(self.record.reason, language)

    @strawberry.field(description="Papers that stay and build on it.")
    def needed_by(self, info: Info) -> list[Paper]:
        """Resolve ``neededBy``."""
        return [info.context.shown.papers[paper] for paper in self.record.needed_by]


@strawberry.type(description="A paper, or a part of one, for one week.")
class Sitting:
    """A sitting, as clients see it."""

    record: strawberry.Private[schedule.Sitting]
    course: strawberry.Private[str]

    part: int = strawberry.field(description="Which part of it, from 1.")
    parts: int = strawberry.field(description="How many parts it has.")
    sections: list[str] = strawberry.field(
        description="What to read of it; empty where the course names no sections, or too few to share out."
    )
    minutes: int = strawberry.field(description="How long it takes.")

    @classmethod
    def of(cls, record: schedule.Sitting, course: str) -> "Sitting":
        """Show a sitting."""
        return cls(
            record=record,
            course=course,
            part=record.part,
            parts=record.parts,
            sections=list(record.sections),
            minutes=record.minutes,
        )

    @strawberry.field(description="The paper, as the list has it.")
    def item(self) -> ReadingListItem:
        """Resolve ``item``."""
        return ReadingListItem.of(self.record.listed, self.course)


@strawberry.type(description="A week of a schedule.")
class ScheduleWeek:
    """A week, as clients see it."""

    number: int = strawberry.field(description="Its number, from 1.")
    minutes: int = strawberry.field(description="How long reading takes.")
    sittings: list[Sitting] = strawberry.field(description="What to read, in order; empty where the week is free.")


@strawberry.type(description="A reading list spread over weeks.")
class ReadingSchedule:
    """A schedule, as clients see it."""

    hours_per_week: float = strawberry.field(description="How many hours a week has.")
    weeks: list[ScheduleWeek] = strawberry.field(description="The weeks.")
    left_out: list[LeftOut] = strawberry.field(description="What does not fit, the most urgent first.")


@strawberry.type(description="A reading list in one format.")
class WrittenList:
    """A list in a format, as clients see it."""

    text: str = strawberry.field(description="The whole text; it ends in a line break.")
    media_type: str = strawberry.field(description="Media type of the text.")
    suffix: str = strawberry.field(description="Suffix of its files, with the dot.")


@strawberry.type(description="What to read, in which order, why, and how long it takes.")
class ReadingList:
    """A reading list, as clients see it."""

    record: strawberry.Private[listed.ReadingList]

    items: list[ReadingListItem] = strawberry.field(description="The papers, in order.")
    groups: list[ReadingListGroup] = strawberry.field(description="The same papers, in groups, each in order.")
    minutes: Minutes | None = strawberry.field(description="How long all of it takes; null where there is nothing.")
    left_out: list[LeftOut] = strawberry.field(description="What there is no time for, the most urgent first.")
    revision: str = strawberry.field(description="Id of the revision of the graph it was made from.")

    @classmethod
    def of(cls, record: listed.ReadingList) -> "ReadingList":
        """Show a reading list."""
        slug = record.course.slug
        return cls(
            record=record,
            items=[ReadingListItem.of(one, slug) for one in record.items],
            groups=[ReadingListGroup.of(one, slug) for one in record.groups],
            minutes=Minutes.of(record.minutes),
            left_out=[LeftOut.of(one) for one in record.left_out],
            revision=record.revision,
        )

    @strawberry.field(description="The course.")
    def course(self, info: Info) -> Course:
        """Resolve ``course``."""
        return info.context.shown.courses[self.record.course.slug]

    @strawberry.field(description="The list spread over weeks.")
    def schedule(self, weeks: Weeks, hours_per_week: Hours) -> ReadingSchedule:
        """Resolve ``schedule``."""
        made = schedule.schedule_of(self.record, weeks=weeks, hours_per_week=hours_per_week)
        slug = self.record.course.slug
        return ReadingSchedule(
            hours_per_week=made.hours_per_week,
            weeks=[
                ScheduleWeek(
                    number=week.number,
                    minutes=week.minutes,
                    sittings=[Sitting.of(one, slug) for one in week.sittings],
                )
                for week in made.weeks
            ],
            left_out=[LeftOut.of(one) for one in made.left_out],
        )

    @strawberry.field(description="The list in a format to publish.")
    def written(
        self,
        info: Info,
        format: Annotated[ListFormat, strawberry.argument(description="In which format.")],
        language: Annotated[
            Language | None,
            strawberry.argument(description="The language of what we add to it; the first course's by default."),
        ] = None,
    ) -> WrittenList:
        """Resolve ``written``."""
        spoken = language.value if language else info.context.shown.language
        made = written_list(self.record, format, language=spoken)
        return WrittenList(text=made.text, media_type=made.media_type, suffix=made.suffix)


@strawberry.type(description="Questions about what to read.")
class ReadingListQuestions:
    """The part of the query type that makes reading lists."""

    @strawberry.field(description="What to read, in which order, why, and how long it takes.")
    def reading_list(
        self,
        info: Info,
        input: Annotated[ReadingListInput, strawberry.argument(description="Which papers, and how to list them.")],
    ) -> ReadingList:
        """Resolve ``readingList``."""
        keys = info.context.shown.citation_keys
        return ReadingList.of(reading_list(info.context.served, input.selection(), keys=keys))
