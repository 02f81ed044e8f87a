"""Questions about runs of labs, and about what can be run. Runs are read from the store, so that all shows at once."""

from typing import Annotated

import strawberry

from api.connections import After, Connection, Edge, First, PageInfo, Window, cursor_of, key_of_cursor
from api.context import Info
from api.filters import short
from api.lab_offer_types import Offer
from api.lab_run_types import LabRun, desk_of, run_by_name, run_named
from labs.offered.loading import shipped_offers
from schema.lab_runs import RunFilter
from schema.run_records import RunState


@strawberry.input(description="Which runs; what is left out does not matter.")
class LabRunFilter:
    """Which runs are meant."""

    lab: str | None = strawberry.field(default=None, description="Slug of the lab.")
    profile: str | None = strawberry.field(default=None, description="Name of the profile.")
    owner: str | None = strawberry.field(default=None, description="Whose they are.")
    states: list[RunState] | None = strawberry.field(default=None, description="States, one of which they are in.")

    def chosen(self) -> RunFilter:
        """Return the same for the store.

        Raises:
            InputError: A name is too long.
        """
        return RunFilter(
            lab=short("lab", self.lab) if self.lab is not None else None,
            profile=short("profile", self.profile) if self.profile is not None else None,
            owner=short("owner", self.owner) if self.owner is not None else None,
            states=tuple(self.states) if self.states is not None else None,
        )


@strawberry.type(description="Questions about runs of labs.")
class LabRunQuestions:
    """The part of the query type that knows runs of labs."""

    @strawberry.field(description="What can be run here, by slug of the lab: those of courses, and a rehearsal.")
    def lab_offers(self, info: Info) -> list[Offer]:
        """Resolve ``labOffers``."""
        offers = info.context.runs.offers if info.context.runs else shipped_offers()
        return [Offer.of(offer) for _, offer in sorted(offers.items())]

    @strawberry.field(description="A run of a lab, by its id or its name in commands.")
    def lab_run(
        self, info: Info, id: Annotated[strawberry.ID, strawberry.argument(description="As `startLabRun` gave it.")]
    ) -> LabRun | None:
        """Resolve ``labRun``."""
        return run_by_name(info.context, run_named(id))

    @strawberry.field(description="Runs of labs, newest first.")
    def lab_runs(
        self,
        info: Info,
        filter: Annotated[LabRunFilter | None, strawberry.argument(description="Which.")] = None,
        first: First = None,
        after: After = None,
    ) -> Connection[LabRun]:
        """Resolve ``labRuns``."""
        desk, which = desk_of(info.context), (filter or LabRunFilter()).chosen()
        before = key_of_cursor("after", after) if after is not None else None
        wanted = Window(first=first).bounds(1_000, lambda *_: 0)[1]
        found = desk.runs(which, before=before, limit=wanted + 1)
        edges = [Edge(cursor=cursor_of(run.id), node=LabRun.of(run)) for run in found[:wanted]]
        return Connection(
            edges=edges,
            nodes=[edge.node for edge in edges],
            page_info=PageInfo(
                has_next_page=len(found) > wanted,
                has_previous_page=before is not None,
                start_cursor=edges[0].cursor if edges else None,
                end_cursor=edges[-1].cursor if edges else None,
            ),
            total_count=desk.count(which),
        )
