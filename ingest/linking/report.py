"""How far what the linker finds agrees with what a person found in the same pages."""

from collections.abc import Iterable, Iterator, Mapping, Sequence
from dataclasses import dataclass
from typing import Any, TypeAlias

from ingest.linking.links import Link
from schema.records import Coverage
from schema.values import CoverageKind

Judgement: TypeAlias = tuple[str, str, int | None]
"""Page, concept and, of a mention, the number of the block."""


@dataclass(frozen=True, slots=True)
class GoldPage:
    """What a person found on a page.

    Attributes:
        page: Its path.
        build: The build of the site that was read.
        teaches: Slugs of the concepts it explains.
        mentions: Numbers of the blocks that name a concept, by slug.
        unsure: What two annotators who read it apart did not agree on, or called borderline: left out of every count.
    """

    page: str
    build: str | None
    teaches: tuple[str, ...]
    mentions: Mapping[str, tuple[int, ...]]
    unsure: frozenset[Judgement] = frozenset()


@dataclass(frozen=True, slots=True)
class FoundPage:
    """What the linker found on a page."""

    coverages: tuple[Coverage, ...]
    links: tuple[Link, ...]


@dataclass(frozen=True, slots=True)
class Agreement:
    """How two sets of judgements agree.

    Attributes:
        both: What both say.
        only_found: What the linker alone says.
        only_gold: What the person alone says.
    """

    both: tuple[Judgement, ...]
    only_found: tuple[Judgement, ...]
    only_gold: tuple[Judgement, ...]

    @property
    def precision(self) -> float:
        """The share of what was found that is right; 1 where nothing was."""
        found = len(self.both) + len(self.only_found)
        return len(self.both) / found if found else 1.0

    @property
    def recall(self) -> float:
        """The share of what is right that was found; 1 where nothing is."""
        right = len(self.both) + len(self.only_gold)
        return len(self.both) / right if right else 1.0

    @property
    def f1(self) -> float:
        """The harmonic mean of precision and recall."""
        both = self.precision + self.recall
        return 2 * self.precision * self.recall / both if both else 0.0


@dataclass(frozen=True, slots=True)
class Agreements:
    """How the linker agrees with a person.

    Attributes:
        teaches: On which page explains which concept.
        mentions: On which block of which page names which concept.
        unknown: Slugs that the person used and the vocabulary does not have.
    """

    teaches: Agreement
    mentions: Agreement
    unknown: tuple[str, ...]


def gold_pages(data: Mapping[str, Any]) -> tuple[GoldPage, ...]:
    """Return what the data of a gold file says.

    The mentions of a page are a mapping from slug to block numbers, or a list of ``concept`` and ``positions``; under
    ``unsure`` it may have ``teaches`` and ``mentions`` of its own.
    """
    return tuple(
        GoldPage(
            page=str(page["page"]),
            build=str(page["build"]) if page.get("build") else None,
            teaches=tuple(page.get("teaches") or ()),
            mentions=_mentions(page.get("mentions") or ()),
            unsure=frozenset(_unsure(str(page["page"]), page.get("unsure") or {})),
        )
        for page in data["pages"]
    )


def _unsure(page: str, data: Mapping[str, Any]) -> Iterator[Judgement]:
    yield from ((page, slug, None) for slug in data.get("teaches") or ())
    for slug, positions in _mentions(data.get("mentions") or ()).items():
        yield from ((page, slug, at) for at in positions)


def agreement(
    gold: Sequence[GoldPage], found: Mapping[str, FoundPage], *, vocabulary: Iterable[str] | None = None
) -> Agreements:
    """Return how what was found agrees with a person's judgement on the pages that the person read.

    Args:
        gold: The person's judgement.
        found: What the linker found, by path of the page.
        vocabulary: Slugs of the concepts that could be found; others are told, and left out of the count.
    """
    named = {slug for page in gold for slug in (*page.teaches, *page.mentions)}
    known = named if vocabulary is None else set(vocabulary)
    right_teaches, right_mentions, said_teaches, said_mentions = set(), set(), set(), set()
    nothing = FoundPage((), ())
    for page in gold:
        path, here = page.page, found.get(page.page, nothing)
        right_teaches |= {(path, slug) for slug in page.teaches}
        right_mentions |= {(path, slug, at) for slug, positions in page.mentions.items() for at in positions}
        said_teaches |= {(path, one.concept) for one in here.coverages if one.kind is CoverageKind.TEACHES}
        said_mentions |= {(path, link.concept, link.position) for link in here.links if link.position is not None}
    unsure = {one for page in gold for one in page.unsure}
    return Agreements(
        teaches=compared(
            {(path, slug, None) for path, slug in right_teaches if slug in known},
            {(path, slug, None) for path, slug in said_teaches} - unsure,
        ),
        mentions=compared({one for one in right_mentions if one[1] in known}, said_mentions - unsure),
        unknown=tuple(sorted(named - known)),
    )


def _mentions(data: Any) -> dict[str, tuple[int, ...]]:  # noqa: ANN401
    if isinstance(data, Mapping):
        return {str(slug): tuple(positions) for slug, positions in data.items()}
    return {str(one["concept"]): tuple(one["positions"]) for one in data}


def compared(right: Iterable[Judgement], said: Iterable[Judgement]) -> Agreement:
    """Return how what was said agrees with what is right."""
    gold, found = set(right), set(said)
    return Agreement(_sorted(gold & found), _sorted(found - gold), _sorted(gold - found))


def _sorted(judgements: Iterable[Judgement]) -> tuple[Judgement, ...]:
    return tuple(sorted(judgements, key=lambda one: (one[0], one[1], -1 if one[2] is None else one[2])))
