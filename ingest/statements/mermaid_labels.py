"""The labels of Mermaid diagrams: where one ends, by the shape it is drawn in, and what it says without markup."""

import re
from dataclasses import dataclass
from html import unescape

_CLOSERS = {
    "(((": (")))",),
    "((": ("))",),
    "([": ("])",),
    "(": (")",),
    "[[": ("]]",),
    "[(": (")]",),
    "[/": ("/]", "\\]"),
    "[\\": ("/]", "\\]"),
    "[": ("]",),
    "{{": ("}}",),
    "{": ("}",),
    ">": ("]",),
}
_LONGEST_OPENER = 3
_BREAK = re.compile(r"<br[ \t]*/?>|\\n", re.IGNORECASE)
_TAG = re.compile(r"</?[A-Za-z][^<>]*>")
_ENTITY = re.compile(r"#(\d+|[A-Za-z]+);")
_BLANKS = re.compile(r"[ \t]+")


@dataclass(frozen=True, slots=True)
class DrawnLabel:
    """A label as it is written: the sign that opens its shape, its text, and where the shape ends, if it does."""

    opener: str
    label: str
    end: int | None


def raw_label(text: str, at: int) -> DrawnLabel | None:
    """Return the label that begins at a place, or None where none begins.

    >>> raw_label('pot["a [big] pot"] --> cup', 3)
    DrawnLabel(opener='[', label='a [big] pot', end=18)
    """
    sizes = range(_LONGEST_OPENER, 0, -1)
    opener = next((text[at : at + size] for size in sizes if text[at : at + size] in _CLOSERS), None)
    if opener is None:
        return None
    start = at + len(opener)
    closers = _CLOSERS[opener]
    if text.startswith('"', start):
        quote = text.find('"', start + 1)
        if quote < 0 or not text.startswith(closers, quote + 1):
            return DrawnLabel(opener, "", None)
        return DrawnLabel(opener, text[start + 1 : quote], quote + 1 + len(closers[0]))
    stop = text.find("\n", start)
    ends = [text.find(closer, start, len(text) if stop < 0 else stop) for closer in closers]
    end = min((end for end in ends if end >= 0), default=None)
    if end is None:
        return DrawnLabel(opener, "", None)
    return DrawnLabel(opener, text[start:end], end + len(closers[0]))


def plain_label(written: str) -> str:
    r"""Return a label without quotes and markup; its line breaks stay.

    >>> plain_label('"<b>Green tea</b><br/>three minutes"')
    'Green tea\nthree minutes'
    """
    text = written.strip().strip('"').strip()
    if len(text) > 1 and text[0] == text[-1] == "`":
        text = text[1:-1].replace("*", "").replace("_", "")
    text = unescape(_ENTITY.sub(_entity, _TAG.sub("", _BREAK.sub("\n", text))))
    lines = (_BLANKS.sub(" ", line).strip() for line in text.split("\n"))
    return "\n".join(line for line in lines if line)


def _entity(found: re.Match[str]) -> str:
    return f"&#{found[1]};" if found[1].isdigit() else f"&{found[1]};"
