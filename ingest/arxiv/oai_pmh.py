"""Reading arXiv's answers to harvesters: OAI-PMH with records in the form ``arXivRaw``.

It is the one interface that tells all versions of an article, and which of them are withdrawals. Reading is all that
happens here: what was not asked for is not fetched, and the token for the rest is a value. What a record lacks is told
of that record; only an answer that is no OAI-PMH is refused as a whole.
"""

from collections.abc import Mapping
from dataclasses import dataclass, field
from datetime import date

from ingest.arxiv.articles import Article, ArticleError, day_of, in_one_line, ordered_versions, version_of
from ingest.arxiv.author_lines import names_in
from ingest.arxiv.faults import BrokenAnswerError
from ingest.arxiv.guarded_xml import read_guarded
from schema.arxiv_ids import arxiv_id

MOST_BYTES = 32_000_000
"""The longest answer that is read."""

MOST_RECORDS = 5_000
"""The most records of an answer."""

_MOST_DEPTH = 16
_MOST_ERRORS = 20
_OAI = "http://www.openarchives.org/OAI/2.0/"
_RAW = "http://arxiv.org/OAI/arXivRaw/"
_PREFIX = "oai:arXiv.org:"
_ONCE = ("id", "title", "authors")


@dataclass(frozen=True, slots=True)
class OaiError:
    """What an answer says is wrong with the request.

    Attributes:
        code: As ``badResumptionToken``.
        message: In arXiv's words.
    """

    code: str
    message: str

    @property
    def is_nothing_new(self) -> bool:
        """Whether nothing is wrong: there is just no record in the asked span."""
        return self.code == "noRecordsMatch"

    @property
    def is_token_expired(self) -> bool:
        """Whether the harvest has to begin anew, from the day it had come to."""
        return self.code == "badResumptionToken"


@dataclass(frozen=True, slots=True)
class Unreadable:
    """A record that is no article.

    Attributes:
        id: Its id as far as it is told.
        reason: What is wrong with it.
    """

    id: str
    reason: str


@dataclass(frozen=True, slots=True)
class Harvest:
    """What one answer holds.

    Attributes:
        articles: The articles, in arXiv's order.
        deleted: Ids of articles that arXiv no longer has.
        unreadable: Records that are none.
        errors: What is wrong with the request.
        token: What to ask with for the rest; empty where this was the last of it.
        oldest: The first day on which anything in it was changed.
        newest: The last such day: where lists are in the order of days, a broken harvest goes on from there.
    """

    articles: tuple[Article, ...] = ()
    deleted: tuple[str, ...] = ()
    unreadable: tuple[Unreadable, ...] = ()
    errors: tuple[OaiError, ...] = ()
    token: str = ""
    oldest: date | None = None
    newest: date | None = None


def harvest_in(body: bytes) -> Harvest:
    """Return what an answer holds.

    Raises:
        BrokenAnswerError: It is no whole OAI-PMH answer, or one that no reader should be given.
    """
    walk = _Walk()
    read_guarded(body, most=MOST_BYTES, start=walk.start, end=walk.end, text=walk.text)
    return walk.harvest()


@dataclass(slots=True)
class _Record:
    """A record as it stands in the answer.

    Attributes:
        is_deleted: What its header says.
        header: Texts of the header.
        texts: Texts of the article, by the name of the element.
        versions: Attributes and texts of each version.
        is_raw: Whether there is an article of the form asked for.
        twice: Elements that occur twice though they may not.
    """

    is_deleted: bool = False
    header: dict[str, str] = field(default_factory=dict)
    texts: dict[str, str] = field(default_factory=dict)
    versions: list[dict[str, str]] = field(default_factory=list)
    is_raw: bool = False
    twice: list[str] = field(default_factory=list)


class _Walk:
    """Walks once over an answer."""

    def __init__(self) -> None:
        self._path: list[str] = []
        self._parts: list[str] = []
        self._code = ""
        self._records: list[_Record] = []
        self._errors: list[OaiError] = []
        self._token = ""

    def harvest(self) -> Harvest:
        articles: list[Article] = []
        deleted: list[str] = []
        unreadable: list[Unreadable] = []
        for record in self._records:
            named = record.header.get("identifier") or record.texts.get("id", "")
            try:
                if record.is_deleted:
                    deleted.append(_id_of(named))
                else:
                    articles.append(_article(record))
            except ArticleError as error:
                unreadable.append(Unreadable(in_one_line(named).removeprefix(_PREFIX)[:100], str(error)))
        days = [day for day in map(_changed, self._records) if day]
        return Harvest(
            articles=tuple(articles),
            deleted=tuple(deleted),
            unreadable=tuple(unreadable),
            errors=tuple(self._errors),
            token=self._token.strip(),
            oldest=min(days, default=None),
            newest=max(days, default=None),
        )

    def start(self, tag: str, attributes: Mapping[str, str]) -> None:
        name = _short(tag)
        if not self._path and name != "OAI-PMH":
            raise BrokenAnswerError("is XML, but no OAI-PMH")
        self._path.append(name)
        self._parts = []
        if len(self._path) > _MOST_DEPTH:
            raise BrokenAnswerError("is nested too deep", lasting=True)
        match self._path[1:]:
            case ["error"]:
                self._code = attributes.get("code", "")
            case [_, "record"] | ["ListIdentifiers", "header"]:
                self._records.append(_Record(is_deleted=attributes.get("status") == "deleted"))
                if len(self._records) > MOST_RECORDS:
                    raise BrokenAnswerError(f"more than {MOST_RECORDS:,} records", lasting=True)
            case [_, "record", "header"]:
                self._records[-1].is_deleted = attributes.get("status") == "deleted"
            case [_, "record", "metadata", "raw:arXivRaw"]:
                self._records[-1].is_raw = True
            case [_, "record", "metadata", "raw:arXivRaw", "raw:version"]:
                self._records[-1].versions.append({"version": attributes.get("version", "")})

    def end(self, _tag: str) -> None:
        text = "".join(self._parts)
        match self._path[1:]:
            case ["error"] if len(self._errors) < _MOST_ERRORS:
                self._errors.append(OaiError(self._code[:100], in_one_line(text)[:500]))
            case [_, "resumptionToken"]:
                self._token = text
            case [_, "record", "header", name] | ["ListIdentifiers", "header", name]:
                self._records[-1].header.setdefault(name, text)
            case [_, "record", "metadata", "raw:arXivRaw", "raw:version", name]:
                self._records[-1].versions[-1][name.removeprefix("raw:")] = text
            case [_, "record", "metadata", "raw:arXivRaw", name]:
                record, short = self._records[-1], name.removeprefix("raw:")
                if short in _ONCE and short in record.texts:
                    record.twice.append(short)
                record.texts.setdefault(short, text)
        self._path.pop()
        self._parts = []

    def text(self, text: str) -> None:
        self._parts.append(text)


def _short(tag: str) -> str:
    """Return a name with ``raw:`` before it where it is the article's, and as it was where it is neither's."""
    space, _, name = tag.rpartition(" ")
    if space.rstrip("/") == _OAI.rstrip("/"):
        return name
    return f"raw:{name}" if space.rstrip("/") == _RAW.rstrip("/") else tag


def _changed(record: _Record) -> date | None:
    try:
        return day_of(record.header.get("datestamp", "").strip()[:10])
    except ArticleError:
        return None


def _id_of(text: str) -> str:
    named = in_one_line(text).removeprefix(_PREFIX)
    found = arxiv_id(named)
    if found is None or found != named:
        raise ArticleError(f"{named[:100]!r} is no id of an article")
    return found


def _article(record: _Record) -> Article:
    """Return the article that a record tells of."""
    if not record.is_raw:
        raise ArticleError("is not in the form arXivRaw")
    if record.twice:
        raise ArticleError(f"has {record.twice[0]} twice")
    texts = {name: in_one_line(text) for name, text in record.texts.items()}
    named = _id_of(texts.get("id", ""))
    if "identifier" in record.header and _id_of(record.header["identifier"]) != named:
        raise ArticleError(f"calls itself {named}, and is kept under {in_one_line(record.header['identifier'])[:100]}")
    if not texts.get("title"):
        raise ArticleError("has no title")
    return Article(
        id=named,
        title=texts["title"],
        authors=names_in(texts.get("authors", "")),
        versions=ordered_versions(
            version_of(
                one["version"], one.get("date", ""), in_one_line(one.get("size", "")), one.get("source_type", "")
            )
            for one in record.versions
        ),
        categories=tuple(dict.fromkeys(texts.get("categories", "").split())),
        abstract=texts.get("abstract", ""),
        comment=texts.get("comments", ""),
        journal_ref=texts.get("journal-ref", ""),
        doi=texts.get("doi", ""),
        report_number=texts.get("report-no", ""),
        license=texts.get("license", ""),
        changed=day_of(record.header.get("datestamp", "")[:10]),
    )
