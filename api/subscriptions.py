"""What can be followed: each new state of the graph, as it is ingested, and what runs of labs tell."""

import asyncio
from collections.abc import AsyncGenerator
from contextlib import aclosing
from typing import Annotated

import strawberry

from api.context import Info
from api.lab_run_events import LabRunEvent
from api.lab_run_types import AfterEvent, desk_of, run_named
from api.revision_types import Revision, revision_of
from graph.served import Served

_SECONDS_BETWEEN_LOOKS = 0.5


@strawberry.type(description="What can be followed.")
class GraphSubscriptions:
    """The part of the subscription type that follows the graph."""

    @strawberry.subscription(
        description="The state of the graph, or of one course: the one of now at once, then each that follows it."
    )
    async def revision(
        self, info: Info, course: Annotated[str | None, strawberry.argument(description="Slug of the course.")] = None
    ) -> AsyncGenerator[Revision, None]:
        """Resolve ``revision``."""
        context = info.context
        seen: Served | None = None
        told = ""
        while True:
            context.catch_up()
            if context.served is not seen:
                seen = context.served
                revision = revision_of(context, course)
                if revision.id != told:
                    told = revision.id
                    yield revision
            await asyncio.sleep(_SECONDS_BETWEEN_LOOKS)


@strawberry.type(description="What can be followed of runs of labs.")
class LabRunSubscriptions:
    """The part of the subscription type that follows runs of labs."""

    @strawberry.subscription(
        description="What a run tells, event by event, until it has ended. Whoever was cut off comes again with "
        "`after`: nothing is left out and nothing comes twice."
    )
    async def lab_run(
        self,
        info: Info,
        id: Annotated[strawberry.ID, strawberry.argument(description="Its id, or its name in commands.")],
        after: AfterEvent = 0,
    ) -> AsyncGenerator[LabRunEvent, None]:
        """Resolve ``labRun``."""
        desk, name = desk_of(info.context), run_named(id)
        run = await asyncio.to_thread(desk.run, name)
        async with aclosing(desk.follow(name, max(after, 0))) as events:
            async for event in events:
                if run.started_at is None:
                    run = await asyncio.to_thread(desk.run, name)
                yield LabRunEvent.of(event, run)
