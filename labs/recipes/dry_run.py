"""A dry run: what exactly would be run, with every setting, and nothing trained. For profiles that need a GPU."""

from collections.abc import Callable, Mapping, Sequence
from typing import Any

from labs.recipes.training import environment
from labs.running.config import Config
from labs.running.events import Events
from labs.running.results import Measure, Result, Table

Planned = tuple[str, Mapping[str, Any]]
"""A part of what would be run, with its settings: ``("GRPOTrainer", {…})``."""


def told(config: Config, events: Events, scores: Sequence[str], plan: Sequence[Planned]) -> Result:
    """Tell a plan line by line and as a table, and return that nothing was measured."""
    rows = [(part, name, _shown(value)) for part, settings in plan for name, value in settings.items()]
    for number, (part, name, value) in enumerate(rows, 1):
        events.log(f"{part}: {name} = {value}")
        events.progress(number, len(rows), "dry run")
    return Result(
        scores=[Measure.missing(name, "a dry run trains nothing and measures nothing") for name in scores],
        tables=[Table("plan", f"What {config.lab} would run ({config.profile})", ("part", "setting", "value"), rows)],
        shows=("The trainers of the installed versions accept every one of these settings.",),
        does_not_show=("That it fits the machine, how long it takes, or what it comes to: nothing was run.",),
        environment=environment(),
    )


def accepted(kind: Callable[..., object], settings: Mapping[str, Any]) -> dict[str, Any]:
    """Return a trainer's settings as on a machine with a GPU, once its own class has taken them.

    Raises:
        TypeError: The installed version knows no setting of that name.
        ValueError: It refuses a value.
    """
    kind(**settings)
    return {**settings, "use_cpu": False, "dataloader_pin_memory": True}


def _shown(value: object) -> str:
    return ", ".join(map(str, value)) if isinstance(value, list | tuple) else str(value)
