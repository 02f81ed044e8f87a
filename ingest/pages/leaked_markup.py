"""Component tags that stand in a page as text, because it was built as plain Markdown.

What such a tag said is kept (the source of a diagram, the labels of tabs, a title); the tag itself is no text.
"""

import re
from bisect import bisect_right
from collections.abc import Sequence
from dataclasses import dataclass
from itertools import accumulate

from ingest.pages.text_run import Mark
from schema.blocks import BlockKind, SpanKind

_TAG = re.compile(
    r"<(?P<close>/?)(?:(?P<known>Tabs?|Cards?|Callout|Steps?|Accordions?|Mermaid)|(?P<other>[A-Z][A-Za-z0-9.]*))"
    r"(?=[\s/>])"
)
_ATTRIBUTE = re.compile(r"[\s\v]*(?P<name>[A-Za-z][\w:-]*)[\s\v]*(?:=[\s\v]*(?P<open>[\"'{])?)?")
_END = re.compile(r"[\s\v]*(?P<self>/?)>")
_QUOTED = re.compile(r"\"(?:[^\"\\]|\\.)*\"|'(?:[^'\\]|\\.)*'|`[^`]*`")
_LINE_LOST = re.compile(r"\s(\s{2,})")
_CONTAINERS = {
    "Tabs": BlockKind.TABS,
    "Tab": BlockKind.TAB,
    "Card": BlockKind.CARD,
    "Callout": BlockKind.CALLOUT,
}
_TITLES = ("title", "value", "label", "name")
_LONGEST_TAG = 20_000
_MOST_FAILURES = 100


@dataclass(frozen=True, slots=True)
class Leak:
    """A tag that stands as text.

    Attributes:
        name: The component.
        closes: Whether it is a closing tag.
        kind: The block it would have been, if that is known.
        text: Its title, or the source of its diagram.
        labels: The labels of tabs.
        href: Where it leads.
    """

    name: str
    closes: bool = False
    kind: BlockKind | None = None
    text: str = ""
    labels: tuple[str, ...] = ()
    href: str | None = None


@dataclass(frozen=True, slots=True)
class _Tag:
    start: int
    end: int
    leak: Leak


def without_leaks(raw: str, marks: list[Mark]) -> tuple[str, list[Mark], list[Leak]]:
    """Return text and its marks without the tags in it, and what the tags said.

    A tag that is marked as code is meant to be seen.
    """
    tags = _tags_in(raw, marks) if "<" in raw else []
    if not tags:
        return raw, marks, []
    starts, ends = [tag.start for tag in tags], [tag.end for tag in tags]
    removed = list(accumulate((tag.end - tag.start for tag in tags), initial=0))

    def moved(offset: int) -> int:
        index = bisect_right(starts, offset)
        inside = ends[index - 1] - offset if index and offset < ends[index - 1] else 0
        return offset - removed[index] + inside

    for mark in marks:
        mark.start, mark.end = moved(mark.start), moved(mark.end)
    kept = "".join(raw[end:start] for end, start in zip([0, *ends], [*starts, len(raw)], strict=True))
    return kept, [mark for mark in marks if mark.start < mark.end], [tag.leak for tag in tags]


def _tags_in(raw: str, marks: Sequence[Mark]) -> list[_Tag]:
    code = sorted((mark.start, mark.end) for mark in marks if mark.kind is SpanKind.CODE)
    tags: list[_Tag] = []
    position = failures = 0
    while failures < _MOST_FAILURES and (match := _TAG.search(raw, position)):
        position = match.end()
        before = bisect_right(code, (match.start(), len(raw)))
        if before and match.start() < code[before - 1][1]:
            continue
        read = _attributes(raw, position)
        if read is None:
            failures += 1
        elif match["known"] or "{" in raw[position : read[1]]:
            attributes, position = read
            leak = _leak(match["known"] or match["other"], bool(match["close"]), attributes)
            tags.append(_Tag(match.start(), position, leak))
    return tags


def _attributes(raw: str, position: int) -> tuple[dict[str, str], int] | None:
    """Return the attributes of a tag and where it ends, or None if this is no tag."""
    attributes: dict[str, str] = {}
    limit = position + _LONGEST_TAG
    while position < limit:
        if end := _END.match(raw, position):
            return attributes, end.end()
        attribute = _ATTRIBUTE.match(raw, position)
        if attribute is None:
            return None
        position = attribute.end()
        if attribute["open"]:
            end_of_value = _value_end(raw, attribute["open"], position, limit)
            if end_of_value is None:
                return None
            attributes[attribute["name"]] = raw[position - 1 : end_of_value]
            position = end_of_value
    return None


def _value_end(raw: str, opener: str, position: int, limit: int) -> int | None:
    if opener != "{":
        end = raw.find(opener, position, limit)
        return None if end < 0 else end + 1
    depth = 1
    for brace in re.finditer(r"[{}]", raw[position:limit]):
        depth += 1 if brace[0] == "{" else -1
        if not depth:
            return position + brace.end()
    return None


def _leak(name: str, closes: bool, attributes: dict[str, str]) -> Leak:
    if closes:
        return Leak(name, closes=True)
    chart = attributes.get("chart")
    if chart is not None:
        return Leak(name, kind=BlockKind.MERMAID, text=_diagram(_value(chart)))
    labels = tuple(map(_value, _QUOTED.findall(attributes.get("items", "")))) if name == "Tabs" else ()
    title = next((_value(attributes[key]) for key in _TITLES if key in attributes), "")
    href = _value(attributes.get("href", "")) or None
    return Leak(name, kind=_CONTAINERS.get(name), text=" ".join(title.split()), labels=labels, href=href)


def _value(written: str) -> str:
    """Return what an attribute says: a string, or the expression in braces as it stands."""
    inner = written[1:-1].strip() if written[:1] == "{" else written
    return inner[1:-1].strip() if _QUOTED.fullmatch(inner) else inner


def _diagram(source: str) -> str:
    """Return the source of a diagram; where Markdown made spaces of its line breaks, indentation shows them."""
    source = source.replace("\v", "\n").strip()
    return source if "\n" in source else _LINE_LOST.sub(r"\n\1", source)
