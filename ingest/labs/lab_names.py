"""Which lab a text of another page speaks of."""

import re
from collections.abc import Sequence

from ingest.pages.course_words import lab_number, lecture_number
from schema.records import Lab

_SEVERAL = re.compile(
    r"第?\s*\d+\s*(?:[-–~～、,和&]|到|至|\band\b)\s*第?\s*\d+|[一二三四五六七八九十]\s*[-、和至]\s*[一二三四五六七八九十]"
)


class LabNames:
    """The labs of a course, to be found by their own number or that of their lecture."""

    def __init__(self, labs: Sequence[Lab]) -> None:
        self._by_lecture: dict[int, str] = {}
        self._by_number: dict[int, str] = {}
        for lab in labs:
            self._by_number.setdefault(lab.number, lab.slug)
            if lab.lecture is not None:
                self._by_lecture.setdefault(lab.lecture, lab.slug)

    def named_in(self, text: str) -> str | None:
        """Return the slug of the one lab a text names, or None where it names none or several."""
        if _SEVERAL.search(text):
            return None
        number = lab_number(text, None)
        if number is not None and number in self._by_number:
            return self._by_number[number]
        lecture = lecture_number(text, None)
        return self._by_lecture.get(lecture) if lecture is not None else None
