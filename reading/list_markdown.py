"""Reading lists and schedules in Markdown: a heading for each group or week, a task for each paper.

All that comes from a course or a paper is shown as the text it is.
"""

from collections.abc import Iterator

from reading.list_document import Document, Entry, Section
from reading.markdown import markdown_link, markdown_text


def list_markdown(document: Document) -> str:
    """Return a document in Markdown; it ends in a line break."""
    lines = [f"# {_inline(document.title)}", "", _inline(document.summary)]
    for section in document.sections:
        lines += ["", *_section(section)]
    if document.left_out:
        lines += ["", f"## {_inline(document.left_out_title)}", ""]
        lines += [f"- {markdown_text(line)}" for line in document.left_out]
    if document.legend:
        lines += ["", f"{markdown_text(document.legend)}  ", _inline(document.revision)]
    return "\n".join(lines) + "\n"


def _section(section: Section) -> Iterator[str]:
    if section.title:
        yield f"## {_inline(section.title)}"
        yield ""
        if section.summary:
            yield _inline(section.summary)
            yield ""
    for entry in section.entries:
        yield from _entry(entry)


def _entry(entry: Entry) -> Iterator[str]:
    title = _inline(entry.title)
    linked = markdown_link(title, entry.url) if entry.url else title
    yield f"- [ ] **{entry.number}\\.** {linked}  "
    yield f"  {markdown_text(entry.byline)} `{entry.key}`  " if entry.byline else f"  `{entry.key}`  "
    yield f"  {markdown_text(' · '.join(entry.facts))}"
    for line in (*entry.reasons, *entry.notes):
        yield f"  - {markdown_text(line)}"


def _inline(text: str) -> str:
    return markdown_text(text, begins_line=False)
