"""References as RIS, one field a line, which EndNote, Mendeley and Zotero read."""

from collections.abc import Iterator

from reading.advice import keywords
from reading.csl import notes_of
from reading.names import Name
from reading.references import Kind, Reference

_TYPES = {Kind.JOURNAL: "JOUR", Kind.CONFERENCE: "CPAPER", Kind.PREPRINT: "UNPB", Kind.OTHER: "GEN"}


def ris_entry(reference: Reference) -> str:
    """Return the lines of a reference, the last with a line break."""
    return "".join(f"{tag}  - {text}\n" for tag, text in _lines(reference)) + "ER  - \n"


def _lines(reference: Reference) -> Iterator[tuple[str, str]]:
    yield "TY", _TYPES[reference.kind]
    yield "ID", reference.key
    for name in reference.names:
        yield "AU", _person(name)
    yield "TI", reference.plain_title
    if reference.container:
        yield "T2", reference.container
    if reference.year:
        yield "PY", str(reference.year)
    if reference.day:
        yield "DA", f"{reference.day:%Y/%m/%d}"
    if reference.arxiv_id:
        yield "AN", f"arXiv:{reference.arxiv_id}"
    if reference.kind is Kind.PREPRINT:
        yield "PB", "arXiv"
    if reference.doi:
        yield "DO", reference.doi
    if reference.url:
        yield "UR", reference.url
    for note in notes_of(reference):
        yield "N1", note
    for word in keywords(reference.item):
        yield "KW", word


def _person(name: Name) -> str:
    """Return a name with its parts between commas, which a name without parts may not hold."""
    if name.literal:
        return " ".join(name.literal.replace(",", " ").split())
    last = f"{name.particle} {name.family}" if name.particle else name.family
    return ", ".join(part for part in (last, name.given, name.suffix) if part)
