"""Reads what can be run from ``data/labs``: one YAML file for each lab."""

from collections.abc import Mapping
from functools import cache
from pathlib import Path

import yaml
from pydantic import ValidationError

from labs.offered.offer_records import LabOffer
from labs.offered.parameters import value_of
from schema.errors import PackError, ParameterError, Place

OFFERS = Path(__file__).parents[2] / "data" / "labs"
"""The folder of what this project offers."""

Offers = Mapping[str, LabOffer]
"""What can be run, by slug of the lab."""


@cache
def shipped_offers() -> Offers:
    """Return what this project offers."""
    return offers_in(OFFERS)


def offers_in(folder: Path) -> Offers:
    """Return what the files of a folder offer, by slug of the lab.

    Raises:
        ExceptionGroup: Of ``PackError``: all that is wrong.
    """
    problems: list[PackError] = []
    offers: dict[str, LabOffer] = {}
    for path in sorted(folder.glob("*.yaml")):
        try:
            offer = _offer(path)
        except PackError as error:
            problems.append(error)
            continue
        problems += _problems(path, offer)
        if offer.lab in offers:
            problems.append(PackError(path.name, f"another file offers {offer.lab} already"))
        offers[offer.lab] = offer
    if problems:
        raise ExceptionGroup(f"{folder} has {len(problems)} problems", problems)
    return offers


def _offer(path: Path) -> LabOffer:
    try:
        return LabOffer.model_validate(yaml.safe_load(path.read_text(encoding="utf-8")))
    except yaml.YAMLError as error:
        raise PackError(path.name, f"is no YAML: {' '.join(str(error).split())}") from error
    except ValidationError as error:
        first = error.errors()[0]
        where = ".".join(str(part) for part in first["loc"])
        more = f" (and {error.error_count() - 1} more)" if error.error_count() > 1 else ""
        raise PackError(Place(path.name, path=where or None), f"{first['msg']}{more}") from error


def _problems(path: Path, offer: LabOffer) -> list[PackError]:
    """Return what is wrong within an offer: values out of their own range, profiles without a value."""
    problems = []
    for spec in offer.parameters:
        for profile in sorted(set(offer.profiles) | set(spec.values)):
            where = Place(path.name, path=f"parameters.{spec.name}.{profile}")
            if profile not in offer.profiles:
                problems.append(PackError(where, f"{offer.lab} has no profile {profile}"))
            elif profile not in spec.values:
                problems.append(PackError(where, "the profile has no value"))
            else:
                try:
                    value_of(spec, spec.values[profile])
                except ParameterError as error:
                    problems.append(PackError(where, error.message))
    names = [spec.name for spec in offer.parameters]
    twice = sorted({name for name in names if names.count(name) > 1})
    return problems + [PackError(path.name, f"the parameter {name} stands twice") for name in twice]
