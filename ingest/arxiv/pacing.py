"""Taking turns at arXiv: one request at a time and a pause after each, over all processes of a user.

A lock on a file is the turn: the system lets go of it when a process ends, however it ends. In the file stands when the
last request ended, so that whoever comes next knows how long to wait; where nothing that makes sense stands there, it
is taken to have ended just now.
"""

import fcntl
import math
import os
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from pathlib import Path

from schema.errors import ArxivError

INTERVAL = 3.0
"""Seconds between two requests, as arXiv's terms of use ask for."""

LONGEST_PAUSE = 300.0
"""Seconds that are waited at the most, whatever a server or a clock says."""

_ALLOWANCE = 1.0
_TOLD_FROM = 1.0


class Pace:
    """The turns of all processes that share a folder.

    Args:
        folder: Where the lock is kept; made if it is missing.
        interval: Seconds from the end of one request to the start of the next.
        waiting: Is told for how many seconds a request has to wait, if it is long.
    """

    def __init__(
        self, folder: Path, *, interval: float = INTERVAL, waiting: Callable[[float], None] = lambda _: None
    ) -> None:
        self._file = folder / "turn"
        self._interval = interval
        self._waiting = waiting

    @contextmanager
    def turn(self) -> Iterator[None]:
        """Wait for the turn, and keep it while the body runs.

        Raises:
            ArxivError: There is no place where turns can be taken.
        """
        descriptor = self._opened()
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            self._wait(descriptor)
            # Before the request too: a process that is killed in the middle of it has made it, if a little later.
            _write(descriptor, time.time() + _ALLOWANCE)
            try:
                yield
            finally:
                _write(descriptor, time.time())
        finally:
            os.close(descriptor)

    def hold_off(self, seconds: float) -> None:
        """Have the next request, of whichever process, wait for at least so long."""
        descriptor = self._opened()
        try:
            fcntl.flock(descriptor, fcntl.LOCK_EX)
            ended = time.time() + min(seconds, LONGEST_PAUSE) - self._interval
            _write(descriptor, max(ended, _read(descriptor) or 0.0))
        finally:
            os.close(descriptor)

    def _opened(self) -> int:
        try:
            self._file.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            return os.open(self._file, os.O_RDWR | os.O_CREAT | os.O_CLOEXEC, 0o600)
        except OSError as error:
            raise ArxivError(
                str(self._file),
                f"cannot be used to take turns at arXiv: {error.strerror}",
                remedy="Set SYLLAGRAPH_ARXIV_CACHE to a folder that can be written",
            ) from error

    def _wait(self, descriptor: int) -> None:
        ended = _read(descriptor)
        if ended is None:
            return
        left = min(ended + self._interval - time.time(), LONGEST_PAUSE)
        if left > _TOLD_FROM:
            self._waiting(left)
        if left > 0:
            time.sleep(left)


def _read(descriptor: int) -> float | None:
    """Return when the last request ended, in seconds of the system's clock; None where there was none."""
    text = os.pread(descriptor, 64, 0)
    if not text:
        return None
    try:
        return int(text) / 1000
    except ValueError:
        return time.time()


def _write(descriptor: int, ended: float) -> None:
    # Always as many digits, so that one write replaces the other; up to the next millisecond, never down.
    os.pwrite(descriptor, b"%015d" % math.ceil(ended * 1000), 0)
