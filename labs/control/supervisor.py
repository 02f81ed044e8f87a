"""The supervisor: controls runs from inside an event loop, and lets any number of readers follow what they tell."""

import asyncio
import contextlib
import logging
import secrets
from collections.abc import AsyncGenerator, Callable
from concurrent.futures import ThreadPoolExecutor
from datetime import UTC, datetime
from pathlib import Path
from typing import Any, Self, TypeVar

from labs.control.executor import Executor
from labs.control.local_process import LocalProcesses
from labs.control.process_tree import can_look
from labs.control.requests import RunRequest, cancel_run, request_run, resume_run
from labs.control.rounds import Rounds
from labs.control.settings import LabSettings
from labs.offered.loading import Offers, shipped_offers
from schema.lab_runs import MOST_EVENTS, events_after, lab_run
from schema.run_records import Isolation, LabRun, RunEvent
from schema.store import Store

logger = logging.getLogger("syllagraph.labs")

_FOLLOW_S = 0.5
_T = TypeVar("_T")


class Supervisor:
    """Controls runs while it is entered; runs that are under way when it is left go on, and are found again.

    ::

        async with Supervisor(store, LabSettings(Path("runs"))) as supervisor:
            run = await supervisor.start(RunRequest("rehearsal"))
            async for event in supervisor.watch(run.id):
                print(event.kind, event.body)

    Args:
        store: Where runs are kept.
        settings: What an operator has set.
        offers: What can be run; by default what this project offers.
        executor: What runs them; by default processes of this machine.
        recipes: A folder of recipes in place of the shipped ones; needs a sandbox.
        starts: Whether it takes runs from the queue; if not, it only looks after those under way.
    """

    def __init__(
        self,
        store: Store,
        settings: LabSettings,
        *,
        offers: Offers | None = None,
        executor: Executor | None = None,
        recipes: Path | None = None,
        starts: bool = True,
    ) -> None:
        self._store = store
        self._settings = settings
        self.offers = shipped_offers() if offers is None else offers
        self._executor = executor or LocalProcesses(settings)
        self._rounds = Rounds(store, settings, self.offers, self._executor, recipes=recipes, starts=starts)
        self._thread = ThreadPoolExecutor(1, "lab-rounds")
        self._wake = asyncio.Event()
        self._news = asyncio.Condition()
        self._closing = False
        self._task: asyncio.Task[None] | None = None
        self._loop: asyncio.AbstractEventLoop | None = None

    @property
    def isolation(self) -> Isolation:
        """What keeps runs away from everything else on this machine."""
        return self._executor.isolation

    async def __aenter__(self) -> Self:
        self._loop = asyncio.get_running_loop()
        if can_look():
            self._task = asyncio.create_task(self._go_round())
        return self

    async def __aexit__(self, *_: object) -> None:
        self._closing = True
        self._wake.set()
        if self._task is not None:
            await self._task
            await self._in_thread(self._rounds.release)
        self._thread.shutdown()
        async with self._news:
            self._news.notify_all()

    def wake(self) -> None:
        """Look at the queue at once; may be called from any thread."""
        if self._loop is not None and not self._loop.is_closed():
            self._loop.call_soon_threadsafe(self._wake.set)

    async def start(self, request: RunRequest) -> LabRun:
        """Put a run into the queue, as ``labs.control.requests.request_run``."""
        run = await asyncio.to_thread(
            request_run, self._store, self.offers, self._settings, request, **_now_and_chance()
        )
        self._wake.set()
        return run

    async def cancel(self, run: str) -> LabRun:
        """Ask a run to end, as ``labs.control.requests.cancel_run``."""
        found = await asyncio.to_thread(cancel_run, self._store, run, now=datetime.now(UTC))
        self._wake.set()
        return found

    async def resume(self, run: str, *, owner: str = "", idempotency_key: str | None = None) -> LabRun:
        """Go on from a run's checkpoint, as ``labs.control.requests.resume_run``."""
        new = await asyncio.to_thread(
            resume_run,
            self._store,
            self.offers,
            self._settings,
            run,
            owner=owner,
            idempotency_key=idempotency_key,
            **_now_and_chance(),
        )
        self._wake.set()
        return new

    async def run(self, run: str) -> LabRun:
        """Return a run as it is now.

        Raises:
            NotFoundError: There is none of this id.
        """
        return await asyncio.to_thread(self._read_run, run)

    async def watch(self, run: str, after: int = 0) -> AsyncGenerator[RunEvent, None]:
        """Give the events of a run that follow one, as they come, until the run has ended.

        Whoever reads may go away and come again with the number of the last event that was read, here or at another
        server of the same database: nothing is left out and nothing comes twice.

        Raises:
            NotFoundError: There is none of this id.
        """
        while True:
            # The state is read first: what has ended tells nothing more.
            ended = (await self.run(run)).state.ended
            events = await asyncio.to_thread(self._read_events, run, after)
            for event in events:
                yield event
                after = event.seq
            if len(events) == MOST_EVENTS:
                continue
            if ended or (self._closing and not events):
                return
            if not events:
                await self._news_or(_FOLLOW_S)

    async def ended(self, run: str) -> LabRun:
        """Wait until a run has ended, and return it."""
        while not (found := await self.run(run)).state.ended:
            await self._news_or(_FOLLOW_S)
        return found

    async def _news_or(self, seconds: float) -> None:
        async with self._news:
            with contextlib.suppress(TimeoutError):
                await asyncio.wait_for(self._news.wait(), seconds)

    async def _go_round(self) -> None:
        while not self._closing:
            busy: set[str] = set()
            self._wake.clear()
            try:
                busy = await self._in_thread(self._rounds.look)
            except Exception:
                logger.exception("a round failed; the next one tries again")
            if busy:
                async with self._news:
                    self._news.notify_all()
            with contextlib.suppress(TimeoutError):
                wait = self._settings.poll_s if busy else self._settings.idle_s
                await asyncio.wait_for(self._wake.wait(), wait)

    async def _in_thread(self, work: Callable[[], _T]) -> _T:
        return await asyncio.get_running_loop().run_in_executor(self._thread, work)

    def _read_run(self, run: str) -> LabRun:
        with self._store.reading() as transaction:
            return lab_run(transaction, run)

    def _read_events(self, run: str, after: int) -> tuple[RunEvent, ...]:
        with self._store.reading() as transaction:
            return events_after(transaction, run, after)


async def seen_to_its_end(store: Store, settings: LabSettings, run: str, *, seconds: float) -> LabRun:
    """See to it that a run which was asked to end does, also where no server is up, and return it as it is then.

    Args:
        store: Where it is kept.
        settings: What an operator has set.
        run: Its id.
        seconds: How long to wait at the most.

    Raises:
        NotFoundError: There is none of this id.
    """
    async with Supervisor(store, settings, starts=False) as supervisor:
        try:
            return await asyncio.wait_for(supervisor.ended(run), seconds)
        except TimeoutError:
            return await supervisor.run(run)


def _now_and_chance() -> dict[str, Any]:
    return {"now": datetime.now(UTC), "randomness": secrets.token_bytes(10)}
