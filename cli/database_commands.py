"""``syllagraph db``: bring the database up to date, check it, copy it."""

from pathlib import Path
from typing import Annotated

import typer

from cli.console import say, show
from cli.settings import CommandSettings
from schema.database import engine_of, newest_migration, upgrade
from schema.errors import InputError
from schema.store import Store

database = typer.Typer(help="Bring the database up to date, check it, copy it.", no_args_is_help=True)


@database.command("upgrade")
def upgrade_command() -> None:
    """Bring the database to this version's migration."""
    engine = engine_of(CommandSettings().database_url)
    changed = upgrade(engine)
    engine.dispose()
    show(f"migration {newest_migration()}" + ("" if changed else ", nothing to do"))


@database.command("check")
def check_command() -> None:
    """Compare the database with what this version expects. Exit code 1 if they differ."""
    problems = Store(engine_of(CommandSettings().database_url)).problems()
    for problem in problems:
        show(problem)
    if problems:
        raise typer.Exit(1)
    show("the database is sound")


@database.command("backup")
def backup_command(
    target: Annotated[Path, typer.Argument(help="The file to write; it must not exist.")],
) -> None:
    """Write a consistent copy of the database, while it may be in use."""
    if target.exists():
        raise InputError(f"{target} exists", remedy="Name a new file")
    target.parent.mkdir(parents=True, exist_ok=True)
    Store.open(CommandSettings().database_url).back_up(str(target))
    say(f"{target.stat().st_size:,} bytes")
    show(str(target))
