"""Starting and ending runs of labs. Who may ask at all is settled before (``api.view``); mistakes come back as data."""

from collections.abc import Callable
from typing import Annotated, TypeVar

import strawberry

from api.connections import at_most
from api.context import Info
from api.errors import problems_of
from api.filters import short
from api.lab_run_types import LabRun, desk_of, run_named
from api.list_payloads import UserError
from api.run_desk import RunDesk
from labs.control.requests import RunRequest, offered
from labs.offered.parameters import value_from_text
from labs.running.config import Parameter
from schema import run_records
from schema.errors import ParameterError, SyllagraphError


@strawberry.input(description="The value of a parameter.")
class LabParameterInput:
    """A value, as clients send it."""

    name: str = strawberry.field(description="Name of the parameter.")
    value: str = strawberry.field(description="As `60`, `0.04`, `true`, `dpo`, or `0,0.4,0.8` for a list.")


@strawberry.input(description="An artifact of another run to start from.")
class LabInputInput:
    """An artifact, as clients send it."""

    name: str = strawberry.field(description="How the recipe calls it: `startsFrom` of the offer.")
    sha256: str = strawberry.field(description="Its hash: `artifacts` of a run.")


@strawberry.input(description="A run to start.")
class StartLabRunInput:
    """A run, as clients ask for it."""

    lab: str = strawberry.field(description="Slug of the lab: `labOffers`.")
    profile: str = strawberry.field(default="tiny", description="Name of the profile.")
    seed: int = strawberry.field(default=0, description="What all that is random follows from.")
    parameters: list[LabParameterInput] = strawberry.field(
        default_factory=list, description="Those that are not to have the profile's value."
    )
    inputs: list[LabInputInput] = strawberry.field(
        default_factory=list, description="What to start from; the newest that fits where nothing is named."
    )
    owner: str = strawberry.field(default="", description="Whose run it is: runs of different people take turns.")
    idempotency_key: str | None = strawberry.field(
        default=None,
        description="A key of the client's own, as a UUID: what is asked again under the same key is the same run.",
    )
    client_mutation_id: str | None = strawberry.field(default=None, description="Comes back as it was sent.")


@strawberry.input(description="A run to end.")
class CancelLabRunInput:
    """A run, as clients ask for its end."""

    id: strawberry.ID = strawberry.field(description="Its id, or its name in commands.")
    client_mutation_id: str | None = strawberry.field(default=None, description="Comes back as it was sent.")


@strawberry.input(description="A run to go on with.")
class ResumeLabRunInput:
    """A run, as clients ask for it to go on."""

    id: strawberry.ID = strawberry.field(description="Id or name of a run that ended early and left a checkpoint.")
    owner: str = strawberry.field(default="", description="Whose run it is: runs of different people take turns.")
    idempotency_key: str | None = strawberry.field(
        default=None, description="What is asked again under the same key is the same run."
    )
    client_mutation_id: str | None = strawberry.field(default=None, description="Comes back as it was sent.")


@strawberry.interface(description="What became of a run that was asked for, or asked to end.")
class LabRunPayload:
    """An answer."""

    run: LabRun | None = strawberry.field(description="The run; null if it was refused.")
    user_errors: list[UserError] = strawberry.field(description="What was wrong; empty when all is well.")
    client_mutation_id: str | None = strawberry.field(description="As it was sent.")


@strawberry.type(description="What became of a run that was asked for.")
class StartLabRunPayload(LabRunPayload):
    """Answer to ``startLabRun``."""


@strawberry.type(description="What became of a run that was to go on.")
class ResumeLabRunPayload(LabRunPayload):
    """Answer to ``resumeLabRun``."""


@strawberry.type(description="What became of a run that was asked to end.")
class CancelLabRunPayload(LabRunPayload):
    """Answer to ``cancelLabRun``."""


_PayloadT = TypeVar("_PayloadT", bound=LabRunPayload)


@strawberry.type(description="Starting and ending runs of labs.")
class LabRunMutations:
    """The part of the mutation type that starts and ends runs of labs."""

    @strawberry.mutation(
        description="Put a run of a lab into the queue. It starts when its turn comes: follow it with the subscription."
    )
    def start_lab_run(
        self, info: Info, input: Annotated[StartLabRunInput, strawberry.argument(description="The run.")]
    ) -> StartLabRunPayload:
        """Resolve ``startLabRun``."""

        def start() -> run_records.LabRun:
            desk = desk_of(info.context)
            return desk.start(_request(desk, input))

        return _answered(StartLabRunPayload, input.client_mutation_id, start)

    @strawberry.mutation(
        description="Go on from the checkpoint of a run that ended early: a new run, of the next attempt's number."
    )
    def resume_lab_run(
        self, info: Info, input: Annotated[ResumeLabRunInput, strawberry.argument(description="The run.")]
    ) -> ResumeLabRunPayload:
        """Resolve ``resumeLabRun``."""

        def resume() -> run_records.LabRun:
            key = input.idempotency_key
            return desk_of(info.context).resume(
                run_named(input.id),
                owner=short("owner", input.owner),
                idempotency_key=short("idempotencyKey", key) if key is not None else None,
            )

        return _answered(ResumeLabRunPayload, input.client_mutation_id, resume)

    @strawberry.mutation(
        description="Ask a run to end; it may save a checkpoint first. One that has ended stays as it is."
    )
    def cancel_lab_run(
        self, info: Info, input: Annotated[CancelLabRunInput, strawberry.argument(description="The run.")]
    ) -> CancelLabRunPayload:
        """Resolve ``cancelLabRun``."""
        return _answered(
            CancelLabRunPayload,
            input.client_mutation_id,
            lambda: desk_of(info.context).cancel(run_named(input.id)),
        )


def _request(desk: RunDesk, input: StartLabRunInput) -> RunRequest:
    """Return what is asked for.

    Raises:
        NotFoundError: There is no such lab or profile.
        ExceptionGroup: Of ``ParameterError``: a value is none of its parameter.
    """
    lab, profile = short("lab", input.lab), short("profile", input.profile)
    offer, _ = offered(desk.offers, lab, profile)
    given: dict[str, Parameter] = {}
    problems: list[ParameterError] = []
    for one in at_most("parameters", input.parameters):
        spec = offer.parameter(short("name", one.name))
        try:
            # A name that the lab does not have is told where all names are looked at.
            given[one.name] = value_from_text(spec, one.value) if spec else one.value
        except ParameterError as error:
            problems.append(error)
    if problems:
        raise ExceptionGroup(f"{len(problems)} parameters cannot be taken", problems)
    return RunRequest(
        lab=lab,
        profile=profile,
        seed=input.seed,
        parameters=given,
        inputs={short("name", one.name): short("sha256", one.sha256) for one in at_most("inputs", input.inputs)},
        owner=short("owner", input.owner),
        idempotency_key=short("idempotencyKey", input.idempotency_key) if input.idempotency_key is not None else None,
    )


def _answered(
    payload: type[_PayloadT], client_mutation_id: str | None, do: Callable[[], run_records.LabRun]
) -> _PayloadT:
    """Do what is asked, and return the run, or what was wrong; what is a bug is raised."""
    try:
        short("clientMutationId", client_mutation_id or "")
        run = do()
    except (SyllagraphError, ExceptionGroup) as error:
        problems = problems_of(error)
        if not problems:
            raise
        told = [UserError.of(one) for one in problems]
        return payload(run=None, user_errors=told, client_mutation_id=client_mutation_id)
    return payload(run=LabRun.of(run), user_errors=[], client_mutation_id=client_mutation_id)
