"""Where installed libraries have moved on from the code of the course's labs, and what to write instead."""

import re
from functools import cache
from pathlib import Path

import yaml
from pydantic import TypeAdapter, ValidationError

from labs.offered.packages import installed_version
from schema.errors import PackError
from schema.records import Line, Slug
from schema.values import Text, Value

DRIFT = Path(__file__).parents[2] / "data" / "library_drift.yaml"
"""What is known of it."""


class Drift(Value):
    """Something in a lab's code that no longer works.

    Attributes:
        name: Its name.
        library: The package that has moved on.
        since: The first version with which it does not work.
        labs: Slugs of the labs in whose code it stands.
        written: What stands there.
        instead: What works.
        says: What is the matter.
    """

    name: Slug
    library: Line
    since: Line
    labs: tuple[Slug, ...]
    written: Line
    instead: Line
    says: Text


@cache
def known_drift(path: Path = DRIFT) -> tuple[Drift, ...]:
    """Return what is known to have moved.

    Raises:
        PackError: The file cannot be read.
    """
    try:
        return TypeAdapter(tuple[Drift, ...]).validate_python(yaml.safe_load(path.read_text(encoding="utf-8")))
    except (ValidationError, yaml.YAMLError) as error:
        raise PackError(path.name, " ".join(str(error).split())[:300]) from error


def drift_with(versions: dict[str, str | None]) -> tuple[Drift, ...]:
    """Return what does not work with some versions of libraries; what is None is not installed and breaks nothing.

    >>> [one.name for one in drift_with({"trl": "0.19.0"}) if one.labs == ("lab-4",)][:2]
    ['grpo-kl', 'grpo-kl-off']
    """
    return tuple(
        one
        for one in known_drift()
        if (found := versions.get(one.library)) is not None and _number(found) >= _number(one.since)
    )


def installed_libraries() -> dict[str, str | None]:
    """Return the versions of the libraries whose moves are known; None for what is not installed."""
    return {name: installed_version(name) for name in sorted({one.library for one in known_drift()})}


def _number(version: str) -> tuple[int, ...]:
    """Return a version as numbers: as far as it is made of them.

    >>> _number("2.13.0+cpu"), _number("0.29.0rc1") < _number("0.30")
    ((2, 13, 0), True)
    """
    return tuple(int(part) for part in re.findall(r"\d+", version.partition("+")[0])[:3])
