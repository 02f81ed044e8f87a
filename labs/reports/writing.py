"""A hand-in written as Markdown, with its pictures beside it, or as one HTML page that needs nothing else."""

import re
from collections.abc import Sequence
from dataclasses import dataclass, field
from enum import StrEnum
from html import escape

from labs.reports.sections import Grid, Picture, Section

_STYLE = (
    "body{font:16px/1.5 sans-serif;max-width:60rem;margin:2rem auto;padding:0 1rem;color:#222}"
    "table{border-collapse:collapse;margin:.5rem 0 1rem;font-size:.9rem}"
    "td,th{border:1px solid #bbb;padding:.2rem .5rem;text-align:left;vertical-align:top;overflow-wrap:break-word}"
    "figure{display:inline-block;margin:.5rem 1rem .5rem 0}"
    "figcaption{font-size:.85rem;color:#555}@media print{body{margin:0;max-width:none}}"
)
_MARKUP = re.compile(r"([\\`*_{}\[\]<>#|!&~])")
_LINE_START = re.compile(r"^(\d*)([-+=.)])(?=[ =]|$)")


class ReportFormat(StrEnum):
    """How a hand-in can be written."""

    MARKDOWN = "markdown"
    HTML = "html"


@dataclass(frozen=True, slots=True)
class Written:
    """A hand-in as it is written.

    Attributes:
        text: The document.
        pictures: The pictures that it names, by file name.
    """

    text: str
    pictures: dict[str, str] = field(default_factory=dict)


def written(title: str, sections: Sequence[Section], form: ReportFormat, *, language: str, beside: str = "") -> Written:
    """Return a hand-in in a format.

    Args:
        title: Its title.
        sections: Its sections.
        form: The format.
        language: Language of its text.
        beside: Folder of the pictures, as the document names it.
    """
    if form is ReportFormat.HTML:
        return Written(_html(title, sections, language))
    pictures = {f"{one.file}.svg": one.svg for section in sections for one in section.pictures if one.svg}
    return Written(_markdown(title, sections, beside), pictures)


def _markdown(title: str, sections: Sequence[Section], beside: str) -> str:
    lines = [f"# {_plain(title)}", ""]
    for section in sections:
        lines += [f"## {_plain(section.title)}", ""]
        lines += [f"- {_plain(point)}" for point in section.points]
        lines += [""] if section.points else []
        for checklist in section.checklists:
            lines += [f"**{_plain(checklist.title)}**", ""]
            lines += [f"- [{'x' if there else ' '}] {_plain(text)}" for there, text in checklist.items]
            lines.append("")
        for grid in section.grids:
            lines += _rows(grid)
        for picture in section.pictures:
            place = re.sub(r"([<>\\])", r"\\\1", f"{beside}/{picture.file}.svg" if beside else f"{picture.file}.svg")
            lines += [f"![{_plain(picture.title)}](<{place}>)", ""] if picture.svg else []
            lines += [f"{_plain(picture.title)}: {_plain(picture.caption)}", ""]
    return "\n".join(lines).rstrip() + "\n"


def _rows(grid: Grid) -> list[str]:
    if not grid.rows:
        return []
    head = [f"**{_plain(grid.title)}**", ""] if grid.title else []
    wide = max(len(grid.columns), *(len(row) for row in grid.rows))
    columns = [*grid.columns, *[""] * (wide - len(grid.columns))]
    body = ["| " + " | ".join(_plain(cell) for cell in [*row, *[""] * (wide - len(row))]) + " |" for row in grid.rows]
    return [*head, "| " + " | ".join(map(_plain, columns)) + " |", "| " + " | ".join(["---"] * wide) + " |", *body, ""]


def _plain(text: str) -> str:
    r"""Return a text that Markdown takes for nothing else.

    >>> _plain("a|b <script> [x](y)\nz")
    'a\\|b \\<script\\> \\[x\\](y) z'
    """
    return _LINE_START.sub(r"\1\\\2", _MARKUP.sub(r"\\\1", " ".join(text.split())))


def _html(title: str, sections: Sequence[Section], language: str) -> str:
    code = "en" if language == "en" else "zh-CN"
    parts = [
        f'<!doctype html>\n<html lang="{code}">\n<meta charset="utf-8">\n<title>{escape(title)}</title>\n'
        f"<style>{_STYLE}</style>\n<h1>{escape(title)}</h1>\n"
    ]
    for section in sections:
        parts.append(f"<h2>{escape(section.title)}</h2>\n")
        parts += [f"<p>{escape(point)}</p>\n" for point in section.points]
        for checklist in section.checklists:
            parts.append(f"<p><b>{escape(checklist.title)}</b></p>\n")
            parts += [f"<p>{'☑' if there else '☐'} {escape(text)}</p>\n" for there, text in checklist.items]
        parts += [_grid(grid) for grid in section.grids if grid.rows]
        parts += map(_figure, section.pictures)
    return "".join(parts) + "</html>\n"


def _figure(picture: Picture) -> str:
    caption = escape(f"{picture.title}: {picture.caption}")
    return f"<figure>{picture.svg}<figcaption>{caption}</figcaption></figure>\n"


def _grid(grid: Grid) -> str:
    head = "".join(f"<th>{escape(column)}</th>" for column in grid.columns)
    body = "".join("<tr>" + "".join(f"<td>{escape(cell)}</td>" for cell in row) + "</tr>\n" for row in grid.rows)
    title = f"<h3>{escape(grid.title)}</h3>\n" if grid.title else ""
    return f"{title}<table>\n<tr>{head}</tr>\n{body}</table>\n"
