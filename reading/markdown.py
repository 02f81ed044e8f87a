"""References as a numbered list for people, in Markdown or HTML. All that comes from a paper is shown as text."""

import re
from collections.abc import Callable
from html import escape

from reading.advice import advice
from reading.references import Reference
from reading.tex import folded, unicode_text

_SPECIAL = re.compile(r"[\\`*_{}\[\]<>#|~$&!@]")
_BLOCK_START = re.compile(r"^(\d*)([-+=:.)])")
_MOST_AUTHORS = 3


def markdown_text(text: str, *, begins_line: bool = True) -> str:
    r"""Return Markdown that shows a text as it is.

    >>> print(markdown_text("*Tea* & [pots](x) <b>"), markdown_text("1. Teapots"))
    \*Tea\* \& \[pots\](x) \<b\> 1\. Teapots
    """
    shown = _SPECIAL.sub(r"\\\g<0>", text)
    if not begins_line:
        return shown
    return _BLOCK_START.sub(lambda found: f"{found[1]}\\{found[2]}", shown)


def markdown_entry(reference: Reference, *, language: str) -> str:
    """Return a reference as one line, which begins no block of its own."""
    return f"{_sentence(reference, language, markdown_text, markdown_link)}\n"


def html_entry(reference: Reference, *, language: str) -> str:
    """Return a reference as an ``li`` element."""
    content = _sentence(reference, language, escape, html_link)
    return f'<li id="{escape(reference.key)}">{content}</li>\n'


def markdown_link(shown: str, url: str) -> str:
    """Return a link that shows Markdown."""
    return f"[{shown}](<{url}>)" if "(" in url else f"[{shown}]({url})"


def html_link(shown: str, url: str) -> str:
    """Return a link that shows HTML."""
    return f'<a href="{escape(url)}">{shown}</a>'


def html_page(entries: str, *, title: str, language: str, numbered: bool = True) -> str:
    """Return a page that holds references, which are items of a numbered list or stand for themselves."""
    start, end = ("<ol>\n", "</ol>\n") if numbered else ("", "")
    name = escape(folded(title))
    heading = f"<h1>{name}</h1>\n" if name else ""
    return (
        f'<!doctype html>\n<html lang="{"en" if language == "en" else "zh"}">\n<meta charset="utf-8">\n'
        f"<title>{name or 'Bibliography'}</title>\n{heading}{start}{entries}{end}</html>\n"
    )


def _sentence(
    reference: Reference,
    language: str,
    as_text: Callable[[str], str],
    as_link: Callable[[str, str], str],
) -> str:
    title = as_text(reference.plain_title)
    parts = [
        as_text(authors_shown(reference, language)),
        as_link(title, reference.url) if reference.url else title,
        ", ".join(as_text(part) for part in (reference.container, str(reference.year or "")) if part),
        *map(as_text, reference.notes),
        as_text(" · ".join(advice(reference.item, language=language))),
    ]
    return " ".join(part if part.endswith((".", "?", "!", "。")) else f"{part}." for part in parts if part)


def authors_shown(reference: Reference, language: str) -> str:
    """Return the authors as printed; of more than three the first three."""
    printed = [unicode_text(author) for author in reference.item.paper.authors]
    shown = printed if len(printed) <= _MOST_AUTHORS and not reference.more_authors else printed[:_MOST_AUTHORS]
    more = reference.more_authors or len(printed) > len(shown)
    return ", ".join(shown) + ("" if not more else " 等" if language != "en" else ", et al.")
