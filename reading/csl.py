"""References as CSL-JSON, which Zotero, Pandoc and citation processors read."""

import json
from datetime import date
from typing import Any

from reading.advice import keywords
from reading.names import Name
from reading.references import Kind, Reference

_TYPES = {
    Kind.JOURNAL: "article-journal",
    Kind.CONFERENCE: "paper-conference",
    Kind.PREPRINT: "article",
    Kind.OTHER: "document",
}


def csl_entry(reference: Reference) -> dict[str, Any]:
    """Return a reference as a CSL item."""
    arxiv = reference.arxiv_id
    preprint = reference.kind is Kind.PREPRINT
    item: dict[str, Any] = {
        "id": reference.key,
        "type": _TYPES[reference.kind],
        "title": reference.plain_title,
        "author": [_person(name) for name in reference.names],
        "issued": _issued(reference.day, reference.year),
        "container-title": reference.container,
        "number": f"arXiv:{arxiv}" if preprint else None,
        "genre": "preprint" if preprint else None,
        "publisher": "arXiv" if preprint else None,
        "archive": "arXiv" if arxiv else None,
        "archive_location": arxiv,
        "DOI": reference.doi,
        "URL": reference.url,
        "keyword": ", ".join(keywords(reference.item)),
        "note": "; ".join(notes_of(reference)),
    }
    return {name: value for name, value in item.items() if value}


def csl_text(item: dict[str, Any], *, ascii_only: bool) -> str:
    """Return a CSL item as JSON."""
    return json.dumps(item, ensure_ascii=ascii_only, indent=2)


def notes_of(reference: Reference) -> tuple[str, ...]:
    """Return the notes of a reference, with what formats without "and others" must say in words."""
    if not reference.more_authors:
        return reference.notes
    # That there are others does not say how many.
    how_many = f"{reference.more_authors:,} " if reference.item.paper.author_count else ""
    return (f"and {how_many}more authors", *reference.notes)


def _person(name: Name) -> dict[str, Any]:
    if name.literal:
        return {"literal": name.literal}
    parts: dict[str, Any] = {
        "family": name.family,
        "given": name.given,
        "non-dropping-particle": name.particle,
        "suffix": name.suffix,
    }
    return {part: text for part, text in parts.items() if text}


def _issued(day: date | None, year: int | None) -> dict[str, Any] | None:
    if day:
        return {"date-parts": [[day.year, day.month, day.day]]}
    return {"date-parts": [[year]]} if year else None
