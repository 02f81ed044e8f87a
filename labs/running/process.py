"""The process of a run: reads what to do from its standard input, runs the recipe, and tells what came of it.

It is started by whoever keeps the run, never by hand: ``python -m labs.running.process [FOLDER]``. The recipe is a
module of ``labs.recipes``, or a file of FOLDER where one is named. Exit codes: 0 it came to its end, 1 it failed and
said why, 75 it was asked to end and did so early.
"""

import importlib
import importlib.util
import os
import re
import signal
import sys
from pathlib import Path
from types import ModuleType

from labs.running.config import Config
from labs.running.events import Events

EVENTS = "events.jsonl"
"""The file in the run's folder that the run tells its events in."""

ENDED = 0
FAILED = 1
STOPPED = 75

_NAME = re.compile(r"[a-z][a-z0-9_]{0,59}")
_MOST_TEXT = 4_000


def main(arguments: list[str], config: Config) -> int:
    """Run a recipe and return the exit code."""
    # Only ever added to, and made by this process alone.
    descriptor = os.open(config.folder / EVENTS, os.O_WRONLY | os.O_CREAT | os.O_EXCL | os.O_APPEND, 0o644)
    with open(descriptor, "w", encoding="utf-8") as stream:  # noqa: PTH123 - it is open already
        events = Events(stream)
        signal.signal(signal.SIGTERM, lambda *_: events.request_stop())
        signal.signal(signal.SIGINT, signal.SIG_IGN)
        os.chdir(config.folder)
        try:
            result = _recipe(config.recipe, arguments).run(config, events)
            events.result(result)
        except Exception as error:
            events.failure(type(error).__name__, str(error)[:_MOST_TEXT])
            sys.excepthook(*sys.exc_info())
            return FAILED
        return STOPPED if events.stop_requested else ENDED


def _recipe(name: str, arguments: list[str]) -> ModuleType:
    """Return the module of a recipe."""
    if not _NAME.fullmatch(name):
        msg = f"{name!r} is no name of a recipe"
        raise ValueError(msg)
    if not arguments:
        return importlib.import_module(f"labs.recipes.{name}")
    spec = importlib.util.spec_from_file_location(name, Path(arguments[0]) / f"{name}.py")
    if spec is None or spec.loader is None:
        msg = f"{arguments[0]} has no recipe {name}"
        raise ImportError(msg)
    module = importlib.util.module_from_spec(spec)
    spec.loader.exec_module(module)
    return module


if __name__ == "__main__":
    code = main(sys.argv[1:], Config.from_json(sys.stdin.readline()))
    sys.stdout.flush()
    sys.stderr.flush()
    # Everything is told and saved: large libraries would take seconds to put themselves away.
    os._exit(code)
