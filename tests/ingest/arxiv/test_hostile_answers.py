"""Answers that mean harm: they end soon, cost little, and lead nowhere else."""

import time

import pytest

from ingest.arxiv.exchange import Patience
from ingest.arxiv.faults import ArxivUnreachedError, BrokenAnswerError
from ingest.arxiv.feed import MOST_BYTES, feed_facts
from ingest.arxiv.retrying import Tries
from ingest.arxiv.settings import query_address
from schema.errors import ArxivError, InputError
from tests.ingest.arxiv.stand_in import ATOM, Shelved, body, drip, error_feed, feed, send, stand_in_running, status

STEAM = Shelved("2601.90004")
GOOD = feed([STEAM], total=1)
_BOMB = "".join(f'<!ENTITY a{n} "{f"&a{n - 1};" * 10}">' for n in range(1, 10))


def with_doctype(declarations):
    return GOOD.replace(b"<feed", f"<!DOCTYPE feed [{declarations}]>\n<feed".encode(), 1)


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(with_doctype(f'<!ENTITY a0 "boom">{_BOMB}').replace(b"A Small", b"&a9;"), id="entity bomb"),
        pytest.param(
            with_doctype('<!ENTITY a SYSTEM "file:///etc/hostname">').replace(b"A Small", b"&a;"), id="local file"
        ),
        pytest.param(with_doctype('<!ENTITY % a SYSTEM "http://127.0.0.1:9/a">%a;'), id="foreign declarations"),
        pytest.param(b"<!DOCTYPE feed SYSTEM 'http://127.0.0.1:9/dtd'>" + GOOD.partition(b"?>")[2], id="foreign type"),
    ],
)
def test_document_types_are_refused_at_once(stand_in, arxiv_at, text):
    stand_in.always = body(text)
    began = time.perf_counter()

    (part,) = arxiv_at().answers([STEAM.id])

    assert set(part.unreadable) == {STEAM.id}
    assert "document type" in part.unreadable[STEAM.id]
    assert len(stand_in.asked) == 1
    assert time.perf_counter() - began < 2


@pytest.mark.parametrize(
    "text",
    [
        pytest.param(GOOD.decode().encode("utf-16"), id="UTF-16"),
        pytest.param(GOOD.replace(b"Steam", b"St\xe9am"), id="Latin-1"),
        pytest.param(GOOD.replace(b"</entry>", b""), id="unclosed"),
        pytest.param(GOOD + b"<more/>", id="more after the end"),
        pytest.param(GOOD.replace(b"Steam", b"&steam;"), id="undeclared entity"),
        pytest.param(GOOD.replace(b"Steam", b"\x00"), id="control character"),
        pytest.param(GOOD.replace(b"A Small", b"<a>" * 5000 + b"x" + b"</a>" * 5000), id="deep"),
        pytest.param(b"<a" + b" b='c'" * 100_000, id="endless tag"),
    ],
)
def test_what_is_no_sound_feed_never_reaches_the_parser(text):
    with pytest.raises(BrokenAnswerError):
        feed_facts(text)


def test_an_answer_with_more_entries_than_arxiv_sends_is_refused():
    with pytest.raises(BrokenAnswerError, match="entries"):
        feed_facts(feed([STEAM] * 2001, total=2001))


def test_a_huge_answer_is_read_no_further_than_the_bound(stand_in, arxiv_at):
    sent = []

    def flood(handler, _):
        handler.send_response(200)
        handler.send_header("Content-Type", ATOM)
        handler.send_header("Content-Length", str(10**12))
        handler.end_headers()
        try:
            while sum(sent) < 20 * MOST_BYTES:
                handler.wfile.write(b" " * 1_000_000)
                sent.append(1_000_000)
        finally:
            handler.close_connection = True

    stand_in.always = flood

    (part,) = arxiv_at().answers([STEAM.id])

    assert "10,000,000 bytes" in part.unreadable[STEAM.id]
    assert sum(sent) < 4 * MOST_BYTES


def test_an_answer_that_drips_is_cut_off_in_time(stand_in, arxiv_at):
    stand_in.always = drip(seconds=20)
    began = time.perf_counter()

    with pytest.raises(ArxivUnreachedError, match=r"no whole answer within 0.5 s \(2 tries\)"):
        list(arxiv_at(patience=Patience(silence=5, whole=0.5), tries=Tries(most=2, pause=0.01)).answers([STEAM.id]))

    assert time.perf_counter() - began < 4


def test_headers_that_drip_are_cut_off_in_time(stand_in, arxiv_at):
    def drip_headers(handler, _):
        handler.wfile.write(b"HTTP/1.1 200 OK\r\n")
        for number in range(400):
            handler.wfile.write(f"X-Tea-{number}: 1\r\n".encode())
            handler.wfile.flush()
            time.sleep(0.05)

    stand_in.always = drip_headers
    began = time.perf_counter()

    with pytest.raises(ArxivUnreachedError, match=r"no whole answer within 0\.5 s"):
        list(arxiv_at(patience=Patience(silence=5, whole=0.5), tries=Tries(most=2, pause=0.01)).answers([STEAM.id]))

    assert time.perf_counter() - began < 4


def test_silence_is_given_up(stand_in, arxiv_at):
    stand_in.always = lambda *_: time.sleep(3)

    with pytest.raises(ArxivUnreachedError, match="no answer in time"):
        list(arxiv_at(patience=Patience(silence=0.3), tries=Tries(most=2, pause=0.01)).answers([STEAM.id]))


def test_where_nobody_listens_two_tries_are_enough(stand_in, arxiv_at, tmp_path):
    with stand_in_running() as gone:
        url = gone.url

    with pytest.raises(ArxivUnreachedError, match=r"refused \(2 tries\)"):
        list(arxiv_at(url=url).answers([STEAM.id]))


@pytest.mark.parametrize("code", [301, 302, 303, 307, 308])
@pytest.mark.parametrize(
    "place",
    ["http://127.0.0.2:{port}/api/query", "https://example.org/api/query", "//example.org/", "file:///etc/passwd"],
)
def test_a_redirection_to_another_host_is_not_followed(stand_in, arxiv_at, code, place):
    port = stand_in.url.rpartition(":")[2]
    stand_in.always = status(code, Location=place.format(port=port))

    with pytest.raises(ArxivUnreachedError, match="sends elsewhere"):
        list(arxiv_at().answers([STEAM.id]))

    assert len(stand_in.asked) == 1


def test_neither_is_one_to_another_port(stand_in, arxiv_at):
    with stand_in_running() as other:
        stand_in.always = status(302, Location=f"{other.url}/api/query")

        with pytest.raises(ArxivUnreachedError, match="sends elsewhere"):
            list(arxiv_at().answers([STEAM.id]))

        assert other.asked == []


def test_one_on_the_same_host_is_followed_with_a_pause(stand_in, arxiv_at):
    stand_in.shelve([STEAM])
    stand_in.moods = [
        lambda handler, _: send(handler, (301, {"Location": handler.path.replace("/old", "")}, b"")),
    ]

    (part,) = arxiv_at(url=f"{stand_in.url}/old/api/query", interval=0.1).answers([STEAM.id])

    assert set(part.held) == {STEAM.id}
    assert stand_in.gaps[0] >= 0.1


def test_redirections_in_a_circle_end(stand_in, arxiv_at):
    stand_in.always = lambda handler, _: send(handler, (302, {"Location": handler.path}, b""))

    with pytest.raises(ArxivError):
        list(arxiv_at().answers([STEAM.id]))

    assert len(stand_in.asked) <= 4


def test_an_answer_that_is_compressed_against_the_request_is_not_unpacked(stand_in, arxiv_at):
    stand_in.always = lambda handler, answer: send(
        handler, (200, {"Content-Type": ATOM, "Content-Encoding": "gzip"}, answer[2])
    )

    (part,) = arxiv_at().answers([STEAM.id])

    assert "compressed" in part.unreadable[STEAM.id]


@pytest.mark.parametrize(
    "rubbish",
    [
        pytest.param(with_doctype(""), id="document types"),
        pytest.param(error_feed("no"), id="refusals"),
        pytest.param(GOOD.replace(b"2026-01-15T17:59:59Z", b"never"), id="entries without dates"),
    ],
)
def test_a_server_that_answers_nothing_but_rubbish_is_given_up_soon(stand_in, arxiv_at, rubbish):
    stand_in.always = body(rubbish)

    with pytest.raises(ArxivUnreachedError, match="whatever is asked for"):
        list(arxiv_at().answers([f"2603.{number:05}" for number in range(1, 101)]))

    assert len(stand_in.asked) <= 13


@pytest.mark.parametrize(
    "url",
    [
        "",
        "export.arxiv.org",
        "ftp://export.arxiv.org/api/query",
        "file:///etc/passwd",
        "http://",
        "http://tea:pot@export.arxiv.org/api/query",
        "http://export.arxiv.org/api/query?a=b",
        "http://export.arxiv.org/api/query#a",
        "http://export.arxiv.org:99999/",
        "http://export.arxiv.org/{}",
        "http://[::1",
    ],
)
def test_a_setting_that_is_no_plain_address_is_refused(url):
    with pytest.raises(InputError, match="SYLLAGRAPH_ARXIV_URL"):
        query_address(url)


@pytest.mark.parametrize("path", ["", "/", "/api", "/api/", "/api/query", "/api/query/", "/mirror/api/query"])
def test_an_address_may_be_given_with_any_part_of_its_path(stand_in, arxiv_at, path):
    stand_in.shelve([STEAM])

    (part,) = arxiv_at(url=stand_in.url + path).answers([STEAM.id])

    assert set(part.held) == {STEAM.id}


def test_neither_proxies_nor_passwords_of_the_surroundings_are_used(stand_in, arxiv_at, monkeypatch, tmp_path):
    for name in ("NO_PROXY", "no_proxy"):
        monkeypatch.delenv(name, raising=False)
    for name in ("HTTP_PROXY", "http_proxy"):
        monkeypatch.setenv(name, "http://127.0.0.1:9")
    (tmp_path / "netrc").write_text("machine 127.0.0.1 login tea password pot")
    monkeypatch.setenv("NETRC", str(tmp_path / "netrc"))
    stand_in.shelve([STEAM])

    (part,) = arxiv_at().answers([STEAM.id])

    assert set(part.held) == {STEAM.id}
    assert "Authorization" not in stand_in.asked[0].headers
