"""What a run in the queue comes to when its turn has come: its folder, its inputs on disk, its limits."""

from pathlib import Path

from labs.control.executor import Order
from labs.control.outcome import content_of
from labs.control.requests import offered
from labs.control.sandbox import WORK
from labs.control.settings import LabSettings
from labs.offered.loading import Offers
from labs.running.config import Config
from schema.errors import InputError
from schema.lab_runs import artifact_of_hash, lab_run
from schema.run_records import LabRun
from schema.store import Store


def home_of(run: LabRun, settings: LabSettings) -> Path:
    """Return the folder of all that belongs to a run: where it was put, unless all runs were moved since."""
    here = settings.folder.absolute() / run.id
    put = run.host.partition(":")[2]
    there = Path(put) / run.id if put else here
    return there if there.exists() or not here.exists() else here


def order_of(run: LabRun, store: Store, settings: LabSettings, offers: Offers, *, recipes: Path | None = None) -> Order:
    """Return what is to be started for a run.

    Raises:
        NotFoundError: Its lab or profile is no longer offered.
        InputError: What it starts from is gone or changed.
    """
    offer, profile = offered(offers, run.lab, run.profile)
    home = home_of(run, settings)
    config = Config(
        run=run.id,
        lab=run.lab,
        recipe=offer.recipe,
        profile=run.profile,
        seed=run.seed,
        parameters=run.parameters,
        inputs={name: input_path(digest, store, settings) for name, digest in run.inputs.items()},
        folder=home / WORK,
    )
    return Order(run.id, home, config, profile, run.timeout_s, run.grace_s, recipes)


def input_path(digest: str, store: Store, settings: LabSettings) -> Path:
    """Return where an artifact is, if it is still what it was.

    Raises:
        NotFoundError: No run made it.
        InputError: It is gone or changed.
    """
    with store.reading() as transaction:
        artifact = artifact_of_hash(transaction, digest)
        run = lab_run(transaction, artifact.run)
    path = home_of(run, settings) / WORK / artifact.path
    if not path.exists() or content_of(path)[1] != digest:
        raise InputError(f"{artifact.name} of the run {artifact.run} is no longer what that run made")
    return path
