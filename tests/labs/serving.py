"""A server that dies without a word and prints the ids of its runs: ``python -m tests.labs.serving FOLDER POINT``."""

import asyncio
import os
import secrets
import signal
import sys
from datetime import UTC, datetime
from pathlib import Path

from labs.control.executor import Order
from labs.control.local_process import LocalProcesses
from labs.control.requests import request_run
from labs.control.supervisor import Supervisor
from tests.labs.supervising import Bench, told


def die() -> None:
    os.kill(os.getpid(), signal.SIGKILL)


class DyingBefore(LocalProcesses):
    """Its server dies when it has taken a run and not yet started it."""

    def start(self, order: Order) -> None:
        die()


class DyingAfter(LocalProcesses):
    """Its server dies when it has started a run and not yet noted down what."""

    def start(self, order: Order) -> None:
        super().start(order)
        die()


async def _serve(bench: Bench, point: str) -> None:
    kinds = {"before-start": DyingBefore, "after-start": DyingAfter}
    executor = kinds.get(point, LocalProcesses)(bench.settings)
    async with Supervisor(bench.store, bench.settings, executor=executor) as supervisor:
        steps = 3_000 if point == "for-long" else 80
        run = await supervisor.start(bench.rehearsal(steps=steps, pause_s=0.01))
        print(run.id, flush=True)
        await told(supervisor, run.id, lambda event: event.kind == "metric")
        if point == "cancelling":
            await supervisor.cancel(run.id)
        if point == "ended":
            await supervisor.ended(run.id)
        if point == "with-keeper":
            os.kill((await supervisor.run(run.id)).pid, signal.SIGKILL)
        die()


def main(folder: str, point: str) -> None:
    bench = Bench(Path(folder))
    if point == "queued":
        request, now = bench.rehearsal(steps=20), datetime.now(UTC)
        offers = bench.supervisor().offers
        print(request_run(bench.store, offers, bench.settings, request, now=now, randomness=secrets.token_bytes(10)).id)
        sys.stdout.flush()
        die()
    asyncio.run(_serve(bench, point))


if __name__ == "__main__":
    main(*sys.argv[1:])
