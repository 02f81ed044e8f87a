"""References as entries of BibTeX and BibLaTeX.

Every value is written so that it can neither leave its field nor run a macro. arXiv's id stands in the fields of both
dialects, as programs that read BibTeX know the one or the other.
"""

import re
from collections.abc import Iterator
from functools import lru_cache

from reading.advice import advice, keywords
from reading.latex import latex, latex_name, latex_pieces
from reading.names import Name
from reading.references import Kind, Reference
from reading.romanise import romanised
from reading.tex import Segment, folded
from reading.title_case import case_runs

# In braces in names: bibtexparser 2.1 overlooks escaped characters when it looks for "and", and can lose them.
_ESCAPE = re.compile(r"\\[&%$#_]")
# BibTeX takes hyphens for blanks, and biber takes an initial behind each; neither may be a macro or a brace.
_TAKEN_APART = re.compile(r"-(?![^\W_])|\\[{}/]|\\(?:text|ensuremath|relax|ldots)|(?:`|[^\w\s\x00-\x7f].*)\\")
# Of two accents on a letter biber reads the inner one, and takes away its braces unless there are more of them.
_ACCENT_ON_ACCENT = re.compile(r"\{(\\[\"'`^~=.])(\{\\(?:[\"'`^~=.][A-Za-z]|[a-z]\{[A-Za-z]\})\})\}")
# Most names are words of letters, none of which is "and": they are written as they are.
_PLAIN_WORD = r"(?!(?i:and)\b)[^\W\d_]+"
_PLAIN_PERSON = re.compile(rf"{_PLAIN_WORD}(?:-{_PLAIN_WORD})*,(?:[ -]{_PLAIN_WORD}\.?)+")


def bibtex_entry(reference: Reference, *, biblatex: bool, language: str, ascii_only: bool) -> str:
    """Return the entry of a reference, which ends in a line break."""
    fields = ",\n".join(f"  {name} = {{{value}}}" for name, value in _fields(reference, biblatex, language, ascii_only))
    if biblatex and ascii_only:
        fields = _ACCENT_ON_ACCENT.sub(r"{\g<1>{\g<2>}}", fields)
    return f"@{_entry_type(reference, biblatex)}{{{reference.key},\n{fields}\n}}\n"


def bibtex_comment(text: str, *, ascii_only: bool) -> str:
    """Return a line that every reader skips.

    >>> print(bibtex_comment("Lecture 1 @misc{x}", ascii_only=True))
    % Lecture 1 misc x
    """
    # Romanised first: a full-width brace or at sign becomes a plain one.
    plain = romanised(folded(text)) if ascii_only else text
    without_marks = re.sub(r'[{}"\\]', " ", plain.replace("@", ""))
    return f"% {folded(without_marks)}"


def bibtex_name(name: Name, *, ascii_only: bool) -> str:
    """Return a name as it stands in a list of authors.

    >>> bibtex_name(Name("Berg", "Ludwig", "van der", "Jr."), ascii_only=True)
    'van der Berg, Jr., Ludwig'
    """
    return _person(name, ascii_only)


def _entry_type(reference: Reference, biblatex: bool) -> str:
    match reference.kind:
        case Kind.JOURNAL:
            return "article"
        case Kind.CONFERENCE:
            return "inproceedings"
    return "online" if biblatex and reference.url else "misc"


def _fields(reference: Reference, biblatex: bool, language: str, ascii_only: bool) -> Iterator[tuple[str, str]]:
    if authors := [_person(name, ascii_only) for name in reference.names]:
        yield "author", " and ".join([*authors, "others"] if reference.more_authors else authors)
    yield "title", _title(reference.title, ascii_only)
    if reference.container:
        journal = "journaltitle" if biblatex else "journal"
        name = journal if reference.kind is Kind.JOURNAL else "booktitle"
        yield name, latex(reference.container, ascii_only=ascii_only)
    if biblatex and reference.day:
        yield "date", reference.day.isoformat()
    elif reference.year:
        yield "date" if biblatex else "year", str(reference.year)
    yield from _addresses(reference)
    if reference.notes:
        yield "note", latex("; ".join(reference.notes), ascii_only=ascii_only)
    if words := keywords(reference.item):
        yield "keywords", ", ".join(words)
    if words := advice(reference.item, language="en" if ascii_only else language):
        yield "annotation", latex("; ".join(words), ascii_only=ascii_only)


def _addresses(reference: Reference) -> Iterator[tuple[str, str]]:
    """Yield the fields that are read character by character, so that nothing in them is escaped."""
    if reference.arxiv_id:
        category = latex(reference.item.paper.primary_category or "", ascii_only=True)
        yield "eprint", reference.arxiv_id
        yield "eprinttype", "arxiv"
        if category:
            yield "eprintclass", category
        yield "archivePrefix", "arXiv"
        if category:
            yield "primaryClass", category
    if reference.doi:
        yield "doi", reference.doi
    # A per cent sign would begin a comment.
    if reference.url and "%" not in reference.url:
        yield "url", reference.url


@lru_cache(maxsize=65536)
def _title(segments: tuple[Segment, ...], ascii_only: bool) -> str:
    runs: list[tuple[str, bool]] = []
    formulas: dict[int, str] = {}
    for segment in segments:
        if segment.formula:
            formulas[len(runs)] = segment.text
            runs.append(("", True))
        else:
            runs += case_runs(segment.text)
    written = latex_pieces(tuple(text for text, _ in runs), ascii_only=ascii_only)
    return "".join(
        f"{{${formulas[place]}$}}" if place in formulas else f"{{{text}}}" if runs[place][1] else text
        for place, text in enumerate(written)
    )


def _person(name: Name, ascii_only: bool) -> str:
    """Return a name as ``von Family, Jr., Given``, or in braces where it has no parts."""
    written = f"{name.family}, {name.given}"
    if _PLAIN_PERSON.fullmatch(written) and not (name.particle or name.suffix or ascii_only):
        return written
    return _escaped_person(name, ascii_only)


@lru_cache(maxsize=65536)
def _escaped_person(name: Name, ascii_only: bool) -> str:
    if name.literal or (name.suffix and not name.given):
        return f"{{{latex_name(name.literal or f'{name.family} {name.suffix}', ascii_only=ascii_only)}}}"
    family = _name_part(name.family, ascii_only, whole=_would_be_split(name.family) or not name.given)
    last = f"{latex(name.particle, ascii_only=ascii_only)} {family}" if name.particle else family
    given = _name_part(name.given, ascii_only)
    return ", ".join(part for part in (last, name.suffix, given) if part)


def _name_part(text: str, ascii_only: bool, *, whole: bool = False) -> str:
    """Return a part of a name, in braces where a reader would take it apart."""
    written = latex_name(text, ascii_only=ascii_only)
    words = text.casefold().split()
    taken_apart = "," in text or "and" in words or (whole and (" " in text or "others" in words))
    if taken_apart or _TAKEN_APART.search(written):
        return f"{{{written}}}"
    return _ESCAPE.sub(r"{\g<0>}", written)


def _would_be_split(family: str) -> bool:
    """Return whether a reader could take the first words of a family name for a particle."""
    return any(not word[0].isalpha() or word[0].islower() for word in family.split()[:-1])
