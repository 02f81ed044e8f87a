"""Files of reading lists and weekly schedules, at addresses that stay.

``/courses/{course}/reading-list.{md,html,csv,json}`` takes what to list as parameters: ``lecture``, ``concept``,
``ref``, ``target``, ``known``, ``role`` and ``priority`` may be repeated.
"""

import hashlib
from collections.abc import Callable, Iterable
from enum import StrEnum
from typing import TYPE_CHECKING, TypeVar

from starlette.datastructures import QueryParams
from starlette.requests import Request
from starlette.responses import Response
from starlette.routing import Route

from api.connections import at_most
from api.enums import Language
from api.exports import Export, file_response
from api.filters import short
from api.known_types import known_given
from api.responses import error_response, errors_response, not_ready
from reading.list_formats import ListFormat, written_list
from reading.reading_list import reading_list
from reading.schedule import schedule_of
from reading.selection import Grouping, ListOrder, Selection
from schema.errors import InputError, NotFoundError, SyllagraphError
from schema.values import Evidence, Priority, Role

if TYPE_CHECKING:
    from api.snapshot import Snapshot, Snapshots

_E = TypeVar("_E", bound=StrEnum)
_SUFFIXES = {format.suffix.removeprefix("."): format for format in ListFormat}
_REPEATABLE = ("lecture", "concept", "ref", "target", "known", "role", "priority")
_SINGLE = ("leastEvidence", "text", "maxMinutes", "order", "groupBy", "weeks", "hoursPerWeek", "language")


def reading_list_routes(snapshots: "Snapshots") -> list[Route]:
    """Return the routes of all files."""
    return [Route("/courses/{course}/reading-list.{suffix}", _endpoint(snapshots))]


def _endpoint(snapshots: "Snapshots") -> Callable[[Request], Response]:
    def reading_list_file(request: Request) -> Response:
        snapshot = snapshots.newest()
        if snapshot is None:
            return not_ready()
        try:
            return file_response(request, _file(snapshot, request))
        except SyllagraphError as error:
            return error_response(error)
        except ExceptionGroup as group:
            told, bugs = group.split(SyllagraphError)
            if told is None or bugs is not None:
                raise
            return errors_response([*_leaves(told)])

    return reading_list_file


def _file(snapshot: "Snapshot", request: Request) -> Export:
    course, suffix = request.path_params["course"][:200], request.path_params["suffix"]
    if suffix not in _SUFFIXES:
        raise NotFoundError(suffix[:80], list(_SUFFIXES), what="format")
    asked = request.query_params
    if unknown := sorted(set(asked) - {*_REPEATABLE, *_SINGLE}):
        raise InputError(f"there is no {unknown[0][:80]!r}", remedy=f"There are {', '.join((*_REPEATABLE, *_SINGLE))}")
    selection = _selection(course, asked)
    made = reading_list(snapshot.served, selection, keys=snapshot.shown.citation_keys)
    weeks, hours = asked.get("weeks"), asked.get("hoursPerWeek")
    if (weeks is None) != (hours is None):
        raise InputError("weeks and hoursPerWeek belong together")
    schedule = None
    if weeks is not None and hours is not None:
        schedule = schedule_of(made, weeks=_whole("weeks", weeks), hours_per_week=_number("hoursPerWeek", hours))
    own = "en" if made.course.language.startswith("en") else "zh"
    language = _one_of(Language, "language", asked.get("language")) or own
    written = written_list(made, _SUFFIXES[suffix], language=language, schedule=schedule)
    content = written.text.encode()
    return Export(
        content=content,
        etag=f'"{hashlib.sha256(content).hexdigest()[:32]}"',
        media_type=written.media_type,
        filename=f"{made.course.slug}-{'schedule' if schedule else 'reading-list'}{written.suffix}",
    )


def _selection(course: str, asked: QueryParams) -> Selection:
    def names(name: str) -> tuple[str, ...]:
        given: Iterable[str] = at_most(name, asked.getlist(name))
        return tuple(short(name, each) for each in given)

    minutes = asked.get("maxMinutes")
    return Selection(
        lectures=tuple(_whole("lecture", each) for each in names("lecture")),
        concepts=names("concept"),
        refs=names("ref"),
        targets=names("target"),
        known=tuple(known_given("known", asked.getlist("known"))),
        roles=tuple(role for each in names("role") if (role := _one_of(Role, "role", each))),
        priorities=tuple(one for each in names("priority") if (one := _one_of(Priority, "priority", each))),
        least_evidence=_one_of(Evidence, "leastEvidence", asked.get("leastEvidence")) or Evidence.CURATED,
        text=short("text", asked.get("text", "")),
        max_minutes=None if minutes is None else _whole("maxMinutes", minutes),
        order=_one_of(ListOrder, "order", asked.get("order")),
        group_by=_one_of(Grouping, "groupBy", asked.get("groupBy")) or Grouping.LECTURE,
        course=course,
    )


def _one_of(values: type[_E], name: str, asked: str | None) -> _E | None:
    if asked is None:
        return None
    if asked in list(values):
        return values(asked)
    raise InputError(f"{name} is {asked[:80]!r}, but has to be {', '.join(values)}")


def _whole(name: str, asked: str) -> int:
    if asked.isascii() and asked.isdecimal() and len(asked) < 8:
        return int(asked)
    raise InputError(f"{name} is {asked[:80]!r}, but has to be a number")


def _number(name: str, asked: str) -> float:
    try:
        return float(asked[:20])
    except ValueError:
        raise InputError(f"{name} is {asked[:80]!r}, but has to be a number") from None


def _leaves(group: ExceptionGroup[SyllagraphError]) -> Iterable[SyllagraphError]:
    for one in group.exceptions:
        if isinstance(one, ExceptionGroup):
            yield from _leaves(one)
        else:
            yield one
