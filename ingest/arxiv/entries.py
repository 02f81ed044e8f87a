"""From an entry of arXiv's answer to a record of a paper."""

import re

from pydantic import ValidationError

from ingest.arxiv.client import Entry
from schema.arxiv_ids import arxiv_ids_in
from schema.records import Paper

_DOI = re.compile(r"10\.\d{4,9}/\S+")
_SUBJECT = r"(?:paper|article|submission|manuscript|preprint|work)"
_WITHDRAWN_COMMENT = re.compile(
    r"\bwithdrawn by (?:the )?(?:arxiv|author|submitter)"
    rf"|\b{_SUBJECT} (?:has been|is|was|is being) withdrawn\b(?! from)"
    rf"|^\W*(?:this )?(?:has been |{_SUBJECT} )?withdrawn\W*$",
    re.IGNORECASE,
)
_WITHDRAWN_ABSTRACT = re.compile(
    rf"^\W*(?:this|the) {_SUBJECT} (?:has been|is|was) withdrawn\b(?! from)"
    r"|^\W*withdrawn by (?:the )?(?:arxiv|author|submitter)",
    re.IGNORECASE,
)
_ANOTHER = re.compile(
    r"\b(?:earlier|previous|prior|old|older|first|original|another|that) [^.;]{0,40}\bwithdrawn\b", re.IGNORECASE
)


class EntryError(ValueError):
    """An entry is no record of a paper."""


def id_and_version(entry: Entry) -> tuple[str, int] | None:
    """Return which paper an entry is about, and which version of it; None where its address does not say."""
    mentions = list(arxiv_ids_in(entry.address))
    if len(mentions) != 1:
        return None
    return mentions[0].id, mentions[0].version or 1


def paper_of(entry: Entry) -> Paper:
    """Return the record of a paper.

    All of it is arXiv's word. That a paper is withdrawn is not: the interface does not say so, and what authors write
    in its place is a guess that stands among ``unverified``.

    Raises:
        EntryError: It is no record of a paper.
    """
    if (named := id_and_version(entry)) is None:
        raise EntryError(f"{entry.address[:100]!r} is no address of a paper")
    withdrawn = is_withdrawn(entry)
    categories = (entry.primary_category, *entry.categories)
    try:
        return Paper(
            id=named[0],
            title=_in_one_line(entry.title),
            authors=tuple(filter(None, map(_in_one_line, entry.authors))),
            published=entry.published.date(),
            updated=entry.updated.date(),
            latest_version=named[1],
            primary_category=_in_one_line(entry.primary_category) or None,
            categories=tuple(dict.fromkeys(filter(None, map(_in_one_line, categories)))),
            doi=bare_doi(entry.doi),
            comment=_in_one_line(entry.comment) or None,
            journal_ref=_in_one_line(entry.journal_ref) or None,
            withdrawn=withdrawn,
            unverified=("withdrawn",) if withdrawn else (),
        )
    except ValidationError as error:
        first = error.errors()[0]
        raise EntryError(f"{'.'.join(map(str, first['loc'])) or 'it'}: {first['msg']}") from error


def is_withdrawn(entry: Entry) -> bool:
    """Guess from comment and abstract whether the newest version withdraws the paper."""
    comment, abstract = _in_one_line(entry.comment), _in_one_line(entry.summary)
    if _ANOTHER.search(comment):
        return False
    return bool(_WITHDRAWN_COMMENT.search(comment) or _WITHDRAWN_ABSTRACT.search(abstract))


def bare_doi(text: str) -> str | None:
    """Return the DOI in a text, without address.

    >>> bare_doi("https://doi.org/10.1000/tea.1"), bare_doi("10.1000/tea.1"), bare_doi("none yet")
    ('10.1000/tea.1', '10.1000/tea.1', None)
    """
    found = _DOI.search(text)
    return found[0] if found else None


def _in_one_line(text: str) -> str:
    return " ".join(text.split())
