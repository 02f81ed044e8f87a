"""Usual lines of arXiv's snapshot, made rows of a library without a detour.

Nearly all of the millions of lines are alike: versions v1, v2, … with dates in one spelling, authors already taken
apart, no TeX in their names. Such a line is recognised here and copied. Of any other nothing is said: it is for the
careful reader of articles, which gives the same row wherever both give one, and tells what is wrong.
"""

import re
from collections.abc import Mapping, Sequence
from datetime import date, datetime
from typing import Any

from ingest.arxiv.articles import in_one_line
from ingest.arxiv.choices import Choice
from ingest.arxiv.snapshot_articles import parsed_names
from schema.paper_library import LibraryPaper

_ID = re.compile(
    r"(?:(?:0[89]|1[0-4])(?:0[1-9]|1[0-2])\.(?!0000)\d{4}|(?:1[5-9]|[2-8]\d)(?:0[1-9]|1[0-2])\.(?!00000)\d{5})",
    re.ASCII,
)
_NAME = re.compile(r"[^\W\d_][\w.'’-]*(?: [\w.'’-]+)*")
_NAMES = re.compile(rf"{_NAME.pattern}(?:\n{_NAME.pattern})*")
_WEEKDAYS = frozenset(("Mon,", "Tue,", "Wed,", "Thu,", "Fri,", "Sat,", "Sun,"))
_NAMES_OF_MONTHS = ("Jan", "Feb", "Mar", "Apr", "May", "Jun", "Jul", "Aug", "Sep", "Oct", "Nov", "Dec")
_MONTHS = {name: f"{number:02}" for number, name in enumerate(_NAMES_OF_MONTHS, 1)}
_DAYS = {spelling: f"{number:02}" for number in range(1, 32) for spelling in (f"{number}", f"{number:02}")}
_VERSIONS = tuple(f"v{number}" for number in range(1, 1000))
_LONG = 200
_BLANKS = "\t\v\f\r\x1c\x1d\x1e\x1f\0"


def usual_row(told: object, choice: Choice) -> LibraryPaper | None:
    """Return the row of an article that is wanted and told of in the usual way; None of all others."""
    try:
        return _row(told, choice)  # type: ignore[arg-type]
    except (TypeError, AttributeError, LookupError, ValueError):
        # Whatever it is, it is not usual.
        return None


def _row(told: Mapping[str, Any], choice: Choice) -> LibraryPaper | None:
    named, versions = told["id"], told["versions"]
    categories = told["categories"].split()
    first, last = _first_and_last_day(versions)
    authors = _authors(told["authors_parsed"])
    title, spelt = _line(told["title"]), " ".join(categories)
    is_usual = _ID.fullmatch(named) and title and len(set(categories)) == len(categories) and "\0" not in spelt
    if not (is_usual and _has_usual_rest(told) and _is_wanted(choice, named, categories, first)):
        return None
    return LibraryPaper(
        named,
        title,
        authors,
        first,
        last,
        len(versions),
        spelt,
        _line(told.get("doi")),
        _line(told.get("comments")),
        _line(told.get("journal-ref")),
        _line(told.get("abstract")),
    )


def _is_wanted(choice: Choice, named: str, categories: Sequence[str], first: str) -> bool:
    if choice.ids is not None and named not in choice.ids:
        return False
    if not choice.takes_categories(categories):
        return False
    return (choice.since is None and choice.until is None) or choice.takes_day(date.fromisoformat(first))


def _has_usual_rest(told: Mapping[str, Any]) -> bool:
    """Say whether what no row holds is as it should be nevertheless."""
    changed = told.get("update_date")
    if changed is not None and not (changed[4] == changed[7] == "-" and date.fromisoformat(changed)):
        return False
    return all(value is None or isinstance(value, str) for value in (told.get("report-no"), told.get("license")))


def _first_and_last_day(versions: Sequence[Mapping[str, str]]) -> tuple[str, str]:
    """Return the days of the first and the last version; raises what is raised where they are not usual."""
    days = []
    for number, version in zip(_VERSIONS[: len(versions)], versions, strict=True):
        weekday, day, month, year, clock, zone = version["created"].split()
        spelt = f"{year}-{_MONTHS[month]}-{_DAYS[day]}"
        # Is there such a day and time?
        datetime.fromisoformat(f"{spelt}T{clock}")
        if not (version["version"] == number and zone == "GMT" and weekday in _WEEKDAYS):
            raise ValueError(version)
        if not (len(clock) == 8 and clock[2] == clock[5] == ":"):
            raise ValueError(clock)
        days.append(spelt)
    return days[0], days[-1]


def _authors(told: Sequence[Sequence[str]]) -> str:
    if not isinstance(told, list) or set(map(type, told)) != {list}:
        raise TypeError(told)
    names = [" ".join((parts[1], parts[0], parts[2])).strip(" ") for parts in told]
    lines = "\n".join(names)
    if _NAMES.fullmatch(lines) and lines.count("\n") == len(names) - 1:
        return lines.replace("\n", "; ")
    pairs = zip(names, told, strict=True)
    read = [one for name, parts in pairs for one in ((name,) if _NAME.fullmatch(name) else parsed_names([parts]))]
    if not read:
        raise ValueError(lines)
    return "; ".join(read)


def _line(text: str | None) -> str:
    """Return what ``in_one_line`` does, sooner where a text is long and plain."""
    if text is None:
        return ""
    if len(text) > _LONG and text.isascii():
        for blank in _BLANKS:
            if blank in text:
                break
        else:
            flat = text.replace("\n", " ").strip(" ")
            if "  " not in flat:
                return flat
    return in_one_line(text)
