"""Names in a BibTeX field, as BibTeX takes them apart: ``von Family, Jr., Given``, in this or the spoken order.

Where a name stands in the order people say it, ``reading.names`` says which word is the family's.
"""

import re
from collections.abc import Iterator
from dataclasses import dataclass
from functools import lru_cache

from bibtexparser.middlewares.names import parse_single_name_into_parts

from reading.bib_text import text_of
from reading.names import Name, name_of
from reading.tex import unicode_text

_PART = re.compile(
    r"\s*(?:(?P<name>family|given|prefix|suffix)|(?:family|given|prefix|suffix)-i|id|useprefix)\s*=\s*", re.IGNORECASE
)
_FEWEST_PARTS = 2
_BRACE = re.compile(r"[{}]")
_AND = re.compile(r"[{}]|(?<!\S)and(?!\S)", re.IGNORECASE)
_ET_AL = re.compile(r",?\s*\bet\s+al\.?$", re.IGNORECASE)
_LONGEST_ET_AL = 12


@dataclass(frozen=True, slots=True)
class WrittenName:
    """One name of a field.

    Attributes:
        raw: The name in LaTeX, without the blanks around it.
        start: Offset in the field's value.
        end: Offset after its last character.
    """

    raw: str
    start: int
    end: int

    @property
    def is_others(self) -> bool:
        """Whether it stands for the authors who are not named."""
        return self.raw.lower() == "others"

    @property
    def without_et_al(self) -> str:
        """The name without an "et al." behind it, which BibTeX takes for a name."""
        # Only the end is looked at: blanks can be many.
        found = _ET_AL.search(self.raw, max(0, len(self.raw) - _LONGEST_ET_AL))
        return self.raw[: found.start()] if found else self.raw


@dataclass(frozen=True, slots=True)
class BibNames:
    """The names of a field.

    Attributes:
        names: The names, in order.
        more: Whether the list says that there are others.
    """

    names: tuple[Name, ...]
    more: bool


@lru_cache(maxsize=16384)
def bib_names(raw: str) -> BibNames:
    """Return the names in the value of a field.

    >>> found = bib_names("van der Berg, Jr., Ludwig and {Tea Team} and others")
    >>> [name.sorted_by for name in found.names], found.more
    (['Berg', 'Tea Team'], True)
    """
    written = list(written_names(raw))
    names = (bib_name(one.without_et_al) for one in written if not one.is_others)
    more = any(one.is_others or one.without_et_al != one.raw for one in written)
    return BibNames(tuple(name for name in names if name), more)


def written_names(raw: str) -> Iterator[WrittenName]:
    """Yield what stands between the "and"s of a value that are in no braces.

    >>> [one.raw for one in written_names("{Barnes and Noble} AND Ann  Pot and")]
    ['{Barnes and Noble}', 'Ann  Pot']
    """
    depth = start = 0
    for found in _AND.finditer(raw):
        if found[0] in "{}":
            depth = max(0, depth + (1 if found[0] == "{" else -1))
        elif depth == 0:
            yield from _trimmed(raw, start, found.start())
            start = found.end()
    yield from _trimmed(raw, start, len(raw))


def bib_name(raw: str) -> Name | None:
    r"""Return a name from LaTeX, or None where there is no letter in it.

    >>> bib_name("family=Berg, given=Ludwig, prefix=van der").particle, bib_name(r"G{\"o}del, Kurt").family
    ('van der', 'Gödel')
    """
    raw = raw.strip()
    if is_one_group(raw):
        return _whole(text_of(raw))
    if _PART.match(raw) and (name := _from_parts(raw)):
        return name
    text = text_of(raw)
    # A text that still looks like LaTeX would be decoded once more.
    if "," not in raw and "{" not in raw.replace("{\\", "") and unicode_text(text) == text:
        return name_of(text)
    parts = parse_single_name_into_parts(raw, strict=False)
    family, given, particle, suffix = (
        text_of(" ".join(words)) for words in (parts.last, parts.first, parts.von, parts.jr)
    )
    return Name(family, given, particle, suffix) if _has_letter(family + given + particle) else None


def _whole(text: str) -> Name | None:
    """Return a name that stands in braces: of several words it is one that has no parts."""
    if not _has_letter(text):
        return None
    name = None if " " in text or unicode_text(text) != text else name_of(text)
    return name if name == Name(family=text) else Name(literal=text)


def is_one_group(raw: str) -> bool:
    """Return whether a value is one pair of braces and what stands in it.

    >>> is_one_group("{Tea Team}"), is_one_group("{Tea} {Team}"), is_one_group("{T}ea")
    (True, False, False)
    """
    if not (raw.startswith("{") and raw.endswith("}")):
        return False
    depth = 0
    for found in _BRACE.finditer(raw):
        depth += 1 if found[0] == "{" else -1
        if depth == 0:
            return found.end() == len(raw)
    return False


def _trimmed(raw: str, start: int, end: int) -> Iterator[WrittenName]:
    part = raw[start:end]
    if name := part.strip():
        first = start + len(part) - len(part.lstrip())
        yield WrittenName(name, first, first + len(name))


def _from_parts(raw: str) -> Name | None:
    """Return a name that is written as BibLaTeX's ``family=…, given=…``, or None where a part is no such part."""
    found: dict[str, str] = {}
    for part in _at_commas(raw):
        match = _PART.match(part)
        if match is None:
            return None
        if match["name"]:
            found.setdefault(match["name"].lower(), text_of(part[match.end() :]).strip('"'))
    # A single part is rather a name that holds an equals sign.
    if len(found) < _FEWEST_PARTS or not _has_letter("".join(found.values())):
        return None
    return Name(*(found.get(part, "") for part in ("family", "given", "prefix", "suffix")))


def _at_commas(raw: str) -> Iterator[str]:
    """Yield what stands between the commas that are in no braces and no quotes."""
    depth = start = 0
    quoted = False
    for place, char in enumerate(raw):
        if char in "{}":
            depth += 1 if char == "{" else -1
        elif char == '"' and depth == 0:
            quoted = not quoted
        elif char == "," and depth == 0 and not quoted:
            yield raw[start:place]
            start = place + 1
    yield raw[start:]


def _has_letter(text: str) -> bool:
    return any(char.isalnum() for char in text)
