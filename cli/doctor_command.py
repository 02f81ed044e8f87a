"""``syllagraph doctor``: is everything here that the service needs, and does it fit together?"""

import sys
from importlib.metadata import PackageNotFoundError, version
from pathlib import Path
from typing import Annotated

import typer

from cli.console import errors_of, show, show_json
from cli.settings import CommandSettings
from graph.check import problems_in
from ingest.pack.loading import load_pack
from ingest.run import all_of
from schema.database import drift_of, engine_of
from schema.errors import SyllagraphError

_WEB = Path(__file__).parent.parent / "web" / "dist"
_LIBRARIES = (
    "networkx",
    "pydantic",
    "sqlmodel",
    "strawberry-graphql",
    "arxiv",
    "bibtexparser",
    "uvicorn",
    "starlette",
    "orjson",
)


def doctor_command(as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False) -> None:
    """Check Python, libraries, shipped data, web pages and database. Exit code 1 if something needs mending."""
    checks = [_python(), *map(_library, _LIBRARIES), _pack(), _web(), _database()]
    if as_json:
        show_json({"checks": [{"what": what, "ok": ok, "says": says} for what, ok, says in checks]})
    else:
        for what, ok, says in checks:
            show(f"{'ok  ' if ok else 'MEND'}  {what:20} {says}", style=None if ok else "red")
    if not all(ok for _, ok, _ in checks):
        raise typer.Exit(1)


_Check = tuple[str, bool, str]


def _python() -> _Check:
    return "python", sys.version_info >= (3, 11), sys.version.split()[0]


def _library(name: str) -> _Check:
    try:
        return name, True, version(name)
    except PackageNotFoundError:
        return name, False, "is not installed: make setup"


def _pack() -> _Check:
    try:
        pack = load_pack()
    except ExceptionGroup as group:
        return "shipped course", False, str(errors_of(group)[0])
    problems = problems_in(all_of(pack))
    if problems:
        return "shipped course", False, problems[0].finding.message
    return "shipped course", True, f"{len(pack.concepts)} concepts, {len(pack.papers)} papers"


def _web() -> _Check:
    built = (_WEB / "graphiql.html").is_file()
    return "web pages", built, str(_WEB) if built else "are not built: make setup, with Node 20 or newer"


def _database() -> _Check:
    url = CommandSettings().database_url
    try:
        drift = drift_of(engine_of(url))
    except SyllagraphError as error:
        return "database", False, str(error)
    return "database", not drift, drift[0] + ": syllagraph db upgrade" if drift else url
