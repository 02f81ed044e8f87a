"""Which values the names of a loop take in turn."""

import ast
import re

from ingest.labs.python_values import Known, Names, Row, Source, in_turn

_LISTED = re.compile(r"[\[(].*[\])]")


def bound_by_loop(target: ast.expr, over: ast.expr, names: Names, source: Source) -> dict[str, Known | None]:
    """Return what each name of a loop stands for, or None for one whose values cannot be read.

    Args:
        target: What the loop binds: a name, or a tuple of names.
        over: What it goes over: a list, a list of tuples, a dictionary, ``zip`` or ``enumerate`` of lists.
        names: What the names around the loop stand for.
        source: The text of the loop.
    """
    found: dict[str, Known | None] = {each.id: None for each in ast.walk(target) if isinstance(each, ast.Name)}
    if isinstance(target, ast.Name):
        found[target.id] = _single(over, names, source)
        return found
    if not isinstance(target, ast.Tuple | ast.List):
        return found
    called = over.func if isinstance(over, ast.Call) else None
    if isinstance(over, ast.Call) and isinstance(called, ast.Name) and not over.keywords:
        if called.id == "enumerate" and len(over.args) in {1, 2} and len(target.elts) == 2:
            return found | bound_by_loop(target.elts[1], over.args[0], names, source)
        if called.id == "zip" and len(over.args) == len(target.elts):
            for each, one in zip(target.elts, over.args, strict=True):
                found |= bound_by_loop(each, one, names, source)
            return found
    if isinstance(over, ast.Call) and isinstance(called, ast.Attribute) and called.attr == "items" and not over.args:
        over = called.value
    return found | _columns(target.elts, source.rows(over, names))


def _single(over: ast.expr, names: Names, source: Source) -> Known | None:
    known = source.value(over, names)
    if known and not known.is_text and _LISTED.fullmatch(known.value):
        inside = re.sub(r"['\"]", "", known.value[1:-1]).strip().rstrip(",")
        return Known(inside, swept=True) if inside else None
    rows = source.rows(over, names)
    return in_turn([row[0] for row in rows]) if rows and all(len(row) == 1 for row in rows) else None


def _columns(targets: list[ast.expr], rows: tuple[Row, ...]) -> dict[str, Known | None]:
    if not rows or any(len(row) != len(targets) for row in rows):
        return {}
    return {
        each.id: in_turn([row[at] for row in rows]) for at, each in enumerate(targets) if isinstance(each, ast.Name)
    }
