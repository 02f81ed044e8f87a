"""What a recipe is given: its lab and profile, a seed, parameters, what it starts from, and where it may write."""

import json
from collections.abc import Mapping
from dataclasses import dataclass
from pathlib import Path

Parameter = bool | int | float | str | list[int] | list[float] | list[str]
"""The value of a parameter."""


@dataclass(frozen=True, slots=True)
class Config:
    """What one run is given. Whoever starts it has checked it; a recipe trusts it.

    Attributes:
        run: Id of the run.
        lab: Slug of the lab, as ``lab-4``.
        recipe: Name of the recipe: a module of ``labs.recipes``.
        profile: ``tiny``, ``small`` or ``course``.
        seed: What all that is random follows from.
        parameters: All of the recipe's parameters, each with its value.
        inputs: Artifacts of earlier runs that it starts from, by name: a file or folder each.
        folder: An empty folder of its own, for all that it makes.
    """

    run: str
    lab: str
    recipe: str
    profile: str
    seed: int
    parameters: Mapping[str, Parameter]
    inputs: Mapping[str, Path]
    folder: Path

    def as_json(self) -> str:
        """Return it as JSON, to be handed to a process."""
        return json.dumps(
            {
                "run": self.run,
                "lab": self.lab,
                "recipe": self.recipe,
                "profile": self.profile,
                "seed": self.seed,
                "parameters": dict(self.parameters),
                "inputs": {name: str(path) for name, path in self.inputs.items()},
                "folder": str(self.folder),
            },
            ensure_ascii=False,
        )

    @classmethod
    def from_json(cls, text: str) -> "Config":
        """Return what ``as_json`` wrote."""
        read = json.loads(text)
        read["inputs"] = {name: Path(path) for name, path in read["inputs"].items()}
        read["folder"] = Path(read["folder"])
        return cls(**read)
