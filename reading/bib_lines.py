"""The lines of a text: which one an offset is on."""

import re
from array import array
from bisect import bisect_left

_END = re.compile(r"\n|\r(?!\n)")


class Lines:
    r"""The lines of a text that end in ``\n``, ``\r\n`` or ``\r``, counted from 1.

    >>> lines = Lines("tea\r\npot\rkettle")
    >>> lines.number(0), lines.number(6), lines.start(3)
    (1, 2, 9)
    """

    def __init__(self, text: str) -> None:
        self._ends = array("Q", (found.start() for found in _END.finditer(text)))

    def number(self, place: int) -> int:
        """Return the number of the line that an offset is on."""
        return bisect_left(self._ends, place) + 1

    def start(self, number: int) -> int:
        """Return the offset at which a line begins; of a line that there is not, the nearest."""
        before = min(number - 1, len(self._ends))
        return self._ends[before - 1] + 1 if before > 0 else 0
