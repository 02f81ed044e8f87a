"""Whether a stretch of text is a name of its own, or part of a longer word, name, identifier, file name or path.

Chinese has no word boundaries: an edge that is Chinese counts as one, but for a few words that would be cut in two
(``偏好对|齐``, ``向|量化``) and for the prefixes that turn a name into its contrary (``反量化``).
"""

import re

from ingest.linking.folding import is_han, is_letter

_HYPHENS = "-‐‑"
_SIGILS = "@#$\\"
_OPENING = " \t\n\0\"'“‘(（[【<《:：,，"
_AFTER_HYPHEN = re.compile(
    r"(?:based|style|like|trained|tuned|only|free|aware|driven|aligned|optimi[sz]ed|specific|related|friendly|and)\b",
    re.IGNORECASE,
)
_ENDS_INSIDE = {"对": "齐比照应话象抗称待立", "量": "化级"}
_BEGINS_INSIDE = {"量": "向矢张变常质数能流力"}
_CONTRARY = "反逆非"
_AFTER_HYPHEN_NUMBER = re.compile(r"(?:int|fp|bf|v)?\d+(?:\.\d+)?[bkm]?(?![^\W_])", re.IGNORECASE)
_OF_PATH = re.compile(r"[A-Za-z0-9_.~/\-]*")
_PATH_BEFORE = re.compile(r"[A-Za-z0-9_.~/\-]*\Z")
_IDENTIFIER = re.compile(r"_|\d-|-v?\d|\.[a-z]{1,5}\Z|\A\.+\Z|\A~")
_LOOK_BACK = 200


def stands_alone(text: str, start: int, end: int) -> bool:
    """Tell whether ``text[start:end]`` is a name of its own.

    >>> [stands_alone(text, 0, 4) for text in ("LoRA", "LoRA微调", "LoRAs", "LoRA_config", "LoRA-based", "LoRA-GA")]
    [True, True, False, False, True, False]
    """
    return _opens(text, start) and _closes(text, end) and not _is_in_path(text, start, end)


def _opens(text: str, start: int) -> bool:
    if start == 0:
        return True
    before, first = text[start - 1], text[start]
    if is_han(first):
        return before not in _CONTRARY and before not in _BEGINS_INSIDE.get(first, "")
    if is_letter(before) or before == "_" or before in _SIGILS:
        return False
    if before in _HYPHENS or before == ".":
        return start == 1 or not is_letter(text[start - 2])
    return True


def _closes(text: str, end: int) -> bool:
    if end == len(text):
        return True
    last, after = text[end - 1], text[end]
    if is_han(last):
        return after not in _ENDS_INSIDE.get(last, "")
    if is_letter(after) or after in "_#":
        return False
    if end + 1 == len(text):
        return after != "+"
    beyond = text[end + 1]
    if after in _HYPHENS:
        if not (is_letter(beyond) or beyond == "_"):
            return True
        return any(rule.match(text, end + 1) for rule in (_AFTER_HYPHEN, _AFTER_HYPHEN_NUMBER))
    if after == ".":
        return not is_letter(beyond)
    if after == "+":
        return is_letter(beyond) or is_han(beyond)
    return not text.startswith("()", end)


def _is_in_path(text: str, start: int, end: int) -> bool:
    """Tell whether a stretch is one part of a path or of ``owner/model``, rather than of ``this/that``."""
    after_slash = start > 0 and text[start - 1] == "/"
    before_slash = end < len(text) and text[end] == "/"
    if not (after_slash or before_slash):
        return False
    before = _PATH_BEFORE.search(text, max(0, start - _LOOK_BACK), start)
    after = _OF_PATH.match(text, end, end + _LOOK_BACK)
    ahead = before[0] if before else ""
    begins = start - len(ahead)
    if ahead.startswith(("/", "~")) and (begins == 0 or text[begins - 1] in _OPENING):
        return True
    others = [*ahead.split("/"), *(after[0] if after else "").split("/")]
    return any(_IDENTIFIER.search(other) for other in others)
