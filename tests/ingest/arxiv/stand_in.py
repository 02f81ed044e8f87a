"""A server on this machine that answers as arXiv's query interface does, with all its moods."""

import re
import threading
import time
from collections.abc import Callable, Iterable
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer
from itertools import pairwise
from urllib.parse import parse_qs, urlsplit
from xml.sax.saxutils import escape, quoteattr

ATOM = "application/atom+xml; charset=utf-8"
# arXiv looks for an id anywhere in what it is given, and refuses the whole list where it finds none.
_ID = re.compile(r"(?<![\d=.])\d{4}\.\d{4,5}|[a-z-]+(?:\.[A-Z]{2})?/\d{2}[01]\d{4}", re.IGNORECASE)


@dataclass(frozen=True)
class Shelved:
    """A paper that the stand-in holds."""

    id: str
    title: str = "A Small Theory of Steam"
    authors: tuple[str, ...] = ("Odalys Fenn", "Aki Kessel")
    version: int = 1
    published: str = "2026-01-15T17:59:59Z"
    updated: str = "2026-01-15T17:59:59Z"
    categories: tuple[str, ...] = ("cs.CL", "cs.LG")
    primary: str | None = "cs.CL"
    comment: str | None = None
    journal_ref: str | None = None
    doi: str | None = None
    summary: str = "Where steam goes."

    @classmethod
    def of(cls, facts: dict) -> "Shelved":
        """Shelve a paper by its verified facts; of the rest, what is recalled, or any day where that is none."""
        first = facts.get("published_utc") or f"{facts['published']}T12:00:00Z"
        latest = facts.get("updated") or ""
        return cls(
            id=facts["id"],
            title=facts["title"],
            authors=tuple(facts["authors"]),
            version=facts["latest_version"],
            published=first,
            updated=f"{latest}T12:00:00Z" if len(latest) == len("2026-01-15") else first,
            categories=tuple(facts.get("categories") or ()),
            primary=facts.get("primary_category"),
            comment=facts.get("comment"),
            journal_ref=facts.get("journal_ref"),
            summary="",
        )


Answer = tuple[int, dict[str, str], bytes]
Mood = Callable[["_Handler", Answer], None]
"""What happens to an answer on its way; it sends what it wants."""


@dataclass
class Asked:
    """A request that was made."""

    ids: tuple[str, ...]
    most: int
    agent: str
    path: str
    began: float
    headers: dict[str, str]
    ended: float = 0.0


@dataclass
class StandIn:
    """The papers it holds, the moods it will be in, and what it was asked."""

    papers: dict[str, Shelved] = field(default_factory=dict)
    moods: list[Mood | None] = field(default_factory=list)
    always: Mood | None = None
    asked: list[Asked] = field(default_factory=list)
    most_at_once: int = 0
    url: str = ""
    delay: float = 0.0
    harvests: "Callable[[dict[str, list[str]]], Answer] | None" = None
    """What answers harvesters."""
    _now: int = 0
    _lock: threading.Lock = field(default_factory=threading.Lock)

    def shelve(self, papers: Iterable[Shelved]) -> None:
        self.papers |= {paper.id: paper for paper in papers}

    def answer(self, query: dict[str, list[str]]) -> Answer:
        ids = [one for one in query.get("id_list", [""])[0].split(",") if one]
        most, start = int(query.get("max_results", ["10"])[0]), int(query.get("start", ["0"])[0])
        for one in ids:
            if not _ID.search(one):
                return 400, {"Content-Type": ATOM}, error_feed(f"incorrect id format for {one}")
        found = [self.papers[one] for one in ids if one in self.papers]
        # The order of the answer is not that of the list.
        found.sort(key=lambda paper: paper.id, reverse=True)
        return 200, {"Content-Type": ATOM}, feed(found[start : start + most], total=len(found))

    def begins(self, asked: Asked) -> Mood | None:
        with self._lock:
            self._now += 1
            self.most_at_once = max(self.most_at_once, self._now)
            self.asked.append(asked)
            return self.moods.pop(0) if self.moods else self.always

    def ends(self) -> None:
        with self._lock:
            self._now -= 1

    @property
    def gaps(self) -> list[float]:
        """Seconds from when the answer to a request was ready to the beginning of the next."""
        in_order = sorted(self.asked, key=lambda one: one.began)
        return [after.began - before.ended for before, after in pairwise(in_order)]


def entry(paper: Shelved) -> str:
    address = f"arxiv.org/abs/{paper.id}v{paper.version}"
    lines = [
        f"<id>http://{address}</id>",
        f"<title>{escape(paper.title)}</title>",
        f"<updated>{paper.updated}</updated>",
        f'<link href="https://{address}" rel="alternate" type="text/html"/>',
        f'<link href="https://{address.replace("abs", "pdf")}" rel="related" type="application/pdf" title="pdf"/>',
        f"<summary>{escape(paper.summary)}</summary>",
        *(f'<category term={quoteattr(one)} scheme="http://arxiv.org/schemas/atom"/>' for one in paper.categories),
        f"<published>{paper.published}</published>",
        f"<arxiv:comment>{escape(paper.comment)}</arxiv:comment>" if paper.comment else "",
        f"<arxiv:primary_category term={quoteattr(paper.primary)}/>" if paper.primary else "",
        f"<arxiv:journal_ref>{escape(paper.journal_ref)}</arxiv:journal_ref>" if paper.journal_ref else "",
        *(f"<author><name>{escape(name)}</name></author>" for name in paper.authors),
        f'<arxiv:doi>{paper.doi}</arxiv:doi><link rel="related" title="doi" href="https://doi.org/{paper.doi}"/>'
        if paper.doi
        else "",
    ]
    return "<entry>\n" + "\n".join(filter(None, lines)) + "\n</entry>"


def feed(papers: Iterable[Shelved], *, total: int) -> bytes:
    return _feed([entry(paper) for paper in papers], total)


def error_feed(message: str) -> bytes:
    anchor = message.replace(" ", "_")
    return _feed(
        [
            f"<entry><id>https://arxiv.org/api/errors#{escape(anchor)}</id><title>Error</title>"
            f"<summary>{escape(message)}</summary><updated>2026-03-11T00:00:00Z</updated>"
            "<author><name>arXiv api core</name></author></entry>"
        ],
        1,
    )


def _feed(entries: list[str], total: int) -> bytes:
    head = (
        "<?xml version='1.0' encoding='UTF-8'?>\n"
        '<feed xmlns:opensearch="http://a9.com/-/spec/opensearch/1.1/" xmlns:arxiv="http://arxiv.org/schemas/atom" '
        'xmlns="http://www.w3.org/2005/Atom">\n<id>https://arxiv.org/api/x</id>\n<title>arXiv Query</title>\n'
        f"<updated>2026-03-11T00:00:00Z</updated>\n<opensearch:totalResults>{total}</opensearch:totalResults>\n"
        "<opensearch:startIndex>0</opensearch:startIndex>\n"
    )
    return (head + "\n".join(entries) + "\n</feed>\n").encode()


class _Handler(BaseHTTPRequestHandler):
    server: "_Server"
    protocol_version = "HTTP/1.1"

    def do_GET(self) -> None:
        stand_in = self.server.stand_in
        parts = urlsplit(self.path)
        query = parse_qs(parts.query, keep_blank_values=True)
        ids = tuple(filter(None, query.get("id_list", [""])[0].split(",")))
        most, agent = int(query.get("max_results", ["10"])[0]), self.headers.get("User-Agent", "")
        asked = Asked(ids, most, agent, parts.path, time.monotonic(), dict(self.headers))
        mood = stand_in.begins(asked)
        try:
            time.sleep(stand_in.delay)
            answer = stand_in.answer(query)
            if parts.path.endswith("/oai") and stand_in.harvests:
                answer = stand_in.harvests(query)
            elif not parts.path.endswith("/api/query"):
                answer = 404, {"Content-Type": "text/plain"}, b"no such page"
            asked.ended = time.monotonic()
            (mood or send)(self, answer)
        except (BrokenPipeError, ConnectionResetError):
            self.close_connection = True
        finally:
            stand_in.ends()

    def log_message(self, *_: object) -> None:
        """Keep quiet."""


class _Server(ThreadingHTTPServer):
    daemon_threads = True
    stand_in: StandIn


@contextmanager
def stand_in_running(papers: Iterable[Shelved] = ()):
    stand_in = StandIn()
    stand_in.shelve(papers)
    server = _Server(("127.0.0.1", 0), _Handler)
    server.stand_in = stand_in
    stand_in.url = f"http://127.0.0.1:{server.server_port}"
    thread = threading.Thread(target=server.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
    thread.start()
    try:
        yield stand_in
    finally:
        server.shutdown()
        server.server_close()
        thread.join()


def send(handler: _Handler, answer: Answer) -> None:
    """Send an answer as it is."""
    status, headers, body = answer
    handler.send_response(status)
    for name, value in headers.items():
        handler.send_header(name, value)
    handler.send_header("Content-Length", str(len(body)))
    handler.end_headers()
    handler.wfile.write(body)


def status(code: int, body: bytes = b"Rate exceeded.", kind: str = "text/plain", **headers: str) -> Mood:
    """Answer with a status, and headers such as ``Retry_After``."""
    named = {name.replace("_", "-"): value for name, value in headers.items()}
    return lambda handler, _: send(handler, (code, {"Content-Type": kind, **named}, body))


def body(text: bytes, kind: str = ATOM) -> Mood:
    """Answer with something else."""
    return status(200, text, kind)


def cut(share: float) -> Mood:
    """Answer with the first part of what would have been right, as if it were all."""
    return lambda handler, answer: send(handler, (*answer[:2], answer[2][: int(len(answer[2]) * share)]))


def hang_up(handler: _Handler, answer: Answer) -> None:
    """Promise an answer and end the connection in the middle of it."""
    handler.send_response(200)
    handler.send_header("Content-Type", ATOM)
    handler.send_header("Content-Length", str(len(answer[2])))
    handler.end_headers()
    handler.wfile.write(answer[2][:100])
    handler.wfile.flush()
    handler.close_connection = True


def drip(seconds: float) -> Mood:
    """Send a byte now and then, for so long."""

    def _drip(handler: _Handler, answer: Answer) -> None:
        handler.send_response(200)
        handler.send_header("Content-Type", ATOM)
        handler.send_header("Content-Length", str(len(answer[2])))
        handler.end_headers()
        until = time.monotonic() + seconds
        for byte in answer[2]:
            if time.monotonic() > until:
                break
            handler.wfile.write(bytes([byte]))
            handler.wfile.flush()
            time.sleep(0.02)

    return _drip


def without_papers(handler: _Handler, answer: Answer) -> None:
    """Say how many papers there are, and send none."""
    total = answer[2].count(b"<entry>")
    send(handler, (*answer[:2], feed([], total=total)))


def ids_of(handler: _Handler) -> list[str]:
    """Return the ids that a request asks for."""
    return parse_qs(urlsplit(handler.path).query).get("id_list", [""])[0].split(",")
