"""Saved lists in every format we write: as bibliographies of their papers, or whole, for people and spreadsheets."""

import csv
import io
from collections.abc import Mapping
from dataclasses import replace
from enum import StrEnum

from graph.export.plain_files import harmless
from graph.minutes import minutes_of, total_of
from graph.nodes import title_of
from graph.served import Served
from reading.advice import advice
from reading.bibliography import BibliographyFormat, bibliography
from reading.list_csv import BYTE_ORDER_MARK
from reading.list_document import Document, Entry, Section
from reading.list_formats import WrittenList
from reading.list_html import list_html
from reading.list_markdown import list_markdown
from reading.list_words import basis_word, span_of, time_of
from reading.markdown import authors_shown
from reading.references import reference_to
from reading.saved_list_items import FoundItem, found_items
from reading.tex import folded
from schema.records import Page, Resource
from schema.saved_list_records import SavedList

_WORDS = {
    "one": ("{} 项", "1 item"),
    "many": ("{} 项", "{} items"),
    "none": ("清单是空的。", "Nothing is on this list."),
    "gone": ("课程里已没有这一项", "no longer in the course"),
    "page": ("课程页面", "page of the course"),
    "resource": ("资源", "resource"),
    "revision": ("清单版本 {}，课程版本 {}", "list version {}, course revision {}"),
    "papers only": ("只列论文，另有 {} 项未列", "papers only, without {} other items"),
}
_COLUMNS = ("number", "kind", "key", "title", "byline", "url", "minutes", "note")


class SavedListFormat(StrEnum):
    """A format for saved lists. The value is the ending of its files."""

    BIB = "bib"
    BIBLATEX = "biblatex"
    RIS = "ris"
    JSON = "json"
    TXT = "txt"
    MD = "md"
    HTML = "html"
    CSV = "csv"


_BIBLIOGRAPHIES = {
    SavedListFormat.BIB: BibliographyFormat.BIBTEX,
    SavedListFormat.BIBLATEX: BibliographyFormat.BIBLATEX,
    SavedListFormat.RIS: BibliographyFormat.RIS,
    SavedListFormat.JSON: BibliographyFormat.CSL_JSON,
    SavedListFormat.TXT: BibliographyFormat.TEXT,
}


def written_saved_list(
    served: Served, saved: SavedList, format: SavedListFormat, *, keys: Mapping[str, str]
) -> WrittenList:
    """Write a list. Formats of bibliographies hold its papers, with its notes; the others hold all of it.

    Args:
        served: The graph to look its items up in.
        saved: The list.
        format: The format.
        keys: Citation key of each paper of the graph.
    """
    items = found_items(served, saved)
    if (kind := _BIBLIOGRAPHIES.get(format)) is not None:
        made = bibliography(
            [one.reading for one in items if one.reading],
            kind,
            title=_title_of_papers(saved, items),
            language=saved.language,
            keys=keys,
        )
        return WrittenList(made.text, made.media_type, made.suffix)
    if format is SavedListFormat.CSV:
        return WrittenList(_csv(served, saved, items, keys), "text/csv; charset=utf-8", ".csv")
    document = saved_list_document(served, saved, items, keys=keys)
    if format is SavedListFormat.MD:
        return WrittenList(list_markdown(document), "text/markdown; charset=utf-8", ".md")
    return WrittenList(list_html(document), "text/html; charset=utf-8", ".html")


def saved_list_document(
    served: Served, saved: SavedList, items: tuple[FoundItem, ...], *, keys: Mapping[str, str]
) -> Document:
    """Return what a list says, as plain text."""
    language = saved.language
    entries = tuple(_entry(served, saved, one, keys) for one in items)
    total = total_of(minutes_of(served.catalogue, one.node, saved.course) for one in items if one.node)
    count = _word("one" if len(items) == 1 else "many", language, len(items)) if items else _word("none", language)
    summary = " · ".join(filter(None, (count, span_of(total, language) if total else "")))
    state = served.catalogue.states.get(saved.course)
    section = Section("", folded(saved.description.in_language(language)) if saved.description else "", entries)
    return Document(
        language=language,
        title=folded(saved.title.in_language(language)),
        summary=summary,
        sections=(section,),
        left_out_title="",
        left_out=(),
        legend=_word("revision", language, saved.version, state.revision if state else "–"),
        revision="",
    )


def item_line(served: Served, saved: SavedList, one: FoundItem, *, keys: Mapping[str, str]) -> str:
    """Return an item in a line: what it is called, who wrote it or what it is, and its key."""
    title, byline, _, key = _told(served, saved, one, keys)
    return "  ".join(part for part in (title, byline, key if key != title else "") if part)


def _entry(served: Served, saved: SavedList, one: FoundItem, keys: Mapping[str, str]) -> Entry:
    title, byline, url, key = _told(served, saved, one, keys)
    minutes = minutes_of(served.catalogue, one.node, saved.course) if one.node else None
    # Hours are told once, as minutes with where they come from.
    facts = list(advice(replace(one.reading, hours=None), language=saved.language)) if one.reading else [byline]
    if minutes:
        bracket = "{}（{}）" if saved.language == "zh" else "{} ({})"
        facts.append(bracket.format(time_of(minutes.likely, saved.language), basis_word(minutes.basis, saved.language)))
    return Entry(
        number=one.number,
        key=key,
        title=title,
        url=url,
        byline=byline if one.reading else "",
        facts=tuple(facts),
        reasons=(),
        notes=tuple(folded(line) for line in one.item.note.splitlines() if line.strip()),
        minutes=minutes.likely if minutes else 0,
    )


def _told(
    served: Served, saved: SavedList, one: FoundItem, keys: Mapping[str, str]
) -> tuple[str, str, str | None, str]:
    """Return an item's title, who wrote it or what it is, where it is, and what to call it."""
    match one.node:
        case Page():
            site = served.catalogue.courses[one.node.course].site
            return (
                folded(title_of(one.node, saved.language)),
                _word("page", saved.language),
                f"{site.rstrip('/')}{one.node.path}" if site else None,
                _shown_key(one.node.path),
            )
        case Resource():
            return folded(one.node.title), _word("resource", saved.language), one.node.url, _shown_key(one.node.url)
    if one.reading is None:
        return folded(one.item.key), _word("gone", saved.language), None, _shown_key(one.item.key)
    reference = reference_to(one.reading, key=keys[one.reading.paper.id])
    where = " ".join(filter(None, (reference.container, str(reference.year or ""))))
    byline = " · ".join(filter(None, (authors_shown(reference, saved.language).strip(), where)))
    return reference.plain_title, byline, reference.url, reference.key


def _shown_key(key: str) -> str:
    # It stands between backticks in Markdown.
    return folded(key).replace("`", "%60")


def _csv(served: Served, saved: SavedList, items: tuple[FoundItem, ...], keys: Mapping[str, str]) -> str:
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(_COLUMNS)
    for one in items:
        title, byline, url, key = _told(served, saved, one, keys)
        minutes = minutes_of(served.catalogue, one.node, saved.course) if one.node else None
        time = str(minutes.likely) if minutes else ""
        cells = (one.item.kind.value.lower(), key, title, byline, url or "", time, one.item.note)
        rows.writerow([one.number, *map(harmless, cells)])
    return BYTE_ORDER_MARK + out.getvalue()


def _title_of_papers(saved: SavedList, items: tuple[FoundItem, ...]) -> str:
    title = saved.title.in_language(saved.language)
    others = sum(one.reading is None for one in items)
    return f"{title} ({_word('papers only', saved.language, others)})" if others else title


def _word(name: str, language: str, *values: object) -> str:
    return _WORDS[name][language == "en"].format(*values)
