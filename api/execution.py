"""Running what has been asked for, however it came in: a query or mutation once, a subscription while it goes on."""

from collections.abc import AsyncGenerator, Mapping
from dataclasses import dataclass
from typing import Any

from anyio import CapacityLimiter, to_thread
from strawberry import Schema
from strawberry.types.execution import ExecutionResult

from api.budget import Budget, OverBudgetError
from api.context import Context
from api.errors import Code, masked, refusal, told
from api.json_body import GraphQLRequest
from api.list_shelf import ListShelf
from api.preparation import Preparation, Prepared, RefusedError
from api.responses import NOTHING_INGESTED
from api.run_desk import RunDesk
from api.settings import Settings
from api.snapshot import Snapshots
from graph.history import History

_INLINE_NODES = 10_000
"""Queries that cost more run in a thread, so that they hold up nobody."""
_MOST_ERRORS = 100

Answer = Mapping[str, Any]
"""An answer as it is sent: ``data``, ``errors``, or both."""


@dataclass(frozen=True, slots=True)
class Behind:
    """What stands behind the service.

    Attributes:
        snapshots: The graph.
        history: What the store remembers, if there is a store.
        lists: Its saved lists.
        runs: Its runs of labs.
    """

    snapshots: Snapshots
    history: History | None = None
    lists: ListShelf | None = None
    runs: RunDesk | None = None


class Execution:
    """Runs what clients ask for against what is newest.

    Args:
        schema: The schema.
        behind: What stands behind it.
        settings: What a request may spend.
    """

    def __init__(self, schema: Schema, behind: Behind, settings: Settings) -> None:
        self._schema = schema
        self._behind = behind
        self._settings = settings
        self._preparation = Preparation(schema, settings)
        self._threads: CapacityLimiter | None = None

    @property
    def is_ready(self) -> bool:
        """Whether there is a graph to ask."""
        return self._behind.snapshots.newest() is not None

    def prepare(self, asked: GraphQLRequest) -> Prepared:
        """Return what was asked for, ready to run.

        Raises:
            RefusedError: It may not run.
        """
        if not self.is_ready:
            raise RefusedError(told([refusal(Code.NOT_FOUND, NOTHING_INGESTED)]))
        return self._preparation.prepare(asked.query, asked.operation_name, asked.variables)

    async def answer(self, asked: GraphQLRequest, prepared: Prepared) -> dict[str, Any]:
        """Return the answer to a query or mutation."""
        if prepared.cost.nodes <= _INLINE_NODES and not prepared.changes:
            return self._executed(asked, prepared)
        # Made here and not before: it belongs to the running loop.
        self._threads = self._threads or CapacityLimiter(4)
        return await to_thread.run_sync(self._executed, asked, prepared, limiter=self._threads)

    async def stream(self, asked: GraphQLRequest, prepared: Prepared) -> AsyncGenerator[Answer, None]:
        """Return the answers to a subscription, one for each event."""
        context = self._context(prepared)
        try:
            stream = await self._schema.subscribe(
                asked.query,
                variable_values=asked.variables,
                context_value=context,
                operation_name=asked.operation_name,
            )
            try:
                async for result in stream:
                    assert isinstance(result, ExecutionResult)
                    yield _as_sent(result)
                    if result.data is None:
                        return
                    # The next event is answered from what is newest by then, and may spend as much as this one.
                    context.catch_up()
                    context.budget = self._budget()
            finally:
                await stream.aclose()
        except OverBudgetError as error:
            yield {"data": None, "errors": told([error.error])}
        except Exception as error:
            message, extensions = masked(error)
            yield {"errors": [{"message": message, "extensions": extensions}]}

    def _executed(self, asked: GraphQLRequest, prepared: Prepared) -> dict[str, Any]:
        try:
            result = self._schema.execute_sync(
                asked.query,
                variable_values=asked.variables,
                context_value=self._context(prepared),
                operation_name=asked.operation_name,
            )
        except OverBudgetError as error:
            return {"data": None, "errors": told([error.error])}
        return _as_sent(result)

    def _context(self, prepared: Prepared) -> Context:
        snapshot = self._behind.snapshots.newest()
        assert snapshot is not None
        return Context(
            snapshot.served,
            snapshot.shown,
            self._budget(),
            prepared.document,
            self._behind.history,
            self._behind.lists,
            self._behind.runs,
            self._behind.snapshots,
        )

    def _budget(self) -> Budget:
        settings = self._settings
        return Budget(nodes=settings.max_nodes, values=settings.max_values, seconds=settings.query_timeout)


def _as_sent(result: ExecutionResult) -> dict[str, Any]:
    errors = result.errors or []
    if result.data is None and errors and all(error.path is None for error in errors):
        return {"errors": told(errors[:_MOST_ERRORS])}
    if errors:
        return {"data": result.data, "errors": told(errors[:_MOST_ERRORS])}
    return {"data": result.data}
