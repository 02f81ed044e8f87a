"""Reading lists and weekly schedules in every format we write."""

from dataclasses import dataclass
from enum import StrEnum

from reading.list_document import document_of
from reading.listed import ReadingList
from reading.schedule import Schedule


class ListFormat(StrEnum):
    """A format for reading lists."""

    MARKDOWN = "markdown"
    HTML = "html"
    CSV = "csv"
    JSON = "json"

    @property
    def media_type(self) -> str:
        """The media type of a list in this format, in UTF-8."""
        return _KINDS[self][0]

    @property
    def suffix(self) -> str:
        """The suffix of its files, with the dot."""
        return _KINDS[self][1]


_KINDS = {
    ListFormat.MARKDOWN: ("text/markdown; charset=utf-8", ".md"),
    ListFormat.HTML: ("text/html; charset=utf-8", ".html"),
    ListFormat.CSV: ("text/csv; charset=utf-8", ".csv"),
    ListFormat.JSON: ("application/json", ".json"),
}


@dataclass(frozen=True, slots=True)
class WrittenList:
    """A reading list in one format.

    Attributes:
        text: The whole text; it ends in a line break.
        media_type: Media type of the text in UTF-8.
        suffix: Suffix of its files, with the dot.
    """

    text: str
    media_type: str
    suffix: str


def written_list(
    made: ReadingList,
    format: ListFormat,
    *,
    language: str,
    schedule: Schedule | None = None,
    title: str | None = None,
) -> WrittenList:
    """Write a reading list, or its weekly schedule where there is one."""
    return WrittenList(_text(made, format, language, schedule, title), format.media_type, format.suffix)


def _text(made: ReadingList, format: ListFormat, language: str, schedule: Schedule | None, title: str | None) -> str:
    document = document_of(made, schedule, language=language, title=title)
    # Each format is loaded when it is wanted: tables bring the graph's own exports along.
    match format:
        case ListFormat.MARKDOWN:
            from reading.list_markdown import list_markdown

            return list_markdown(document)
        case ListFormat.HTML:
            from reading.list_html import list_html

            return list_html(document)
        case ListFormat.CSV:
            from reading.list_csv import list_csv

            return list_csv(document)
        case ListFormat.JSON:
            from reading.list_json import list_json

            return list_json(made, schedule, document)
