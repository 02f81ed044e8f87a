"""IEEE style, as its reference guide has it.

* Given names come first, as initials with points. Up to six authors are named; of more only the first, then et al.
* Titles of papers stand in quotation marks with the comma inside; names of journals and proceedings are in italics.
* A published paper ends in its DOI. Otherwise an address follows, with the day of access before it.
* A preprint gives the year and its number: arXiv:2305.18290.
"""

import re
from collections.abc import Iterator
from datetime import date

from reading.names import Name
from reading.references import Kind, Reference
from reading.styles.people import initials, last_name, whole_name
from reading.styles.runs import Run

_MOST_AUTHORS = 6
_MONTHS = str.split("Jan. Feb. Mar. Apr. May Jun. Jul. Aug. Sep. Oct. Nov. Dec.")


def ieee(reference: Reference, *, accessed: date | None) -> Iterator[Run]:
    """Yield a reference without its number."""
    yield from _authors(reference)
    facts = list(_facts(reference))
    title = _in_quotes(reference.plain_title)
    yield Run(f"“{title},” " if facts else f"“{title}.”")
    for place, fact in enumerate(facts):
        if place:
            yield Run(", ")
        yield from fact
    yield from _address(reference, accessed, comma=reference.kind is Kind.JOURNAL, after_facts=bool(facts))
    if reference.notes:
        yield Run(f" ({'; '.join(reference.notes)})")


def _authors(reference: Reference) -> Iterator[Run]:
    people = [_person(name) for name in reference.names]
    if not people:
        return
    if len(people) + reference.more_authors > _MOST_AUTHORS:
        yield Run(f"{people[0]} ")
        yield Run("et al.", italic=True)
    elif reference.more_authors:
        yield Run(f"{', '.join(people)}, ")
        yield Run("et al.", italic=True)
    elif len(people) > 2:
        yield Run(f"{', '.join(people[:-1])}, and {people[-1]}")
    else:
        yield Run(" and ".join(people))
    yield Run(", ")


def _person(name: Name) -> str:
    if whole := whole_name(name):
        return whole
    return " ".join(part for part in (initials(name.given, mark=".", hyphen="-"), last_name(name), name.suffix) if part)


def _in_quotes(title: str) -> str:
    """Return a title with single quotation marks where it has double ones."""
    single = re.sub('"([^"]*)"', "‘\\1’", title).replace("“", "‘").replace("”", "’")
    return single.removesuffix(".")


def _facts(reference: Reference) -> Iterator[tuple[Run, ...]]:
    """Yield what stands between title and address."""
    if reference.container:
        before = (Run("in "),) if reference.kind is Kind.CONFERENCE else ()
        yield (*before, Run(reference.container, italic=True))
    if reference.year:
        yield (Run(str(reference.year)),)
    if reference.kind is Kind.PREPRINT:
        yield (Run(f"arXiv:{reference.arxiv_id}"),)


def _address(reference: Reference, accessed: date | None, *, comma: bool, after_facts: bool) -> Iterator[Run]:
    end = "." if after_facts else ""
    if reference.doi:
        yield Run(", doi: " if comma else f"{end} doi: ")
        yield Run(reference.doi, url=reference.doi_url)
        yield Run(".")
    elif reference.url:
        access = f" Accessed: {_day(accessed)}." if accessed else ""
        yield Run(f"{end}{access} [Online]. Available: ")
        yield Run(reference.url, url=reference.url)
    else:
        yield Run(end)


def _day(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day:%d}, {day.year}"
