"""Numbers as pages write them: about, ranges, at least, thousands, minutes and hours, in Chinese and English."""

import re
import unicodedata
from dataclasses import dataclass
from decimal import Decimal

_LONGEST = 100

_MAGNITUDES = {"k": 1_000, "千": 1_000, "万": 10_000, "百万": 1_000_000, "m": 1_000_000, "亿": 10**8, "b": 10**9}
_UNITS: dict[str, tuple[str, Decimal]] = {
    **dict.fromkeys(("小时", "hours", "hour", "hrs", "h"), ("min", Decimal(60))),
    **dict.fromkeys(("分钟", "minutes", "minute", "mins", "min"), ("min", Decimal(1))),
    **dict.fromkeys(("秒", "seconds", "second", "sec", "s"), ("min", 1 / Decimal(60))),
    **dict.fromkeys(("天", "days", "day"), ("min", Decimal(1440))),
    **dict.fromkeys(("元", "cny", "rmb"), ("CNY", Decimal(1))),
    "tb": ("GB", Decimal(1000)),
    "gb": ("GB", Decimal(1)),
    "mb": ("GB", 1 / Decimal(1000)),
    "%": ("%", Decimal(1)),
}
_AMOUNT = (
    r"(?P<number{0}>\d{{1,15}}(?:\.\d{{1,12}})?(?:e[+-]?\d{{1,2}})?)"
    r" ?(?P<magnitude{0}>百万|[千万亿]|[kmb](?![a-z]))?"
    rf" ?(?P<unit{{0}}>{'|'.join(sorted(_UNITS, key=len, reverse=True))})?"
)
_LEAST = r">=?|≥|超过|大于|至少|over|above|more than|at least"
_MOST = r"<=?|≤|不到|不超过|小于|至多|under|below|less than|at most"
_QUANTITY = re.compile(
    rf"(?:(?P<least>{_LEAST})|(?P<most>{_MOST}))? ?(?:~|≈|大约|约|about|around)? ?{_AMOUNT.format(1)}"
    rf"(?: ?(?:-|–|—|~|…|\.\.\.?|至|到|to) ?~? ?{_AMOUNT.format(2)})?"
    r"(?P<more> ?(?:\+|以上))?(?P<less> ?(?:以下|以内))?(?: ?[x×] ?(?P<by>\d{1,3}))?"
)
_SEPARATOR = re.compile(r"(?<=\d),(?=\d{3}(?!\d))")
_SUM = re.compile(r" ?\+ ?(?=\d)")


@dataclass(frozen=True, slots=True)
class Quantity:
    """A number, or a range that holds it; None where it is open.

    Attributes:
        low: The least it can be.
        high: The most it can be.
        unit: What it is measured in, where it says so: ``min``, ``CNY``, ``GB`` or ``%``.
    """

    low: Decimal | None
    high: Decimal | None
    unit: str | None = None

    @property
    def is_range(self) -> bool:
        """Whether it is more than one number."""
        return self.low != self.high

    def times(self, factor: Decimal) -> "Quantity":
        """Return it as often as a factor says."""
        low, high = (None if end is None else end * factor for end in (self.low, self.high))
        return Quantity(low, high, self.unit)

    def plus(self, other: "Quantity") -> "Quantity":
        """Return the sum of two."""
        low = None if self.low is None or other.low is None else self.low + other.low
        high = None if self.high is None or other.high is None else self.high + other.high
        return Quantity(low, high, self.unit or other.unit)


def quantity(text: str) -> Quantity | None:
    """Return the quantity that a text is, or None where it is anything else.

    >>> quantity("~35-38 GB")
    Quantity(low=Decimal('35'), high=Decimal('38'), unit='GB')
    >>> quantity("1.5 小时").low
    Decimal('90.0')
    >>> quantity("60%+").high is None
    True
    >>> quantity("A100-40G") is None
    True
    """
    if len(text) > _LONGEST:
        return None
    plain = _SEPARATOR.sub("", unicodedata.normalize("NFKC", text).strip().lower())
    found: Quantity | None = None
    for part in _SUM.split(plain):
        one = _single(part.strip())
        if one is None or (found and found.unit and one.unit and one.unit != found.unit):
            return None
        found = found.plus(one) if found else one
    return found


def shown(value: Quantity) -> str:
    """Return a quantity in few characters, without its unit.

    >>> shown(Quantity(Decimal("0.00002"), Decimal("0.0002")))
    '2e-5-2e-4'
    """
    if value.low is None:
        return f"at most {_number(value.high)}"
    if value.high is None:
        return f"at least {_number(value.low)}"
    return _number(value.low) if not value.is_range else f"{_number(value.low)}-{_number(value.high)}"


def _number(value: Decimal | None) -> str:
    if value is None:
        return ""
    if value and abs(value) < Decimal("0.001"):
        digits, _, exponent = f"{value:.3e}".partition("e")
        return f"{digits.rstrip('0').rstrip('.')}e{int(exponent)}"
    return f"{value:.{4 if abs(value) < 1 else 2}f}".rstrip("0").rstrip(".")


def _single(text: str) -> Quantity | None:
    match = _QUANTITY.fullmatch(text)
    if match is None:
        return None
    unit_1, unit_2 = match["unit1"], match["unit2"]
    high = _amount(match["number2"], match["magnitude2"], unit_2) if match["number2"] else None
    low = _amount(match["number1"], match["magnitude1"], unit_1 or unit_2)
    if high is not None and not match["magnitude1"]:
        # In 5-10K both ends are thousands, in 500-1K only one is.
        both = _amount(match["number1"], match["magnitude2"], unit_1 or unit_2)
        low = both if both <= high else low
    top = low if high is None else high
    unit = next((_UNITS[name][0] for name in (unit_2, unit_1) if name), None)
    if top < low or (unit_1 and unit_2 and _UNITS[unit_1][0] != _UNITS[unit_2][0]):
        return None
    at_least, at_most = match["least"] or match["more"], match["most"] or match["less"]
    value = Quantity(None if at_most else low, None if at_least else top, unit)
    return value.times(Decimal(match["by"])) if match["by"] else value


def _amount(number: str, magnitude: str | None, unit: str | None) -> Decimal:
    value = Decimal(number) * _MAGNITUDES.get(magnitude or "", 1)
    return value * _UNITS[unit][1] if unit else value
