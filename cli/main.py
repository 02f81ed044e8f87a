"""The ``syllagraph`` command."""

import os
import sys

import click
import typer

from cli.cite_command import cite_command
from cli.console import say, say_errors
from cli.database_commands import database
from cli.doctor_command import doctor_command
from cli.find_commands import audit_command, search_command
from cli.ingest_command import ingest_command
from cli.plan_command import plan_command
from cli.schema_command import schema_command
from cli.serve_commands import serve_command, start_command
from cli.show_command import show_command
from schema.errors import SyllagraphError

_INTERRUPTED = 130

app = typer.Typer(
    name="syllagraph",
    help="A course site in, a checked graph of concepts, papers, pages and labs out.",
    no_args_is_help=True,
    add_completion=False,
    pretty_exceptions_enable=False,
)
for name, command in (
    ("ingest", ingest_command),
    ("serve", serve_command),
    ("start", start_command),
    ("plan", plan_command),
    ("search", search_command),
    ("show", show_command),
    ("cite", cite_command),
    ("audit", audit_command),
    ("schema", schema_command),
    ("doctor", doctor_command),
):
    app.command(name)(command)
app.add_typer(database, name="db")


def main() -> None:
    """Run the command: what went wrong is told in words, with the exit code that belongs to it."""
    try:
        code = app(standalone_mode=False)
    except (SyllagraphError, ExceptionGroup) as error:
        code = say_errors(error)
    except click.exceptions.Abort:
        code = _INTERRUPTED
    except click.ClickException as error:
        error.show()
        code = error.exit_code
    except KeyboardInterrupt:
        say("interrupted")
        code = _INTERRUPTED
    except BrokenPipeError:
        # Whoever read the answer has had enough of it; Python would complain again when it flushes at exit.
        os.dup2(os.open(os.devnull, os.O_WRONLY), sys.stdout.fileno())
        code = 0
    sys.exit(code if isinstance(code, int) else 0)


if __name__ == "__main__":
    main()
