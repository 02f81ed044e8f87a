"""What labs take of a GPU by their course's own words, and what hiring one costs by the course's own prices."""

import re
from collections.abc import Iterable
from dataclasses import dataclass
from math import ceil

from graph.catalogue import Catalogue
from graph.lab_catalogue import LabFacts
from graph.minutes import minutes_of
from schema.lab_records import HardwareNeed
from schema.records import Lab

_GIGABYTES = re.compile(r"(\d+(?:\.\d+)?)\s*G(?:B|iB)?\b", re.IGNORECASE)
_SEVERAL = re.compile(r"^\s*(\d+)\s*[x×]\s*", re.IGNORECASE)
_AN_HOUR = re.compile(r"(\d+(?:\.\d+)?)\s*([A-Za-z]{3}|[¥￥$€])\s*/\s*h")
_TIME = re.compile(r"(\d+(?:\.\d+)?)(?:\s*[-–]\s*(\d+(?:\.\d+)?))?\s*(min|h)\b")


@dataclass(frozen=True, slots=True)
class Hire:
    """A GPU to hire for a lab.

    Attributes:
        hardware: Its name.
        memory_gb: Its memory.
        minutes: For how long, by the course's times.
        price: What that costs, as ``~3.33 CNY``.
        advice: What the course says to change so that the lab fits, where it does.
    """

    hardware: str
    memory_gb: float
    minutes: int
    price: str
    advice: str | None


def memory_of(need: HardwareNeed) -> float | None:
    """Return how many GB of GPU memory some hardware has or some work takes, where it says so.

    >>> memory_of(HardwareNeed(course="tea", order=0, hardware="2 × A100-80G", page="/docs"))
    160.0
    """
    for said in (need.hardware, need.memory):
        # GPUs only: disks hold gigabytes as well, and a sentence about several GPUs is about none of them.
        found = _GIGABYTES.findall(said or "")
        if len(found) == 1 and "磁盘" not in (said or "") and "disk" not in (said or "").lower():
            several = _SEVERAL.match(said or "")
            return float(found[0]) * (int(several[1]) if several else 1)
    return None


def variants_of(facts: LabFacts) -> tuple[tuple[float, HardwareNeed], ...]:
    """Return on which hardware a lab can be done and with how much memory, in the course's order: the first is advised.

    What the course says of a GPU it has named before is about the same variant.
    """
    found: dict[float, HardwareNeed] = {}
    for need in facts.hardware:
        memory = memory_of(need)
        if memory is not None and need.hardware is not None:
            found.setdefault(memory, need)
    return tuple(found.items())


def least_memory(facts: LabFacts) -> float | None:
    """Return the least GPU memory a lab can be done with, in GB, where the course says so."""
    return min((memory for memory, _ in variants_of(facts)), default=None)


def cheapest_hire(catalogue: Catalogue, lab: Lab) -> Hire | None:
    """Return the cheapest GPU of the course's price list that a lab can be done on, in whichever variant."""
    facts = catalogue.lab_facts(lab)
    variants = variants_of(facts)
    offers: list[tuple[float, int, Hire]] = []
    for place, tier in enumerate(catalogue.course_work(lab.course).hardware):
        price, memory = _AN_HOUR.search(tier.cost or ""), memory_of(tier)
        fitting = [need for least, need in variants if memory is not None and least <= memory]
        if price is None or memory is None or tier.hardware is None or not fitting:
            continue
        minutes = _minutes_on(catalogue, lab, facts, memory)
        cost = float(price[1]) * minutes / 60
        # Of the hardware that is advised, what the course adds is about something else than memory.
        advice = None if fitting[0] is variants[0][1] else fitting[0].advice
        offers.append((cost, place, Hire(tier.hardware, memory, minutes, f"~{cost:.2f} {price[2]}", advice)))
    return min(offers, key=lambda offer: offer[:2])[2] if offers else None


@dataclass(frozen=True, slots=True)
class Said:
    """How long the course says that a lab takes on some hardware.

    Attributes:
        hardware: Its name.
        task: The work that takes so long, where it is a part of the lab.
        low: Minutes, at the least.
        high: At the most.
        price: What hiring it for that long costs, by the course's own price list.
        page: Path of the page that says so.
    """

    hardware: str
    task: str | None
    low: float
    high: float
    price: str | None
    page: str

    @property
    def likely(self) -> float:
        """The middle of it."""
        return (self.low + self.high) / 2


def times_said(catalogue: Catalogue, lab: Lab) -> tuple[Said, ...]:
    """Return how long the course says that a lab takes, hardware by hardware, in its order."""
    tiers = catalogue.course_work(lab.course).hardware
    found = []
    for need in catalogue.lab_facts(lab).hardware:
        if need.hardware is None or (time := _TIME.search(need.time or "")) is None:
            continue
        low, high = (float(part) * (60 if time[3] == "h" else 1) for part in (time[1], time[2] or time[1]))
        found.append(Said(need.hardware, need.task, low, high, _price(tiers, need, (low + high) / 2), need.page))
    return tuple(found)


def _price(tiers: Iterable[HardwareNeed], need: HardwareNeed, minutes: float) -> str | None:
    """Return what hiring costs that is as large as what is needed, by the course's prices."""
    memory = memory_of(need)
    for tier in tiers:
        price = _AN_HOUR.search(tier.cost or "")
        if price is not None and memory is not None and memory_of(tier) == memory:
            return f"~{float(price[1]) * minutes / 60:.2f} {price[2]}"
    return None


def _minutes_on(catalogue: Catalogue, lab: Lab, facts: LabFacts, memory: float) -> int:
    """Return how long a lab keeps a GPU: by its steps, or what is said of such a GPU, or the estimate."""
    if facts.minutes is not None:
        return facts.minutes
    said = max(_longest(need.time for need in facts.hardware if memory_of(need) == memory), default=None)
    estimate = minutes_of(catalogue, lab)
    return said if said is not None else estimate.likely if estimate else 0


def _longest(times: Iterable[str | None]) -> list[int]:
    return [
        ceil(float(high or low) * (60 if unit == "h" else 1))
        for time in times
        for low, high, unit in _TIME.findall(time or "")
    ]
