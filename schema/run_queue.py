"""Whose turn it is: which waiting run a server takes next, and which runs nobody watches over any more."""

from datetime import UTC, datetime, timedelta
from typing import Any

from sqlalchemy import func, select, update

from schema.errors import TooManyRunsError
from schema.lab_runs import RunFilter, change_state, count_of_runs, lab_run
from schema.run_records import ALIVE, LabRun, RunState
from schema.store import Transaction
from schema.tables import LabRunRow, table_of

_NEVER = datetime.min.replace(tzinfo=UTC)


def check_room(transaction: Transaction, owner: str, *, most_waiting: int) -> None:
    """Refuse another run of somebody who has as many waiting as one may.

    Raises:
        TooManyRunsError: It is so.
    """
    waiting = count_of_runs(transaction, RunFilter(owner=owner, states=(RunState.QUEUED,)))
    if waiting >= most_waiting:
        raise TooManyRunsError(owner, most_waiting)


def whose_turn(transaction: Transaction, *, host: str, most_running: int, most_per_owner: int) -> str | None:
    """Return the id of the run whose turn it is, or None where none may start.

    The turn is that of the owner with the fewest runs under way, of several that of the one whose last run started
    longest ago; of an owner's runs the first asked for.

    Args:
        transaction: Where.
        host: The machine it will run on.
        most_running: The most runs under way on a machine.
        most_per_owner: The most runs under way of an owner.
    """
    table = table_of(LabRunRow)
    ask = transaction.connection.execute
    alive = table.c.state.in_(ALIVE)
    if (transaction.connection.scalar(select(func.count()).where(alive, table.c.host == host)) or 0) >= most_running:
        return None
    running = select(table.c.owner, func.count()).where(alive).group_by(table.c.owner)
    busy: dict[str, int] = {row[0]: row[1] for row in ask(running)}
    waiting = ask(
        select(table.c.owner, func.min(table.c.id)).where(table.c.state == RunState.QUEUED).group_by(table.c.owner)
    )
    first = {owner: run for owner, run in waiting if busy.get(owner, 0) < most_per_owner}
    started = (
        select(table.c.owner, func.max(table.c.started_at)).where(table.c.owner.in_(first)).group_by(table.c.owner)
    )
    latest: dict[str, datetime | None] = {row[0]: row[1] for row in ask(started)}
    turns = [(busy.get(owner, 0), latest[owner] or _NEVER, run) for owner, run in first.items()]
    return min(turns)[2] if turns else None


def take_next(
    transaction: Transaction, *, server: str, host: str, most_running: int, most_per_owner: int, now: datetime
) -> LabRun | None:
    """Take the run whose turn it is for a server, and return it as starting; nothing where none may start."""
    chosen = whose_turn(transaction, host=host, most_running=most_running, most_per_owner=most_per_owner)
    if chosen is None:
        return None
    taken: dict[str, Any] = {"server": server, "host": host, "started_at": now, "heartbeat_at": now}
    return change_state(transaction, lab_run(transaction, chosen), RunState.STARTING, now=now, **taken)


def watched_by(transaction: Transaction, server: str) -> tuple[LabRun, ...]:
    """Return the runs under way that a server watches over, oldest first."""
    table = table_of(LabRunRow)
    query = select(table).where(table.c.server == server, table.c.state.in_(ALIVE)).order_by(table.c.id)
    return transaction.records(LabRun, query)


def beat(transaction: Transaction, server: str, now: datetime) -> None:
    """Say that a server still watches over its runs."""
    table = table_of(LabRunRow)
    transaction.connection.execute(
        update(table).where(table.c.server == server, table.c.state.in_(ALIVE)).values(heartbeat_at=now)
    )


def under_way(transaction: Transaction) -> tuple[LabRun, ...]:
    """Return all runs that may have a process, oldest first."""
    table = table_of(LabRunRow)
    return transaction.records(LabRun, select(table).where(table.c.state.in_(ALIVE)).order_by(table.c.id))


def take_over(transaction: Transaction, run: LabRun, *, server: str, now: datetime) -> bool:
    """Watch over a run in place of the server it was read with, and say whether nobody else did so before."""
    table = table_of(LabRunRow)
    done = transaction.connection.execute(
        update(table)
        .where(table.c.id == run.id, table.c.server == run.server, table.c.state.in_(ALIVE))
        .where(table.c.heartbeat_at == run.heartbeat_at if run.heartbeat_at else table.c.heartbeat_at.is_(None))
        .values(server=server, heartbeat_at=now)
    )
    return done.rowcount == 1


def is_forsaken(run: LabRun, *, lease_s: float, now: datetime) -> bool:
    """Say whether nobody has watched over a run for so long that another server may take it."""
    return not run.server or run.heartbeat_at is None or now - run.heartbeat_at > timedelta(seconds=lease_s)
