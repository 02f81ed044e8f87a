"""arXiv identifiers: one canonical spelling for the many that people write.

The canonical id has no version: ``2305.18290`` or ``hep-th/9901001``. Formats: arXiv's manual,
"Understanding the arXiv identifier" (new style since 0704, five digits since 1501).
"""

import re
import unicodedata
from collections.abc import Iterator
from dataclasses import dataclass
from urllib.parse import unquote

_ARCHIVES = (
    "acc-phys|adap-org|alg-geom|ao-sci|astro-ph|atom-ph|bayes-an|chao-dyn|chem-ph|cmp-lg|comp-gas|cond-mat|cs|"
    "dg-ga|econ|eess|funct-an|gr-qc|hep-ex|hep-lat|hep-ph|hep-th|math|math-ph|mtrl-th|nlin|nucl-ex|nucl-th|"
    "patt-sol|physics|plasm-ph|q-alg|q-bio|q-fin|quant-ph|solv-int|stat|supr-con"
)
_NEW = r"(?P<new>\d{4}\.\d{4,5})"
_OLD = rf"(?P<archive>{_ARCHIVES})(?:\.[A-Za-z][A-Za-z-]{{1,8}})?/(?P<number>\d{{7}})"
_VERSION = r"(?:v(?P<version>[1-9]\d{0,2}))?"
_ID = rf"(?:{_NEW}|{_OLD}){_VERSION}"
# ASCII: digits are 0-9, and a Chinese character is no part of the word it stands next to.
_FLAGS = re.IGNORECASE | re.ASCII
_BARE = re.compile(_ID, _FLAGS)
# What may introduce an id in running text. A bare number such as "2405.12345" alone is no evidence of a paper.
_INTRODUCED = re.compile(
    r"(?<![\w.-])(?:"
    r"(?:(?:https?:)?//)?(?:"
    r"(?:[a-z0-9-]{1,20}\.){0,3}arxiv\.org/{1,2}(?:abs|pdf|html|format|src|e-print|ps)/{1,2}(?:arxiv:)?"
    r"|ar5iv\.org/(?:abs|html|pdf)/"
    r"|(?:www\.)?(?:alphaxiv\.org/(?:abs|pdf|overview)|huggingface\.co/papers|hf\.co/papers)/"
    r")"
    r"|(?:https?://(?:dx\.)?doi\.org/|doi:\s?)?10\.48550/arxiv\."
    r"|arxiv(?:\s?(?:id|identifier|preprint)\b)?[\s:(\[]{0,4}(?:arxiv[\s:]{0,3})?"
    rf"){_ID}(?!\w|/\w|\.\d)",
    _FLAGS,
)
_CLASS = r"(?:\s?\[[a-z-]+(?:\.[a-z-]+)?\]?)?"
_REST = re.compile(rf"{_CLASS}(?:\.pdf)?(?:[?#].*)?", re.IGNORECASE | re.DOTALL)
_BEFORE, _AFTER = " \t\r\n([{<【《\"'“‘", " \t\r\n)]}>】》\"'”’“*#.,;:/。、"


@dataclass(frozen=True, slots=True)
class ArxivMention:
    """An arXiv id found in a text.

    Attributes:
        id: The canonical id, without version.
        version: The version that was named, if any.
        start: Offset of the mention's first character.
        end: Offset after its last character.
    """

    id: str
    version: int | None
    start: int
    end: int


def _canonical(match: re.Match[str]) -> str | None:
    if new := match["new"]:
        year, month, number = int(new[:2]), int(new[2:4]), new[5:]
        if not 1 <= month <= 12 or (year, month) < (7, 4) or int(number) == 0:
            return None
        return new if len(number) == (5 if (year, month) >= (15, 1) else 4) else None
    number = match["number"]
    year, month = int(number[:2]), int(number[2:4])
    in_time = year >= 91 or (year, month) <= (7, 3)
    return f"{match['archive'].lower()}/{number}" if 1 <= month <= 12 and in_time else None


def _folded(text: str) -> str:
    """Turn full-width letters, digits and punctuation into their plain forms, one character for one."""
    if text.isascii():
        return text
    return "".join(folded if len(folded := unicodedata.normalize("NFKC", char)) == 1 else char for char in text)


def arxiv_ids_in(text: str) -> Iterator[ArxivMention]:
    """Yield the arXiv ids that a text names, in its order.

    A number counts only where something says that it is an arXiv id: an address, ``arXiv:``, or a DOI.

    >>> [m.id for m in arxiv_ids_in("见（arXiv：2305.18290v3）与 https://arxiv.org/pdf/2106.09685v2.pdf#")]
    ['2305.18290', '2106.09685']
    >>> list(arxiv_ids_in("released in 2024.12345 and costs 2305.18290"))
    []
    """
    for match in _INTRODUCED.finditer(_folded(text)):
        if (canonical := _canonical(match)) is not None:
            version = match["version"]
            yield ArxivMention(canonical, int(version) if version else None, match.start(), match.end())


def arxiv_id(spelling: str) -> str | None:
    """Return the canonical id that a string as a whole spells, or None.

    Here the context says that an id is meant, so a bare id counts as well.

    >>> arxiv_id("arXiv:2305.18290v2"), arxiv_id("cs/0112017"), arxiv_id("10.48550/arXiv.2305.18290")
    ('2305.18290', 'cs/0112017', '2305.18290')
    >>> arxiv_id("https://arxiv.org/abs/2305.18290* "), arxiv_id("2305.18290.4"), arxiv_id("2313.00001")
    ('2305.18290', None, None)
    """
    plain = unquote(_folded(spelling)).lstrip(_BEFORE).rstrip(_AFTER)
    if match := _BARE.fullmatch(plain):
        return _canonical(match)
    mentions = list(arxiv_ids_in(plain))
    if len(mentions) != 1 or mentions[0].start != 0:
        return None
    return mentions[0].id if _REST.fullmatch(plain, mentions[0].end) else None
