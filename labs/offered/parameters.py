"""The parameters that somebody asks for, checked: each is one that the recipe has, of its kind and in its range."""

import math
from collections.abc import Mapping
from typing import Any, cast

from labs.offered.offer_records import LabOffer, ParameterKind, ParameterSpec
from labs.running.config import Parameter
from schema.errors import ParameterError

_NUMBERS = (ParameterKind.INT, ParameterKind.FLOAT)
_MEMBER = {
    ParameterKind.INTS: ParameterKind.INT,
    ParameterKind.FLOATS: ParameterKind.FLOAT,
    ParameterKind.CHOICES: ParameterKind.CHOICE,
}


def parameters_of(offer: LabOffer, profile: str, given: Mapping[str, Any]) -> dict[str, Parameter]:
    """Return all parameters of a recipe with a profile, those that are given in place of the profile's.

    Raises:
        ExceptionGroup: Of ``ParameterError``: all that is wrong.
    """
    problems: list[ParameterError] = []
    values = offer.values_of(profile)
    for name, value in given.items():
        spec = offer.parameter(name)
        if spec is None:
            names = ", ".join(one.name for one in offer.parameters)
            problems.append(
                ParameterError(_shown(name), f"{offer.lab} has no such parameter", remedy=f"It has: {names}")
            )
            continue
        try:
            values[name] = value_of(spec, value)
        except ParameterError as error:
            problems.append(error)
    if problems:
        raise ExceptionGroup(f"{len(problems)} parameters of {offer.lab} cannot be taken", problems)
    return values


def value_of(spec: ParameterSpec, value: object) -> Parameter:
    """Return a value as the recipe gets it.

    >>> from schema.values import Text
    >>> steps = ParameterSpec(name="steps", kind="int", low=1, high=90, about=Text(en="Steps"), values={"tiny": 60})
    >>> value_of(steps, 60), value_of(steps, 60.0)
    (60, 60)

    Raises:
        ParameterError: It is not of the parameter's kind, or out of its range.
    """
    if not spec.kind.is_list:
        return cast("Parameter", _single(spec, spec.kind, value))
    if not isinstance(value, list | tuple):
        raise ParameterError(spec.name, f"is a list, not {_shown(value)}")
    if not 1 <= len(value) <= spec.most:
        raise ParameterError(spec.name, f"has 1 to {spec.most} members, not {len(value):,}")
    members: Any = [_single(spec, _MEMBER[spec.kind], one) for one in value]
    return cast("Parameter", members)


def value_from_text(spec: ParameterSpec, text: str) -> Parameter:
    """Return a value that somebody typed: ``60``, ``0.04``, ``true``, ``dpo``, or ``0,0.4,0.8`` for a list.

    >>> from schema.values import Text
    >>> noise = ParameterSpec(name="noise", kind="floats", low=0, high=1, about=Text(en="Noise"), values={})
    >>> value_from_text(noise, "0, 0.4")
    [0.0, 0.4]

    Raises:
        ParameterError: It is not of the parameter's kind, or out of its range.
    """
    if spec.kind.is_list:
        return value_of(spec, [_typed(_MEMBER[spec.kind], part.strip()) for part in text.split(",")])
    return value_of(spec, _typed(spec.kind, text.strip()))


def _typed(kind: ParameterKind, text: str) -> object:
    if kind is ParameterKind.BOOL:
        return {"true": True, "yes": True, "false": False, "no": False}.get(text.lower(), text)
    if kind not in _NUMBERS or len(text) > 40:
        return text
    for reading in (int, float):
        try:
            return reading(text)
        except ValueError:
            continue
    return text


def _single(spec: ParameterSpec, kind: ParameterKind, value: object) -> Any:  # noqa: ANN401 - one of several kinds
    if kind is ParameterKind.BOOL:
        if not isinstance(value, bool):
            raise ParameterError(spec.name, f"is true or false, not {_shown(value)}")
        return value
    if kind is ParameterKind.CHOICE:
        if not isinstance(value, str) or value not in spec.choices:
            raise ParameterError(spec.name, f"is one of {', '.join(spec.choices)}, not {_shown(value)}")
        return value
    if isinstance(value, bool) or not isinstance(value, int | float) or not _is_number(value):
        raise ParameterError(spec.name, f"is a number, not {_shown(value)}")
    if kind is ParameterKind.INT and value != int(value):
        raise ParameterError(spec.name, f"is a whole number, not {_shown(value)}")
    if spec.low is None or spec.high is None or not spec.low <= value <= spec.high:
        raise ParameterError(spec.name, f"is from {spec.low:,g} to {spec.high:,g}, not {_shown(value)}")
    return int(value) if kind is ParameterKind.INT else float(value)


def _is_number(value: int | float) -> bool:
    return isinstance(value, int) or math.isfinite(value)


def _shown(value: object) -> str:
    """Return what was given as it can be told: short, and without anything that a terminal would act on."""
    if isinstance(value, int) and not isinstance(value, bool) and abs(value) > 10**40:
        return "a number of more than 40 digits"
    text = ascii(value) if not isinstance(value, str) else "".join(c if c.isprintable() else "?" for c in value[:80])
    return text if len(text) <= 80 else f"{text[:79]}…"
