"""How what is run here compares with what the course and papers say: parameters and scores, side by side."""

import strawberry

from api.lab_offer_types import as_json
from api.lab_run_enums import Subject
from labs.offered.offer_records import Expected, LabOffer

COURSE = "course"
"""The profile that has the course's own values."""


@strawberry.type(description="What a parameter or score is here, in the course and in a paper.")
class LabConformance:
    """A comparison, as clients see it."""

    subject: Subject = strawberry.field(description="What is compared.")
    name: str = strawberry.field(description="Its name.")
    ours: str | None = strawberry.field(description="Here, with the profile; in JSON, of a score its range.")
    course: str | None = strawberry.field(description="In the course; in JSON.")
    paper: str | None = strawberry.field(description="In a paper; in JSON.")
    student: str | None = strawberry.field(description="In a published run of students; in JSON.")
    as_course: bool | None = strawberry.field(description="Whether it is as in the course; null where that is silent.")


def conformance_of(offer: LabOffer, profile: str) -> list[LabConformance]:
    """Return how a profile of a lab compares with what others say."""
    parameters = [
        LabConformance(
            subject=Subject.PARAMETER,
            name=spec.name,
            ours=as_json(spec.values[profile]),
            course=as_json(spec.values[COURSE]) if COURSE in spec.values else None,
            paper=as_json(spec.paper.value) if spec.paper else None,
            student=None,
            as_course=spec.values[profile] == spec.values[COURSE] if COURSE in spec.values else None,
        )
        for spec in offer.parameters
    ]
    scores = [
        LabConformance(
            subject=Subject.SCORE,
            name=spec.name,
            ours=_range(spec.expected.get(profile)),
            course=_range(spec.expected.get(COURSE)),
            paper=_range(spec.expected.get("paper")),
            student=_range(spec.expected.get("student")),
            as_course=None,
        )
        for spec in offer.scores
    ]
    return parameters + scores


def _range(expected: Expected | None) -> str | None:
    if expected is None:
        return None
    return as_json(expected.value if expected.value is not None else [expected.low, expected.high])
