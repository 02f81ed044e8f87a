"""Looking at data before training on it: lengths, copies, and rules that tell what to leave out and why."""

from collections.abc import Callable, Mapping, Sequence
from dataclasses import dataclass
from statistics import mean, median

from labs.running.results import Cell, Table

Messages = Sequence[Mapping[str, str]]
"""A dialogue: what each says, with ``role`` and ``content``."""
Length = Callable[[str], int]
"""How long a text is, in tokens."""

ROLES = ("user", "assistant")
BINS = 12


@dataclass(frozen=True, slots=True)
class Limits:
    """What a dialogue may be.

    Attributes:
        shortest_answer: Tokens that an answer has at the least.
        longest: Tokens that question and answer have at the most.
    """

    shortest_answer: int
    longest: int


@dataclass(frozen=True, slots=True)
class Cleaned:
    """What is left of data, and what was left out by which rule.

    Attributes:
        kept: The dialogues that are left, in their order.
        removed: How many each rule removed: each dialogue is counted once, by the first rule that it breaks.
    """

    kept: Sequence[Messages]
    removed: Mapping[str, int]


def cleaned(dialogues: Sequence[Messages], length: Length, limits: Limits) -> Cleaned:
    """Return dialogues without those that break a rule.

    >>> one = [{"role": "user", "content": "a b"}, {"role": "assistant", "content": "c d"}]
    >>> dict(cleaned([one, one], lambda text: len(text.split()), Limits(1, 10)).removed)
    {'wrong roles': 0, 'answer too short': 0, 'too long': 0, 'asked before': 1}
    """
    removed = {"wrong roles": 0, "answer too short": 0, "too long": 0, "asked before": 0}
    seen, kept = set[str](), []
    for messages in dialogues:
        broken = _broken(messages, length, limits, seen)
        if broken:
            removed[broken] += 1
        else:
            seen.add(_same(messages[0]["content"]))
            kept.append(messages)
    return Cleaned(kept, removed)


def _broken(messages: Messages, length: Length, limits: Limits, seen: set[str]) -> str:
    if tuple(one["role"] for one in messages) != ROLES:
        return "wrong roles"
    question, answer = (one["content"] for one in messages)
    if length(answer) < limits.shortest_answer:
        return "answer too short"
    if length(question) + length(answer) > limits.longest:
        return "too long"
    return "asked before" if _same(question) in seen else ""


def _same(text: str) -> str:
    """Return what is compared of a question: not its blanks and capitals."""
    return "".join(text.split()).casefold()


def lengths(dialogues: Sequence[Messages], role: str, length: Length) -> list[int]:
    """Return how long what a role says is, in every dialogue."""
    return [length(one["content"]) for messages in dialogues for one in messages if one["role"] == role]


def length_table(before: Sequence[Messages], after: Sequence[Messages], length: Length) -> Table:
    """Return how long questions and answers are, before and after cleaning."""
    rows: list[list[Cell]] = []
    for when, dialogues in (("before", before), ("after", after)):
        for role in ROLES:
            found = sorted(lengths(dialogues, role, length)) or [0]
            p95 = found[min(len(found) - 1, round(0.95 * (len(found) - 1)))]
            rows.append([when, role, len(found), round(mean(found), 1), median(found), p95, found[-1]])
    columns = ("cleaning", "role", "texts", "mean", "median", "95 % below", "longest")
    return Table("lengths", "Lengths in tokens, before and after cleaning", columns, rows, "Data report")


def histogram(before: Sequence[Messages], after: Sequence[Messages], length: Length) -> Table:
    """Return how many questions and answers there are of each length, in bins of the same width."""
    found = [lengths(dialogues, role, length) for role in ROLES for dialogues in (before, after)]
    width = max(1, -(-(max(map(max, filter(None, found)), default=0) + 1) // BINS))
    rows: list[list[Cell]] = [
        [f"{low}-{low + width - 1}", *(sum(low <= one < low + width for one in column) for column in found)]
        for low in range(0, BINS * width, width)
    ]
    columns = ("tokens", "questions before", "questions after", "answers before", "answers after")
    return Table("length-histogram", "Lengths in tokens", columns, rows, "Data report")


def cleaning_table(before: Sequence[Messages], after: Cleaned) -> Table:
    """Return what each rule removed."""
    rows: list[list[Cell]] = [["read", len(before), None]]
    rows += [[rule, -count, round(100 * count / len(before), 2)] for rule, count in after.removed.items()]
    rows.append(["left", len(after.kept), round(100 * len(after.kept) / len(before), 2)])
    return Table("cleaning", "What each rule leaves out", ("rule", "dialogues", "per cent"), rows, "Data report")
