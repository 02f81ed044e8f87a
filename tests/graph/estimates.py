"""What the estimates table says now: tests compare with it, so that it can be changed."""

from pathlib import Path
from typing import Any

import yaml

_FILE = Path(__file__).resolve().parents[2] / "data" / "estimates.yaml"
TABLE: dict[str, Any] = yaml.safe_load(_FILE.read_text(encoding="utf-8"))
FAST, NORMAL, SLOW = TABLE["characters_per_minute"]
LAB = TABLE["lab_minutes"][1]


def page_minutes(characters: int) -> int:
    """Return the likely minutes of a page."""
    return max(1, round(characters / NORMAL))


def paper_minutes(priority: str) -> int:
    """Return the likely minutes of a paper of a priority."""
    return int(TABLE["paper_minutes"][priority][1])
