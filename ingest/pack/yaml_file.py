"""YAML as packs use it: mappings, lists and text, nothing hidden.

Every scalar stays the text that was written, so ``2305.10000`` is an id and ``no`` a word; what is a number or a
truth value, the shape of the file decides. Anchors, aliases, tags and keys given twice are refused.
"""

import re
from dataclasses import dataclass, field
from typing import Any

import yaml

from ingest.pack.document import Document
from schema.errors import PackError, Place

MAX_DEPTH = 32
"""The deepest nesting that is read."""

# The C parser yields the same events, some ten times faster; not every build of PyYAML has it.
_LOADER = getattr(yaml, "CSafeLoader", yaml.SafeLoader)
_UNPRINTABLE = re.compile("[^\t\n\r\x20-\x7e\x85\xa0-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]")
_NOTHING = {"", "~", "null"}

_Path = tuple[str | int, ...]


def parse_yaml(file: str, text: str) -> Document:
    r"""Return what a YAML text says.

    >>> parse_yaml("tea.yaml", "id: 2305.10000\nhot: no").value
    {'id': '2305.10000', 'hot': 'no'}

    Raises:
        ExceptionGroup: One ``PackError`` for each thing that is no YAML, or not the YAML of packs.
    """
    builder = _Builder(file)
    if found := _UNPRINTABLE.search(text):
        place = Place(file, line=text.count("\n", 0, found.start()) + 1)
        builder.problems.append(PackError(place, f"holds the control character {found.group()!a}"))
        text = ""
    try:
        for event in yaml.parse(text, Loader=_LOADER):
            builder.add(event)
    except yaml.MarkedYAMLError as error:
        mark = error.problem_mark or error.context_mark
        place = Place(file, line=mark.line + 1 if mark else None)
        builder.problems.append(PackError(place, f"is no YAML: {error.problem or error.context}"))
    except PackError as error:
        builder.problems.append(error)
    if builder.problems:
        raise ExceptionGroup(f"{file} cannot be read", builder.problems)
    return Document(file, builder.root, builder.lines)


@dataclass(slots=True)
class _Frame:
    """A mapping or list that is being filled; ``key`` waits for its value."""

    value: dict[str, object] | list[object]
    path: _Path
    key: str | None = None


@dataclass(slots=True)
class _Builder:
    """Turns a parser's events into values, without recursion."""

    file: str
    root: object = None
    documents: int = 0
    lines: dict[_Path, int] = field(default_factory=lambda: {(): 1})
    problems: list[PackError] = field(default_factory=list)
    open: list[_Frame] = field(default_factory=list)

    def add(self, event: Any) -> None:  # noqa: ANN401 - the stubs give events no attributes
        place = Place(self.file, line=event.start_mark.line + 1)
        if isinstance(event, yaml.DocumentStartEvent):
            self.documents += 1
            if self.documents > 1:
                raise PackError(place, "begins a second document")
        elif isinstance(event, yaml.NodeEvent):
            self._node(event, place)
        elif isinstance(event, yaml.CollectionEndEvent):
            self.open.pop()

    def _node(self, event: Any, place: Place) -> None:  # noqa: ANN401
        if isinstance(event, yaml.AliasEvent) or event.anchor:
            raise PackError(place, f"uses the anchor {event.anchor!r}", remedy="Write the value out")
        if event.tag and event.tag != "!":
            raise PackError(place, f"uses the tag {event.tag!r}", remedy="Leave it out: every value is text here")
        if isinstance(event, yaml.ScalarEvent):
            plain = not event.style
            self._scalar(None if plain and event.value in _NOTHING else event.value, place)
            return
        if len(self.open) == MAX_DEPTH:
            raise PackError(place, f"is nested more than {MAX_DEPTH} deep")
        value: dict[str, object] | list[object] = {} if isinstance(event, yaml.MappingStartEvent) else []
        self.open.append(_Frame(value, self._put(value, place)))

    def _scalar(self, value: str | None, place: Place) -> None:
        frame = self.open[-1] if self.open else None
        if frame is None or frame.key is not None or isinstance(frame.value, list):
            self._put(value, place)
            return
        frame.key = value or ""
        if frame.key in frame.value:
            first = self.lines[(*frame.path, frame.key)]
            self.problems.append(PackError(place, f"{frame.key}: given twice, first in line {first}"))
        else:
            self.lines[(*frame.path, frame.key)] = place.line or 0

    def _put(self, value: object, place: Place) -> _Path:
        """Hang a value where it belongs, and return the path that leads to it."""
        if not self.open:
            self.root = value
            self.lines[()] = place.line or 1
            return ()
        frame = self.open[-1]
        if isinstance(frame.value, list):
            path: _Path = (*frame.path, len(frame.value))
            self.lines[path] = place.line or 0
            frame.value.append(value)
            return path
        if frame.key is None:
            raise PackError(place, "a key is one word, not a list or mapping")
        path = (*frame.path, frame.key)
        frame.value.setdefault(frame.key, value)
        frame.key = None
        return path
