"""Mermaid flowcharts as nodes and arrows; other kinds of diagram give no nodes, and that is no fault of theirs.

Read in one pass over the text. A statement that cannot be read becomes a problem, and reading goes on in the next line.
"""

import re
from collections.abc import Iterable
from dataclasses import dataclass, replace
from itertools import product

from ingest.statements.mermaid_labels import plain_label, raw_label

MOST_CHARACTERS = 100_000
"""How much of a diagram is read."""

MOST_ARROWS = 2_000
"""How many arrows a diagram may have."""

_HEADER = re.compile(r"(?:flowchart-elk|flowchart|graph)(?:[ \t]+(?:TB|TD|BT|RL|LR|[<>^v]))?[ \t]*(?=[;\n]|\Z)")
_BEFORE_HEADER = re.compile(r"\s*(?:---[ \t]*\n(?:(?!---).*\n)*---[ \t]*\n)?(?:\s|%%\{[\s\S]{0,2000}?\}%%|%%.*)*")
_BETWEEN = re.compile(r"(?:[\s;]|%%.*)*")
_END = re.compile(r"[ \t]*(?:%%.*)?(?=[;\n]|\Z)")
_IGNORED = re.compile(r"(?:classDef|class|style|linkStyle|click|accTitle|accDescr|direction)(?=[ \t:])(?!.*--).*")
_DESCRIPTION = re.compile(r"accDescr[ \t]*\{[^}]{0,2000}\}")
_SUBGRAPH = re.compile(r"subgraph(?:[ \t]+(.*))?(?=\n|\Z)")
_SUBGRAPH_END = re.compile(r"end(?=[ \t]*(?:[;\n]|%%|\Z))")
_TITLED = re.compile(r"(?P<id>[^\s\[\"]+)[ \t]*\[(?P<title>.*)\]")
_ID = re.compile(r"\w[\w./]*(?:-\w[\w./]*)*")
_CLASS = re.compile(r":::[\w-]+")
_ATTRIBUTES = re.compile(r"@\{([^{}]*)\}")
_ATTRIBUTE = re.compile(r"(label|shape)[ \t]*:[ \t]*(?:\"([^\"]*)\"|([\w-]+))")
_AND = re.compile(r"\s*&\s*")
_EDGE_ID = re.compile(r"[ \t]*(\w+)@(?=[-=<xo.])")
_LINK = re.compile(r"(?:[ \t]*[xo]|\s*<?)(?P<line>--+[-xo>]|==+[=xo>]|-?\.+-[xo>]?|~~~+)\s*")
_LINK_WITH_TEXT = re.compile(r"(?:[ \t]*[xo]|\s*<?)(?P<line>--|==|-\.)(?![-=.>])")
_LINK_END = {
    "--": re.compile(r"--+[-xo>]\s*"),
    "==": re.compile(r"==+[=xo>]\s*"),
    "-.": re.compile(r"\.-[xo>]?\s*"),
}
_PIPES = re.compile(r"\|([^|\n]*)\|\s*")
_DECISIONS = {"diamond", "diam", "decision", "question"}


@dataclass(frozen=True, slots=True)
class Node:
    """A node of a flowchart.

    Attributes:
        id: Its id.
        label: What it shows, line by line; its id where it has no label.
        decision: Whether it is drawn as a question, with the answers on its arrows.
        group: Id of the innermost subgraph it lies in.
    """

    id: str
    label: str
    decision: bool = False
    group: str | None = None


@dataclass(frozen=True, slots=True)
class Arrow:
    """A line between two nodes or subgraphs.

    Attributes:
        source: Id of where it starts.
        target: Id of where it ends.
        label: What is written on it.
        directed: Whether it has a head at its end, and only there.
        dotted: Whether it is drawn dotted.
    """

    source: str
    target: str
    label: str = ""
    directed: bool = True
    dotted: bool = False


@dataclass(frozen=True, slots=True)
class Group:
    """A subgraph: its id, its title, and the subgraph it lies in."""

    id: str
    title: str
    parent: str | None = None


@dataclass(frozen=True, slots=True)
class Oddity:
    """A line that cannot be read, and why."""

    line: int
    message: str


@dataclass(frozen=True, slots=True)
class Flowchart:
    """What a flowchart shows; all in the order it is first named."""

    nodes: tuple[Node, ...] = ()
    arrows: tuple[Arrow, ...] = ()
    groups: tuple[Group, ...] = ()
    oddities: tuple[Oddity, ...] = ()


def flowchart_in(text: str) -> Flowchart:
    """Return the flowchart that a Mermaid source draws; an empty one for any other kind of diagram.

    >>> [(arrow.source, arrow.target) for arrow in flowchart_in("graph LR; leaf & water --> tea --> cup").arrows]
    [('leaf', 'tea'), ('water', 'tea'), ('tea', 'cup')]
    """
    return _Reader(text).flowchart()


class _UnreadableError(Exception):
    """A statement says something that no flowchart says."""


class _Reader:
    def __init__(self, text: str) -> None:
        self.text = text[:MOST_CHARACTERS].replace("\r\n", "\n")
        self.at = 0
        self.nodes: dict[str, Node] = {}
        self.arrows: list[Arrow] = []
        self.groups: dict[str, Group] = {}
        self.oddities: list[Oddity] = []
        self._labelled: set[str] = set()
        self._edge_ids: set[str] = set()
        self._open: list[tuple[str, int]] = []
        self._counted = (0, 1)
        self._cut = len(text) > MOST_CHARACTERS

    def flowchart(self) -> Flowchart:
        self._take(_BEFORE_HEADER)
        if not self._take(_HEADER):
            return Flowchart()
        self._take(_BETWEEN)
        while self.at < len(self.text):
            start = self.at
            try:
                self._statement()
            except _UnreadableError as problem:
                self._odd(start, str(problem))
                # From where reading stopped: a chain over two lines is not read a second time.
                end = self.text.find("\n", self.at)
                self.at = len(self.text) if end < 0 else end
            self._take(_BETWEEN)
        for _, line in self._open:
            self.oddities.append(Oddity(line, "this subgraph has no end"))
        if self._cut:
            self._odd(self.at, f"only the first {MOST_CHARACTERS:,} characters are read")
        nodes = (node for id_, node in self.nodes.items() if id_ not in self.groups or id_ in self._labelled)
        return Flowchart(tuple(nodes), tuple(self.arrows), tuple(self.groups.values()), tuple(self.oddities))

    def _statement(self) -> None:
        if found := self._take(_SUBGRAPH):
            self._open_group((found[1] or "").strip())
        elif self._take(_SUBGRAPH_END):
            if not self._open:
                raise _UnreadableError("this end closes no subgraph")
            self._open.pop()
        elif not (self._take(_DESCRIPTION) or self._take(_IGNORED)):
            self._chain()
        if not self._take(_END):
            raise _UnreadableError(f"{self._rest():.40} follows where a statement should end")

    def _open_group(self, written: str) -> None:
        found = _TITLED.fullmatch(written)
        title = plain_label(found["title"] if found else written)
        id_ = found["id"] if found else title or f"subgraph {len(self.groups)}"
        parent = self._open[-1][0] if self._open else None
        self.groups.setdefault(id_, Group(id_, title or id_, parent))
        self._open.append((id_, self._line(self.at)))

    def _chain(self) -> None:
        left = self._bunch()
        while link := self._link():
            right = self._bunch()
            self._connect(left, right, link)
            left = right

    def _connect(self, left: Iterable[str], right: Iterable[str], link: Arrow) -> None:
        if link.label == "~":
            return
        for source, target in product(left, right):
            if len(self.arrows) >= MOST_ARROWS:
                raise _UnreadableError(f"only {MOST_ARROWS:,} arrows are read")
            self.arrows.append(replace(link, source=source, target=target))

    def _bunch(self) -> list[str]:
        found = [self._node()]
        while self._take(_AND):
            found.append(self._node())
        return found

    def _node(self) -> str:
        named = self._take(_ID)
        if not named or named[0] == "end":
            rest = self._rest()
            raise _UnreadableError(f"a node is expected before {rest:.40}" if rest else "a node is missing")
        id_, label, decision = named[0], None, False
        if found := self._take(_ATTRIBUTES):
            if id_ in self._edge_ids:
                return id_
            said = {key: quoted or bare for key, quoted, bare in _ATTRIBUTE.findall(found[1])}
            label, decision = said.get("label"), said.get("shape") in _DECISIONS
        elif shape := raw_label(self.text, self.at):
            if shape.end is None:
                raise _UnreadableError(f"the label of {id_} has no end")
            label, decision, self.at = shape.label, shape.opener == "{", shape.end
        self._take(_CLASS)
        known = self.nodes.get(id_) or Node(id_, id_)
        if label is not None:
            self._labelled.add(id_)
            known = replace(known, label=plain_label(label) or id_, decision=decision)
        if known.group is None and self._open:
            known = replace(known, group=self._open[-1][0])
        self.nodes[id_] = known
        return id_

    def _link(self) -> Arrow | None:
        """Return the next line without its ends, or None where the chain ends."""
        if named := self._take(_EDGE_ID):
            self._edge_ids.add(named[1])
        begin, found = self.at, self._take(_LINK)
        if found:
            label = self._take(_PIPES)
            line, text = found["line"], label[1] if label else ""
        elif found := self._take(_LINK_WITH_TEXT):
            stop = self.text.find("\n", self.at)
            end = _LINK_END[found["line"]].search(self.text, self.at, len(self.text) if stop < 0 else stop)
            if not end:
                raise _UnreadableError("this line has no end")
            line, text = found["line"] + end[0].strip(), self.text[self.at : end.start()]
            self.at = end.end()
        else:
            return None
        two_headed = self.text[begin : found.start("line")].strip() != ""
        return Arrow(
            "",
            "",
            label="~" if line.startswith("~") else plain_label(text),
            directed=line.endswith(">") and not two_headed,
            dotted="." in line,
        )

    def _take(self, pattern: re.Pattern[str]) -> re.Match[str] | None:
        found = pattern.match(self.text, self.at)
        if found:
            self.at = found.end()
        return found

    def _rest(self) -> str:
        """Return the beginning of what has not been read of a line."""
        return self.text[self.at : self.at + 80].split("\n", 1)[0].strip()

    def _odd(self, at: int, message: str) -> None:
        self.oddities.append(Oddity(self._line(at), message))

    def _line(self, at: int) -> int:
        """Return the line of a place, counting on from the last one asked for."""
        counted, line = self._counted
        if at < counted:
            counted, line = 0, 1
        self._counted = (at, line + self.text.count("\n", counted, at))
        return self._counted[1]
