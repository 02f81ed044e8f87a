"""What is wrong with a field by itself, whatever paper it is about."""

import re
from collections.abc import Iterator

from reading.bib_identity import identity_of
from reading.bib_records import VERBATIM, BibEntry, BibField
from reading.bib_text import Letter, letters_of
from reading.bibtex_reader_values import MONTHS
from reading.latex_letters import accented
from reading.references import bare_doi
from reading.verifying.edits import replaced, with_fields, without_field
from reading.verifying.findings import BibFinding, Code, Edit, found_in

_NO_PAGES = re.compile(r"\s*arxiv\s*[-\u2013:.]*\s*\d*\s*", re.IGNORECASE)
_HTTP = re.compile(
    r"http://(?=(?:[a-z0-9-]+\.)*(?:arxiv\.org|doi\.org|openreview\.net|aclanthology\.org|aclweb\.org|github\.com|"
    r"huggingface\.co|proceedings\.mlr\.press|papers\.nips\.cc|neurips\.cc|jmlr\.org|ieee\.org|acm\.org|nature\.com)(?:/|$))",
    re.IGNORECASE,
)
_ANY_HTTP = re.compile(r"http://\S", re.IGNORECASE)
_EPRINT = re.compile(r"(?:arxiv[:\s]*|(?:https?://)?arxiv\.org/(?:abs|pdf)/)(?P<id>\S+?)(?:\.pdf)?", re.IGNORECASE)
_MONTH_NAMES = {name.lower(): short for short, name in MONTHS.items()} | {short: short for short in MONTHS}
_MONTH_NAMES["sept"] = "sep"
_SPECIAL = re.compile(r"(?<!\\)[&%#_]")
_ADDRESS = re.compile(r"\\(?:url|href|path|nolinkurl)\s*\{[^{}]*\}|https?://\S+")
_NOT_TYPESET = VERBATIM | {"keywords", "annotation", "abstract", "language", "langid", "urldate", "month"}
_ID_FIELDS = ("eprint", "arxivid", "arxiv")
_ARCHIVE = (("eprinttype", "arxiv"), ("archivePrefix", "arXiv"))


def field_findings(text: str, entry: BibEntry, *, ascii_only: bool) -> Iterator[BibFinding]:
    """Yield what is wrong with the fields of an entry, in their order."""
    for field in entry.fields:
        if not field.raw.strip(" {}\t\r\n"):
            message = f"{field.name} is empty"
            yield found_in(entry, field, Code.EMPTY_FIELD, message, "Leave it out", (without_field(text, field),))
            continue
        yield from _by_name(text, entry, field)
        if field.name not in _NOT_TYPESET:
            yield from _escapes(entry, field)
        yield from _links(entry, field)
        if ascii_only:
            yield from _not_ascii(entry, field)
    yield from _hidden_id(text, entry)
    if not entry.key.isascii():
        yield found_in(entry, None, Code.KEY_NOT_ASCII, f"the key {entry.key} is not ASCII", "Give it a plain key")


def _by_name(text: str, entry: BibEntry, field: BibField) -> Iterator[BibFinding]:
    match field.name:
        case "pages" if "arxiv" in field.raw.lower() and _NO_PAGES.fullmatch(field.raw):
            message = f"{field.text} is no range of pages"
            yield found_in(
                entry, field, Code.PAGES_ARE_NO_PAGES, message, "Leave it out", (without_field(text, field),)
            )
        case "month":
            yield from _month(entry, field)
        case "doi":
            yield from _doi(entry, field)
        case "eprint":
            yield from _eprint(entry, field)


def _month(entry: BibEntry, field: BibField) -> Iterator[BibFinding]:
    short = _MONTH_NAMES.get(field.text.lower().rstrip("."))
    if short and field.content:
        message = "the month is written as text, which styles cannot translate"
        edits = (Edit(field.value, short),)
        yield found_in(entry, field, Code.MONTH_AS_TEXT, message, f"Write month = {short}", edits)


def _doi(entry: BibEntry, field: BibField) -> Iterator[BibFinding]:
    written = field.text.replace("\\_", "_")
    doi = bare_doi(written)
    if doi is None:
        message = f"{field.text} is no DOI"
        yield found_in(entry, field, Code.BAD_DOI, message, "Write what stands behind https://doi.org/")
    elif doi != field.text:
        what = "is an address" if "/" in written.split("10.", 1)[0] else "holds more than the DOI"
        message = f"the DOI {what}; styles put https://doi.org/ before it"
        yield found_in(entry, field, Code.DOI_IS_URL, message, f"Write doi = {{{doi}}}", replaced(field, doi))


def _eprint(entry: BibEntry, field: BibField) -> Iterator[BibFinding]:
    found = identity_of(entry)
    own = next((one for one in found.arxiv if one.field is field), None)
    if own is None:
        return
    if prefixed := _EPRINT.fullmatch(field.text):
        message = "eprint holds more than the id"
        edits = replaced(field, prefixed["id"])
        yield found_in(entry, field, Code.EPRINT_PREFIX, message, f"Write eprint = {{{prefixed['id']}}}", edits)
    if own.version:
        message = f"eprint names version {own.version}"
        remedy = f"Write eprint = {{{own.id}}}, unless this very version is meant"
        yield found_in(entry, field, Code.EPRINT_VERSION, message, remedy)


def _escapes(entry: BibEntry, field: BibField) -> Iterator[BibFinding]:
    """Tell of characters that TeX takes for commands, outside formulas and addresses."""
    if not _SPECIAL.search(field.raw) or field.content is None:
        return
    passed = {place for letter in letters_of(field.raw) if letter.formula for place in range(letter.start, letter.end)}
    for found in _ADDRESS.finditer(field.raw):
        passed.update(range(*found.span()))
    start = field.content[0]
    places = [found.start() for found in _SPECIAL.finditer(field.raw) if found.start() not in passed]
    if places:
        signs = " ".join(dict.fromkeys(field.raw[place] for place in places))
        message = f"{field.name} holds {signs} without a backslash, which TeX takes for a command"
        edits = tuple(Edit((start + place, start + place), "\\") for place in places)
        yield found_in(entry, field, Code.UNESCAPED, message, "Put a backslash before it", edits)


def _links(entry: BibEntry, field: BibField) -> Iterator[BibFinding]:
    if field.name not in ("url", "howpublished", "note") or not _ANY_HTTP.search(field.raw):
        return
    message = "the address is http, which is neither private nor certain to arrive"
    if field.content and (found := _HTTP.search(field.raw)):
        place = field.content[0] + found.start()
        edits = (Edit((place, place + len("http")), "https"),)
        yield found_in(entry, field, Code.HTTP_LINK, message, "Write https", edits)
    else:
        yield found_in(entry, field, Code.HTTP_LINK, message, "Write https, if the site answers there")


def _not_ascii(entry: BibEntry, field: BibField) -> Iterator[BibFinding]:
    if field.raw.isascii():
        return
    message = f"{field.name} holds {' '.join(dict.fromkeys(char for char in field.raw if not char.isascii()))}"
    bare = [letter for letter in letters_of(field.raw) if not field.raw[letter.start : letter.end].isascii()]
    written = [(letter, _macro(letter)) for letter in bare]
    edits: tuple[Edit, ...] = ()
    if field.content and field.name not in VERBATIM:
        start = field.content[0]
        edits = tuple(Edit((start + one.start, start + one.end), macro) for one, macro in written if macro)
    left = sum(1 for _, macro in written if macro is None)
    remedy = "Write accents as LaTeX commands"
    if left or not edits:
        remedy += "; what has none needs a transcription"
    yield found_in(entry, field, Code.NOT_ASCII, message, remedy, edits)


def _macro(letter: Letter) -> str | None:
    return accented(letter.char) if len(letter.char) == 1 and not letter.formula else None


def _hidden_id(text: str, entry: BibEntry) -> Iterator[BibFinding]:
    """Tell of an arXiv id that stands in a field for something else, and in no field for ids."""
    found = identity_of(entry)
    if not found.arxiv or found.arxiv[0].field.name in _ID_FIELDS or entry.field("eprint"):
        return
    # Published papers name their preprint in a link, and need no more.
    if found.venue and found.arxiv[0].field.name == "url":
        return
    ids = {one.id for one in found.arxiv}
    own = next((one for one in found.arxiv if one.field.name != "url"), found.arxiv[0])
    message = f"the arXiv id {own.id} stands in {own.field.name} only, where programs do not look for it"
    remedy = f"Add eprint = {{{own.id}}}, eprinttype = {{arxiv}}, archivePrefix = {{arXiv}}"
    added = [("eprint", own.id)]
    added += [(name, value) for name, value in _ARCHIVE if not entry.field(name.lower())]
    edits = (with_fields(text, entry, own.field, added),) if len(ids) == 1 else ()
    yield found_in(entry, own.field, Code.HIDDEN_ARXIV_ID, message, remedy, edits)
