"""The ``syllagraph`` command."""

import os
import sys
from collections.abc import Iterable
from importlib import import_module

import typer

from cli.console import say, say_errors
from schema.errors import SyllagraphError

_INTERRUPTED = 130
COMMANDS = {
    "ingest": "cli.ingest_command:ingest_command",
    "serve": "cli.serve_commands:serve_command",
    "start": "cli.serve_commands:start_command",
    "plan": "cli.plan_command:plan_command",
    "next": "cli.next_command:next_command",
    "opens": "cli.next_command:opens_command",
    "why": "cli.why_command:why_command",
    "lineage": "cli.lineage_command:lineage_command",
    "known": "cli.known_command:known_command",
    "search": "cli.find_commands:search_command",
    "show": "cli.show_command:show_command",
    "cite": "cli.cite_command:cite_command",
    "keys": "cli.keys_command:keys_app",
    "list": "cli.list_command:list_app",
    "export": "cli.export_command:export_command",
    "publish": "cli.publish_command:publish_command",
    "bibliography": "cli.bibliography_command:bibliography",
    "papers": "cli.papers_commands:papers",
    "audit": "cli.find_commands:audit_command",
    "diff": "cli.diff_command:diff_command",
    "schema": "cli.schema_command:schema_command",
    "lab": "cli.lab_commands:lab",
    "doctor": "cli.doctor_command:doctor_command",
    "pack": "cli.pack_commands:pack",
    "propose": "cli.propose_command:propose_command",
    "db": "cli.database_commands:database",
}
"""Where each command is; a group of commands is an application of its own."""


def app_of(names: Iterable[str]) -> typer.Typer:
    """Return the application with some of its commands: loading all takes longer than most questions."""
    app = typer.Typer(
        name="syllagraph",
        help="A course site in, a checked graph of concepts, papers, pages and labs out.",
        no_args_is_help=True,
        add_completion=False,
        pretty_exceptions_enable=False,
    )
    # With a callback a single command stays a command that has to be named.
    app.callback()(lambda: None)
    for name in names:
        module, _, attribute = COMMANDS[name].partition(":")
        command = getattr(import_module(module), attribute)
        if isinstance(command, typer.Typer):
            app.add_typer(command, name=name)
        else:
            app.command(name)(command)
    return app


def main() -> None:
    """Run the command: what went wrong is told in words, with the exit code that belongs to it."""
    called = sys.argv[1] if len(sys.argv) > 1 else ""
    try:
        app_of([called] if called in COMMANDS else COMMANDS)()
    except (SyllagraphError, ExceptionGroup) as error:
        sys.exit(say_errors(error))
    except KeyboardInterrupt:
        say("interrupted")
        sys.exit(_INTERRUPTED)
    except BrokenPipeError:
        # Whoever read the answer has had enough of it; Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())


if __name__ == "__main__":
    main()
