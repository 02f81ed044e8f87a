"""Reading an answer: the number it comes to, and whether it has the form that was asked for."""

import re

_NUMBER = r"-?\d+(?:,\d{3})*(?:\.\d+)?"
_PLACES = (
    rf"<answer>\s*({_NUMBER})\s*</answer>",
    rf"\\boxed\{{\s*\$?({_NUMBER})\s*\}}",
    rf"answer is:?\s*\$?({_NUMBER})",
    rf"####\s*\$?({_NUMBER})",
    rf"(?<![\d.,])({_NUMBER})(?![\d,]*\d)",
)
_FORM = re.compile(r"\s*<think>(?:(?!</?think>|</?answer>).)+</think>\s*<answer>[^<]+</answer>\s*", re.DOTALL)


def number_in(text: str) -> float | None:
    r"""Return the number that an answer comes to; None where it gives none.

    Looked for between answer tags, then in a box, after "answer is", after ``####``, and at last as the last number.
    Thousands may be set apart, so that 1,000 is never read as 0.

    >>> number_in("<answer> 7 </answer>"), number_in(r"so \boxed{1,000}"), number_in("no idea")
    (7.0, 1000.0, None)
    """
    for place in _PLACES:
        if found := re.findall(place, text, re.IGNORECASE):
            return float(found[-1].replace(",", ""))
    return None


def is_formed(text: str) -> bool:
    """Return whether an answer is a thought and then an answer, each between its tags, and nothing besides.

    >>> is_formed("<think> 3 + 4 = 7 </think> <answer> 7 </answer>"), is_formed("7 </answer>")
    (True, False)
    """
    return _FORM.fullmatch(text) is not None


def is_right(number: float | None, gold: float) -> bool:
    """Return whether a number is the right one; none is not."""
    return number is not None and abs(number - gold) < 1e-5
