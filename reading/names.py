"""Names of authors, taken apart as bibliographies need them.

arXiv prints names as people write them: ``Robert W. Heath, Jr.``, ``Ludwig van der Berg``, ``The CMS Collaboration``.
Nothing says which word is the family's; the rules here are arXiv's own with more particles and suffixes.
"""

import re
from functools import lru_cache
from typing import NamedTuple

from reading.romanise import HAN, romanised
from reading.tex import unicode_text

_PARTICLES = frozenset(
    str.split(
        "van der de la von del della da mac ter dem di vaziri le du des dos das do den ten op af av zu zur zum vom "
        "el al bin ibn 't st. y e het lo"
    )
)
_CAPITAL_PARTICLES = frozenset(
    str.split("Van Der De La Von Del Della Dem Di Le Du Des Dos Das Den Ten Ter Vom El Mac Vaziri St. Da Zu")
)
_VIETNAMESE_FAMILIES = frozenset(
    str.split("Nguyễn Trần Lê Phạm Hoàng Huỳnh Phan Vũ Võ Đặng Bùi Đỗ Hồ Ngô Dương Đào Đoàn Trịnh Đinh Phùng Trương")
)
_VIETNAMESE_WITHOUT_MARKS = frozenset(map(romanised, _VIETNAMESE_FAMILIES))
_VIETNAMESE_MIDDLES = frozenset(("Văn", "Thị", "Van", "Thi"))
_AND = frozenset(("y", "e", "i"))
_SUFFIX = re.compile(r"(?:[Jj]r|[Ss]r)\.?|I{2,3}|IV")
_COLLECTIVES = str.split(
    "Collaboration Collaborations Consortium Team Teams Group Project Initiative Alliance Foundation Institute "
    "Committee Community Workshop Network Partnership Laboratory Laboratories Labs University Universities Research "
    "Inc Ltd Corporation OpenAI DeepMind Anthropic Google Microsoft NVIDIA"
)
_COLLECTIVE = re.compile(rf"^The\s|^on behalf of |\b(?:{'|'.join(_COLLECTIVES)}|Meta AI)(?:\W|$)|[\s-]AI$|团队|课题组")
# Most names are given names and a family name in plain capitalised words, none of which has a meaning of its own.
_PLAIN = re.compile(r"[A-Z][A-Za-z]*(?:\.?[ -][A-Z][A-Za-z]*)*\.? [A-Z][A-Za-z]*(?:-[A-Z][A-Za-z]*)*")
_NOT_PLAIN = {*_COLLECTIVES, *["The", "AI", "Jr", "Sr", "II", "III", "IV", "St", "Thi"]} | _CAPITAL_PARTICLES
_WHOLE_HAN = re.compile(rf"{HAN}(?:[·・]{HAN})*")
_HANGUL = re.compile(r"[\uac00-\ud7a3]{2,5}")
_DOUBLE_FAMILIES = frozenset(
    str.split(
        "欧阳 歐陽 司马 司馬 诸葛 諸葛 上官 司徒 东方 東方 皇甫 尉迟 尉遲 公孙 公孫 慕容 令狐 宇文 长孙 長孫 夏侯 端木 "
        "百里 南宫 南宮 남궁 황보 선우 제갈 사공"
    )
)


class Name(NamedTuple):
    """The name of an author.

    Attributes:
        family: Family name, or the only name.
        given: Given names and initials.
        particle: What stands before the family name and is not sorted by, as ``van der``.
        suffix: What stands behind, as ``Jr.``.
        literal: The whole name where it has no parts, as that of a collaboration; then the others are empty.
    """

    family: str = ""
    given: str = ""
    particle: str = ""
    suffix: str = ""
    literal: str = ""

    @property
    def sorted_by(self) -> str:
        """The part that a list is sorted by and that citation keys begin with."""
        return self.literal or self.family


@lru_cache(maxsize=65536)
def name_of(printed: str) -> Name | None:
    """Return the parts of a name as it was printed, or None where there is no letter in it.

    >>> name_of("Robert W. Heath, Jr.")
    Name(family='Heath', given='Robert W.', particle='', suffix='Jr.', literal='')
    >>> name_of("Ludwig van der Berg").particle, name_of("Qwen Team").literal, name_of("孙悟空").family
    ('van der', 'Qwen Team', '孙')
    """
    if _PLAIN.fullmatch(printed) and _NOT_PLAIN.isdisjoint(printed.replace(".", " ").replace("-", " ").split()):
        given, _, family = printed.rpartition(" ")
        return Name(family, given)
    text = unicode_text(printed).strip(" ,;:")
    text = re.sub(r"^(?:and|&) ", "", text)
    if not any(char.isalnum() for char in text):
        return None
    if _COLLECTIVE.search(text):
        return Name(literal=text)
    parts = [part.strip() for part in text.split(",")]
    suffixed = [part for part in parts[1:] if _SUFFIX.fullmatch(part)]
    others = [part for part in parts if part not in suffixed]
    if len(suffixed) > 1 or not 1 <= len(others) <= 2 or not all(parts):
        return Name(literal=text)
    suffix = suffixed[0] if suffixed else ""
    if len(others) == 2:
        return _inverted(others[0], others[1], suffix)
    words = others[0].split(" ")
    return _east_asian(text) or _vietnamese(words, suffix) or _western(words, suffix)


def _inverted(last: str, given: str, suffix: str) -> Name:
    """Return a name that was printed as ``van der Berg, Ludwig``."""
    words = last.split(" ")
    first = next((place for place, word in enumerate(words[:-1]) if word not in _PARTICLES), len(words) - 1)
    return Name(" ".join(words[first:]), given, " ".join(words[:first]), suffix)


def _east_asian(text: str) -> Name | None:
    """Return a name in Han or Hangul without blanks; the family comes first."""
    if "·" in text or "・" in text:
        return Name(literal=text) if _WHOLE_HAN.fullmatch(text) else None
    families, _, given = text.partition(" ")
    if given and all(map(_WHOLE_HAN.fullmatch, (families, given))):
        return Name(families, given)
    if not (_WHOLE_HAN.fullmatch(text) or _HANGUL.fullmatch(text)) or not 2 <= len(text) <= 5:
        return None
    length = 2 if text[:2] in _DOUBLE_FAMILIES and len(text) > 2 else 1
    return Name(text[:length], text[length:])


def _vietnamese(words: list[str], suffix: str) -> Name | None:
    """Return a name that shows that it is Vietnamese, with its family where it stands: first, or last.

    It is shown by the marks of a family name, or by a family name and the middle name Văn or Thị; without its mark
    the first of these looks like a particle.
    """
    if len(words) < 2 or suffix:
        return None
    first, *middle, last = words
    with_middle = not _VIETNAMESE_MIDDLES.isdisjoint(middle)
    marked = first in _VIETNAMESE_FAMILIES and not first.isascii()
    if with_middle and not marked and romanised(last) in _VIETNAMESE_WITHOUT_MARKS:
        return Name(last, " ".join(words[:-1]))
    in_native_order = marked and last not in _VIETNAMESE_FAMILIES
    if in_native_order or (with_middle and romanised(first) in _VIETNAMESE_WITHOUT_MARKS):
        return Name(first, " ".join(words[1:]))
    return None


def _western(words: list[str], suffix: str) -> Name:
    """Return a name that was printed as ``Ludwig van der Berg Jr.``."""
    if not suffix and len(words) > 2 and _SUFFIX.fullmatch(words[-1]):
        suffix = words.pop()
    # As in "Ortega y Gasset".
    first = len(words) - (3 if len(words) > 3 and words[-2] in _AND else 1)
    while first > 1 and (words[first - 1] in _PARTICLES or words[first - 1] in _CAPITAL_PARTICLES):
        first -= 1
    # A name that begins with its particle, as "van Gogh", has no other part.
    if first == 1 and words[0] in _PARTICLES:
        return Name(" ".join(words), suffix=suffix)
    family = next((place for place in range(first, len(words) - 1) if words[place] not in _PARTICLES), len(words) - 1)
    return Name(" ".join(words[family:]), " ".join(words[:first]), " ".join(words[first:family]), suffix)
