"""Runs of text that make up a formatted reference, as plain text, Markdown or HTML."""

from collections.abc import Iterable
from html import escape
from itertools import groupby
from typing import NamedTuple

from reading.markdown import html_link, markdown_link, markdown_text


class Run(NamedTuple):
    """A stretch of a reference.

    Attributes:
        text: What is read.
        italic: Whether the style sets it in italics.
        url: What it links to.
    """

    text: str
    italic: bool = False
    url: str | None = None


def in_text(runs: Iterable[Run]) -> str:
    """Return runs as plain text."""
    return "".join(run.text for run in runs)


def in_markdown(runs: Iterable[Run]) -> str:
    r"""Return runs as Markdown on one line, which begins no block.

    >>> print(in_markdown([Run("[1] A*. "), Run("Tea", italic=True), Run(". "), Run("tea.org", url="https://tea.org")]))
    \[1\] A\*. *Tea*. [tea.org](https://tea.org)
    """
    written: list[str] = []
    for (_, italic, url), text in _joined(runs):
        shown = markdown_text(text, begins_line=not written)
        if url is not None:
            shown = f"<{url}>" if text == url else markdown_link(shown, url)
        written.append(f"*{shown}*" if italic else shown)
    return "".join(written)


def in_html_entry(runs: Iterable[Run], *, key: str) -> str:
    """Return runs as a paragraph of its own, which ends in a line break."""
    return f'<p id="{escape(key)}">{in_html(runs)}</p>\n'


def in_html(runs: Iterable[Run]) -> str:
    """Return runs as HTML.

    >>> print(in_html([Run("Tea", italic=True), Run(" & "), Run("tea.org", url="https://tea.org")]))
    <i>Tea</i> &amp; <a href="https://tea.org">tea.org</a>
    """
    written: list[str] = []
    for (_, italic, url), text in _joined(runs):
        shown = escape(text)
        if url is not None:
            shown = html_link(shown, url)
        written.append(f"<i>{shown}</i>" if italic else shown)
    return "".join(written)


def _joined(runs: Iterable[Run]) -> Iterable[tuple[Run, str]]:
    """Yield runs that look alike as one, so that a text is escaped as a whole."""
    for look, alike in groupby((run for run in runs if run.text), key=lambda run: run._replace(text="")):
        yield look, "".join(run.text for run in alike)
