"""The page in a flight payload: title, description, table of contents, and the body as blocks."""

from collections import Counter
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.flight.payload import Payload
from ingest.pages.body_place import PagePlace, TocEntry, page_place
from ingest.pages.body_reader import BodyReader
from ingest.pages.page_tree import own_path
from schema.blocks import Block
from schema.records import Finding
from schema.values import Severity


@dataclass(frozen=True, slots=True)
class PageBody:
    """A page as it was read.

    Attributes:
        title: What it calls itself.
        description: What it says it is about.
        path: Its address below the site, as ``/docs/green-tea``.
        toc: Its table of contents: depth, address and title of each heading.
        blocks: Its body in reading order.
        findings: What is odd about it.
        site_title: What its site calls itself, where the browser's window says so.
    """

    title: str | None
    description: str | None
    path: str | None
    toc: tuple[TocEntry, ...]
    blocks: tuple[Block, ...]
    findings: tuple[Finding, ...]
    site_title: str | None = None


def body_of(payload: Payload, *, source: str) -> PageBody:
    """Return the page of a payload.

    Nothing is dropped without a finding: not a component that cannot be read, nor a body that cannot be found.
    """
    place = page_place(payload.root)
    reader = BodyReader({url[1:]: depth for depth, url, _ in place.toc})
    reader.read(place.body)
    blocks = reader.writer.blocks()
    path = own_path(payload)
    findings = [
        Finding(code=code, severity=severity, message=message, remedy=remedy, page=path, source=source, place=where)
        for code, severity, message, remedy, where in (
            *_problems_of_place(place, blocks),
            *_problems_of_text(reader),
        )
    ]
    return PageBody(place.title, place.description, path, place.toc, blocks, tuple(findings), place.site_title)


_Told = tuple[str, Severity, str, str, str | None]


def _problems_of_place(place: PagePlace, blocks: tuple[Block, ...]) -> Iterator[_Told]:
    if not blocks:
        told = "the body of the page is empty" if place.body else "no body of the page was found"
        yield "BODY_MISSING", Severity.WARNING, told, "Check that the page has text, and build the site again", None
    if place.missing:
        told = f"the table of contents leads to headings that are not there: {', '.join(place.missing)}"
        yield "HEADING_MISSING", Severity.WARNING, told, "Build the site again", None


def _problems_of_text(reader: BodyReader) -> Iterator[_Told]:
    for block, names in sorted(reader.writer.leaks.items()):
        tags = ", ".join(f"<{name}>" + (f" ({count} times)" if count > 1 else "") for name, count in _counts(names))
        told = f"{tags} stands in the page as text: it was built as plain Markdown, not as MDX"
        remedy = "Give the page's file the ending .mdx, or add the component to the site's MDX components"
        yield "UNRENDERED_MARKUP", Severity.WARNING, told, remedy, f"block {block}"
    for block in sorted(reader.writer.hidden):
        told = "control characters or broken characters in the text; each was replaced by U+FFFD"
        yield "HIDDEN_CHARACTERS", Severity.WARNING, told, "Remove them from the page's source", f"block {block}"
    for name, count in sorted(reader.unread.items()):
        told = f"the component {name or '(unnamed)'} holds text that could not be read ({count} on this page)"
        yield "UNREAD_COMPONENT", Severity.INFO, told, "Put the text into the component's children", None


def _counts(names: list[str]) -> list[tuple[str, int]]:
    return list(Counter(names).items())
