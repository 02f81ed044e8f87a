"""Which calls a block of Python makes with which literal settings, also where the block does not parse whole."""

import ast
import re
from collections.abc import Iterator, Mapping
from dataclasses import dataclass, field

from ingest.labs.arithmetic import numbers_in, results_of

_SHELL = re.compile(r"^\s*[!%]")
_CALL = re.compile(r"(?P<callee>[A-Za-z_][\w.]*)\s*\(")
_SETTING = re.compile(r"^\s*(?P<name>[A-Za-z_]\w*)\s*=\s*(?P<value>[^#\n]+?)\s*,?\s*(?:#.*)?$")
_LONGEST = 400
_ALWAYS_IMPORTED = frozenset({"torch"})


@dataclass(frozen=True, slots=True)
class Known:
    """What a name stands for.

    Attributes:
        value: The value, as written; a string without its quotes.
        is_text: Whether it is a string.
        swept: Whether it takes one of several values in turn.
    """

    value: str
    is_text: bool = False
    swept: bool = False


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
    """

    callee: str
    arguments: tuple[Known | None, ...]
    settings: tuple[Setting, ...]
    line: int
    is_own: bool = False

    @property
    def name(self) -> str:
        """The last part of the callee."""
        return self.callee.rsplit(".", 1)[-1]

    def setting(self, *names: str) -> Known | None:
        """Return the value of the first of some keywords that is given."""
        return next((one.known for name in names for one in self.settings if one.name == name), None)


@dataclass(slots=True)
class Names:
    """What the names of a page's code stand for, block after block."""

    known: dict[str, Known] = field(default_factory=dict)
    imported: set[str] = field(default_factory=lambda: set(_ALWAYS_IMPORTED))
    defined: set[str] = field(default_factory=set)

    def inner(self, more: Mapping[str, Known | None]) -> "Names":
        """Return the names inside a function or loop, where some are bound anew; None hides a name."""
        hidden = {name for name, value in more.items() if value is None}
        known = {name: value for name, value in self.known.items() if name not in hidden}
        known |= {name: value for name, value in more.items() if value is not None}
        return Names(known, self.imported, self.defined)


def parsed(text: str) -> ast.Module | None:
    """Return a block's tree, without the lines meant for a shell, or None where it is no Python."""
    lines = ["" if _SHELL.match(line) else line for line in text.split("\n")]
    try:
        return ast.parse("\n".join(lines))
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return None


def calls_in(text: str, names: Names) -> Iterator[Call]:
    """Yield the calls of a block; the names it binds at its outermost level are added."""
    tree = parsed(text)
    if tree is None:
        yield from _loose_calls(text, names)
        return
    names.defined.update(one.name for one in ast.walk(tree) if isinstance(one, ast.FunctionDef | ast.AsyncFunctionDef))
    try:
        yield from _Reader(text).read(tree, names)
    except RecursionError:
        return


class _Reader:
    def __init__(self, text: str) -> None:
        self._text = text

    def read(self, node: ast.AST, names: Names) -> Iterator[Call]:
        if isinstance(node, ast.Import | ast.ImportFrom):
            names.imported.update((alias.asname or alias.name).split(".")[0] for alias in node.names)
            return
        if isinstance(node, ast.FunctionDef | ast.AsyncFunctionDef):
            yield from self._children(node.body, names.inner(self._defaults(node.args, names)))
            return
        if isinstance(node, ast.For):
            yield from self.read(node.iter, names)
            loop = self._loop(node, names)
            yield from self._children(node.body, names.inner(loop) if loop else names)
            yield from self._children(node.orelse, names)
            return
        if isinstance(node, ast.Assign):
            yield from self.read(node.value, names)
            for target in node.targets:
                self._bind(target, node.value, names)
            return
        if isinstance(node, ast.Call):
            yield self._call(node, names)
        for child in ast.iter_child_nodes(node):
            yield from self.read(child, names)

    def value(self, node: ast.expr, names: Names) -> Known | None:
        if isinstance(node, ast.Constant) and isinstance(node.value, str):
            one_line = node.value.strip()
            return Known(one_line, is_text=True) if one_line and "\n" not in one_line else None
        if isinstance(node, ast.Name):
            return names.known.get(node.id)
        if isinstance(node, ast.Attribute):
            root: ast.expr = node
            while isinstance(root, ast.Attribute):
                root = root.value
            is_constant = isinstance(root, ast.Name) and root.id in names.imported and root.id not in names.known
            return self._written(node) if is_constant else None
        if _is_literal(node):
            return self._written(node)
        return _computed(node, names) if isinstance(node, ast.BinOp | ast.UnaryOp) else None

    def _children(self, nodes: list[ast.stmt], names: Names) -> Iterator[Call]:
        for node in nodes:
            yield from self.read(node, names)

    def _call(self, node: ast.Call, names: Names) -> Call:
        settings = []
        for keyword in node.keywords:
            if keyword.arg is not None and (known := self.value(keyword.value, names)):
                settings.append(Setting(keyword.arg, known, keyword.lineno))
        arguments = tuple(self.value(one, names) for one in node.args if not isinstance(one, ast.Starred))
        callee = _dotted(node.func)
        is_method = isinstance(node.func, ast.Attribute)
        if (
            is_method
            and callee.rsplit(".", 1)[-1] == "select"
            and node.args
            and (known := self._rows(node.args[0], names))
        ):
            settings.append(Setting("range", known, node.args[0].lineno))
        return Call(callee, arguments, tuple(settings), node.lineno, not is_method and callee in names.defined)

    def _rows(self, node: ast.expr, names: Names) -> Known | None:
        """Return how many rows a ``range`` takes from the first on."""
        if not (isinstance(node, ast.Call) and _dotted(node.func) == "range" and len(node.args) == 1):
            return None
        count = node.args[0]
        is_least = isinstance(count, ast.Call) and _dotted(count.func) == "min"
        return self._written(count) if is_least else self.value(count, names)

    def _written(self, node: ast.expr) -> Known | None:
        segment = " ".join((ast.get_source_segment(self._text, node) or "").split())
        segment = re.sub(r"(?<=[(\[{]) | (?=[)\]}])|,(?= ?[)\]}]$)", "", segment)
        return Known(segment) if 0 < len(segment) <= _LONGEST and "#" not in segment else None

    def _bind(self, target: ast.expr, value: ast.expr, names: Names) -> None:
        if isinstance(target, ast.Name):
            known = self.value(value, names)
            if known is not None:
                names.known[target.id] = known
            else:
                names.known.pop(target.id, None)

    def _defaults(self, arguments: ast.arguments, names: Names) -> dict[str, Known | None]:
        found: dict[str, Known | None] = {one.arg: None for one in (*arguments.posonlyargs, *arguments.args)}
        found |= {one.arg: None for one in arguments.kwonlyargs}
        placed = (*arguments.posonlyargs, *arguments.args)
        pairs = list(zip(placed[len(placed) - len(arguments.defaults) :], arguments.defaults, strict=True))
        pairs += [
            (one, default)
            for one, default in zip(arguments.kwonlyargs, arguments.kw_defaults, strict=True)
            if default is not None
        ]
        return found | {one.arg: self.value(default, names) for one, default in pairs}

    def _loop(self, node: ast.For, names: Names) -> dict[str, Known | None]:
        bound = [each.id for each in ast.walk(node.target) if isinstance(each, ast.Name)]
        found: dict[str, Known | None] = dict.fromkeys(bound)
        if isinstance(node.target, ast.Name):
            over = self.value(node.iter, names)
            if over and not over.is_text and re.fullmatch(r"[\[(].*[\])]", over.value):
                inside = re.sub(r"['\"]", "", over.value[1:-1]).strip().rstrip(",")
                found[node.target.id] = Known(inside, swept=True) if inside else None
        return found


def _computed(node: ast.expr, names: Names) -> Known | None:
    """Return what arithmetic comes to where names stand for numbers: for a name that varies, each result in turn."""
    used = {one.id for one in ast.walk(node) if isinstance(one, ast.Name)}
    known = {name: names.known[name] for name in used if name in names.known}
    results = results_of(node, {name: numbers_in(one.value) for name, one in known.items() if not one.is_text})
    swept = any(one.swept for one in known.values())
    return Known(", ".join(str(one) for one in results), swept=swept) if results else None


def _dotted(node: ast.expr) -> str:
    if isinstance(node, ast.Attribute):
        before = _dotted(node.value)
        return f"{before}.{node.attr}" if before else node.attr
    return node.id if isinstance(node, ast.Name) else ""


def _is_literal(node: ast.expr) -> bool:
    if isinstance(node, ast.UnaryOp | ast.BinOp):
        return all(
            isinstance(each, ast.UnaryOp | ast.BinOp | ast.operator | ast.unaryop)
            or (isinstance(each, ast.Constant) and isinstance(each.value, int | float))
            for each in ast.walk(node)
        )
    try:
        return ast.literal_eval(node) is not ...
    except (ValueError, TypeError, SyntaxError, MemoryError, RecursionError):
        return False


def _loose_calls(text: str, names: Names) -> Iterator[Call]:
    """Yield the calls of a text that is no Python as a whole, each read by itself."""
    for match in _CALL.finditer(text):
        inside = balanced(text, match.end() - 1)
        if inside is None:
            continue
        line = text.count("\n", 0, match.start()) + 1
        padded = "\n" * (line - 1) + match["callee"] + "(" + inside + ")"
        tree = parsed(padded)
        if tree is not None and tree.body and isinstance(tree.body[0], ast.Expr):
            call = tree.body[0].value
            if isinstance(call, ast.Call):
                yield _Reader(padded)._call(call, names)
            continue
        yield Call(match["callee"], (), tuple(_loose_settings(inside, line)), line)


def _loose_settings(inside: str, first: int) -> Iterator[Setting]:
    for number, line in enumerate(inside.split("\n")):
        if (match := _SETTING.match(line)) and (tree := parsed(f"({match['value']})")):
            node = tree.body[0]
            known = _Reader(f"({match['value']})").value(node.value, Names()) if isinstance(node, ast.Expr) else None
            if known:
                yield Setting(match["name"], known, first + number)


def balanced(text: str, opening: int) -> str | None:
    """Return what stands between an opening parenthesis and the one that closes it.

    >>> balanced("brew(water=(1, 2), pot=')')", 4)
    "water=(1, 2), pot=')'"
    """
    depth, quote, at = 0, "", opening
    while at < len(text):
        char = text[at]
        if quote:
            at += char == "\\"
            quote = "" if char == quote or char == "\n" else quote
        elif char in "'\"":
            quote = char
        elif char == "#":
            end = text.find("\n", at)
            at = len(text) if end < 0 else end
        elif char in "([{":
            depth += 1
        elif char in ")]}":
            depth -= 1
            if depth == 0:
                return text[opening + 1 : at]
        at += 1
    return None
