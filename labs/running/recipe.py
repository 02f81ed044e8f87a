"""What a recipe is: a module with a function ``run`` of this shape. Nothing runs when it is imported."""

from typing import Protocol

from labs.running.config import Config
from labs.running.events import Events
from labs.running.results import Result


class Recipe(Protocol):
    """A module of ``labs.recipes``."""

    def run(self, config: Config, events: Events) -> Result:
        """Train and measure.

        Args:
            config: What to do. All that is random follows from its seed.
            events: Where to tell of it. Where it asks to stop, a recipe saves a checkpoint and returns what it has.

        Returns:
            What came of it.
        """
        ...
