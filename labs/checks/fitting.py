"""Which profiles of which labs a machine can run, and what is in the way of the others."""

from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path

from labs.checks.machine import Machine, kept_in
from labs.offered.offer_records import LabOffer, Profile
from labs.offered.packages import INSTALL, missing_packages


class Obstacle(StrEnum):
    """What can be in the way of a profile."""

    PACKAGES = "packages"
    MEMORY = "memory"
    DISK = "disk"
    GPU = "gpu"
    DOWNLOADS = "downloads"


@dataclass(frozen=True, slots=True)
class InTheWay:
    """Something that is in the way of a profile.

    Attributes:
        obstacle: What it is.
        needs: What the profile needs.
        has: What the machine has.
        remedy: What to do.
    """

    obstacle: Obstacle
    needs: str
    has: str
    remedy: str


@dataclass(frozen=True, slots=True)
class Fit:
    """Whether a profile can be run.

    Attributes:
        lab: Slug of the lab.
        profile: Name of the profile.
        in_the_way: What is in the way; empty where it can be run.
    """

    lab: str
    profile: str
    in_the_way: tuple[InTheWay, ...]

    @property
    def runs(self) -> bool:
        """Whether it can be run here and now."""
        return not self.in_the_way


def fits_of(offers: Mapping[str, LabOffer], machine: Machine, models: Path | None) -> tuple[Fit, ...]:
    """Return for each profile of each lab whether a machine can run it.

    Args:
        offers: What is offered.
        machine: The machine.
        models: Where models and data from elsewhere are kept.
    """
    return tuple(
        Fit(lab, name, tuple(_in_the_way(lab, offer, name, profile, machine, models)))
        for lab, offer in sorted(offers.items())
        for name, profile in offer.profiles.items()
    )


def _in_the_way(
    lab: str, offer: LabOffer, name: str, profile: Profile, machine: Machine, models: Path | None
) -> Iterable[InTheWay]:
    if missing := missing_packages(profile):
        yield InTheWay(Obstacle.PACKAGES, ", ".join(missing), "none of them", INSTALL)
    smaller = _smaller(offer, name)
    free = machine.free_memory_mb
    if free is not None and profile.memory_mb > free:
        yield InTheWay(Obstacle.MEMORY, f"{profile.memory_mb:,} MB", f"{free:,} MB free", smaller)
    if profile.disk_mb > machine.free_disk_mb:
        yield InTheWay(
            Obstacle.DISK, f"{profile.disk_mb:,} MB", f"{machine.free_disk_mb:,} MB free", "Set SYLLAGRAPH_LAB_RUNS"
        )
    largest = max((gpu.memory_gb for gpu in machine.gpus), default=0.0)
    if profile.gpu_gb is not None and profile.gpu_gb > largest * 1.05:
        has = f"{largest:g} GB" if largest else "none"
        hire = f"{smaller}; syllagraph plan {lab} --gpu-gb {largest:g} names a GPU to hire"
        yield InTheWay(Obstacle.GPU, f"a GPU of {profile.gpu_gb:g} GB", has, hire)
    absent = [one for one in profile.downloads if not kept_in(models, one.name)]
    if absent:
        size = sum(one.mb or 0 for one in absent)
        yield InTheWay(
            Obstacle.DOWNLOADS,
            ", ".join(one.name for one in absent),
            f"not kept here ({size:,.0f} MB)",
            f"syllagraph lab prefetch {lab} --profile {name}",
        )


def _smaller(offer: LabOffer, name: str) -> str:
    names = list(offer.profiles)
    before = names[: names.index(name)]
    return f"--profile {before[-1]}" if before else "Free some"
