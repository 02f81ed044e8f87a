"""XML from elsewhere, read only if it is whole, of bounded size, in one encoding, and declares nothing of its own."""

from collections.abc import Callable
from typing import Any
from xml.parsers import expat

from ingest.arxiv.faults import BrokenAnswerError


def read_guarded(
    body: bytes,
    *,
    most: int,
    start: Callable[[str, dict[str, str]], Any],
    end: Callable[[str], Any],
    text: Callable[[str], Any],
) -> None:
    """Read an answer, calling for each element where it starts and where it ends, and for each text.

    Args:
        body: The answer.
        most: The most bytes that are read.
        start: Called with an element's name, its namespace before it after a blank, and its attributes.
        end: Called with its name.
        text: Called with the text between.

    Raises:
        BrokenAnswerError: It is no whole XML, or some that no reader should be given.
    """
    if len(body) > most:
        raise BrokenAnswerError(f"more than {most:,} bytes", lasting=True)
    try:
        # One encoding only, so that two readers cannot see two texts in the same bytes.
        body.decode("utf-8")
    except UnicodeDecodeError as error:
        raise BrokenAnswerError("is no UTF-8") from error
    parser = expat.ParserCreate(encoding="utf-8", namespace_separator=" ")
    parser.buffer_text = True
    parser.StartDoctypeDeclHandler = _refuse_doctype
    parser.StartElementHandler = start
    parser.EndElementHandler = end
    parser.CharacterDataHandler = text
    try:
        parser.Parse(body, True)
    except expat.ExpatError as error:
        raise BrokenAnswerError(f"is no whole XML: {error}") from error


def _refuse_doctype(*_: object) -> None:
    raise BrokenAnswerError("declares a document type, which arXiv never does", lasting=True)
