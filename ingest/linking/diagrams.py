"""What a Mermaid diagram shows: its labels, and the ids that stand for themselves."""

import re
from collections.abc import Iterator

_LABEL = re.compile(
    r'"(?P<quoted>[^"\n]*)"'
    r"|\|(?P<edge>[^|\"\n]*)\|"
    r"|(?<![\[({])[\[({]++(?P<node>[^\[\](){}\"\n]+)[\])}]+"
    r"|^[^\[({\"\n]*?:[ \t](?P<message>[^\n]+)$",
    re.MULTILINE,
)
_SILENT_LINE = re.compile(
    r"^\s*(?:%%|style\b|classDef\b|class\b|linkStyle\b|click\b|direction\b|end\b|graph\b|flowchart\b|sequenceDiagram\b"
    r"|stateDiagram|subgraph\b|participant\b|accTitle\b|accDescr\b)[^\n]*$",
    re.MULTILINE,
)
_ID = re.compile(r"(?<![\w\-])[A-Za-z]\w*+(?![\[({>])")
_TAG = re.compile(r"</?[A-Za-z][^<>\n]*>")


def shown_in_diagram(source: str) -> Iterator[tuple[int, int]]:
    r"""Yield start and end of each stretch of a Mermaid source that a reader sees, in order.

    >>> source = 'graph LR\n  A["Green <b>tea</b>"] -->|steeps| Water'
    >>> [source[start:end] for start, end in shown_in_diagram(source)]
    ['Green ', 'tea', 'steeps', 'Water']
    """
    rest = list(source)
    found: list[tuple[int, int]] = []
    declared = set()
    for label in _LABEL.finditer(source):
        group = label.lastgroup or 0
        found += _without_tags(source, *label.span(group))
        before = re.search(r"([A-Za-z]\w*)[ \t\[({>]*\Z", source[max(0, label.start() - 80) : label.start() + 1])
        if before:
            declared.add(before[1])
        rest[label.start() : label.end()] = " " * (label.end() - label.start())
    plain = "".join(rest)
    silent = [line.span() for line in _SILENT_LINE.finditer(plain)]
    for word in _ID.finditer(plain):
        if word[0] not in declared and not any(start <= word.start() < end for start, end in silent):
            found.append(word.span())
    yield from sorted(found)


def _without_tags(source: str, start: int, end: int) -> Iterator[tuple[int, int]]:
    for tag in _TAG.finditer(source, start, end):
        if start < tag.start():
            yield start, tag.start()
        start = tag.end()
    if start < end:
        yield start, end
