"""Reading lists and schedules as JSON for other programs, texts in both languages."""

from collections.abc import Iterable
from typing import Any

import orjson

from graph.minutes import Minutes
from reading.list_document import Document
from reading.listed import LeftOut, ListedPaper, ReadingList
from reading.ordering import Foundation
from reading.references import reference_to
from reading.schedule import Schedule
from schema.values import plain

SCHEMA_VERSION = 1
"""Version of the shape of the file; a higher one may have changed or removed fields."""


def list_json(made: ReadingList, schedule: Schedule | None, document: Document) -> str:
    """Return a list, and its schedule where there is one; papers are told once and named by id elsewhere."""
    whole = {
        "schema_version": SCHEMA_VERSION,
        "title": document.title,
        "course": made.course.slug,
        "revision": made.revision,
        "minutes": _minutes(made.minutes),
        "items": [_item(one) for one in made.items],
        "groups": [
            {
                "title": plain(group.title) if group.title else None,
                "lecture": group.lecture.number if group.lecture else None,
                "concept": group.concept.slug if group.concept else None,
                "minutes": _minutes(group.minutes),
                "papers": [one.paper.id for one in group.items],
            }
            for group in made.groups
        ],
        "left_out": [_left_out(one) for one in made.left_out],
        "schedule": _schedule(schedule) if schedule else None,
    }
    return orjson.dumps(whole, option=orjson.OPT_INDENT_2).decode() + "\n"


def _item(one: ListedPaper) -> dict[str, Any]:
    item = one.item
    reference = reference_to(item, key=one.key)
    return {
        "number": one.number,
        "paper": one.paper.id,
        "key": one.key,
        "title": reference.plain_title,
        "authors": list(one.paper.authors),
        "year": reference.year,
        "url": reference.url,
        "role": item.role.value if item.role else None,
        "priority": item.priority.value if item.priority else None,
        "priority_text": item.priority_text,
        "lecture": item.lecture,
        "sections": list(item.sections),
        "minutes": _minutes(one.minutes),
        "because": [
            {
                "text": plain(each.text),
                "evidence": each.evidence.value if each.evidence else None,
                "concepts": [concept.slug for concept in each.concepts],
                "page": each.page.path if each.page else None,
                "lecture": each.lecture,
                "sources": [plain(source) for source in each.sources],
            }
            for each in one.because
        ],
        "builds_on": _foundations(one.builds_on),
        "lacks": _foundations(one.lacks),
    }


def _foundations(found: Iterable[Foundation]) -> list[dict[str, str | None]]:
    return [
        {"paper": one.paper, "concept": one.concept.slug if one.concept else None, "evidence": one.evidence.value}
        for one in found
    ]


def _left_out(one: LeftOut) -> dict[str, Any]:
    return {
        "paper": one.paper.id,
        "title": reference_to(one.item, key="").plain_title,
        "minutes": _minutes(one.minutes),
        "missing": one.missing,
        "reason": plain(one.reason),
        "needed_by": list(one.needed_by),
    }


def _schedule(schedule: Schedule) -> dict[str, Any]:
    return {
        "hours_per_week": schedule.hours_per_week,
        "weeks": [
            {
                "number": week.number,
                "minutes": week.minutes,
                "sittings": [
                    {
                        "paper": one.listed.paper.id,
                        "part": one.part,
                        "parts": one.parts,
                        "sections": list(one.sections),
                        "minutes": one.minutes,
                    }
                    for one in week.sittings
                ],
            }
            for week in schedule.weeks
        ],
        "left_out": [_left_out(one) for one in schedule.left_out],
    }


def _minutes(minutes: Minutes | None) -> dict[str, Any] | None:
    if minutes is None:
        return None
    return {"low": minutes.low, "likely": minutes.likely, "high": minutes.high, "basis": minutes.basis.value}
