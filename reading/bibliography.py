"""Bibliographies of papers in every format we write."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from enum import StrEnum
from functools import lru_cache

from reading.bibtex import bibtex_comment, bibtex_entry
from reading.citation_keys import is_key, keys_for
from reading.csl import csl_entry, csl_text
from reading.latex import unwritable
from reading.markdown import html_entry, html_page, markdown_entry, markdown_text
from reading.references import BibliographyWarning, Item, Reference, reference_to, warnings_of
from reading.ris import ris_entry
from reading.romanise import romanised
from reading.tex import folded

__all__ = ["Bibliography", "BibliographyFormat", "BibliographyWarning", "Entry", "Item", "bibliography"]


class BibliographyFormat(StrEnum):
    """A format for bibliographies."""

    BIBTEX = "bibtex"
    BIBLATEX = "biblatex"
    RIS = "ris"
    CSL_JSON = "csl-json"
    MARKDOWN = "markdown"
    HTML = "html"

    @property
    def media_type(self) -> str:
        """The media type of a bibliography in this format, in UTF-8."""
        return _MEDIA_TYPES[self][0]

    @property
    def suffix(self) -> str:
        """The suffix of its files, with the dot."""
        return _MEDIA_TYPES[self][1]


_MEDIA_TYPES = {
    BibliographyFormat.BIBTEX: ("application/x-bibtex; charset=utf-8", ".bib"),
    BibliographyFormat.BIBLATEX: ("application/x-bibtex; charset=utf-8", ".bib"),
    BibliographyFormat.RIS: ("application/x-research-info-systems; charset=utf-8", ".ris"),
    BibliographyFormat.CSL_JSON: ("application/vnd.citationstyles.csl+json", ".json"),
    BibliographyFormat.MARKDOWN: ("text/markdown; charset=utf-8", ".md"),
    BibliographyFormat.HTML: ("text/html; charset=utf-8", ".html"),
}


@dataclass(frozen=True, slots=True)
class Entry:
    """One paper of a bibliography.

    Attributes:
        key: Its citation key.
        paper: Id of the paper.
        text: What the bibliography's text says of it.
    """

    key: str
    paper: str
    text: str


@dataclass(frozen=True, slots=True)
class Bibliography:
    """Papers in one format, with what to look at before it is handed in.

    Attributes:
        format: The format.
        text: The whole text.
        entries: The papers, in the order of the text.
        warnings: What is not sure, missing or left out, in the order of the entries.
        media_type: Media type of the text in UTF-8.
        suffix: Suffix of its files, with the dot.
    """

    format: BibliographyFormat
    text: str
    entries: tuple[Entry, ...]
    warnings: tuple[BibliographyWarning, ...]
    media_type: str
    suffix: str


def bibliography(
    items: Sequence[Item],
    format: BibliographyFormat,
    *,
    title: str | None = None,
    language: str = "zh",
    ascii_only: bool = False,
    keys: Mapping[str, str] | None = None,
) -> Bibliography:
    """Return a bibliography of papers, in their order; a paper that is named twice stands where it is named first.

    ``keys`` are citation keys by id of paper, from ``keys_for`` over a whole catalogue, so that a paper has the same
    key in each of its lists. Without them, keys are settled among these papers. The text ends in a line break.
    """
    settled = _settled_keys(items, keys or {})
    entries: list[Entry] = []
    warnings: list[BibliographyWarning] = []
    for key, item in settled.items():
        text, found = _rendered(item, key, format, language, ascii_only)
        numbered = f"{len(entries) + 1}. {text}" if format is BibliographyFormat.MARKDOWN else text
        entries.append(Entry(key, item.paper.id, numbered))
        warnings += found
    return Bibliography(
        format=format,
        text=_whole([entry.text for entry in entries], format, folded(title or ""), language, ascii_only),
        entries=tuple(entries),
        warnings=tuple(warnings),
        media_type=format.media_type,
        suffix=format.suffix,
    )


def _settled_keys(items: Sequence[Item], keys: Mapping[str, str]) -> dict[str, Item]:
    """Return the items by citation key, each paper once."""
    unique: dict[str, Item] = {}
    for item in items:
        unique.setdefault(item.paper.id, item)
    papers = [item.paper for item in unique.values()]
    if keys:
        papers = [paper.model_copy(update={"citation_key": keys.get(paper.id, paper.citation_key)}) for paper in papers]
    settled = keys_for(papers)
    return {settled[paper]: item for paper, item in unique.items()}


# A catalogue does not change while it is served, and its papers are asked for again and again.
@lru_cache(maxsize=16384)
def _rendered(
    item: Item, key: str, format: BibliographyFormat, language: str, ascii_only: bool
) -> tuple[str, tuple[BibliographyWarning, ...]]:
    reference = reference_to(item, key=key)
    text = _text(reference, format, language, ascii_only)
    return text, tuple(_warnings(reference, ascii_only=ascii_only and format in _WITHOUT_ENTITIES))


def _text(reference: Reference, format: BibliographyFormat, language: str, ascii_only: bool) -> str:
    match format:
        case BibliographyFormat.BIBTEX | BibliographyFormat.BIBLATEX:
            biblatex = format is BibliographyFormat.BIBLATEX
            return bibtex_entry(reference, biblatex=biblatex, language=language, ascii_only=ascii_only)
        case BibliographyFormat.RIS:
            return romanised(ris_entry(reference)) if ascii_only else ris_entry(reference)
        case BibliographyFormat.CSL_JSON:
            return csl_text(csl_entry(reference), ascii_only=ascii_only)
        case BibliographyFormat.MARKDOWN:
            text = markdown_entry(reference, language=language)
        case BibliographyFormat.HTML:
            text = html_entry(reference, language=language)
    return _with_entities(text) if ascii_only else text


def _warnings(reference: Reference, *, ascii_only: bool) -> Iterator[BibliographyWarning]:
    paper = reference.item.paper
    if paper.citation_key and paper.citation_key != reference.key:
        yield BibliographyWarning(paper.id, "citation_key", _key_message(paper.citation_key, reference.key))
    yield from warnings_of(reference)
    shown = "".join((reference.plain_title, *map(folded, paper.authors), reference.container or ""))
    if ascii_only and (characters := unwritable(shown)):
        yield BibliographyWarning(paper.id, None, f"written in ASCII as far as they can be: {characters}")


def _key_message(own: str, used: str) -> str:
    if not is_key(own):
        return f"its key {own!r} holds what no key may hold: it is listed as {used}"
    return f"its key {own!r} is not the one of this list: it is listed as {used}"


def _whole(texts: Sequence[str], format: BibliographyFormat, title: str, language: str, ascii_only: bool) -> str:
    """Return the entries with what stands before, between and behind them."""
    match format:
        case BibliographyFormat.CSL_JSON:
            return "[\n" + ",\n".join(texts) + "\n]\n" if texts else "[]\n"
        case BibliographyFormat.HTML:
            whole = html_page("".join(texts), title=title, language=language)
        case BibliographyFormat.MARKDOWN:
            whole = (f"# {markdown_text(title)}\n\n" if title else "") + "".join(texts)
        case BibliographyFormat.RIS:
            return "\n".join(texts)
        case BibliographyFormat.BIBTEX | BibliographyFormat.BIBLATEX:
            heading = f"{bibtex_comment(title, ascii_only=ascii_only)}\n\n" if title else ""
            return heading + "\n".join(texts)
    return _with_entities(whole) if ascii_only else whole


def _with_entities(text: str) -> str:
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


_WITHOUT_ENTITIES = frozenset((BibliographyFormat.BIBTEX, BibliographyFormat.BIBLATEX, BibliographyFormat.RIS))
