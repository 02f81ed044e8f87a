"""APA style, 7th edition.

* Family names come first, given names are initials with points. Up to twenty authors are named; of more the first
  nineteen and, after an ellipsis, the last.
* The year stands in brackets behind the authors, behind the title where there are none. Papers of the same authors
  and year are told apart by a letter.
* The day of access is named only where no year is known.
* The title of a paper that stands alone is in italics, as are the names of journals and proceedings.
* A list is sorted by author, year and title, without numbers. Titles keep their capitals: which of them are names,
  which sentence case would keep, no rule can tell.
"""

import re
from collections import defaultdict
from collections.abc import Iterator, Sequence
from datetime import date
from itertools import count, product
from string import ascii_lowercase

from reading.names import Name
from reading.references import Kind, Reference
from reading.romanise import romanised
from reading.styles.people import initials, last_name, whole_name
from reading.styles.runs import Run

_MOST_AUTHORS = 20
_MONTHS = str.split("January February March April May June July August September October November December")
_ARTICLE = re.compile(r"^(?:a|an|the)\s+", re.IGNORECASE)


def apa(reference: Reference, *, accessed: date | None, letter: str = "") -> Iterator[Run]:
    """Yield a reference; ``letter`` tells it from others of the same authors and year."""
    year = Run(f"({_year(reference, letter)}).")
    if authors := _authors(reference):
        yield Run(f"{authors}{_end(authors)} ")
        yield year
        yield Run(" ")
        yield from _title(reference)
    else:
        yield from _title(reference)
        yield Run(" ")
        yield year
    if reference.container:
        yield Run(" ")
        yield Run(reference.container, italic=True)
        yield Run(".")
    elif reference.kind is Kind.PREPRINT:
        yield Run(" arXiv.")
    if url := reference.doi_url or reference.url:
        yield Run(f" Retrieved {_day(accessed)}, from " if accessed and not reference.year else " ")
        yield Run(url, url=url)
    if reference.notes:
        yield Run(f" ({'; '.join(reference.notes)})")


def sorted_for_apa(references: Sequence[Reference]) -> list[tuple[Reference, str]]:
    """Return references in the order of a list, each with the letter behind its year."""
    ordered = sorted(references, key=_place)
    alike: dict[tuple[str, int | None], list[Reference]] = defaultdict(list)
    for reference in ordered:
        if reference.names:
            alike[_authors(reference), reference.year].append(reference)
    letters = {
        reference.key: letter
        for same in alike.values()
        if len(same) > 1
        for reference, letter in zip(same, _letters(), strict=False)
    }
    return [(reference, letters.get(reference.key, "")) for reference in ordered]


def _letters() -> Iterator[str]:
    for length in count(1):
        yield from map("".join, product(ascii_lowercase, repeat=length))


def _place(reference: Reference) -> tuple[list[str], int, str, str]:
    """Return what a reference is sorted by: nobody comes before somebody, no year before a year."""
    title = _sortable(reference.plain_title)
    authors = [f"{_sortable(_family(name))} {_sortable(name.given)}" for name in reference.names] or [title]
    return authors, reference.year or 0, title, reference.item.paper.id


def _sortable(text: str) -> str:
    return re.sub(r"[^a-z0-9]+", " ", _ARTICLE.sub("", romanised(text).casefold())).strip()


def _family(name: Name) -> str:
    return name.literal or last_name(name)


def _year(reference: Reference, letter: str) -> str:
    if reference.year:
        return f"{reference.year}{letter}"
    return f"n.d.-{letter}" if letter else "n.d."


def _day(day: date) -> str:
    return f"{_MONTHS[day.month - 1]} {day.day}, {day.year}"


def _authors(reference: Reference) -> str:
    people = [_person(name) for name in reference.names]
    if not people:
        return ""
    if reference.more_authors:
        return ", ".join([*people[: _MOST_AUTHORS - 1], "et al."])
    if len(people) > _MOST_AUTHORS:
        return f"{', '.join(people[: _MOST_AUTHORS - 1])}, … {people[-1]}"
    return ", & ".join(part for part in (", ".join(people[:-1]), people[-1]) if part)


def _person(name: Name) -> str:
    if whole := whole_name(name):
        return whole
    given = initials(name.given, mark=".", hyphen="-")
    return ", ".join(part for part in (last_name(name), given, name.suffix) if part)


def _title(reference: Reference) -> Iterator[Run]:
    alone = reference.container is None
    if reference.kind is Kind.PREPRINT:
        yield Run(reference.plain_title, italic=True)
        yield Run(f" (arXiv:{reference.arxiv_id}).")
    else:
        yield Run(reference.plain_title, italic=alone)
        yield Run(_end(reference.plain_title))


def _end(text: str) -> str:
    """Return the full stop that a text lacks."""
    return "" if text.endswith((".", "?", "!", "。", "？", "！")) else "."
