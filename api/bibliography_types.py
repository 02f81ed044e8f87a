"""Bibliographies: papers in a format that other programs read."""

from datetime import date

import strawberry

from api.context import Info
from api.enums import Language
from api.paper_types import Paper
from api.reading_list_input import ReadingListInput
from reading import bibliography as reading
from reading.bibliography import BibliographyFormat, BibliographyStyle
from reading.reading_list import items_of


@strawberry.type(description="One paper of a bibliography.")
class BibliographyEntry:
    """An entry, as clients see it."""

    record: strawberry.Private[reading.Entry]

    key: str = strawberry.field(description="Its citation key.")
    text: str = strawberry.field(description="What the bibliography says of it.")

    @strawberry.field(description="The paper.")
    def paper(self, info: Info) -> Paper:
        """Resolve ``paper``."""
        return info.context.shown.papers[self.record.paper]


@strawberry.type(description="Something to look at before a bibliography is handed in.")
class BibliographyWarning:
    """A warning, as clients see it."""

    record: strawberry.Private[reading.BibliographyWarning]

    field: str | None = strawberry.field(description="The field of the paper it is about.")
    message: str = strawberry.field(description="What is the matter.")

    @strawberry.field(description="The paper it is about.")
    def paper(self, info: Info) -> Paper:
        """Resolve ``paper``."""
        return info.context.shown.papers[self.record.paper]


@strawberry.type(description="Papers in one format.")
class Bibliography:
    """A bibliography, as clients see it."""

    record: strawberry.Private[reading.Bibliography]

    format: BibliographyFormat = strawberry.field(description="The format.")
    style: BibliographyStyle | None = strawberry.field(description="How references look, where the format leaves it.")
    text: str = strawberry.field(description="The whole text; it ends in a line break.")
    media_type: str = strawberry.field(description="Media type of the text.")
    suffix: str = strawberry.field(description="Suffix of its files, with the dot.")

    @strawberry.field(description="The papers, in the order of the text.")
    def entries(self) -> list[BibliographyEntry]:
        """Resolve ``entries``."""
        return [BibliographyEntry(record=entry, key=entry.key, text=entry.text) for entry in self.record.entries]

    @strawberry.field(description="What is not sure, missing or left out.")
    def warnings(self) -> list[BibliographyWarning]:
        """Resolve ``warnings``."""
        return [
            BibliographyWarning(record=warning, field=warning.field, message=warning.message)
            for warning in self.record.warnings
        ]


def bibliography_of(
    info: Info,
    choice: ReadingListInput,
    format: BibliographyFormat,
    *,
    style: BibliographyStyle | None,
    accessed: date | None,
    language: Language | None,
    title: str | None,
) -> Bibliography:
    """Write a bibliography."""
    record = reading.bibliography(
        items_of(info.context.served, choice.selection()),
        format,
        style=style,
        accessed=accessed,
        title=title,
        language=language.value if language else info.context.shown.language,
        keys=info.context.shown.citation_keys,
    )
    return Bibliography(
        record=record,
        format=format,
        style=record.style,
        text=record.text,
        media_type=record.media_type,
        suffix=record.suffix,
    )
