"""How long a profile takes and what it costs: by whoever offers it, by the course for each GPU, by runs seen here."""

from collections.abc import Iterable, Sequence
from dataclasses import dataclass
from enum import StrEnum
from statistics import median

from graph.catalogue import Catalogue
from graph.plans.hardware import Said, times_said
from labs.offered.offer_records import LabOffer
from schema.records import Lab
from schema.run_records import LabRun

COURSE = "course"
"""The profile that the course's own times are of."""


class Grounds(StrEnum):
    """What an estimate rests on."""

    OFFERED = "offered"
    """What the offer says, as measured by this project or told by the course."""
    COURSE = "course"
    """What the course says of some hardware."""
    OBSERVED = "observed"
    """Runs of this store that have succeeded."""


@dataclass(frozen=True, slots=True)
class Estimate:
    """How long something takes.

    Attributes:
        profile: Name of the profile.
        grounds: What it rests on.
        likely: Minutes, most likely; of runs, their median.
        low: At the least.
        high: At the most.
        hardware: On what, where that is said.
        price: What hiring that costs, by the course's prices, as ``~3.33 CNY``.
        n: How many runs it is the median of.
        source: Who says so.
    """

    profile: str
    grounds: Grounds
    likely: float
    low: float | None = None
    high: float | None = None
    hardware: str | None = None
    price: str | None = None
    n: int | None = None
    source: str = ""


def estimates_of(
    offer: LabOffer, runs: Iterable[LabRun], catalogue: Catalogue | None = None, lab: Lab | None = None
) -> tuple[Estimate, ...]:
    """Return how long each profile of a lab takes, by all who say something of it.

    Args:
        offer: What is offered.
        runs: Runs of the lab that have succeeded.
        catalogue: The graph, for what the course says.
        lab: The lab in it.
    """
    runs = list(runs)
    said = times_said(catalogue, lab) if catalogue is not None and lab is not None else ()
    found: list[Estimate] = []
    for name, profile in offer.profiles.items():
        if (minutes := profile.minutes) is not None:
            found.append(
                Estimate(name, Grounds.OFFERED, minutes.likely, minutes.low, minutes.high, source=minutes.source)
            )
        if name == COURSE:
            found += [_by_course(name, one) for one in said]
        if taken := _minutes([run for run in runs if run.profile == name]):
            found.append(
                Estimate(
                    name, Grounds.OBSERVED, median(taken), min(taken), max(taken), n=len(taken), source="runs here"
                )
            )
    return tuple(found)


def _by_course(profile: str, said: Said) -> Estimate:
    return Estimate(
        profile,
        Grounds.COURSE,
        said.likely,
        said.low,
        said.high,
        hardware=said.hardware,
        price=said.price,
        source=said.page if said.task is None else f"{said.page}: {said.task}",
    )


def _minutes(runs: Sequence[LabRun]) -> list[float]:
    return [(run.ended_at - run.started_at).total_seconds() / 60 for run in runs if run.started_at and run.ended_at]
