"""What one request may spend while it runs: a stop behind the static limits, exact where those estimate."""

import time

from graphql import GraphQLError

from api.errors import Code, refusal


class OverBudgetError(BaseException):
    """A query goes on too long. Not an ``Exception``: no field may catch it and go on.

    Attributes:
        error: What the client is told.
    """

    def __init__(self, error: GraphQLError) -> None:
        super().__init__(error.message)
        self.error = error


class Budget:
    """How many objects and values a request has asked for so far.

    >>> budget = Budget(nodes=10, values=100, seconds=1)
    >>> budget.spend(7)
    >>> budget.spent_values
    7
    """

    def __init__(self, *, nodes: int, values: int, seconds: float) -> None:
        self._nodes, self._values = nodes, values
        self._seconds = seconds
        self._deadline = time.monotonic() + seconds
        self.spent_nodes = 0
        self.spent_values = 0

    def spend(self, values: int) -> None:
        """Count one object with so many values.

        Raises:
            OverBudgetError: A limit is reached.
        """
        self.spent_nodes += 1
        self.spent_values += values
        if self.spent_nodes > self._nodes:
            raise OverBudgetError(_too_much("nodes", self._nodes))
        if self.spent_values > self._values:
            raise OverBudgetError(_too_much("values", self._values))
        if self.spent_nodes % 256 == 0 and time.monotonic() > self._deadline:
            message = f"the query took more than {self._seconds:g} seconds; ask for less at once"
            raise OverBudgetError(refusal(Code.TIMEOUT, message))


def _too_much(what: str, limit: int) -> GraphQLError:
    message = f"the query reaches more than {limit:,} {what}; ask for fewer lists inside lists"
    return refusal(Code.QUERY_TOO_COMPLEX, message, limit=what, allowed=limit)
