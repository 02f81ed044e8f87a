"""Numbers as tables give them: a value or a range, with its unit."""

import re
from dataclasses import dataclass

_NUMBER = r"(?:\d{1,3}(?:,\d{3}){1,4}|\d{1,15})(?:\.\d{1,15})?"
_LARGEST = 2**31 - 1
_AMOUNT = re.compile(
    rf"^\s*(?:约|大约|about|around|approx\.?)?\s*(?P<sign>[~≈<>≤≥＜＞]?)\s*(?P<currency>[¥$€]?)\s*(?P<low>{_NUMBER})"
    rf"\s*(?P<first>%|[A-Za-z一-鿿/]+)?\s*(?:[-–—~～至到]\s*(?P<high>{_NUMBER}))?\s*(?P<more>\+)?"
    r"\s*(?P<unit>%|[A-Za-z一-鿿/][A-Za-z一-鿿/ ]{0,20})?\s*$",
    re.IGNORECASE,
)


@dataclass(frozen=True, slots=True)
class Amount:
    """A value or range.

    Attributes:
        low: The least, where there is one.
        high: The most, where there is one.
        unit: The unit.
    """

    low: float | None
    high: float | None
    unit: str | None


def amount_in(text: str) -> Amount | None:
    """Return the amount that a text is, or None where it is more or less than one amount, or a very large one.

    >>> amount_in("5-15%")
    Amount(low=5.0, high=15.0, unit='%')
    >>> amount_in("> 95 %").high is None, amount_in("~8 GB").unit, amount_in("rises from 1 to 2")
    (True, 'GB', None)
    """
    match = _AMOUNT.match(text)
    if match is None:
        return None
    low = float(match["low"].replace(",", ""))
    high = float(match["high"].replace(",", "")) if match["high"] else low
    if max(low, high) > _LARGEST:
        return None
    unit = match["unit"] or match["first"] or match["currency"] or None
    least = None if match["sign"] in {"<", "≤", "＜"} else low
    most = None if match["sign"] in {">", "≥", "＞"} or match["more"] else high
    return Amount(least, most, unit.strip() if unit else None)
