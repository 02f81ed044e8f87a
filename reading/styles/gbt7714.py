"""GB/T 7714-2015, numeric: the Chinese national standard for references.

* Family names come first, those in Latin letters in capitals; given names are initials without points. Of more than
  three authors the first three are named, then 等 or et al, by the language of the title.
* The mark behind the title says what the paper is: J of a journal, C of proceedings, EB what is only on the net, and
  OL that there is an address. For preprints the standard gives no mark; EB is what Chinese style files use.
* What is only on the net is dated to the day, in brackets. The day of access stands behind the date.
* A DOI is left out where the address holds it.
"""

from collections.abc import Iterator
from datetime import date

from reading.names import Name
from reading.references import Kind, Reference
from reading.styles.people import initials, is_east_asian, last_name, whole_name
from reading.styles.runs import Run

_MARKS = {Kind.JOURNAL: "J", Kind.CONFERENCE: "C", Kind.PREPRINT: "EB", Kind.OTHER: "Z"}
_MOST_AUTHORS = 3
_NOTES = {"withdrawn": "已撤回"}


def gbt7714(reference: Reference, *, accessed: date | None) -> Iterator[Run]:
    """Yield a reference without its number."""
    chinese = is_east_asian(reference.plain_title)
    if authors := _authors(reference, chinese=chinese):
        yield Run(f"{authors}. ")
    medium = "/OL" if reference.url else ""
    yield Run(f"{reference.plain_title}[{_MARKS[reference.kind]}{medium}]")
    day_of_access = f"[{accessed.isoformat()}]" if accessed and reference.url else ""
    yield Run(_published(reference, day_of_access))
    if reference.url:
        yield Run(". ")
        yield Run(reference.url, url=reference.url)
    if reference.doi and reference.doi_url != reference.url:
        yield Run(". DOI:")
        yield Run(reference.doi, url=reference.doi_url)
    for note in reference.notes:
        yield Run(f". {_NOTES.get(note, note) if chinese else note[:1].upper() + note[1:]}".removesuffix("."))
    yield Run(".")


def _authors(reference: Reference, *, chinese: bool) -> str:
    names = reference.names[:_MOST_AUTHORS]
    more = reference.more_authors or len(reference.names) > len(names)
    others = ("等" if chinese else "et al",) if more and names else ()
    return ", ".join([*map(_person, names), *others])


def _person(name: Name) -> str:
    if whole := whole_name(name):
        return whole
    given = initials(name.given, mark="", hyphen=" ")
    return " ".join(part for part in (last_name(name).upper(), given, name.suffix.rstrip(".")) if part)


def _published(reference: Reference, day_of_access: str) -> str:
    """Return where and when a paper was published, with what stands before."""
    year = str(reference.year or "")
    if reference.kind is Kind.CONFERENCE:
        published = f"{year}{day_of_access}"
        return f"//{reference.container}{'. ' if published else ''}{published}"
    if reference.kind is Kind.JOURNAL:
        return f". {reference.container}{', ' if year else ''}{year}{day_of_access}"
    day = reference.day.isoformat() if reference.day else year
    dated = f"({day})" if day else ""
    return f". {dated}{day_of_access}" if dated or day_of_access else ""
