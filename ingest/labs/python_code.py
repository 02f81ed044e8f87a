"""Which calls a block of Python makes with which literal settings, also where the block does not parse whole."""

import ast
import re
from collections.abc import Iterable, Iterator
from dataclasses import dataclass

from ingest.labs.python_loops import bound_by_loop
from ingest.labs.python_parts import closings_of, lowered, parsed, parts_of
from ingest.labs.python_values import Known, Names, Source

_CALL = re.compile(r"(?P<callee>[A-Za-z_][\w.]*)\s*\(")
_SETTING = re.compile(r"^\s*(?P<name>[A-Za-z_]\w{0,79})\s*=\s*(?P<value>[^#\n]+?)\s*,?\s*(?:#.*)?$")
_LONGEST_CASE = 80
_LONGEST_NAME = 80
_LONGEST_LINE = 400
_MOST_READ = 200_000
_COMPREHENSIONS = ast.ListComp | ast.SetComp | ast.DictComp | ast.GeneratorExp


@dataclass(frozen=True, slots=True)
class Setting:
    """One keyword of a call whose value can be read.

    Attributes:
        name: The keyword.
        known: Its value.
        line: Line in the block, from 1.
    """

    name: str
    known: Known
    line: int


@dataclass(frozen=True, slots=True)
class Call:
    """A call, with what can be read of its arguments.

    Attributes:
        callee: What is called, as written.
        arguments: The arguments without keyword; None where they cannot be read.
        settings: The keywords that can be read.
        line: Line in the block, from 1.
        is_own: Whether the page itself defines what is called.
        case: The value that something has where the call is made: of ``if leaf == "green"``, green.
    """

    callee: str
    arguments: tuple[Known | None, ...]
    settings: tuple[Setting, ...]
    line: int
    is_own: bool = False
    case: str | None = None

    @property
    def name(self) -> str:
        """The last part of the callee."""
        return self.callee.rsplit(".", 1)[-1]

    def setting(self, *names: str) -> Known | None:
        """Return the value of the first of some keywords that is given."""
        return next((one.known for name in names for one in self.settings if one.name == name), None)


def calls_in(text: str, names: Names) -> Iterator[Call]:
    """Yield the calls of a block; the names it binds at its outermost level are added."""
    parts = list(parts_of(text))
    for part in parts:
        nodes = ast.walk(part.tree) if part.tree else ()
        names.defined.update(one.name for one in nodes if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))
    for part in parts:
        if part.tree is None:
            yield from _loose_calls(part.text, part.first, names)
            continue
        try:
            yield from _Reader(Source(part.text, part.first)).read(part.tree, names)
        except RecursionError:
            continue


class _Reader:
    def __init__(self, source: Source) -> None:
        self._source = source

    def read(self, node: ast.AST, names: Names, case: str | None = None) -> Iterator[Call]:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names.imported.update((alias.asname or alias.name).split(".")[0] for alias in node.names)
        elif isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from self._all(node.body, names.inner(self._defaults(node.args, names)), case)
        elif isinstance(node, ast.For | ast.AsyncFor):
            yield from self.read(node.iter, names, case)
            bound = bound_by_loop(node.target, node.iter, names, self._source)
            yield from self._all(node.body, names.inner(bound) if bound else names, case)
            yield from self._all(node.orelse, names, case)
        elif isinstance(node, ast.If):
            yield from self.read(node.test, names, case)
            yield from self._all(node.body, names, _value_compared(node.test) or case)
            yield from self._all(node.orelse, names, case)
        elif isinstance(node, ast.Assign):
            yield from self.read(node.value, names, case)
            for target in node.targets:
                if isinstance(target, ast.Name):
                    value, rows = self._source.value(node.value, names), self._source.rows(node.value, names)
                    names.bind(target.id, value, rows)
        else:
            if isinstance(node, _COMPREHENSIONS):
                for one in node.generators:
                    names = names.inner(bound_by_loop(one.target, one.iter, names, self._source))
            if isinstance(node, ast.Call):
                yield self.call(node, names, case)
            yield from self._all(ast.iter_child_nodes(node), names, case)

    def call(self, node: ast.Call, names: Names, case: str | None = None) -> Call:
        settings = []
        for keyword in node.keywords:
            if (
                keyword.arg
                and len(keyword.arg) <= _LONGEST_NAME
                and (known := self._source.value(keyword.value, names))
            ):
                settings.append(Setting(keyword.arg, known, keyword.lineno))
        arguments = tuple(self._source.value(one, names) for one in node.args if not isinstance(one, ast.Starred))
        callee = _dotted(node.func)
        is_method = isinstance(node.func, ast.Attribute)
        if is_method and len(node.args) == 1 and not node.keywords and (taken := self._taken(callee, node, names)):
            settings.append(taken)
        return Call(callee, arguments, tuple(settings), node.lineno, not is_method and callee in names.defined, case)

    def _all(self, nodes: Iterable[ast.AST], names: Names, case: str | None) -> Iterator[Call]:
        for node in nodes:
            yield from self.read(node, names, case)

    def _taken(self, callee: str, node: ast.Call, names: Names) -> Setting | None:
        """Return how many rows ``select`` or ``take`` takes from the first on."""
        method, count = callee.rsplit(".", 1)[-1], node.args[0]
        if method == "select":
            if not (isinstance(count, ast.Call) and _dotted(count.func) == "range" and len(count.args) == 1):
                return None
            name, count = "range", count.args[0]
        elif method == "take":
            name = "n"
        else:
            return None
        is_least = isinstance(count, ast.Call) and _dotted(count.func) == "min"
        known = self._source.written(count) if is_least else self._source.value(count, names)
        return Setting(name, known, node.args[0].lineno) if known and not known.is_text else None

    def _defaults(self, arguments: ast.arguments, names: Names) -> dict[str, Known | None]:
        placed = (*arguments.posonlyargs, *arguments.args)
        found: dict[str, Known | None] = {one.arg: None for one in (*placed, *arguments.kwonlyargs)}
        pairs = list(zip(placed[len(placed) - len(arguments.defaults) :], arguments.defaults, strict=True))
        pairs += [
            (one, default)
            for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
            if default is not None
        ]
        return found | {one.arg: self._source.value(default, names) for one, default in pairs}


def _value_compared(test: ast.expr) -> str | None:
    """Return the text that something is compared with, or None for another test."""
    if isinstance(test, ast.Compare) and len(test.ops) == 1 and isinstance(test.ops[0], ast.Eq):
        for one in (test.comparators[0], test.left):
            if (
                isinstance(one, ast.Constant)
                and isinstance(one.value, str)
                and 0 < len(one.value.strip()) <= _LONGEST_CASE
            ):
                return " ".join(one.value.split())
    return None


def _dotted(node: ast.expr) -> str:
    names: list[str] = []
    while isinstance(node, ast.Attribute):
        names.append(node.attr)
        node = node.value
    return ".".join(reversed([*names, *([node.id] if isinstance(node, ast.Name) else [])]))


def _loose_calls(text: str, first: int, names: Names) -> Iterator[Call]:
    """Yield the calls of a text that is no Python, each read by itself; its first line is one of a block."""
    line, counted, read = first, 0, 0
    closings = closings_of(text)
    for match in _CALL.finditer(text):
        line += text.count("\n", counted, match.start())
        counted = match.start()
        inside = text[match.end() : closings.get(match.end() - 1, match.end() - 1)]
        read += len(inside)
        if match.end() - 1 not in closings or read > _MOST_READ:
            continue
        written = f"{match['callee']}({inside})"
        tree = parsed(written)
        if tree is not None and tree.body and isinstance(tree.body[0], ast.Expr):
            call = lowered(tree, line - 1).body[0]
            if isinstance(call, ast.Expr) and isinstance(call.value, ast.Call):
                yield _Reader(Source(written, line)).call(call.value, names)
            continue
        yield Call(match["callee"], (), tuple(_loose_settings(inside, line)), line)


def _loose_settings(inside: str, first: int) -> Iterator[Setting]:
    for number, line in enumerate(inside.split("\n")):
        if len(line) <= _LONGEST_LINE and (match := _SETTING.match(line)) and (tree := parsed(f"({match['value']})")):
            node = tree.body[0]
            known = Source(f"({match['value']})").value(node.value, Names()) if isinstance(node, ast.Expr) else None
            if known:
                yield Setting(match["name"], known, first + number)
