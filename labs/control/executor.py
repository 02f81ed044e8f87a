"""What runs a run: a small protocol, so that a cluster can take the place of this machine."""

from collections.abc import Mapping
from dataclasses import dataclass
from enum import StrEnum
from pathlib import Path
from typing import Protocol

from labs.offered.offer_records import Profile
from labs.running.config import Config
from labs.running.judge import PARAMETER, SERVER
from schema.run_records import Isolation


class Cause(StrEnum):
    """What ended a process."""

    EXITED = "exited"
    """It ended by itself."""
    ASKED = "asked"
    TIMED_OUT = "timed-out"
    MEMORY = "memory"
    DISK = "disk"
    PROCESSES = "processes"
    VANISHED = "vanished"
    """Nobody saw it end: whoever kept it is gone too."""
    UNREACHABLE = "unreachable"
    """Its machine is gone, or was started anew."""


@dataclass(frozen=True, slots=True)
class Order:
    """A run that is to be started.

    Attributes:
        run: Its id.
        home: The folder of all that belongs to it; ``config.folder``, which is its own to write in, is within.
        config: What the recipe is given.
        profile: What it may take.
        timeout_s: Seconds after which it is ended.
        grace_s: Seconds for a checkpoint when it is asked to end.
        recipes: A folder of recipes in place of the shipped ones, or None.
    """

    run: str
    home: Path
    config: Config
    profile: Profile
    timeout_s: float
    grace_s: float
    recipes: Path | None = None

    @property
    def asks_judge(self) -> bool:
        """Whether it asks the judge that is set, and so needs to know of it and to reach it."""
        return self.config.parameters.get(PARAMETER) == SERVER

    @property
    def network(self) -> bool:
        """Whether it may use the network."""
        return self.profile.network or self.asks_judge


@dataclass(frozen=True, slots=True)
class Handle:
    """A run that was started.

    Attributes:
        run: Its id.
        home: The folder of all that belongs to it.
        pid: Number of the process that keeps it.
        started: When that process was started, so that no other of its number is taken for it.
    """

    run: str
    home: Path
    pid: int
    started: str


@dataclass(frozen=True, slots=True)
class Ending:
    """How a process ended.

    Attributes:
        cause: What ended it.
        exit_code: Its exit code, negative for a signal; None where nobody saw it.
        measured: ``seconds``, ``cpu_seconds``, ``peak_mb``, as far as known.
    """

    cause: Cause
    exit_code: int | None = None
    measured: Mapping[str, float] | None = None


class Executor(Protocol):
    """Where runs run. None of these waits for long."""

    @property
    def host(self) -> str:
        """What names the machine, and this boot of it."""
        ...

    @property
    def isolation(self) -> Isolation:
        """What keeps its runs away from everything else."""
        ...

    def start(self, order: Order) -> None:
        """Start a run; ``found`` tells when it is there.

        Raises:
            SyllagraphError: It cannot be started.
        """
        ...

    def found(self, run: str, home: Path) -> Handle | None:
        """Return a run that was started, by this server or one before it."""
        ...

    def forbid(self, run: str, home: Path) -> bool:
        """See to it that a run that was not found will never start; False if it has started after all."""
        ...

    def ending(self, handle: Handle) -> Ending | None:
        """Return how a run ended, or None while it goes on."""
        ...

    def ask_to_end(self, handle: Handle) -> None:
        """Ask a run to end; after its grace it is made to."""
        ...

    def end(self, run: str, handle: Handle | None) -> None:
        """End all that there may be of a run, at once."""
        ...
