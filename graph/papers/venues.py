"""Names of venues: whether two of them mean one place, however they are written."""

import re

_KNOWN = {
    "neurips": r"\bneurips\b|\bnips\b|neural information processing systems",
    "icml": r"\bicml\b|international conference on machine learning$",
    "iclr": r"\biclr\b|conference on learning representations",
    "colm": r"\bcolm\b|conference on language model(?:l?ing|s)",
    "naacl": r"\bnaacl\b|(?:nations|north american chapter).*computational linguistics",
    "eacl": r"\beacl\b|european chapter.*computational linguistics",
    "emnlp": r"\bemnlp\b|empirical methods in natural language processing",
    "tacl": r"\btacl\b|transactions of the association for computational linguistics",
    "acl": r"\bacl\b|(?:annual )?meeting of the association for computational linguistics",
    "tmlr": r"\btmlr\b|transactions on machine learning research",
    "jmlr": r"\bjmlr\b|journal of machine learning research",
    "aistats": r"\baistats\b|conference on artificial intelligence and statistics",
    "aaai": r"\baaai\b",
    "cvpr": r"\bcvpr\b|conference on computer vision and pattern recognition",
    "iccv": r"\biccv\b|international conference on computer vision$",
    "eccv": r"\beccv\b|european conference on computer vision",
    "icra": r"\bicra\b|conference on robotics and automation",
    "mlsys": r"\bmlsys\b|machine learning and systems",
    "eurosys": r"\beurosys\b|european conference on computer systems",
    "kdd": r"\bs?kdd\b|knowledge discovery (?:and|&) data mining",
}
_PATTERNS = {name: re.compile(pattern) for name, pattern in _KNOWN.items()}
_PART = re.compile(r"\b(workshops?|findings|demo(?:nstration)?s?|system demonstrations|tutorials?)\b")
_DROPPED = re.compile(r"\b(?:19|20)\d\d\b|\b\d+(?:st|nd|rd|th)\b|\b(?:in )?proceedings of(?: the)?\b|^the\b")
_NO_LETTER = re.compile(r"[\W_]+")
_NONE = re.compile(r"arxiv|corr\b|^preprint$", re.IGNORECASE)
_SMALL = frozenset(("of", "on", "the", "and", "in", "for", "a", "an"))


def is_preprint_server(venue: str) -> bool:
    """Say whether a venue is where preprints are put, and so none.

    >>> is_preprint_server("arXiv preprint arXiv:2601.00001"), is_preprint_server("ICLR")
    (True, False)
    """
    return bool(_NONE.match(venue.strip()))


def same_venue(one: str, other: str) -> bool:
    """Say whether two names mean one venue: by what they are, by their acronym, or by their words.

    A workshop, the findings and the demonstrations of a conference are places of their own.

    >>> same_venue("NIPS", "Advances in Neural Information Processing Systems 30")
    True
    >>> same_venue("Findings of ACL", "ACL"), same_venue("Nature", "ICLR")
    (False, False)
    """
    first, second = _plain(one), _plain(other)
    if first == second:
        return True
    if {found[:4] for found in _PART.findall(first)} != {found[:4] for found in _PART.findall(second)}:
        return False
    known = _known(first), _known(second)
    if all(known):
        return known[0] == known[1]
    return _is_acronym(first, second) or _is_acronym(second, first)


def names_a_venue(text: str) -> bool:
    """Say whether a text begins with the name of a venue that is known here, as ``ICML 2024 camera ready``."""
    return any(found.start() == 0 for pattern in _PATTERNS.values() if (found := pattern.search(_plain(text))))


def _plain(text: str) -> str:
    # A year may stand right behind an acronym, as in ICLR2024.
    spaced = re.sub(r"(?<=[a-z])(?=(?:19|20)\d\d\b)", " ", text.casefold())
    return " ".join(_NO_LETTER.sub(" ", _DROPPED.sub(" ", spaced)).split())


def _known(plain: str) -> str | None:
    return next((name for name, pattern in _PATTERNS.items() if pattern.search(plain)), None)


def _is_acronym(short: str, long: str) -> bool:
    words = [word for word in long.split() if word not in _SMALL]
    return " " not in short and len(words) > 2 and short == "".join(word[0] for word in words)
