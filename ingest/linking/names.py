"""The forms in which a text may name a concept, and how each has to be written.

A word of capitals (``SFT``), a short word with capitals inside (``LoRA``), and a name of at most four letters need
their case; such a short name may also begin with a capital. All else may be written in any case.

Words that underscores join are an identifier, and a name only where the vocabulary writes it so. The particle 的 may
join words, but no single characters (``更长的推理链`` is no 长推理链). Latin names also stand in the plural, or in the
singular where the vocabulary gives the plural; not so a single capitalised word, whose plural is as a rule something
else (``Transformers`` is a library).
"""

import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from ingest.linking.folding import HAN, fold
from schema.records import Concept

_WORD = re.compile(rf"(?:(?![{HAN}])[^\W_])+")
_LETTER = re.compile(rf"(?:(?![{HAN}])[^\W\d_])")
_SHORT = 4
_SHORTEST = 2
_PLURAL = re.compile(r"[a-z]{2,}$", re.IGNORECASE)
_HISSING = re.compile(r"(?:s|x|z|ch|sh)$", re.IGNORECASE)
_IN_Y = re.compile(r"[^aeiou]y$")
_PROPER = re.compile(r"[A-Z][a-z]+\Z")
_IS_PLURAL = re.compile(r"[a-z]{2,}[^aious\W]s$")


@dataclass(frozen=True, slots=True)
class Form:
    """One way to write a name of a concept.

    Attributes:
        concept: Slug of the concept.
        text: What is written.
        spellings: For each Latin word of it, the spellings allowed, or nothing where any case will do.
        inflected: Whether it is a plural or singular made from a name.
    """

    concept: str
    text: str
    spellings: tuple[tuple[str, ...], ...]
    inflected: bool

    def is_written_as(self, text: str) -> bool:
        """Tell whether a text that folds to this form has the case it needs.

        >>> form = next(forms_of("sft", ["SFT"]))
        >>> form.is_written_as("SFT"), form.is_written_as("sft")
        (True, False)
        """
        if "_" in text and "_" not in self.text:
            return False
        if "的" in text and "的" not in self.text and min(map(len, text.split("的"))) < _SHORTEST:
            return False
        if not any(self.spellings):
            return True
        words = _words_of(text)
        pairs = zip(self.spellings, words, strict=False)
        return len(words) == len(self.spellings) and all(word in allowed for allowed, word in pairs if allowed)


def forms_of(concept: str, names: Iterable[str]) -> Iterator[Form]:
    """Yield the forms of a concept's names, each name before its other numbers."""
    for name in names:
        yield Form(concept, name, _spellings(name, name), inflected=False)
        for other in _other_numbers(name):
            yield Form(concept, other, _spellings(name, other), inflected=True)


def forms_by_pattern(concepts: Iterable[Concept]) -> Mapping[str, tuple[Form, ...]]:
    """Return all forms of a vocabulary by their folded text; where several share it, names first, ties by slug."""
    found: defaultdict[str, set[Form]] = defaultdict(set)
    for concept in concepts:
        for form in forms_of(concept.slug, _names_of(concept)):
            pattern = fold(form.text).text
            if len(pattern) >= _SHORTEST and any(character.isalnum() for character in pattern):
                found[pattern].add(form)
    order = {
        pattern: sorted(forms, key=lambda form: (form.inflected, form.concept, form.text))
        for pattern, forms in found.items()
    }
    return {pattern: tuple(order[pattern]) for pattern in sorted(order)}


def _names_of(concept: Concept) -> tuple[str, ...]:
    names = (concept.name.zh, concept.name.en, *concept.aliases)
    return tuple(dict.fromkeys(name for name in names if name))


def _words_of(text: str) -> list[str]:
    return _WORD.findall(unicodedata.normalize("NFKC", text))


def _spellings(name: str, form: str) -> tuple[tuple[str, ...], ...]:
    """Return how the words of a form are written, judged by the name it was made from."""
    words, written = _words_of(name), _words_of(form)
    is_short = len(_LETTER.findall(name)) <= _SHORT and fold(name).text.isascii()
    return tuple(
        (new, new[:1].upper() + new[1:]) if is_short else (new,) if _needs_case(old) else ()
        for old, new in zip(words, written, strict=True)
    )


def _needs_case(word: str) -> bool:
    letters = [character for character in word if character.isalpha()]
    if len(letters) > 1 and all(letter.isupper() for letter in letters):
        return True
    return len(letters) <= _SHORT and any(letter.isupper() for letter in letters[1:])


def _other_numbers(name: str) -> Iterator[str]:
    if not _PLURAL.search(name) or _PROPER.match(name):
        return
    if _IS_PLURAL.search(name):
        yield name[:-1]
    elif _HISSING.search(name):
        yield name + "es"
    elif _IN_Y.search(name):
        yield name[:-1] + "ies"
    else:
        yield name + "s"
