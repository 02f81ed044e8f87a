"""Proposals as the text of a file that an instructor can correct and accept."""

from collections.abc import Iterable, Mapping
from typing import Any

import yaml

from ingest.statements.names import sentence
from ingest.statements.proposals import Proposal, ProposalKind
from schema.records import Concept
from schema.values import Evidence

_LONGEST_QUOTE = 120
_REASONS = {
    ProposalKind.REQUIRES: ("要理解{a}，需要先懂{b}。", "To understand {a} one needs {b} first."),
    ProposalKind.PRECEDES: ("课程先讲{a}，再讲{b}。", "The course treats {a} before {b}."),
    ProposalKind.PART_OF: ("{a}是{b}的一部分。", "{a} is a part of {b}."),
    ProposalKind.VARIANT_OF: ("{a}是{b}的一种变体或特殊形式。", "{a} is a variant or a special form of {b}."),
    ProposalKind.ANSWERS: ("{a}回应了{b}的局限。", "{a} answers a limit of {b}."),
    ProposalKind.REPAIRS: ("{a}改进了{b}的不足。", "{a} repairs a weakness of {b}."),
    ProposalKind.REMOVES: ("{a}不再需要{b}。", "{a} does without {b}."),
    ProposalKind.COMBINES: ("{a}把{b}结合进来。", "{a} combines {b} with something else."),
    ProposalKind.APPLIES: ("{a}应用了{b}。", "{a} applies {b}."),
    ProposalKind.EQUALS: ("{a}等同于{b}。", "{a} amounts to {b}."),
}
_HEADER = """\
# Proposals for the course {course}: found by rules, confirmed by nobody.
# Delete what is wrong, mend the reasons, keep this file as accepted/{course}.yaml in a folder of its own, and run
# syllagraph ingest FOLDER. What is left is then known as declared by the instructor.
# Above each entry: how sure the rules are, the surest rule, and what the page says.
"""


def patch_of(proposals: Iterable[Proposal], course: str, concepts: Mapping[str, Concept]) -> str:
    """Return proposals as the text of ``accepted/<course>.yaml``; each declared, should it be accepted."""
    parts: dict[str, list[str]] = {"requires": [], "relations": [], "precedes": []}
    for one in proposals:
        section: str = one.kind.value if one.kind.value in parts else "relations"
        parts[section].append(_written(one, _entry(one, concepts)))
    text = [_HEADER.format(course=course), f"course: {course}\n"]
    for section, entries in parts.items():
        if entries:
            text += [f"\n{section}:\n", *entries]
    return "".join(text)


def _entry(one: Proposal, concepts: Mapping[str, Concept]) -> dict[str, Any]:
    match one.kind:
        case ProposalKind.REQUIRES:
            ends: dict[str, Any] = {"concept": one.source, "any_of": [one.target]}
        case ProposalKind.PRECEDES:
            ends = {"before": one.source, "after": one.target}
        case _:
            ends = {"concept": one.source, "kind": one.kind.value, "to": one.target}
    reason = sentence(*_REASONS[one.kind], one.source, one.target, concepts)
    places = [source.model_dump(include={"page", "anchor", "paper", "section"}) for source in one.sources]
    sources = [{key: value for key, value in place.items() if value is not None} for place in places]
    ends |= {"reason": {"zh": reason.zh, "en": reason.en}, "evidence": Evidence.DECLARED.value}
    return ends | ({"sources": list({str(place): place for place in sources}.values())} if sources else {})


def _written(one: Proposal, entry: dict[str, Any]) -> str:
    lines = yaml.safe_dump([entry], allow_unicode=True, sort_keys=False, width=110).splitlines()
    comment = f"# {one.confidence:.2f} {one.rule}"
    if quote := "".join(sign if sign.isprintable() else " " for sign in one.quote):
        comment += f": {quote[:_LONGEST_QUOTE]}" + ("…" if len(quote) > _LONGEST_QUOTE else "")
    return "".join(f"  {line}\n" for line in (comment, *lines))
