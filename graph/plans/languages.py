"""In which language something is to be read, as far as records know it."""

import re

from graph.catalogue import Catalogue
from graph.nodes import Node
from schema.records import Lab, Page, Paper

_CODES = {
    "arabic": "ar",
    "chinese": "zh",
    "french": "fr",
    "german": "de",
    "italian": "it",
    "japanese": "ja",
    "korean": "ko",
    "portuguese": "pt",
    "russian": "ru",
    "spanish": "es",
}
_IN = re.compile(rf"\bin ({'|'.join(_CODES)})\b", re.IGNORECASE)


def language_of(catalogue: Catalogue, node: Node) -> str | None:
    """Return the language something is in, as ``en``, or None where nothing says so.

    Pages and labs are in the language of their course. Papers on arXiv are in English unless their comment says in
    which other language they are, as arXiv asks authors to.
    """
    match node:
        case Page() | Lab():
            course = catalogue.course(node.course)
            return course.language.split("-")[0].lower() if course else None
        case Paper() if node.arxiv_id:
            named = _IN.search(node.comment or "")
            return _CODES[named[1].lower()] if named else "en"
        case _:
            return None
