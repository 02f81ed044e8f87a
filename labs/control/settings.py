"""What an operator may set of how runs are controlled."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from pathlib import Path


@dataclass(frozen=True, slots=True)
class LabSettings:
    """How runs are controlled.

    Attributes:
        folder: Where runs are kept, a folder each.
        models: Where models and data from elsewhere are kept, or None for nowhere. Runs without network only read it.
        most_running: The most runs under way on this machine.
        most_per_owner: The most runs under way of one owner.
        most_waiting: The most runs of one owner that wait.
        lease_s: After how many seconds without a heartbeat another server may take a run.
        start_s: Seconds in which a run's keeper has to be there.
        most_told: The most bytes that are read of what a run tells.
        most_events: The most events that are kept of a run.
        most_log: The most characters that are kept of a run's log.
        most_line: The most bytes of a line that a run tells.
        most_output: The most bytes that are kept of what a run prints.
        most_processes: The most processes that a run may have.
        threads: Threads of numerical libraries.
        secrets: What no log may show.
        judge: Variables that name the judge which runs may ask, as in ``labs.running.judge``; empty for none.
        poll_s: Seconds between looks at runs under way.
        idle_s: Seconds between looks for runs that another process has asked for.
    """

    folder: Path
    models: Path | None = None
    most_running: int = 2
    most_per_owner: int = 1
    most_waiting: int = 100
    lease_s: float = 15.0
    start_s: float = 20.0
    most_told: int = 256 * 1024 * 1024
    most_events: int = 50_000
    most_log: int = 1_000_000
    most_line: int = 256 * 1024
    most_output: int = 4 * 1024 * 1024
    most_processes: int = 64
    threads: int = 1
    secrets: tuple[str, ...] = field(default=(), repr=False)
    judge: Mapping[str, str] = field(default_factory=dict, repr=False)
    poll_s: float = 0.15
    idle_s: float = 1.0
