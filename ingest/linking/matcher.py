"""The names of a vocabulary in a text: the longest that stand for themselves, none overlapping another."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from dataclasses import dataclass, replace
from typing import Protocol

from ingest.linking.automaton import Automaton
from ingest.linking.boundaries import stands_alone
from ingest.linking.folding import Folded, fold
from ingest.linking.names import Form, forms_by_pattern
from schema.records import Concept


@dataclass(frozen=True, slots=True)
class Match:
    """A name in a text.

    Attributes:
        concept: Slug of the concept it names.
        start: Offset of its first character.
        end: Offset after its last character.
        inflected: Whether it is in another number than the vocabulary gives.
    """

    concept: str
    start: int
    end: int
    inflected: bool = False


class Finder(Protocol):
    """Finds patterns in texts: what ``Automaton`` does."""

    def occurrences(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield start, end and number of each pattern in a text."""


class Matcher:
    """Finds the names of a vocabulary.

    Args:
        concepts: The vocabulary; its order changes nothing.
        finder: Makes what finds the folded names.
    """

    def __init__(self, concepts: Iterable[Concept], *, finder: Callable[[Sequence[str]], Finder] = Automaton) -> None:
        forms = forms_by_pattern(concepts)
        self.patterns = tuple(forms)
        self._forms = tuple(forms.values())
        self._exact = forms
        self._finder = finder(self.patterns)

    def matches(self, text: str, shown: str | None = None) -> tuple[Match, ...]:
        """Return the names in a text, in its order.

        Of names that overlap the longest counts, of equally long ones the first; where both are names of one concept,
        they are one.

        Args:
            text: The text.
            shown: The text with all that is closed to names blotted out; of the same length.
        """
        folded = fold(text if shown is None else shown)
        fitting = []
        for start, end, number in self._finder.occurrences(folded.text):
            match = self._match(text, folded, start, end, self._forms[number])
            if match is not None:
                fitting.append((start - end, start, end, match))
        if len(fitting) < 2:
            return tuple(match for *_, match in fitting)
        return _longest(fitting, len(folded.text))

    def whole(self, text: str) -> str | None:
        """Return the concept that a text names and says nothing else, if it does."""
        for form in self._exact.get(fold(text).text, ()):
            if form.is_written_as(text):
                return form.concept
        return None

    @staticmethod
    def _match(text: str, folded: Folded, start: int, end: int, forms: tuple[Form, ...]) -> Match | None:
        place = folded.original(start, end)
        if place is None or not stands_alone(text, *place):
            return None
        written = text[place[0] : place[1]]
        for form in forms:
            if form.is_written_as(written):
                return Match(form.concept, *place, inflected=form.inflected)
        return None


def _longest(fitting: list[tuple[int, int, int, Match]], length: int) -> tuple[Match, ...]:
    """Return what is left of names that overlap; each is given with its negative length, start and end when folded."""
    fitting.sort(key=lambda found: found[:2])
    owners: list[int | None] = [None] * length
    kept: list[Match] = []
    for _, start, end, match in fitting:
        # What has an owner is at least as long, so it cannot lie between the two ends.
        first, last = owners[start], owners[end - 1]
        if first is None and last is None:
            owners[start:end] = [len(kept)] * (end - start)
            kept.append(match)
            continue
        owner = first if first is not None else last
        others = {first, last} - {None, owner}
        if owner is not None and not others and kept[owner].concept == match.concept:
            whole = kept[owner]
            kept[owner] = replace(whole, start=min(whole.start, match.start), end=max(whole.end, match.end))
            owners[start:end] = [owner] * (end - start)
    return tuple(sorted(kept, key=lambda match: match.start))
