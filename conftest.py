"""What needs torch is collected only where it is asked for: ``pytest -m torch``, as ``make test-labs`` does."""

from pathlib import Path

import pytest

HERE = Path(__file__).parent
RECIPES = HERE / "labs" / "recipes"
TORCH_FREE = {
    "answers.py",
    "data_quality.py",
    "drawn_pictures.py",
    "judgements.py",
    "judging.py",
    "refusals.py",
    "rehearsal.py",
    "word_problems.py",
    "__init__.py",
}
"""Recipes' modules whose examples run without torch."""
THIRD_PARTY = ("ignore:Attempting to save a model with offloaded modules:UserWarning",)
"""Warnings of libraries about what they do themselves, which no caller can mend."""


def _needs_torch(path: Path) -> bool:
    if path.suffix != ".py":
        return False
    if path.parent == RECIPES:
        return path.name not in TORCH_FREE
    return path.parent == HERE / "tests" / "labs" / "recipes" and "mark.torch" in path.read_text(encoding="utf-8")


def pytest_ignore_collect(collection_path: Path, config: pytest.Config) -> bool | None:
    """Leave out what needs torch, unless that is what is asked for."""
    return True if config.option.markexpr != "torch" and _needs_torch(collection_path) else None


def pytest_collection_modifyitems(items: list[pytest.Item]) -> None:
    """Mark the examples of recipes that need torch, and let pass what its libraries warn of among themselves."""
    for item in items:
        if item.path.parent == RECIPES and item.path.name not in TORCH_FREE:
            item.add_marker(pytest.mark.torch)
        if item.get_closest_marker("torch"):
            for warning in THIRD_PARTY:
                item.add_marker(pytest.mark.filterwarnings(warning))
