"""How a paper is known: where each value comes from, whether it was published, and what is said to cite what."""

from collections.abc import Callable, Iterable, Iterator, Sequence
from itertools import groupby

from graph.catalogue import Catalogue
from graph.papers.provenance import FieldProvenance, FieldValue, Statement, in_words, provenance_of
from graph.papers.publication import Publication, publication_of
from schema.records import Citation, Paper
from schema.values import PublicationState

_LONGEST = 100
_MOST_NAMES = 3
_WORDS = {
    "provenance": ("每项出处", "where each value comes from"),
    "publication": ("发表", "publication"),
    "cites": ("引用（未列出的不表示没有）", "cites (what is not listed may still be cited)"),
    "cited by": ("被引用（未列出的不表示没有）", "cited by (what is not listed may still cite it)"),
    "confirmed": ("已证实", "confirmed"),
    "not confirmed": ("未证实", "not confirmed"),
    "also": ("另有", "also"),
    "none": ("无", "none"),
    "says otherwise": ("另说", "says otherwise"),
    "earlier": ("较早存入，来源未记", "stored earlier, source not kept"),
    "never asked": ("没有来源提到发表，arXiv 也未问过", "no source names a publication, and arXiv was never asked"),
    "asked": ("没有来源提到发表；arXiv 上次回答", "no source names a publication; arXiv last answered"),
    "ask": ("可运行", "run"),
}
_STATES = {
    PublicationState.PUBLISHED: ("已发表", "published"),
    PublicationState.CLAIMED: ("据称已发表，未证实", "said to be published, not confirmed"),
    PublicationState.DIFFERS: ("各来源说法不一", "sources differ"),
    PublicationState.PREPRINT: ("预印本", "preprint"),
    PublicationState.UNVERIFIED: ("无法核实", "could not verify"),
}
_FIELDS = {
    "title": ("标题", "title"),
    "authors": ("作者", "authors"),
    "published": ("首版日期", "date of v1"),
    "updated": ("最新版日期", "date of the newest version"),
    "latest_version": ("最新版本号", "newest version"),
    "versions": ("各版本", "versions"),
    "primary_category": ("主类别", "primary category"),
    "categories": ("类别", "categories"),
    "doi": ("DOI", "DOI"),
    "venue": ("发表处", "venue"),
    "venue_year": ("发表年份", "year of publication"),
    "journal_ref": ("期刊引文", "journal reference"),
    "comment": ("备注", "comment"),
    "code": ("代码", "code"),
    "withdrawn": ("已撤稿", "withdrawn"),
}


def paper_sections(catalogue: Catalogue, paper: Paper, language: str) -> list[str]:
    """Return how a paper is known, as sections of its entry.

    Args:
        catalogue: The graph.
        paper: The paper.
        language: ``zh`` or ``en``.
    """
    accounts = catalogue.accounts_of_paper.get(paper.id, ())
    fields = provenance_of(paper, accounts)
    cites = _citations(catalogue, catalogue.citations_by_paper.get(paper.id, ()), lambda one: one.cited, language)
    cited_by = _citations(catalogue, catalogue.citations_of_paper.get(paper.id, ()), lambda one: one.paper, language)
    return [
        *_section("publication", [publication_line(publication_of(paper, accounts), paper, language)], language),
        *_section("provenance", (line for one in fields for line in _field(one, paper, language)), language),
        *_section("cites", cites, language),
        *_section("cited by", cited_by, language),
    ]


def publication_line(found: Publication, paper: Paper, language: str) -> str:
    """Return in one line how a paper stands between preprint and publication."""
    state = _in(_STATES[found.state], language)
    if found.state is PublicationState.UNVERIFIED:
        remedy = f"; {_word('ask', language)}: syllagraph papers refresh {paper.id}" if paper.arxiv_id else ""
        return f"{state}: {_word('never asked', language)}{remedy}"
    if found.state is PublicationState.PREPRINT:
        return f"{state}: {_word('asked', language)} {found.asked_at:%Y-%m-%d}"
    if found.state is PublicationState.DIFFERS:
        apart = {one.field: None for one in found.evidence if not one.agrees}
        told = (
            f"{_in(_FIELDS[field], language)} "
            + " / ".join(
                f"{one.statement.value} ({_source(one.statement, language)}, {_sure(one.statement, language)})"
                for one in found.evidence
                if one.field == field and not one.agrees
            )
            for field in apart
        )
        return f"{state}: {'; '.join(told)}"
    return f"{state}: {_where(found, paper, language)}"


def _where(found: Publication, paper: Paper, language: str) -> str:
    venue = f"{found.venue} {found.year or ''}".strip() if found.venue else None
    told = {"venue": venue, "doi": f"doi:{found.doi}" if found.doi else None}
    if not venue:
        told["journal_ref"] = found.journal_ref
    # What a whole line calls not confirmed is not called so again.
    doubted = paper.unverified if found.is_confirmed else ()
    doubt = f" ({_word('not confirmed', language)})"
    said = [f"{text}{doubt if field in doubted else ''}" for field, text in told.items() if text]
    return ", ".join(said or [str(one.statement.value) for one in found.evidence])


def _field(found: FieldProvenance, paper: Paper, language: str) -> Iterator[str]:
    name, doubt = _in(_FIELDS[found.field], language), "confirmed" if found.confirmed else "not confirmed"
    if found.value is None:
        yield f"{name}: {_word('none', language)}"
    else:
        sources = _sources(found.said_by, language)
        count = paper.author_count if found.field == "authors" else None
        yield f"{name}: {_short(found.value, count)} [{_word(doubt, language)}: {sources}]"
    for one in found.others:
        told = f"{_source(one, language)} {_word('says otherwise', language)}: {_short(one.value)}"
        yield f"    {told} [{_sure(one, language)}]"


def _sources(said_by: Sequence[Statement], language: str) -> str:
    """Return the sources, those that repeat what others have seen behind these."""
    seen = [_source(one, language) for one in said_by if one.confirmed]
    repeated = [_source(one, language) for one in said_by if not one.confirmed]
    if not seen or not repeated:
        return ", ".join([*seen, *repeated])
    return f"{', '.join(seen)}; {_word('also', language)} {', '.join(repeated)}"


def _source(one: Statement, language: str) -> str:
    return f"{one.source} {one.read_at:%Y-%m-%d}" if one.read_at else _word("earlier", language)


def _sure(one: Statement, language: str) -> str:
    return _word("confirmed" if one.confirmed else "not confirmed", language)


def names_shown(names: Sequence[str], count: int | None, *, most: int, between: str = ", ") -> str:
    """Return the first of some names, and how many there are where that is known.

    Args:
        names: The names that are known.
        count: How many there are, where these are not all; 0 where nobody says how many.
        most: How many names to show.
        between: What stands between two.

    >>> names_shown(("A. Pot", "B. Pot", "C. Pot"), None, most=2), names_shown(("A. Pot",), 0, most=2)
    ('A. Pot, B. Pot … (3)', 'A. Pot …')
    """
    shown = between.join(names[:most])
    if count == 0:
        return f"{shown} …"
    total = count or len(names)
    return f"{shown} … ({total})" if total > len(names[:most]) else shown


def _short(value: FieldValue, count: int | None = None) -> str:
    if isinstance(value, tuple) and all(isinstance(part, str) for part in value):
        return names_shown([str(part) for part in value], count, most=_MOST_NAMES, between="; ")
    text = in_words(value)
    return text if len(text) <= _LONGEST else f"{text[: _LONGEST - 1]}…"


def _citations(
    catalogue: Catalogue, found: Iterable[Citation], other: Callable[[Citation], str], language: str
) -> Iterator[str]:
    """Yield the papers at the other end, those that a source has seen first, with who says so."""

    def grounds(one: Citation) -> tuple[bool, tuple[str, ...]]:
        return not one.confirmed, tuple(source.name for source in one.sources)

    known = [one for one in found if other(one) in catalogue.papers]
    for (doubted, names), alike in groupby(sorted(known, key=grounds), grounds):
        keys = (catalogue.papers[other(one)].citation_key or other(one) for one in alike)
        sure = _word("not confirmed" if doubted else "confirmed", language)
        yield f"{', '.join(keys)} [{sure}: {', '.join(names) or _word('earlier', language)}]"


def _section(heading: str, lines: Iterable[str], language: str) -> list[str]:
    kept = [f"  {line}" for line in lines]
    return ["", _word(heading, language), *kept] if kept else []


def _word(name: str, language: str) -> str:
    return _in(_WORDS[name], language)


def _in(words: tuple[str, str], language: str) -> str:
    return words[1 if language == "en" else 0]
