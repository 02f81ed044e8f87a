"""Processes that go on although their run has ended in the store: it was given up while nobody could reach them."""

import logging

from labs.control.executor import Executor
from labs.control.keeper import CLAIM, ENDED
from labs.control.settings import LabSettings
from schema.errors import NotFoundError
from schema.lab_runs import lab_run
from schema.store import Store

logger = logging.getLogger("syllagraph.labs")


def end_orphans(store: Store, settings: LabSettings, executor: Executor) -> None:
    """End what still runs in the folders of runs that have ended; what this store knows nothing of is left alone."""
    for claim in settings.folder.glob(f"*/{CLAIM}"):
        if (claim.parent / ENDED).exists():
            continue
        handle = executor.found(claim.parent.name, claim.parent.absolute())
        if handle is None or executor.ending(handle) is not None:
            continue
        try:
            with store.reading() as transaction:
                ended = lab_run(transaction, handle.run).state.ended
        except NotFoundError:
            continue
        if ended:
            logger.warning("run %s: it has ended in the store, and its process went on", handle.run)
            executor.end(handle.run, handle)
