"""Authors: whether all are named, in the order of our record, each with the right name as family name."""

from collections.abc import Iterator, Sequence

from bibtexparser.middlewares.names import parse_single_name_into_parts

from reading.bib_identity import is_preprint
from reading.bib_names import WrittenName, is_one_group, written_names
from reading.bib_records import BibEntry, BibField
from reading.bibtex import bibtex_name
from reading.names import Name, name_of
from reading.verifying.findings import BibFinding, Code, Edit, found_in
from reading.verifying.titles_alike import plain_name
from schema.records import Paper

_COMPARE = "Compare with the paper: venues can differ from arXiv"


def name_findings(entry: BibEntry) -> Iterator[BibFinding]:
    """Yield what is wrong with the names of an entry, whoever they are."""
    for field in entry.fields:
        if field.name in ("author", "editor"):
            written = list(written_names(field.raw))
            yield from _et_al(entry, field, written)
            yield from _mixed_order(entry, field, written)


def author_findings(entry: BibEntry, paper: Paper) -> Iterator[BibFinding]:
    """Yield where the authors of an entry are not those of a record whose authors are confirmed."""
    ours = [name for name in map(name_of, paper.authors) if name]
    theirs = entry.authors
    field = entry.field("author")
    if not ours or not theirs or field is None:
        return
    complete = paper.author_count in (None, len(paper.authors)) and len(ours) == len(paper.authors)
    yield from _reversed(entry, field, ours)
    same = sum(_same(one, other) for one, other in zip(theirs, ours, strict=False))
    if entry.more_authors:
        if complete and same == len(theirs) <= len(ours):
            yield _cut(entry, field, ours)
        elif complete and same < len(theirs):
            yield _differ(entry, field, theirs, ours)
        return
    if complete and len(theirs) != len(ours):
        message = f"names {len(theirs)} authors; our record has {len(ours)}"
        yield found_in(entry, field, Code.AUTHOR_COUNT, message, _COMPARE)
    elif same < min(len(theirs), len(ours)) and (is_preprint(entry) or not _same_people(theirs, ours)):
        yield _differ(entry, field, theirs, ours)


def _cut(entry: BibEntry, field: BibField, ours: Sequence[Name]) -> BibFinding:
    """Return the finding that a list ends in "and others" where all names are known."""
    named = len(entry.authors)
    missing = ours[named:]
    message = f"names {named} of {len(ours)} authors"
    edits: tuple[Edit, ...] = ()
    written = list(written_names(field.raw))
    # Venues print some papers with other authors, or in another order, than arXiv.
    if field.content and written[-1].is_others and is_preprint(entry):
        # The names that are there stay as they were written.
        start, end = written[-2].end if not missing else written[-1].start, written[-1].end
        spoken = not any("," in one.raw for one in written)
        names = " and ".join(_written(name, spoken=spoken, ascii_only=field.raw.isascii()) for name in missing)
        edits = (Edit((field.content[0] + start, field.content[0] + end), names),)
    remedy = "Name all" if missing else 'Leave "and others" out'
    return found_in(entry, field, Code.AUTHORS_CUT, message, remedy, edits)


def _differ(entry: BibEntry, field: BibField, theirs: Sequence[Name], ours: Sequence[Name]) -> BibFinding:
    place = next(place for place, pair in enumerate(zip(theirs, ours, strict=False)) if not _same(*pair))
    message = f"author {place + 1} is {_shown(theirs[place])}; our record has {_shown(ours[place])}"
    return found_in(entry, field, Code.AUTHORS_DIFFER, message, _COMPARE)


def _reversed(entry: BibEntry, field: BibField, ours: Sequence[Name]) -> Iterator[BibFinding]:
    """Tell of names whose given name stands as family name: certain, as our record has them the other way."""
    written = [one for one in written_names(field.raw) if not one.is_others]
    if len(written) != len(entry.authors) or field.content is None:
        return
    start = field.content[0]
    for one, their, our in zip(written, entry.authors, ours, strict=False):
        if not _is_reversed(their, our):
            continue
        message = f"{_shown(their)} has {our.given} as family name; our record has {our.family}"
        right = _written(our, spoken="," not in one.raw, ascii_only=field.raw.isascii())
        edits = (Edit((start + one.start, start + one.end), right),)
        yield found_in(entry, field, Code.NAME_REVERSED, message, f"Write {right}", edits)


def _is_reversed(their: Name, our: Name) -> bool:
    if not (our.given and our.family and their.given and their.family) or our.particle or our.suffix:
        return False
    return plain_name(their.family) == plain_name(our.given) != plain_name(our.family) == plain_name(their.given)


def _same_people(theirs: Sequence[Name], ours: Sequence[Name]) -> bool:
    """Return whether each author has a namesake in our record, in whatever order."""
    known = {spelling for name in ours for spelling in _spellings(name)}
    return len(theirs) == len(ours) and all(_spellings(name) & known for name in theirs)


def _same(their: Name, our: Name) -> bool:
    """Return whether two names may be one person's: family names are compared, with or without particle."""
    if _is_reversed(their, our):
        return True
    return bool(_spellings(their) & _spellings(our))


def _spellings(name: Name) -> set[str]:
    whole = plain_name(f"{name.given}{name.particle}{name.family}{name.literal}")
    family = name.family.split()[-1:] or [""]
    spellings = (name.literal, name.family, f"{name.particle}{name.family}", family[0])
    return {plain for text in spellings if (plain := plain_name(text))} | {whole}


def _shown(name: Name) -> str:
    parts = (name.given, name.particle, name.family, name.suffix)
    return name.literal or " ".join(part for part in parts if part)


def _et_al(entry: BibEntry, field: BibField, written: Sequence[WrittenName]) -> Iterator[BibFinding]:
    last = written[-1] if written else None
    if last is None or last.without_et_al == last.raw:
        return
    message = '"et al." stands as part of a name'
    edits: tuple[Edit, ...] = ()
    if field.content:
        place = field.content[0] + last.start + len(last.without_et_al)
        before = " " if last.without_et_al else ""
        others = f"{before}and others" if last.without_et_al else "others"
        edits = (Edit((place, field.content[0] + last.end), others),)
    yield found_in(entry, field, Code.ET_AL, message, 'Write "and others"', edits)


def _mixed_order(entry: BibEntry, field: BibField, written: Sequence[WrittenName]) -> Iterator[BibFinding]:
    """Tell of a list in which some names stand family name first and some do not.

    The others are turned as BibTeX reads them, so that every name keeps its parts.
    """
    people = [one for one in written if not one.is_others and not is_one_group(one.raw) and "=" not in one.raw]
    inverted = [one for one in people if "," in one.raw]
    spoken = [one for one in people if "," not in one.raw and len(one.raw.split()) > 1]
    if not inverted or not spoken or field.content is None:
        return
    start = field.content[0]
    edits = tuple(
        Edit((start + one.start, start + one.end), turned) for one in spoken if (turned := _family_first(one.raw))
    )
    message = f"{len(inverted)} names stand family name first, {len(spoken)} do not"
    complete = edits if len(edits) == len(spoken) else ()
    yield found_in(entry, field, Code.NAME_ORDER_MIXED, message, "Write them alike", complete)


def _written(name: Name, *, spoken: bool, ascii_only: bool) -> str:
    """Return a name as it stands in a list, in the order people say it where BibTeX would read that alike."""
    inverted = bibtex_name(name, ascii_only=ascii_only)
    parts = parse_single_name_into_parts(inverted, strict=False)
    turned = " ".join((*parts.first, *parts.von, *parts.last))
    alike = not parts.jr and parse_single_name_into_parts(turned, strict=False) == parts
    return turned if spoken and alike else inverted


def _family_first(raw: str) -> str:
    """Return a name with its family name first, or nothing where BibTeX would take it apart otherwise."""
    parts = parse_single_name_into_parts(raw, strict=False)
    turned = f"{' '.join((*parts.von, *parts.last))}, {' '.join(parts.first)}"
    again = parse_single_name_into_parts(turned, strict=False)
    return turned if parts.first and parts.last and again == parts else ""
