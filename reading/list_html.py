"""Reading lists and schedules as a page to print, with a box to tick for each paper.

The page holds all it needs and runs nothing. All that comes from a course or a paper is shown as the text it is.
"""

from collections.abc import Iterator
from html import escape

from reading.list_document import Document, Entry, Section
from reading.list_words import word
from reading.markdown import html_link

_STYLE = """
@page { size: A4; margin: 18mm 16mm; }
:root { color-scheme: light; }
body { max-width: 46rem; margin: 2rem auto; padding: 0 1rem; color: #1c1c1c; background: #fff;
  font: 16px/1.55 system-ui, "Noto Sans CJK SC", "PingFang SC", "Microsoft YaHei", sans-serif; }
h1 { font-size: 1.55rem; line-height: 1.25; margin: 0 0 .2rem; }
h2 { font-size: 1.15rem; margin: 1.8rem 0 .1rem; padding-top: .5rem; border-top: 1px solid #bbb; break-after: avoid; }
.summary { color: #555; margin: 0 0 .8rem; break-after: avoid; }
ol, ul { margin: 0; padding: 0; list-style: none; }
li.paper { display: grid; grid-template-columns: 1.3rem 2.2rem 1fr; margin: .9rem 0; break-inside: avoid; }
li.paper > input { width: 1rem; height: 1rem; margin: .3rem 0 0; }
.number { color: #555; font-variant-numeric: tabular-nums; }
.title { font-weight: 600; color: #12457f; overflow-wrap: anywhere; }
.byline, .facts, .because { font-size: .9rem; overflow-wrap: anywhere; }
.byline { color: #555; }
.because li { padding-left: 1em; text-indent: -1em; }
.because li::before { content: "· "; }
.note { font-style: italic; }
html[lang=zh] .note { font-style: normal; font-weight: 500; }
code { font-size: .85em; color: #555; }
footer { margin-top: 2rem; font-size: .75rem; color: #777; }
@media print { body { margin: 0; padding: 0; max-width: none; font-size: 10.5pt; } a { text-decoration: none; } }
"""


def list_html(document: Document) -> str:
    """Return a document as a page of HTML; it ends in a line break."""
    title = escape(document.title)
    body = "".join(_section(section, document.language) for section in document.sections)
    return (
        f'<!doctype html>\n<html lang="{document.language}">\n<head>\n<meta charset="utf-8">\n'
        '<meta name="viewport" content="width=device-width, initial-scale=1">\n'
        f"<title>{title}</title>\n<style>{_STYLE}</style>\n</head>\n<body>\n<h1>{title}</h1>\n"
        f'<p class="summary">{escape(document.summary)}</p>\n{body}{"".join(_left_out(document))}'
        f"<footer>{escape(document.legend)}<br>{escape(document.revision)}</footer>\n</body>\n</html>\n"
    )


def _section(section: Section, language: str) -> str:
    heading = f"<h2>{escape(section.title)}</h2>\n" if section.title else ""
    summary = f'<p class="summary">{escape(section.summary)}</p>\n' if section.summary else ""
    entries = "".join(_entry(entry, language) for entry in section.entries)
    return f"<section>\n{heading}{summary}" + (f"<ol>\n{entries}</ol>\n" if entries else "") + "</section>\n"


def _entry(entry: Entry, language: str) -> str:
    title = f'<span class="title">{escape(entry.title)}</span>'
    linked = html_link(title, entry.url) if entry.url else title
    lines = [*(f"<li>{escape(line)}</li>" for line in entry.reasons)]
    lines += [f'<li class="note">{escape(line)}</li>' for line in entry.notes]
    because = f'<ul class="because">{"".join(lines)}</ul>' if lines else ""
    label = escape(f"{word('done', language)}: {entry.title}")
    return (
        f'<li class="paper"><input type="checkbox" aria-label="{label}"><span class="number">{entry.number}</span>'
        f'<div>{linked}<div class="byline">{escape(entry.byline)} <code>{escape(entry.key)}</code></div>'
        f'<div class="facts">{escape(" · ".join(entry.facts))}</div>{because}</div></li>\n'
    )


def _left_out(document: Document) -> Iterator[str]:
    if document.left_out:
        yield f"<section>\n<h2>{escape(document.left_out_title)}</h2>\n<ul>\n"
        for line in document.left_out:
            yield f"<li>{escape(line)}</li>\n"
        yield "</ul>\n</section>\n"
