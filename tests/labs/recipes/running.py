"""Runs a recipe as its process does, in this process, and keeps what it told."""

import importlib
import io
import json
from dataclasses import dataclass, field
from functools import cached_property
from pathlib import Path

from labs.offered.loading import shipped_offers
from labs.running.config import Config
from labs.running.events import Events
from labs.running.results import Measure, Result, Table


@dataclass
class Ran:
    """A run that is over."""

    folder: Path
    result: Result
    told: list[dict] = field(repr=False)

    def score(self, name: str) -> Measure:
        return next(one for one in self.result.scores if one.name == name)

    def value(self, name: str) -> float:
        value = self.score(name).value
        assert value is not None, self.score(name).reason
        return value

    def table(self, name: str) -> Table:
        return next(one for one in self.result.tables if one.name == name)

    def rows(self, name: str) -> list[dict]:
        table = self.table(name)
        return [dict(zip(table.columns, row, strict=True)) for row in table.rows]

    @cached_property
    def series(self) -> dict[str, list[float]]:
        found: dict[str, list[float]] = {}
        for event in self.told:
            if event["kind"] == "metric":
                found.setdefault(event["series"], []).append(event["value"])
        return found

    def artifact(self, role: str) -> Path:
        return self.folder / next(e["path"] for e in self.told if e["kind"] == "artifact" and e["role"] == role)


class StoppingAfter(Events):
    """Events that ask to stop after some steps."""

    def __init__(self, stream, steps: int) -> None:
        super().__init__(stream)
        self._steps = steps

    def progress(self, done: int, total: int, doing: str) -> None:
        super().progress(done, total, doing)
        if done >= self._steps:
            self.request_stop()


def config_of(lab: str, folder: Path, profile: str = "tiny", seed: int = 1, inputs=None, **changes) -> Config:
    offer = shipped_offers()[lab]
    folder.mkdir(parents=True, exist_ok=True)
    values = {**offer.values_of(profile), **changes}
    return Config("a-run", lab, offer.recipe, profile, seed, values, inputs or {}, folder)


def run(config: Config, stop_after: int | None = None) -> Ran:
    stream = io.StringIO()
    events = Events(stream) if stop_after is None else StoppingAfter(stream, stop_after)
    result = importlib.import_module(f"labs.recipes.{config.recipe}").run(config, events)
    events.result(result)
    return Ran(config.folder, result, [json.loads(line) for line in stream.getvalue().splitlines()])
