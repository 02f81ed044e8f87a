"""What one page says of a claim, read where the claim says that it stands."""

import re
from dataclasses import dataclass

from ingest.claims.bounded_patterns import MOST_TEXT
from ingest.claims.passages import Passage, passages_of
from ingest.claims.quantities import Quantity, quantity
from schema.claim_records import Claim, ClaimKind, ClaimPlace
from schema.records import Page

_MOST_SHOWN = 80
_CONVERTED = {"min", "GB", "CNY", "%"}


@dataclass(frozen=True, slots=True)
class Saying:
    """A value that stands on a page.

    Attributes:
        place: Where the claim says that it stands.
        text: What is written there.
        value: What number that is; None for a name.
        position: Number of the block; None where the page was not read, and the text is the recorded one.
    """

    place: ClaimPlace
    text: str
    value: Quantity | None
    position: int | None


def saying_on(page: Page, claim: Claim, place: ClaimPlace) -> Saying | None:
    """Return what a page says, or None where it says nothing of the kind; a page without a body, what is recorded."""
    found = (place.value, None) if not page.blocks else _read(page, place)
    if found is None:
        return None
    text, position = found
    if claim.kind == ClaimKind.CHOICE:
        return Saying(place, text[:_MOST_SHOWN], None, position)
    value = quantity(text)
    if value is None or not _fits(value, claim.unit):
        return None
    return Saying(place, text, value.times(place.factor), position)


def _fits(value: Quantity, unit: str | None) -> bool:
    return value.unit is None or value.unit == unit or unit not in _CONVERTED


def _read(page: Page, place: ClaimPlace) -> tuple[str, int | None] | None:
    pattern = re.compile(place.pattern) if place.pattern else None
    matches = [
        found
        for passage in passages_of(page.blocks, place.anchor)
        if _stands_near(passage, place.near) and (found := _match(passage, place, pattern))
    ]
    if not matches:
        return None
    return (str(len(matches)), matches[0][1]) if place.count else matches[0]


def _stands_near(passage: Passage, words: tuple[str, ...]) -> bool:
    text = passage.text.casefold()
    return all(word.casefold() in text for word in words)


def _match(passage: Passage, place: ClaimPlace, pattern: re.Pattern[str] | None) -> tuple[str, int] | None:
    if place.column is not None:
        cell = passage.cells.get(place.column)
        if cell is None or cell.header:
            return None
        passage = Passage(cell.position, cell.text)
    if pattern is None:
        return passage.text.strip(), passage.position
    found = pattern.search(passage.text[:MOST_TEXT])
    if found is None:
        return None
    position = passage.position_at(found.start(found.lastgroup or 0))
    groups = {name: value.strip() for name, value in found.groupdict().items() if value}
    said = groups.get("value") or "-".join(groups[name] for name in ("low", "high") if name in groups)
    return (f"{said} + {groups['plus']}" if "plus" in groups else said), position
