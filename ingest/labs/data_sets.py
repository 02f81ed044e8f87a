"""Which data sets code loads, and how much of them it takes."""

import ast
import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.labs.arithmetic import numbers_in
from ingest.labs.hub_names import is_hub_name
from ingest.labs.python_parts import closings_of, parts_of
from ingest.labs.python_values import Names

_SLICE = re.compile(r"^(?P<split>[\w-]+)(?:\[:(?P<count>\d+)(?P<percent>%?)\])?$")
_LONGEST = 2_000
_LOAD = re.compile(r"\bload_dataset\s*\(")
_STRING = re.compile(r"(?:(?P<key>\w+)\s*=\s*)?(?P<quote>['\"])(?P<text>[^'\"\n]*)(?P=quote)")


@dataclass(frozen=True, slots=True)
class Loaded:
    """A data set that code loads.

    Attributes:
        name: Its name on the hub.
        subset: Its subset, or its split where it has none.
        size: How much is taken.
        line: Line in the block, from 1.
        is_part: Whether it is a split taken out of a data set that was loaded before.
    """

    name: str
    subset: str | None
    size: str | None
    line: int
    is_part: bool = False


class DataSets:
    """The data sets that the blocks of a page load, one block after the other."""

    def __init__(self) -> None:
        self._held: dict[str, Loaded] = {}

    def in_code(self, text: str, names: Names) -> list[Loaded]:
        """Return the data sets of a block; a later selection changes what was loaded in it or before."""
        found: list[Loaded] = []
        for part in parts_of(text):
            if part.tree is None:
                found += (replace(one, line=one.line + part.first - 1) for one in loads_in_text(part.text))
                continue
            nodes = list(ast.walk(part.tree))
            found += (one for node in nodes if isinstance(node, ast.Call) and (one := _loaded(node, names)))
            assigned = (node for node in nodes if isinstance(node, ast.Assign))
            for node in sorted(assigned, key=lambda one: one.lineno):
                if len(node.targets) == 1 and isinstance(node.targets[0], ast.Name):
                    self._follow(node.targets[0].id, node, names, found)
        return sorted(found, key=lambda one: one.line)

    def _follow(self, target: str, node: ast.Assign, names: Names, found: list[Loaded]) -> None:
        root, part, count = _chain(node.value, names)
        if isinstance(root, ast.Call):
            loaded = _loaded(root, names)
        else:
            loaded = self._held.get(root.id) if isinstance(root, ast.Name) else None
        if loaded is None:
            self._held.pop(target, None)
            return
        if part is not None:
            loaded = replace(loaded, subset=part, size=None, line=node.lineno, is_part=True)
        if count is not None and loaded.size is None:
            sized = replace(loaded, size=f"{count:,} samples")
            key = loaded.name, loaded.subset
            at = next((at for at, one in enumerate(found) if (one.name, one.subset) == key and not one.size), None)
            if at is None:
                found.append(replace(sized, line=node.lineno))
            else:
                found[at] = sized
            loaded = sized
        self._held[target] = loaded


def loads_in_text(text: str) -> Iterator[Loaded]:
    """Yield the data sets that a text loads, also where Python stands inside other code."""
    closings = closings_of(text)
    for match in _LOAD.finditer(text):
        inside = text[match.end() : min(closings.get(match.end() - 1, 0), match.end() + _LONGEST)]
        strings = [(one["key"], one["text"]) for one in _STRING.finditer(inside)]
        plain = [value for key, value in strings if key is None]
        named = {key: value for key, value in strings if key}
        name = named.get("path") or next(iter(plain), "")
        subset = named.get("name") or (plain[1] if len(plain) > 1 else None)
        if is_hub_name(name):
            yield _of(name, subset, named.get("split"), text.count("\n", 0, match.start()) + 1)


def _loaded(node: ast.Call, names: Names) -> Loaded | None:
    called = node.func.attr if isinstance(node.func, ast.Attribute) else getattr(node.func, "id", "")
    if called != "load_dataset":
        return None
    plain = [_text(one, names) for one in node.args]
    named = {one.arg: _text(one.value, names) for one in node.keywords if one.arg}
    name = named.get("path") or next(iter(plain), None)
    subset = named.get("name") or (plain[1] if len(plain) > 1 else None)
    return _of(name, subset, named.get("split"), node.lineno) if name and is_hub_name(name) else None


def _of(name: str, subset: str | None, split: str | None, line: int) -> Loaded:
    match = _SLICE.match(split or "")
    size = None
    if match and match["count"]:
        size = f"{match['count']}%" if match["percent"] else f"{int(match['count']):,} samples"
    return Loaded(name, subset or (match["split"] if match else split) or None, size, line)


def _text(node: ast.expr, names: Names) -> str | None:
    if isinstance(node, ast.Constant) and isinstance(node.value, str):
        return node.value
    known = names.known.get(node.id) if isinstance(node, ast.Name) else None
    return known.value if known and known.is_text else None


def _chain(node: ast.expr, names: Names) -> tuple[ast.expr, str | None, int | None]:
    """Return where a chain of method calls begins, the part it takes, and how many rows it selects."""
    part: str | None = None
    count: int | None = None
    while True:
        if isinstance(node, ast.Call) and isinstance(node.func, ast.Attribute) and node.func.attr != "load_dataset":
            if node.func.attr in {"select", "take"} and (amount := _amount(node)) is not None:
                count = _count(amount, names)
            elif node.func.attr == "train_test_split":
                return ast.Constant(None), None, None
            node = node.func.value
        elif isinstance(node, ast.Subscript) and isinstance(node.slice, ast.Constant):
            if not isinstance(node.slice.value, str):
                return ast.Constant(None), None, None
            part = node.slice.value
            node = node.value
        else:
            return node, part, count


def _amount(node: ast.Call) -> ast.expr | None:
    given = (*node.args, *(one.value for one in node.keywords if one.arg == "n"))
    return given[0] if given else None


def _count(node: ast.expr, names: Names) -> int | None:
    """Return the number of rows that a literal, a constant, ``range(n)`` or ``min(n, …)`` stands for."""
    if isinstance(node, ast.Constant) and type(node.value) is int:
        return node.value
    if isinstance(node, ast.Name) and (known := names.known.get(node.id)) and not known.is_text:
        numbers = numbers_in(known.value)
        return numbers[0] if len(numbers) == 1 and isinstance(numbers[0], int) else None
    if isinstance(node, ast.Call) and isinstance(node.func, ast.Name) and node.func.id in {"range", "min"}:
        counts = [count for one in node.args if (count := _count(one, names)) is not None]
        if node.func.id == "min":
            return min(counts, default=None)
        return counts[0] if len(node.args) == 1 and counts else None
    return None
