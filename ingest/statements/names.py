"""What the readers of statements ask of concept linking: which concepts a text names, and where."""

import re
from collections.abc import Iterable, Mapping, Sequence
from typing import Protocol

from ingest.linking.matcher import Matcher
from schema.records import Concept
from schema.values import Text

Named = tuple[str, int, int]
"""Slug of a concept, and where its name begins and ends in a text."""

_LATIN = re.compile(r"[A-Za-z0-9]")


class Finder(Protocol):
    """Finds the concepts that a text names: longest names first, none over another, in the order of the text."""

    def __call__(self, text: str, /) -> Sequence[Named]:
        """Return what a text names."""


def finder_of(concepts: Iterable[Concept]) -> Finder:
    """Return what finds the names of a vocabulary.

    >>> from schema.values import ConceptKind
    >>> tea = Concept(slug="tea", name=Text(en="Tea"), kind=ConceptKind.DATA, area="tea", definition=Text(en="Leaves."))
    >>> finder_of([tea])("A pot of Tea")
    [('tea', 9, 12)]
    """
    matcher = Matcher(concepts)
    return lambda text: [(match.concept, match.start, match.end) for match in matcher.matches(text)]


def heads(named: Iterable[Named]) -> tuple[str, ...]:
    """Return what a text is about, each concept once: of names that touch, the last is the noun that others describe.

    >>> heads([("steam", 0, 2), ("kettle", 2, 4), ("tea", 7, 9)])
    ('kettle', 'tea')
    """
    ordered = sorted(named, key=lambda one: one[1])
    begins = {start for _, start, _ in ordered}
    return tuple(dict.fromkeys(slug for slug, _, end in ordered if end not in begins))


def in_both(slug: str, concepts: Mapping[str, Concept]) -> tuple[str, str]:
    """Return the shortest Latin name that speaks for a concept, for each language where the vocabulary has one."""
    concept = concepts.get(slug)
    if concept is None:
        return slug, slug
    zh, en = concept.name.in_language("zh"), concept.name.in_language("en")
    short = next((alias for alias in concept.aliases if _LATIN.match(alias) and len(alias) < len(en)), None)
    return (f"{zh}（{short}）", f"{en} ({short})") if short and short not in (zh, en) else (zh, en)


def sentence(zh: str, en: str, first: str, second: str, concepts: Mapping[str, Concept]) -> Text:
    """Return a reason in both languages with two concepts put in for ``{a}`` and ``{b}``."""
    (a_zh, a_en), (b_zh, b_en) = in_both(first, concepts), in_both(second, concepts)
    return Text(zh=zh.format(a=a_zh, b=b_zh), en=en.format(a=a_en, b=b_en))
