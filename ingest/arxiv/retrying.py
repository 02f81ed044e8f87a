"""Whether to ask arXiv again after it failed, and how long to wait before."""

import random
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from datetime import UTC, datetime
from email.utils import parsedate_to_datetime


@dataclass(frozen=True, slots=True)
class Tries:
    """How often arXiv is asked the same.

    Attributes:
        most: How often at the most.
        unconnected: How often at the most while there is not even a connection: then it is mostly the line here.
        pause: Seconds before the second time; doubled before each further one, and up to half longer by chance.
    """

    most: int = 4
    unconnected: int = 2
    pause: float = 5.0


class FailedError(Exception):
    """A try failed in a way that another may not.

    Attributes:
        pause: Seconds that the server asks to wait, if it does.
        broken: Whether there was an answer that cannot be used: one to a shorter question may be better.
        empty: Whether the answer holds nothing and says that there is nothing.
        connected: Whether there was a connection.
    """

    def __init__(
        self,
        reason: str,
        *,
        pause: float | None = None,
        broken: bool = False,
        empty: bool = False,
        connected: bool = True,
    ) -> None:
        super().__init__(reason)
        self.pause = pause
        self.broken = broken
        self.empty = empty
        self.connected = connected


class Retrying:
    """The policy of asking again.

    Args:
        tries: How often.
        seed: Decides how much longer than the least pauses are.
    """

    def __init__(self, tries: Tries, *, seed: int) -> None:
        self._tries = tries
        self._chance = random.Random(seed)

    def may_go_on(self, failures: Sequence[FailedError]) -> bool:
        """Say whether to ask again after these failures."""
        unconnected = sum(not one.connected for one in failures)
        return len(failures) < self._tries.most and unconnected < self._tries.unconnected

    def pause_after(self, failures: Sequence[FailedError]) -> float:
        """Return for how many seconds to wait: as long as the server asks for, and never less than is due by then."""
        due = self._tries.pause * 2.0 ** (len(failures) - 1) * (1 + self._chance.random() / 2)
        return max(due, failures[-1].pause or 0.0)


def asked_pause(headers: Mapping[str, str], now: datetime) -> float | None:
    """Return for how many seconds a server asks to wait: a number of them, or a date.

    >>> asked_pause({"Retry-After": "7"}, datetime(2026, 3, 11, tzinfo=UTC))
    7.0
    """
    said = headers.get("Retry-After", "").strip()
    if said.isascii() and said.isdigit():
        return float(said[:9])
    try:
        until = parsedate_to_datetime(said)
    except ValueError:
        return None
    return max(0.0, (until.replace(tzinfo=until.tzinfo or UTC) - now).total_seconds())
