"""Words of texts that are written without blanks, for an index that knows only blanks.

The index gets each character with its neighbour.
A word of two or more characters is found by the pairs of neighbours in it, one after the other; a single character by
the pairs that begin with it. The last character of a run makes a pair with nothing, so that it can be found as well.
"""

import re
from dataclasses import dataclass

# Ideographs with their extensions, kana and hangul.
_HAN = "\u3005-\u3007\u3041-\u30ff\u3400-\u4dbf\u4e00-\u9fff\uac00-\ud7a3\uf900-\ufaff\U00020000-\U0003ffff"
_PARTS = re.compile(rf"[{_HAN}]+|[^\W{_HAN}]+")
_WORDS = re.compile(r"\w+")
_IS_HAN = re.compile(rf"[{_HAN}]")


@dataclass(frozen=True, slots=True)
class WordPart:
    """A part of a word that is written either with blanks around it or without.

    Attributes:
        text: The part.
        is_han: Whether it is written without.
    """

    text: str
    is_han: bool

    @property
    def as_query(self) -> str:
        """What finds it in the index of a library."""
        if not self.is_han:
            return f'"{self.text}"'
        return f'han : "{self.text}" *' if len(self.text) == 1 else f'han : "{" ".join(pairs_of(self.text))}"'


def word_parts(word: str) -> tuple[WordPart, ...]:
    """Return the parts of a word, in order.

    >>> [part.text for part in word_parts("GRPO算法")]
    ['GRPO', '算法']
    """
    return tuple(WordPart(found, bool(_IS_HAN.match(found))) for found in _PARTS.findall(word))


def pairs_of(run: str) -> list[str]:
    """Return each character of a run with its neighbour.

    >>> pairs_of("偏好优化")
    ['偏好', '好优', '优化']
    """
    return [run[at : at + 2] for at in range(len(run) - 1)]


def han_text(*texts: str) -> str:
    """Return what an index has to hold for the words of texts that are written without blanks; mostly nothing.

    >>> han_text("Steam", "用GRPO算法优化 steam")
    '用 GRPO 算法 法优 优化 化'
    """
    kept: list[str] = []
    for text in texts:
        for word in _WORDS.findall(text) if _IS_HAN.search(text) else ():
            if _IS_HAN.search(word):
                kept += (found for part in word_parts(word) for found in _indexed(part))
    return " ".join(kept)


def _indexed(part: WordPart) -> list[str]:
    return [*pairs_of(part.text), part.text[-1]] if part.is_han else [part.text]
