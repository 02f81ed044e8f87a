"""The runs behind the service: reading them, asking for one, ending one, following what they tell."""

import secrets
from collections.abc import AsyncGenerator, Sequence
from datetime import UTC, datetime

from labs.control.requests import RunRequest, cancel_run, request_run, resume_run
from labs.control.settings import LabSettings
from labs.control.supervisor import Supervisor
from labs.offered.loading import Offers, shipped_offers
from schema.lab_runs import (
    RunFilter,
    artifacts_of,
    count_of_runs,
    events_after,
    lab_run,
    lab_runs,
    last_event,
    scores_of,
)
from schema.run_records import LabRun, RunArtifact, RunEvent, RunScore
from schema.store import Store


class RunDesk:
    """The runs of a store.

    All but ``follow`` waits for the database: it is called from threads.

    Args:
        store: The store.
        settings: How runs are controlled.
        offers: What can be run; by default what this project offers.
    """

    def __init__(self, store: Store, settings: LabSettings, offers: Offers | None = None) -> None:
        self._store = store
        self._settings = settings
        self.offers = shipped_offers() if offers is None else offers
        self.supervisor: Supervisor | None = None

    def supervised(self) -> Supervisor:
        """Return a supervisor of these runs, to be entered in the loop of the server."""
        self.supervisor = Supervisor(self._store, self._settings, offers=self.offers)
        return self.supervisor

    def run(self, run: str) -> LabRun:
        """Return a run.

        Raises:
            NotFoundError: There is none of this id.
        """
        with self._store.reading() as transaction:
            return lab_run(transaction, run)

    def runs(self, which: RunFilter, *, before: str | None = None, limit: int | None = None) -> tuple[LabRun, ...]:
        """Return runs, newest first, those before one if it is given."""
        with self._store.reading() as transaction:
            return lab_runs(transaction, which, before=before, limit=limit)

    def count(self, which: RunFilter) -> int:
        """Return how many runs there are."""
        with self._store.reading() as transaction:
            return count_of_runs(transaction, which)

    def events(
        self, run: str, after: int = 0, *, limit: int | None = None, kinds: Sequence[str] | None = None
    ) -> tuple[RunEvent, ...]:
        """Return the events of a run that follow one, of all kinds or of some, all of them if no limit is given."""
        found: list[RunEvent] = []
        with self._store.reading() as transaction:
            while part := events_after(
                transaction, run, after, kinds=kinds, **({} if limit is None else {"limit": limit})
            ):
                found += part
                after = part[-1].seq
                if limit is not None:
                    break
        return tuple(found)

    def last(self, run: str, kind: str) -> RunEvent | None:
        """Return the newest event of a kind, if there is one."""
        with self._store.reading() as transaction:
            return last_event(transaction, run, kind)

    def scores(self, run: str) -> tuple[RunScore, ...]:
        """Return the scores of a run."""
        with self._store.reading() as transaction:
            return scores_of(transaction, run)

    def artifacts(self, run: str) -> tuple[RunArtifact, ...]:
        """Return what a run has made."""
        with self._store.reading() as transaction:
            return artifacts_of(transaction, run)

    def start(self, request: RunRequest) -> LabRun:
        """Put a run into the queue, as ``labs.control.requests.request_run``."""
        run = request_run(
            self._store,
            self.offers,
            self._settings,
            request,
            now=datetime.now(UTC),
            randomness=secrets.token_bytes(10),
        )
        self._wake()
        return run

    def resume(self, run: str, *, owner: str = "", idempotency_key: str | None = None) -> LabRun:
        """Go on from a run's checkpoint, as ``labs.control.requests.resume_run``."""
        found = resume_run(
            self._store,
            self.offers,
            self._settings,
            run,
            now=datetime.now(UTC),
            randomness=secrets.token_bytes(10),
            owner=owner,
            idempotency_key=idempotency_key,
        )
        self._wake()
        return found

    def cancel(self, run: str) -> LabRun:
        """Ask a run to end, as ``labs.control.requests.cancel_run``."""
        found = cancel_run(self._store, run, now=datetime.now(UTC))
        self._wake()
        return found

    async def follow(self, run: str, after: int = 0) -> AsyncGenerator[RunEvent, None]:
        """Give the events of a run that follow one, as they come, until it has ended; as ``Supervisor.watch``."""
        if self.supervisor is not None:
            async for event in self.supervisor.watch(run, after):
                yield event

    def _wake(self) -> None:
        if self.supervisor is not None:
            self.supervisor.wake()
