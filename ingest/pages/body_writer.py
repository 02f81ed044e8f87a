"""Blocks being written: text that runs on until something ends it, in containers that are opened and closed."""

from dataclasses import dataclass, field
from typing import Any

from ingest.pages.leaked_markup import Leak, without_leaks
from ingest.pages.shown_text import BREAK, without_hidden
from ingest.pages.text_run import Mark, collapsed
from schema.blocks import Block, BlockKind, Span, SpanKind

_MOST_OPENED_AS_TEXT = 200
_TITLES = frozenset({BlockKind.HEADING, BlockKind.CARD, BlockKind.CALLOUT, BlockKind.TAB})


@dataclass(slots=True)
class Draft:
    """A block that may still change."""

    kind: BlockKind
    parent: int | None
    text: str = ""
    spans: tuple[Span, ...] = ()
    more: dict[str, Any] = field(default_factory=dict)


class Writer:
    """Blocks in reading order.

    Text is gathered until it is flushed. Then it belongs to the block that waits for a text of its own (a heading, an
    item of a list), or becomes a paragraph. While ``flat``, nothing is flushed: what would end a paragraph elsewhere
    is a line break inside a heading or a cell.
    """

    def __init__(self) -> None:
        self.drafts: list[Draft] = []
        self.flat = 0
        self.inline = 0
        self.leaks: dict[int, list[str]] = {}
        self.hidden: set[int] = set()
        self._parents: list[int] = []
        self._host: int | None = None
        self._later: list[tuple[BlockKind, str, dict[str, Any]]] = []
        self._opened_as_text: list[tuple[str, int]] = []
        self._pieces: list[str] = []
        self._length = 0
        self._is_white = True
        self._marks: list[Mark] = []
        self._open: list[Mark] = []

    def text(self, text: str) -> None:
        """Add text to the run."""
        self._add_piece(self.clean(text))

    def clean(self, text: str) -> str:
        """Return a text without hidden characters, and remember where there were some."""
        clean = without_hidden(text)
        if clean != text:
            self.hidden.add(len(self.drafts) if self._host is None else self._host)
        return clean

    def line_break(self) -> None:
        """Add a line break to the run."""
        self._add_piece(BREAK)

    def _add_piece(self, piece: str) -> None:
        self._pieces.append(piece)
        self._length += len(piece)
        self._is_white = self._is_white and (not piece or piece.isspace())

    def open_mark(self, kind: SpanKind, href: str | None = None) -> None:
        """Begin to mark the text that follows."""
        self._open.append(Mark(kind, self._length, href=href))
        self._marks.append(self._open[-1])

    def close_mark(self) -> None:
        """End the innermost mark."""
        self._open.pop().end = self._length

    @property
    def in_link(self) -> str | None:
        """Where the innermost link leads that is being marked."""
        return next((mark.href for mark in reversed(self._open) if mark.kind is SpanKind.LINK), None)

    @property
    def holds_text(self) -> bool:
        """Whether the run has text that is not white space."""
        return not self._is_white

    @property
    def host(self) -> Draft | None:
        """The block whose own text the run will be."""
        return None if self._host is None else self.drafts[self._host]

    def add(self, kind: BlockKind, text: str = "", **more: Any) -> int:  # noqa: ANN401
        """Write a block into the innermost container."""
        self._host = None
        parent = self._parents[-1] if self._parents else None
        self.drafts.append(Draft(kind, parent, self.clean(text), (), more))
        return len(self.drafts) - 1

    def add_later(self, kind: BlockKind, text: str, **more: Any) -> None:  # noqa: ANN401
        """Write a block once the text around it is written."""
        self._later.append((kind, text, more))

    def open(self, kind: BlockKind, *, hosts: bool = False, **more: Any) -> int:  # noqa: ANN401
        """Open a container. One that hosts takes the first text in it as its own."""
        self.flush()
        position = self.add(kind, **more)
        self._parents.append(position)
        self._host = position if hosts else None
        return position

    def close(self) -> None:
        """Close the innermost container."""
        self.flush()
        self._host = None
        self._parents.pop()

    def begin_label(self) -> None:
        """Begin the text of the container just opened."""
        self._host = self._parents[-1]
        self.flat += 1

    def begin(self, kind: BlockKind, **more: Any) -> None:  # noqa: ANN401
        """Begin a block that is nothing but text."""
        self.flush()
        self._host = self.add(kind, **more)
        self.flat += 1

    def end(self) -> None:
        """End a label, or a block that is nothing but text."""
        self.flat -= 1
        cell = self._host if self._host is not None and self.drafts[self._host].kind is BlockKind.CELL else None
        if cell is not None:
            self._parents.append(cell)
        self.flush()
        self._host = None
        if cell is not None:
            self._parents.pop()

    def flush(self) -> None:
        """End the run of text, if there is one."""
        if self.flat:
            self.line_break()
            return
        raw, marks = self._taken()
        if raw:
            raw, marks, leaks = without_leaks(raw, marks)
            self._write(raw, marks)
            for leak in leaks:
                self._write_leak(leak)
        later, self._later = self._later, []
        for kind, text, more in later:
            self.add(kind, text, **more)

    def _taken(self) -> tuple[str, list[Mark]]:
        """Return the run and start a new one; marks that are open go on in it."""
        raw, marks = "".join(self._pieces), self._marks
        for mark in self._open:
            mark.end = self._length
        self._open = [Mark(mark.kind, 0, href=mark.href) for mark in self._open]
        self._pieces, self._length, self._is_white, self._marks = [], 0, True, [*self._open]
        return raw, marks

    def _write(self, raw: str, marks: list[Mark]) -> None:
        host = self._host
        line_break = " " if host is not None and self.drafts[host].kind in _TITLES else "\n"
        text, spans = collapsed(raw, marks, line_break=line_break)
        if not text:
            return
        if host is None:
            host = self.add(BlockKind.PARAGRAPH)
        self.drafts[host].text, self.drafts[host].spans = text, spans
        self._host = None

    def _write_leak(self, leak: Leak) -> None:
        """Write what markup that stands as text would have been, as far as that is plain."""
        at = max(len(self.drafts) - 1, 0)
        if leak.closes:
            if self._close_leak(leak.name):
                return
        elif leak.kind is not None:
            at = self.add(leak.kind, leak.text, href=leak.href)
            if leak.kind is not BlockKind.MERMAID and len(self._opened_as_text) < _MOST_OPENED_AS_TEXT:
                self._opened_as_text.append((leak.name, at))
            for label in leak.labels:
                self.drafts.append(Draft(BlockKind.TAB, at, self.clean(label)))
        elif leak.text:
            at = self.add(BlockKind.PARAGRAPH, leak.text)
        self.leaks.setdefault(at, []).append(leak.name)

    def _close_leak(self, name: str) -> bool:
        """Move what was written since a tag that stands as text into the container it opened, if it did."""
        while self._opened_as_text:
            opened_name, opened = self._opened_as_text.pop()
            if opened_name == name:
                for draft in self.drafts[opened + 1 :]:
                    if draft.parent == self.drafts[opened].parent:
                        draft.parent = opened
                return True
        return False

    def blocks(self) -> tuple[Block, ...]:
        """Return what was written."""
        self.flush()
        return tuple(
            Block(
                position=position,
                kind=draft.kind,
                text=draft.text,
                spans=draft.spans,
                parent=draft.parent,
                **draft.more,
            )
            for position, draft in enumerate(self.drafts)
        )
