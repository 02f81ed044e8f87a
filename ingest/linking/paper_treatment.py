"""Which concepts a paper introduces, uses and surveys, as far as its title and abstract tell.

All of it is proposed, with how sure the signs are together; a concept that is named in passing is left out.
"""

import re
from collections import defaultdict
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.linking.folding import HAN
from ingest.linking.matcher import Matcher
from ingest.linking.paper_cues import Treated, is_survey, treated_in_sentence, treated_in_title
from schema.values import PaperConceptKind

TITLE = "title"
"""Where something stands that the title says."""

ABSTRACT = "abstract"
"""Where something stands that the abstract says; of a sentence, with its number."""

SURE_ENOUGH = 0.5
"""How sure the signs of a concept have to be together."""

SUREST = 0.95
"""The most that signs can say together."""

_MOST_TEXT = 8_000
_CONFIDENCE = {
    Treated.TITLED: 0.8,
    Treated.PROPOSED: 0.8,
    Treated.SURVEYED: 0.8,
    Treated.SUBJECT: 0.7,
    Treated.USED: 0.6,
    Treated.NAMED: 0.5,
}
_KIND = {
    Treated.TITLED: PaperConceptKind.INTRODUCES,
    Treated.PROPOSED: PaperConceptKind.INTRODUCES,
    Treated.SURVEYED: PaperConceptKind.SURVEYS,
}
_ORDER = list(Treated)
_MATH = re.compile(r"\$[^$]{0,300}\$")
_STYLED = re.compile(r"\\(?:text(?:bf|it|sc|tt|rm|sf)|emph)\s*\{([^{}]*)\}")
_SENTENCE_END = re.compile(rf"(?<=[.!?])[\"”'’)]*\s+(?=[\"“'‘(]*[A-Z0-9{HAN}])|(?<=[。！？])")
_NO_END = re.compile(r"(?:\b(?:e\.g|i\.e|et al|vs|cf|Fig|Eq|Sec|resp|approx|etc)|\b[A-Z])\.$")


@dataclass(frozen=True, slots=True)
class Treatment:
    """What a paper seems to do with a concept.

    Attributes:
        concept: Slug of the concept.
        kind: How it treats it.
        rule: The strongest sign of that.
        confidence: How sure all signs are together, from 0 to 1.
        places: Where they stand, the strongest first: ``title``, ``abstract, sentence 2``.
    """

    concept: str
    kind: PaperConceptKind
    rule: Treated
    confidence: float
    places: tuple[str, ...]


def treatments_in(title: str, abstract: str, matcher: Matcher) -> tuple[Treatment, ...]:
    """Return what a paper does with concepts, the surest first, ties by slug.

    Args:
        title: Its title.
        abstract: Its abstract; empty where none is known.
        matcher: Finds the names of the vocabulary.
    """
    found: defaultdict[str, list[tuple[Treated, str]]] = defaultdict(list)
    for concept, how, place in (*_of_title(title, matcher), *_of_abstract(abstract, matcher)):
        found[concept].append((how, place))
    surveys = is_survey(title)
    told = (_treatment(concept, signs, surveys=surveys) for concept, signs in found.items())
    kept = [one for one in told if one is not None and one.confidence >= SURE_ENOUGH]
    return tuple(sorted(kept, key=lambda one: (-one.confidence, one.concept)))


def sentences_of(abstract: str) -> tuple[str, ...]:
    """Return the sentences of an abstract.

    >>> sentences_of("Tea is hot, e.g. Green tea. We cool it.")
    ('Tea is hot, e.g. Green tea.', 'We cool it.')
    """
    sentences: list[str] = []
    for part in _SENTENCE_END.split(abstract):
        if sentences and _NO_END.search(sentences[-1]):
            sentences[-1] += f" {part}"
        elif part.strip():
            sentences.append(part.strip())
    return tuple(sentences)


_Sign = tuple[str, Treated, str]


def _of_title(title: str, matcher: Matcher) -> Iterator[_Sign]:
    text = _plain(title)
    for match in matcher.matches(text):
        yield match.concept, treated_in_title(text, match.start, match.end), TITLE


def _of_abstract(abstract: str, matcher: Matcher) -> Iterator[_Sign]:
    for number, sentence in enumerate(sentences_of(_plain(abstract)), 1):
        for match in matcher.matches(sentence):
            how = treated_in_sentence(sentence, match.start, match.end)
            yield match.concept, how, f"{ABSTRACT}, sentence {number}"


def _plain(text: str) -> str:
    return _STYLED.sub(r"\1", _MATH.sub(" ", text[:_MOST_TEXT]))


def _treatment(concept: str, signs: list[tuple[Treated, str]], *, surveys: bool) -> Treatment | None:
    """Weigh the signs of one concept: each place counts once, by its strongest sign."""
    strongest: dict[str, Treated] = {}
    for how, place in sorted(signs, key=lambda sign: _ORDER.index(sign[0])):
        # Who surveys a field announces nothing of it, and whoever does not only looks around.
        if how is Treated.SURVEYED and not surveys and place != TITLE:
            how = Treated.USED
        strongest.setdefault(place, how)
    speaking = {place: how for place, how in strongest.items() if how in _CONFIDENCE}
    if not speaking:
        return None
    rule = min(speaking.values(), key=_ORDER.index)
    if surveys and rule in (Treated.TITLED, Treated.PROPOSED):
        rule = Treated.SURVEYED
    kind = _KIND.get(rule, PaperConceptKind.USES)
    doubt = 1.0
    for how in speaking.values():
        doubt *= 1 - _CONFIDENCE[how]
    places = sorted(speaking, key=lambda place: (_ORDER.index(speaking[place]), place != TITLE))
    return Treatment(concept, kind, rule, round(min(SUREST, 1 - doubt), 2), tuple(places))
