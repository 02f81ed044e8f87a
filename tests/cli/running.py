"""Running the ``syllagraph`` command: in this process as its console script would, or in a process of its own.

A process takes a second to import what it needs. What a command is given (arguments, variables, folder, standard input)
and what it gives (output, exit code) are the same here, so nearly all tests run it in their own process. What only a
process has (signals, pipes that break, an encoding, what is imported at all) is tested in ``test_process``.
"""

import io
import os
import sys
import tempfile
from collections.abc import Sequence
from pathlib import Path
from subprocess import PIPE, CompletedProcess, Popen
from typing import IO

import pytest

from cli.main import main

ROOT = Path(__file__).resolve().parents[2]


def run(*arguments: object, cwd: Path, env: dict[str, str], stdin: str = "") -> CompletedProcess[str]:
    """Run the command in this process, and return what ``subprocess.run`` would.

    Args:
        arguments: What is written after ``syllagraph``.
        cwd: Folder in which it runs.
        env: Its variables, beside those of the tests.
        stdin: What it reads from standard input.

    Raises:
        Exception: A bug of the command; a process would print it and end with code 1.
    """
    called = ["syllagraph", *map(str, arguments)]
    with _stream("strict") as out, _stream("backslashreplace") as err:
        with pytest.MonkeyPatch.context() as patch:
            for name, value in env.items():
                patch.setenv(name, value)
            patch.chdir(cwd)
            patch.setattr(sys, "argv", called)
            patch.setattr(sys, "stdin", io.TextIOWrapper(io.BytesIO(stdin.encode()), encoding="utf-8"))
            # typer replaces the hook, and looks at how Python was started to say what the program is called.
            patch.setattr(sys, "excepthook", sys.excepthook)
            patch.setattr(sys.modules["__main__"], "__package__", None)
            patch.setattr(sys, "stdout", out)
            patch.setattr(sys, "stderr", err)
            code = _exit_code()
        return CompletedProcess(called, code, _written(out), _written(err))


def start(
    *arguments: object, cwd: Path, env: dict[str, str], program: Sequence[str] = (sys.executable, "-m", "cli.main")
) -> Popen[str]:
    """Start the command in a process of its own, with pipes for what it prints."""
    return Popen(
        [*program, *map(str, arguments)],
        cwd=cwd,
        env={**os.environ, "PYTHONPATH": str(ROOT), **env},
        stdout=PIPE,
        stderr=PIPE,
        text=True,
        encoding="utf-8",
    )


class Shell:
    """Runs the command in a folder, against the database in it."""

    def __init__(self, folder: Path, **env: str) -> None:
        self.folder = folder
        self.database = folder / "syllagraph.db"
        self.env = {"SYLLAGRAPH_DATABASE_URL": f"sqlite:///{self.database}", "COLUMNS": "120", **env}

    def __call__(self, *arguments: object, code: int = 0, stdin: str = "") -> CompletedProcess[str]:
        """Run it in this process; it has to end with the code."""
        done = run(*arguments, cwd=self.folder, env=self.env, stdin=stdin)
        assert done.returncode == code, (done.stdout, done.stderr)
        assert "Traceback" not in done.stderr
        return done

    def start(self, *arguments: object, **env: str) -> Popen[str]:
        """Start it in a process of its own."""
        return start(*arguments, cwd=self.folder, env=self.env | env)


def _stream(errors: str) -> IO[str]:
    """Return a file for what goes into a standard stream: it has a number, as libraries expect, and is no terminal."""
    return tempfile.TemporaryFile("w+", encoding="utf-8", errors=errors)


def _exit_code() -> int:
    """Do what the console script does, ``sys.exit(main())``, and return the code with which it would end."""
    try:
        sys.exit(main())  # type: ignore[func-returns-value]
    except SystemExit as ended:
        if ended.code is None or isinstance(ended.code, int):
            return ended.code or 0
        print(ended.code, file=sys.stderr)
        return 1


def _written(stream: IO[str]) -> str:
    stream.seek(0)
    return stream.read()
