"""What people ask of runs: to start one, to end one, to go on with one. Each is a change in the store, nothing more."""

import hashlib
import json
from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import datetime
from typing import Any

from pydantic import ValidationError

from labs.control.process_tree import can_look
from labs.control.settings import LabSettings
from labs.offered.loading import Offers
from labs.offered.offer_records import LabOffer, Profile, StartsFrom
from labs.offered.packages import check_packages
from labs.offered.parameters import parameters_of
from labs.running.judge import MODEL, PARAMETER, SERVER, URL
from schema.errors import InputError, NotFoundError, ParameterError
from schema.lab_runs import add_run, artifact_of_hash, artifacts_of, change_state, lab_run, newest_artifact, run_of_key
from schema.run_queue import check_room
from schema.run_records import RESUMABLE, LabRun, RunState, run_id
from schema.store import Store, Transaction

CHECKPOINT = "checkpoint"
"""Role of the artifact that a run can go on from, and the name it then has among the inputs."""

_LARGEST_SEED = 2**31 - 1


@dataclass(frozen=True, slots=True)
class RunRequest:
    """A run that somebody asks for.

    Attributes:
        lab: Slug of the lab.
        profile: Name of the profile.
        seed: What all that is random follows from.
        parameters: Those that are not to have the profile's value.
        inputs: Hashes of artifacts to start from, by name; the newest fitting ones where nothing is named.
        owner: Who asks.
        idempotency_key: The client's own key: asked for again under the same key, it is the same run.
    """

    lab: str
    profile: str = "tiny"
    seed: int = 0
    parameters: Mapping[str, Any] = field(default_factory=dict)
    inputs: Mapping[str, str] = field(default_factory=dict)
    owner: str = ""
    idempotency_key: str | None = None


def offered(offers: Offers, lab: str, profile: str) -> tuple[LabOffer, Profile]:
    """Return what a lab offers, and one of its profiles.

    Raises:
        NotFoundError: It cannot be run, or not in that size.
    """
    if lab not in offers:
        raise NotFoundError(lab, sorted(offers), what="lab that can be run")
    offer = offers[lab]
    if profile not in offer.profiles:
        raise NotFoundError(profile, list(offer.profiles), what=f"profile of {lab}")
    return offer, offer.profiles[profile]


def request_run(
    store: Store, offers: Offers, settings: LabSettings, request: RunRequest, *, now: datetime, randomness: bytes
) -> LabRun:
    """Put a run into the queue and return it; under a key that was used for the same before, return that run.

    Raises:
        NotFoundError: There is no such lab, profile or artifact.
        InputError: The seed, the key or the inputs make no sense, or this machine cannot run labs.
        ExceptionGroup: Of ``ParameterError``.
        ConflictError: The key was used for something else.
        TooManyRunsError: The owner has too many runs waiting.
    """
    if not can_look():
        raise InputError("labs are run on Linux only", remedy="Use Linux, in a container or another machine")
    drafted = draft(offers, request, now=now, randomness=randomness)
    if drafted.parameters.get(PARAMETER) == SERVER and not settings.judge:
        raise InputError(
            "no judge is set that a run could ask", remedy=f"Whoever runs the service sets {URL} and {MODEL}"
        )
    with store.writing() as transaction:
        if request.idempotency_key is None or not run_of_key(transaction, request.owner, request.idempotency_key):
            check_room(transaction, request.owner, most_waiting=settings.most_waiting)
            inputs = _inputs(transaction, offers[request.lab], drafted)
            drafted = drafted.model_copy(update={"inputs": inputs})
        return add_run(transaction, drafted)


def draft(offers: Offers, request: RunRequest, *, now: datetime, randomness: bytes) -> LabRun:
    """Return the run that a request would make, with the inputs that it names.

    Raises:
        As ``request_run``.
    """
    offer, profile = offered(offers, request.lab, request.profile)
    if isinstance(request.seed, bool) or not 0 <= request.seed <= _LARGEST_SEED:
        raise InputError(f"a seed is a whole number from 0 to {_LARGEST_SEED:,}")
    check_packages(offer, request.profile)
    parameters = parameters_of(offer, request.profile, request.parameters)
    unknown = sorted(set(request.inputs) - {one.name for one in offer.starts_from})
    if unknown:
        raise ParameterError(ascii(unknown[0]), f"{offer.lab} starts from nothing of this name")
    try:
        return LabRun(
            id=run_id(now, randomness),
            course=offer.course,
            lab=offer.lab,
            recipe=offer.recipe,
            profile=request.profile,
            seed=request.seed,
            parameters=parameters,
            inputs=dict(request.inputs),
            owner=request.owner,
            idempotency_key=request.idempotency_key,
            asked=_hash(offer.lab, request.profile, request.seed, parameters, dict(request.inputs)),
            created_at=now,
            timeout_s=profile.timeout_minutes * 60,
            grace_s=profile.grace_seconds,
        )
    except ValidationError as error:
        raise InputError(_said(error)) from error


def cancel_run(store: Store, run: str, *, now: datetime) -> LabRun:
    """Ask a run to end and return it; one that has ended, or was asked already, stays as it is.

    Raises:
        NotFoundError: There is no such run.
    """
    with store.writing() as transaction:
        found = lab_run(transaction, run)
        if found.state is RunState.QUEUED:
            return change_state(transaction, found, RunState.CANCELLED, now=now)
        if found.state in (RunState.STARTING, RunState.RUNNING):
            return change_state(transaction, found, RunState.CANCELLING, now=now)
        return found


def resume_run(
    store: Store,
    offers: Offers,
    settings: LabSettings,
    run: str,
    *,
    now: datetime,
    randomness: bytes,
    owner: str = "",
    idempotency_key: str | None = None,
) -> LabRun:
    """Put a new attempt into the queue that goes on from a run's checkpoint, and return it.

    Raises:
        NotFoundError: There is no such run, or its lab can no longer be run.
        InputError: It has not ended early, or left no checkpoint.
        TooManyRunsError: The owner has too many runs waiting.
    """
    with store.writing() as transaction:
        before = lab_run(transaction, run)
        if before.state not in RESUMABLE:
            raise InputError(f"the run {run} is {before.state}", remedy="Only a run that ended early can go on")
        kept = [one for one in artifacts_of(transaction, run) if one.role == CHECKPOINT]
        if not kept:
            raise InputError(f"the run {run} left no checkpoint", remedy="Start it anew")
        offered(offers, before.lab, before.profile)
        drafted = LabRun(
            **before.model_dump(include=_CARRIED_ON),
            id=run_id(now, randomness),
            inputs={**before.inputs, CHECKPOINT: kept[-1].sha256},
            owner=owner,
            idempotency_key=idempotency_key,
            asked=_hash("resume", run),
            created_at=now,
            attempt=before.attempt + 1,
            resumes=run,
        )
        if idempotency_key is None or not run_of_key(transaction, owner, idempotency_key):
            check_room(transaction, owner, most_waiting=settings.most_waiting)
        return add_run(transaction, drafted)


_CARRIED_ON = {"course", "lab", "recipe", "profile", "seed", "parameters", "timeout_s", "grace_s"}


def _inputs(transaction: Transaction, offer: LabOffer, run: LabRun) -> dict[str, str]:
    """Return the hash of what a run starts from, by name.

    Raises:
        NotFoundError: An artifact that is named does not exist.
        InputError: Nothing is named, no run has made anything fitting, and nothing public takes its place.
    """
    chosen = {}
    for need in offer.starts_from:
        found = _chosen(transaction, need, run)
        if found is not None:
            chosen[need.name] = found
    return chosen


def _chosen(transaction: Transaction, need: StartsFrom, run: LabRun) -> str | None:
    if need.name in run.inputs:
        named = artifact_of_hash(transaction, run.inputs[need.name])
        if named.role != need.role:
            raise ParameterError(need.name, f"is of the role {need.role}, and {named.name} is of the role {named.role}")
        return named.sha256
    newest = newest_artifact(transaction, need.any_of, role=need.role, profile=run.profile, course=run.course)
    if newest is None and need.or_model is None:
        labs = " or ".join(need.any_of)
        raise InputError(
            f"{run.lab} starts from what {labs} makes, and no run of it has succeeded with the profile {run.profile}",
            remedy=f"Run it first: syllagraph lab run {need.any_of[0]} --profile {run.profile}",
        )
    return newest.sha256 if newest else None


def _hash(*parts: object) -> str:
    return hashlib.sha256(json.dumps(parts, sort_keys=True).encode()).hexdigest()


def _said(error: ValidationError) -> str:
    """Return what is wrong, without what was given: it may hold anything."""
    return "; ".join(f"{'.'.join(map(str, one['loc'])) or 'the run'}: {one['msg']}" for one in error.errors())
