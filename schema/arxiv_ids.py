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
_OLD = rf"(?P<archive>{_ARCHIVES})(?:\.[A-Za-z]{{2}})?/(?P<number>\d{{7}})"
_VERSION = r"(?:v(?P<version>[1-9]\d{0,2}))?"
_ID = rf"(?:{_NEW}|{_OLD}){_VERSION}"
_BARE = re.compile(_ID)
# What may introduce an id in running text. A bare number such as "2405.12345" alone is no evidence of a paper.
_INTRODUCED = re.compile(
    r"(?<![\w.-])(?:"
    r"(?:https?://)?(?:[a-z]+\.)?(?:alpha|ar5iv(?:\.labs)?\.)?arxiv\.org/(?:abs|pdf|html|format|src|e-print|ps)/"
    r"|(?:https?://)?ar5iv\.(?:labs\.arxiv\.)?org/(?:abs|html)/"
    r"|(?:https?://)?(?:www\.)?(?:alphaxiv\.org/abs/|huggingface\.co/papers/|hf\.co/papers/)"
    r"|(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?10\.48550/arxiv\."
    r"|arxiv\s*(?:id|preprint)?\s*:?\s*(?:arxiv\s*:\s*)?"
    rf"){_ID}(?![\d/]|\.\d|v\d)",
    re.IGNORECASE,
)


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
    plain = unquote(_folded(spelling)).strip().strip("()[]<>{}\"'").rstrip("*#.,;/ \t")
    if match := _BARE.fullmatch(plain):
        return _canonical(match)
    mentions = list(arxiv_ids_in(plain))
    if len(mentions) != 1 or mentions[0].start != 0:
        return None
    rest = plain[mentions[0].end :]
    return mentions[0].id if re.fullmatch(r"(?:\.pdf)?(?:[?#].*)?", rest) else None
