"""Bibliographies of papers in every format we write."""

from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass
from datetime import date
from enum import StrEnum
from functools import lru_cache
from itertools import count, repeat

from reading.bibtex import bibtex_comment, bibtex_entry
from reading.citation_keys import is_key, keys_for
from reading.csl import csl_entry, csl_text
from reading.latex import unwritable
from reading.markdown import html_entry, html_page, markdown_entry, markdown_text
from reading.references import BibliographyWarning, Item, Reference, reference_to, warnings_of
from reading.ris import ris_entry
from reading.romanise import romanised
from reading.styled import BibliographyStyle, styled
from reading.styles.runs import Run, in_html_entry, in_markdown, in_text
from reading.tex import folded
from schema.errors import InputError

__all__ = [
    "Bibliography",
    "BibliographyFormat",
    "BibliographyStyle",
    "BibliographyWarning",
    "Entry",
    "Item",
    "bibliography",
]


class BibliographyFormat(StrEnum):
    """A format for bibliographies."""

    BIBTEX = "bibtex"
    BIBLATEX = "biblatex"
    RIS = "ris"
    CSL_JSON = "csl-json"
    TEXT = "text"
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
    BibliographyFormat.TEXT: ("text/plain; charset=utf-8", ".txt"),
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
        style: How the references look, or None where the format says it.
        text: The whole text.
        entries: The papers, in the order of the text.
        warnings: What is not sure, missing or left out, in the order of the entries.
        media_type: Media type of the text in UTF-8.
        suffix: Suffix of its files, with the dot.
    """

    format: BibliographyFormat
    style: BibliographyStyle | None
    text: str
    entries: tuple[Entry, ...]
    warnings: tuple[BibliographyWarning, ...]
    media_type: str
    suffix: str


def bibliography(
    items: Sequence[Item],
    format: BibliographyFormat,
    *,
    style: BibliographyStyle | None = None,
    accessed: date | None = None,
    title: str | None = None,
    language: str = "zh",
    ascii_only: bool = False,
    keys: Mapping[str, str] | None = None,
) -> Bibliography:
    """Return a bibliography of papers, in their order; a paper that is named twice stands where it is named first.

    ``keys`` are citation keys by id of paper, from ``keys_for`` over a whole catalogue, so that a paper has the same
    key in each of its lists. Without them, keys are settled among these papers. The text ends in a line break.

    Texts, Markdown and HTML can hold formal references in a ``style``, as theses and articles want them; APA sorts
    them by author. Plain text always does, in GB/T 7714 unless another style is asked for. ``accessed`` is the day on
    which the addresses were looked up.

    Raises:
        InputError: The format has no styles, or a day of access is given without a style.
    """
    style = _style(format, style, accessed)
    settled = _settled_keys(items, keys or {})
    rendered = (
        _with_style(settled, format, style, accessed, ascii_only=ascii_only)
        if style
        else _without_style(settled, format, language, ascii_only=ascii_only)
    )
    entries = tuple([entry for entry, _ in rendered])
    return Bibliography(
        format=format,
        style=style,
        text=_whole([entry.text for entry in entries], format, style, folded(title or ""), language, ascii_only),
        entries=entries,
        warnings=tuple([warning for _, found in rendered for warning in found]),
        media_type=format.media_type,
        suffix=format.suffix,
    )


def _style(
    format: BibliographyFormat, style: BibliographyStyle | None, accessed: date | None
) -> BibliographyStyle | None:
    if format is BibliographyFormat.TEXT:
        return style or BibliographyStyle.GBT7714
    if style and format not in (BibliographyFormat.MARKDOWN, BibliographyFormat.HTML):
        raise InputError(
            f"{format} has no styles: programs that read it bring their own",
            remedy="Ask for text, markdown or html, or leave the style out",
        )
    if accessed and not style:
        raise InputError("only references in a style name the day of access", remedy="Ask for a style as well")
    return style


_Rendered = tuple[Entry, tuple[BibliographyWarning, ...]]


def _without_style(
    settled: Mapping[str, Item], format: BibliographyFormat, language: str, *, ascii_only: bool
) -> list[_Rendered]:
    numbers = count(1) if format is BibliographyFormat.MARKDOWN else repeat(None)
    return [
        _rendered(item, key, format, language, ascii_only, number)
        for (key, item), number in zip(settled.items(), numbers, strict=False)
    ]


def _with_style(
    settled: Mapping[str, Item],
    format: BibliographyFormat,
    style: BibliographyStyle,
    accessed: date | None,
    *,
    ascii_only: bool,
) -> list[_Rendered]:
    references = [reference_to(item, key=key) for key, item in settled.items()]
    rendered = []
    for reference, runs in styled(references, style, accessed=accessed):
        text = _text_of_runs(reference.key, runs, format)
        entry = Entry(reference.key, reference.item.paper.id, _in_ascii(text, format) if ascii_only else text)
        rendered.append((entry, tuple(_warnings(reference, ascii_only=ascii_only and format in _WITHOUT_ENTITIES))))
    return rendered


def _text_of_runs(key: str, runs: Sequence[Run], format: BibliographyFormat) -> str:
    match format:
        case BibliographyFormat.MARKDOWN:
            return f"{in_markdown(runs)}\n"
        case BibliographyFormat.HTML:
            return in_html_entry(runs, key=key)
    return f"{in_text(runs)}\n"


def _settled_keys(items: Sequence[Item], keys: Mapping[str, str]) -> dict[str, Item]:
    """Return the items by citation key, each paper once."""
    unique: dict[str, Item] = {}
    for item in items:
        unique.setdefault(item.paper.id, item)
    known = {keys[paper].lower() for paper in unique if paper in keys and is_key(keys[paper])}
    if len(known) == len(unique):
        return {keys[paper]: item for paper, item in unique.items()}
    papers = [
        item.paper.model_copy(update={"citation_key": keys.get(paper, item.paper.citation_key)})
        for paper, item in unique.items()
    ]
    settled = keys_for(papers)
    return {settled[paper]: item for paper, item in unique.items()}


# A catalogue does not change while it is served, and its papers are asked for again and again.
@lru_cache(maxsize=16384)
def _rendered(
    item: Item, key: str, format: BibliographyFormat, language: str, ascii_only: bool, number: int | None
) -> _Rendered:
    reference = reference_to(item, key=key)
    text = _text(reference, format, language, ascii_only)
    entry = Entry(key, item.paper.id, text if number is None else f"{number}. {text}")
    return entry, tuple(_warnings(reference, ascii_only=ascii_only and format in _WITHOUT_ENTITIES))


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
        case BibliographyFormat.TEXT:
            msg = "plain text is always in a style"
            raise ValueError(msg)
    return _in_ascii(text, format) if ascii_only else text


def _warnings(reference: Reference, *, ascii_only: bool) -> Iterator[BibliographyWarning]:
    paper = reference.item.paper
    if paper.citation_key and paper.citation_key != reference.key:
        yield BibliographyWarning(paper.id, "citation_key", _key_message(paper.citation_key, reference.key))
    yield from warnings_of(reference)
    if ascii_only:
        shown = "".join((reference.plain_title, *map(folded, paper.authors), reference.container or ""))
        if characters := unwritable(shown):
            yield BibliographyWarning(paper.id, None, f"written in ASCII as far as they can be: {characters}")


def _key_message(own: str, used: str) -> str:
    if not is_key(own):
        return f"its key {own!r} holds what no key may hold: it is listed as {used}"
    return f"its key {own!r} is not the one of this list: it is listed as {used}"


def _whole(
    texts: Sequence[str],
    format: BibliographyFormat,
    style: BibliographyStyle | None,
    title: str,
    language: str,
    ascii_only: bool,
) -> str:
    """Return the entries with what stands before, between and behind them."""
    match format:
        case BibliographyFormat.CSL_JSON:
            return "[\n" + ",\n".join(texts) + "\n]\n" if texts else "[]\n"
        case BibliographyFormat.HTML:
            whole = html_page("".join(texts), title=title, language=language, numbered=style is None)
        case BibliographyFormat.MARKDOWN:
            # References in a style are paragraphs, as their numbers are part of them.
            whole = (f"# {markdown_text(title)}\n\n" if title else "") + ("\n" if style else "").join(texts)
        case BibliographyFormat.TEXT:
            whole = (f"{title}\n\n" if title else "") + "".join(texts)
        case BibliographyFormat.RIS:
            return "\n".join(texts)
        case BibliographyFormat.BIBTEX | BibliographyFormat.BIBLATEX:
            heading = f"{bibtex_comment(title, ascii_only=ascii_only)}\n\n" if title else ""
            return heading + "\n".join(texts)
    return _in_ascii(whole, format) if ascii_only else whole


def _in_ascii(text: str, format: BibliographyFormat) -> str:
    if format is BibliographyFormat.TEXT:
        return romanised(text.translate(_PLAIN_SIGNS))
    return text.encode("ascii", "xmlcharrefreplace").decode("ascii")


_PLAIN_SIGNS = str.maketrans({"“": '"', "”": '"', "‘": "'", "’": "'", "–": "-", "—": "-"})
_WITHOUT_ENTITIES = frozenset(
    (BibliographyFormat.BIBTEX, BibliographyFormat.BIBLATEX, BibliographyFormat.RIS, BibliographyFormat.TEXT)
)
