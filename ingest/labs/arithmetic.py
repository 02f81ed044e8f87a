"""What simple arithmetic comes to, over numbers and names that stand for numbers, one or several in turn."""

import ast
import math
import operator
from collections.abc import Callable, Mapping, Sequence

Number = int | float
_LARGEST = 10**18
_HIGHEST_POWER = 64
_OPERATIONS: Mapping[type[ast.operator], Callable[[Number, Number], Number]] = {
    ast.Add: operator.add,
    ast.Sub: operator.sub,
    ast.Mult: operator.mul,
    ast.Div: operator.truediv,
    ast.FloorDiv: operator.floordiv,
    ast.Pow: operator.pow,
}


def numbers_in(text: str) -> tuple[Number, ...]:
    """Return the numbers that a text lists, or none where it is anything else.

    >>> numbers_in("8, 32"), numbers_in("2 * 4"), numbers_in("8, green"), numbers_in("True")
    ((8, 32), (8,), (), ())
    """
    try:
        node = ast.parse(f"({text},)", mode="eval").body
    except (SyntaxError, ValueError, RecursionError, MemoryError):
        return ()
    found = [result_of(one, {}) for one in node.elts] if isinstance(node, ast.Tuple) else []
    numbers = tuple(one for one in found if one is not None)
    return numbers if len(numbers) == len(found) else ()


def results_of(node: ast.expr, several: Mapping[str, Sequence[Number]]) -> tuple[Number, ...]:
    """Return what an expression comes to for each number that its names take in turn, or none.

    Names that take one number keep it; of several names, no more than one may vary.
    """
    varied = [name for name, numbers in several.items() if len(numbers) != 1]
    if len(varied) > 1:
        return ()
    fixed = {name: numbers[0] for name, numbers in several.items() if len(numbers) == 1}
    rounds = [fixed | {varied[0]: number} for number in several[varied[0]]] if varied else [fixed]
    found = tuple(result for one in rounds if (result := result_of(node, one)) is not None)
    return found if len(found) == len(rounds) else ()


def result_of(node: ast.expr, known: Mapping[str, Number]) -> Number | None:
    """Return the number an expression comes to, or None where it is no arithmetic or too large."""
    if isinstance(node, ast.Constant):
        return _checked(node.value)
    if isinstance(node, ast.Name):
        return known.get(node.id)
    if isinstance(node, ast.UnaryOp) and isinstance(node.op, ast.USub | ast.UAdd):
        inner = result_of(node.operand, known)
        return inner if inner is None or isinstance(node.op, ast.UAdd) else -inner
    if isinstance(node, ast.BinOp) and (operation := _OPERATIONS.get(type(node.op))):
        left, right = result_of(node.left, known), result_of(node.right, known)
        if left is None or right is None or (isinstance(node.op, ast.Pow) and abs(right) > _HIGHEST_POWER):
            return None
        try:
            return _checked(operation(left, right))
        except ArithmeticError:
            return None
    return None


def _checked(value: object) -> Number | None:
    if isinstance(value, bool) or not isinstance(value, int | float):
        return None
    return value if abs(value) <= _LARGEST and math.isfinite(value) else None
