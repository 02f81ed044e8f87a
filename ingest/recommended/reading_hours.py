"""How long reading takes, from the words of a page."""

import re

from schema.values import Hours

_CHINESE = {
    "半": 0.5,
    "一": 1.0,
    "两": 2.0,
    "二": 2.0,
    "三": 3.0,
    "四": 4.0,
    "五": 5.0,
    "六": 6.0,
    "八": 8.0,
    "十": 10.0,
}
_NUMBER = rf"(?:\d+(?:\.\d+)?|[{''.join(_CHINESE)}])"
_HOUR = r"(?:个?半?小时|个?钟头|hours?|hrs?|h)"
_MINUTE = r"(?:分钟|分|minutes?|mins?|m)"
_UNIT = rf"(?:{_HOUR}|{_MINUTE})(?![a-z])"
_TO = r"\s*(?:[-–—~～〜至到]|to)\s*"
_SPAN = re.compile(
    rf"(?P<low>{_NUMBER})\s*(?P<first>{_UNIT})?(?:{_TO}(?P<high>{_NUMBER}))?\s*(?P<unit>{_UNIT})?", re.IGNORECASE
)
_LONG_AND_SHORT = re.compile(rf"(?P<hours>{_NUMBER})\s*{_HOUR}\s*(?P<minutes>\d+)\s*{_MINUTE}", re.IGNORECASE)


def hours_of(text: str, *, head: str = "") -> Hours | None:
    """Return the time that a cell gives, in hours; None where the cell says nothing.

    Args:
        text: The cell.
        head: The heading of its column, which may hold the unit.

    >>> hours_of("30 分钟")
    Hours(low=0.5, high=0.5, text='30 分钟')
    >>> hours_of("2-3", head="Time (hours)")
    Hours(low=2.0, high=3.0, text='2-3')
    >>> hours_of("按需"), hours_of("–")
    (Hours(low=None, high=None, text='按需'), None)
    """
    text = " ".join(text.split())
    if not re.search(r"\w", text):
        return None
    if both := _LONG_AND_SHORT.search(text):
        exact = round(_value(both["hours"]) + int(both["minutes"]) / 60, 3)
        return Hours(low=exact, high=exact, text=text)
    default = unit[0] if (unit := re.search(_UNIT, head, re.IGNORECASE)) else None
    for match in _SPAN.finditer(text):
        if unit_of_high := match["unit"] or match["first"] or default:
            low = _hours(match["low"], match["first"] or unit_of_high)
            return Hours(low=low, high=_hours(match["high"], unit_of_high) if match["high"] else low, text=text)
    return Hours(text=text)


def _value(number: str) -> float:
    return _CHINESE[number] if number in _CHINESE else float(number)


def _hours(number: str, unit: str) -> float:
    value = _value(number) + (0.5 if unit.startswith(("半小时", "个半")) else 0.0)
    return round(value if re.fullmatch(_HOUR, unit, re.IGNORECASE) else value / 60, 3)
