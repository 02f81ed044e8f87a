"""Sentences that say how two concepts stand to each other: proposals, by the mapping of ``cues``."""

import re
from collections.abc import Iterator, Sequence
from itertools import pairwise

from ingest.statements.cues import CUES, NAME
from ingest.statements.names import Finder
from ingest.statements.places import said_in, source_at
from ingest.statements.proposals import Proposal, ProposalKind
from schema.records import Page

ARROWS, CHAIN, VARIANTS = "arrows", "each-step", "variants"
"""Rules that are no cues: concepts joined by arrows, such a chain whose steps need each other, a list of variants."""

MOST_TEXT = 4_000
"""How much of a block is read."""

_FIRST_NAME = 0xE000
_MOST_NAMES = 1_000
_PRIVATE = re.compile("[\ue000-\uf8ff]")
_SENTENCE = re.compile("[^。！？；!?;\n]{2,800}[。！？；!?;\n]?")
_ENGLISH_END = re.compile(r"(?<=[a-z0-9)\ue000-\uf8ff])\. +(?=[A-Z\ue000-\uf8ff])")
_GLOSS = re.compile(r" ?[（(]([^（）()]{0,80})[）)]")
_ARROW = re.compile(r"\s*(?:→|⇒|⟶|->|=>)\s*")
_CLAUSE_END = re.compile(r"[，,。；;：:（()）]")
_EACH_STEP = re.compile(
    r"每一?步[^。]{0,12}(?:建立在|依赖|需要|基于)[^。]{0,6}(?:前|上)一步"
    r"|each step (?:builds on|rests on|depends on|needs)",
    re.IGNORECASE,
)
_VARIANTS = re.compile(rf"(?P<t>{NAME})[^\ue000-\uf8ff。，,]{{0,6}}变体[^\ue000-\uf8ff。，,：:]{{0,6}}[：:]")
_CLAUSE_START = re.compile(rf"(?:^|[：:，,、；;和与及])\s*(?P<s>{NAME})")
_A_WAY = re.compile(r"流程|阶段|路线|步骤|顺序|\b(?:pipeline|stages?|steps?|order)\b", re.IGNORECASE)
_MOST_STEP = 60
_FEWEST_STEPS = 3
_CONFIDENCE = {ARROWS: 0.65, CHAIN: 0.8, VARIANTS: 0.75}


def said_on(page: Page, finder: Finder) -> Iterator[Proposal]:
    """Yield what the sentences of a page say of two concepts, in the order of the page."""
    for position, text in said_in(page):
        for kind, rule, confidence, source, target, quote in _said(text[:MOST_TEXT], finder):
            sources = (source_at(page, position),)
            yield Proposal(kind, source, target, confidence, rule, sources, page.course, quote)


_Said = tuple[ProposalKind, str, float, str, str, str]


def _said(text: str, finder: Finder) -> Iterator[_Said]:
    masked, slugs, written = _masked(text, finder)
    if len(set(slugs)) < 2:
        return
    yield from _chained(masked, slugs, written)
    for paragraph in _SENTENCE.findall(masked):
        for sentence in _ENGLISH_END.split(paragraph):
            if len(set(_PRIVATE.findall(sentence))) > 1 and not sentence.rstrip().endswith(("？", "?")):
                yield from _by_cue(_without_glosses(sentence, slugs), sentence, slugs, written)


def _by_cue(sentence: str, whole: str, slugs: Sequence[str], written: Sequence[str]) -> Iterator[_Said]:
    quote = _unmasked(whole.strip(), written)
    for cue in CUES:
        for pattern in cue.patterns:
            for found in pattern.finditer(sentence):
                for source, target in _pairs(found["s"], found["t"], slugs):
                    yield cue.kind, cue.name, cue.confidence, source, target, quote
    for found in _VARIANTS.finditer(sentence):
        for variant in _CLAUSE_START.finditer(sentence, found.end() - 1):
            for source, target in _pairs(variant["s"], found["t"], slugs):
                yield ProposalKind.VARIANT_OF, VARIANTS, _CONFIDENCE[VARIANTS], source, target, quote


def _chained(masked: str, slugs: Sequence[str], written: Sequence[str]) -> Iterator[_Said]:
    """Yield the steps of chains of arrows; a step that names nothing is passed through.

    A single arrow may as well point from a wish to a tool: it counts where the line speaks of a way. Where a concept
    comes back, the steps are those of a process, and none of them is needed to understand the next.
    """
    needed = bool(_EACH_STEP.search(masked))
    for line in re.split("[。\n]", masked):
        steps = _ARROW.split(line)
        if len(steps) < _FEWEST_STEPS and not (len(steps) > 1 and _A_WAY.search(line)):
            continue
        steps[0] = _CLAUSE_END.split(steps[0])[-1]
        steps[-1] = _CLAUSE_END.split(steps[-1])[0]
        named = [step for step in steps if _PRIVATE.search(step) and len(step) <= _MOST_STEP]
        all_named = [slug for step in named for slug in dict.fromkeys(_slugs(step, slugs))]
        comes_back = len(set(all_named)) < len(all_named)
        passed: set[str] = set()
        quote = _unmasked(line.strip(), written)
        for first, second in pairwise(named):
            passed |= set(_slugs(first, slugs))
            for before, after in _pairs(first, second, slugs):
                if after in passed:
                    continue
                if needed and not comes_back:
                    yield ProposalKind.REQUIRES, CHAIN, _CONFIDENCE[CHAIN], after, before, quote
                else:
                    yield ProposalKind.PRECEDES, ARROWS, _CONFIDENCE[ARROWS], before, after, quote


def _pairs(sources: str, targets: str, slugs: Sequence[str]) -> Iterator[tuple[str, str]]:
    for source in dict.fromkeys(_slugs(sources, slugs)):
        for target in dict.fromkeys(_slugs(targets, slugs)):
            if source != target:
                yield source, target


def _slugs(text: str, slugs: Sequence[str]) -> list[str]:
    return [slugs[ord(sign) - _FIRST_NAME] for sign in _PRIVATE.findall(text)]


def _masked(text: str, finder: Finder) -> tuple[str, list[str], list[str]]:
    """Return a text with one sign for each name in it, and the concept and the words behind each sign."""
    text = _PRIVATE.sub(" ", text)
    parts: list[str] = []
    slugs: list[str] = []
    written: list[str] = []
    at = 0
    for slug, start, end in finder(text)[:_MOST_NAMES]:
        parts += [text[at:start], chr(_FIRST_NAME + len(slugs))]
        slugs.append(slug)
        written.append(text[start:end])
        at = end
    return "".join((*parts, text[at:])), slugs, written


def _unmasked(text: str, written: Sequence[str]) -> str:
    return _PRIVATE.sub(lambda sign: written[ord(sign[0]) - _FIRST_NAME], text)


def _without_glosses(sentence: str, slugs: Sequence[str]) -> str:
    """Return a sentence without what stands in brackets after a name and names nothing else."""

    def kept(gloss: re.Match[str]) -> str:
        inside = set(_slugs(gloss[1], slugs))
        before = _slugs(sentence[: gloss.start()], slugs)[-1:]
        return "" if inside <= set(before) else gloss[0]

    return _GLOSS.sub(kept, sentence)
