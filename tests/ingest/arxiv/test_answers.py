"""Asking for papers by id: what comes of it, and what of each thing that goes wrong."""

from datetime import UTC, date, datetime, timedelta

import pytest

from ingest.arxiv.faults import ArxivUnreachedError
from schema.errors import ArxivError
from tests.ingest.arxiv.conftest import NOW
from tests.ingest.arxiv.stand_in import (
    ATOM,
    Shelved,
    body,
    cut,
    entry,
    error_feed,
    feed,
    hang_up,
    ids_of,
    send,
    status,
    without_papers,
)

STEAM = Shelved("2601.90004")
POUR = Shelved("2602.90005", title="PourNet: Learning to Pour Without Spilling", version=3)
OLD = Shelved("cs/9901011", title="Kettles of the Last Century", primary="cs.AI", categories=("cs.AI",))
UNKNOWN = "2602.90099"


def many(count):
    return [Shelved(f"2603.{number:05}", title=f"Kettle {number}") for number in range(1, count + 1)]


def asked_for(arxiv, ids):
    """Return all parts of an answer as one: what is held, and the other ids by what came of them."""
    held, rest = {}, {}
    for part in arxiv.answers(ids):
        held |= part.held
        for name in ("not_found", "refused", "unreadable", "unanswered"):
            told = dict.fromkeys(getattr(part, name), name)
            assert not told.keys() & (held.keys() | rest.keys())
            rest |= told
    return held, rest


def test_papers_come_with_all_that_arxiv_says_of_them(stand_in, arxiv_at):
    stand_in.shelve(
        [
            Shelved(
                "2602.90005",
                title="PourNet: Learning to\n  Pour $\\alpha$-Steadily",
                authors=("Zoë Rill", "The  Pouring Collaboration", ""),
                version=3,
                published="2026-02-03T23:59:59Z",
                updated="2026-03-01T00:00:01Z",
                categories=("cs.LG", "cs.RO", "cs.LG"),
                primary="cs.RO",
                comment="12 pages,\n  3 figures",
                journal_ref="J. Tea 4 (2026) 17",
                doi="10.1000/tea(4)17",
            )
        ]
    )

    held, rest = asked_for(arxiv_at(), ["2602.90005"])

    paper = held["2602.90005"]
    assert rest == {}
    assert paper.title == "PourNet: Learning to Pour $\\alpha$-Steadily"
    assert paper.authors == ("Zoë Rill", "The Pouring Collaboration")
    assert (paper.latest_version, paper.published, paper.updated) == (3, date(2026, 2, 3), date(2026, 3, 1))
    assert (paper.primary_category, paper.categories) == ("cs.RO", ("cs.RO", "cs.LG"))
    assert (paper.comment, paper.journal_ref) == ("12 pages, 3 figures", "J. Tea 4 (2026) 17")
    assert (paper.doi, paper.withdrawn, paper.unverified) == ("10.1000/tea(4)17", False, ())


def test_a_hundred_papers_take_one_request_that_asks_for_a_hundred(stand_in, arxiv_at):
    stand_in.shelve(many(100))

    held, _ = asked_for(arxiv_at(), [paper.id for paper in many(100)])

    assert len(held) == 100
    assert [(len(one.ids), one.most) for one in stand_in.asked] == [(100, 100)]


def test_a_list_that_is_longer_than_the_library_expects_is_not_cut(stand_in, arxiv_at):
    stand_in.shelve(many(130))

    held, _ = asked_for(arxiv_at(most_ids=150), [paper.id for paper in many(130)])

    assert len(held) == 130
    assert len(stand_in.asked) == 1


def test_more_are_asked_for_in_parts(stand_in, arxiv_at):
    stand_in.shelve(many(25))

    held, _ = asked_for(arxiv_at(most_ids=10), [paper.id for paper in many(25)])

    assert len(held) == 25
    assert [len(one.ids) for one in stand_in.asked] == [10, 10, 5]


def test_an_unknown_id_is_not_found_and_costs_the_others_nothing(stand_in, arxiv_at):
    stand_in.shelve([STEAM, OLD])

    held, rest = asked_for(arxiv_at(), [STEAM.id, UNKNOWN, OLD.id])

    assert (set(held), rest) == ({STEAM.id, OLD.id}, {UNKNOWN: "not_found"})
    assert len(stand_in.asked) == 1


def test_when_all_are_unknown_arxiv_is_asked_once_more_before_it_is_believed(stand_in, arxiv_at):
    _, rest = asked_for(arxiv_at(), [UNKNOWN])

    assert rest == {UNKNOWN: "not_found"}
    assert len(stand_in.asked) == 2


@pytest.mark.parametrize("code", [400, 200])
def test_a_refused_id_is_left_out_and_the_others_are_asked_for_again(stand_in, arxiv_at, code):
    stand_in.shelve([STEAM, POUR])
    stand_in.moods = [status(code, error_feed("incorrect id format for teapot"), ATOM)]

    held, rest = asked_for(arxiv_at(), [STEAM.id, "teapot", POUR.id])

    assert (set(held), rest) == ({STEAM.id, POUR.id}, {"teapot": "refused"})
    assert [one.ids for one in stand_in.asked] == [(STEAM.id, "teapot", POUR.id), (STEAM.id, POUR.id)]


def test_several_refused_ids_cost_one_request_each(stand_in, arxiv_at):
    stand_in.shelve(many(20))

    held, rest = asked_for(arxiv_at(), ["a", *(paper.id for paper in many(20)), "b", "c"])

    assert len(held) == 20
    assert rest == dict.fromkeys("abc", "refused")
    assert len(stand_in.asked) == 4


def test_a_refusal_that_names_no_id_is_narrowed_down_to_it(stand_in, arxiv_at):
    stand_in.shelve(papers := many(16))
    bad = papers[5].id

    def grumble(handler, answer):
        ids = ids_of(handler)
        send(handler, (400, {"Content-Type": ATOM}, error_feed("something is wrong")) if bad in ids else answer)

    stand_in.always = grumble

    held, rest = asked_for(arxiv_at(), [paper.id for paper in papers])

    assert len(held) == 15
    assert rest == {bad: "refused"}
    assert len(stand_in.asked) == 9


def test_an_entry_without_proper_dates_is_unreadable_and_costs_one_request(stand_in, arxiv_at):
    stand_in.shelve([STEAM, POUR, Shelved(UNKNOWN, published="yesterday")])

    held, rest = asked_for(arxiv_at(), [STEAM.id, UNKNOWN, POUR.id])

    assert (set(held), rest) == ({STEAM.id, POUR.id}, {UNKNOWN: "unreadable"})
    assert len(stand_in.asked) == 2


@pytest.mark.parametrize("title", ["", "x" * 3000, "half\u0085way \x7f"])
def test_an_entry_that_makes_no_record_is_unreadable(stand_in, arxiv_at, title):
    stand_in.shelve([STEAM, Shelved(UNKNOWN, title=title)])

    held, rest = asked_for(arxiv_at(), [STEAM.id, UNKNOWN])

    assert (set(held), rest) == ({STEAM.id}, {UNKNOWN: "unreadable"})


def test_the_title_0_is_a_title(stand_in, arxiv_at):
    stand_in.shelve([Shelved(UNKNOWN, title="0")])

    held, _ = asked_for(arxiv_at(), [UNKNOWN])

    assert held[UNKNOWN].title == "0"


def test_of_two_versions_the_newer_one_is_taken(stand_in, arxiv_at):
    two = feed([Shelved(POUR.id, version=2), Shelved(POUR.id, version=10), Shelved(POUR.id, version=9)], total=3)
    stand_in.moods = [body(two), body(two)]
    stand_in.shelve([STEAM])

    held, rest = asked_for(arxiv_at(), [POUR.id, "2602.90006", "2602.90007"])

    assert held[POUR.id].latest_version == 10
    assert set(rest.values()) == {"not_found"}


def test_a_paper_that_nobody_asked_for_is_left_out_and_told(stand_in, arxiv_at):
    stand_in.moods = [body(feed([STEAM, POUR], total=2))]

    (part,) = arxiv_at().answers([STEAM.id, UNKNOWN])

    assert (set(part.held), part.strays) == ({STEAM.id}, (POUR.id,))


@pytest.mark.parametrize(
    "mood",
    [
        pytest.param(status(429), id="429"),
        pytest.param(status(503), id="503"),
        pytest.param(status(500), id="500"),
        pytest.param(without_papers, id="papers announced but not sent"),
        pytest.param(body(feed([], total=0)), id="no papers"),
        pytest.param(cut(0.6), id="cut in the middle of an entry"),
        pytest.param(cut(0.995), id="cut at the very end"),
        pytest.param(cut(0), id="nothing"),
        pytest.param(hang_up, id="hung up"),
        pytest.param(body(b"<html>try later</html>", "text/html"), id="a page of HTML"),
        pytest.param(body(b"Rate exceeded."), id="text that is called Atom"),
        pytest.param(body(b"<rss/>"), id="another format"),
    ],
)
def test_what_may_pass_is_asked_again(stand_in, arxiv_at, mood):
    stand_in.shelve([STEAM, POUR])
    stand_in.moods = [mood]

    held, rest = asked_for(arxiv_at(), [STEAM.id, POUR.id])

    assert (set(held), rest) == ({STEAM.id, POUR.id}, {})
    assert len(stand_in.asked) == 2


def test_what_lasts_is_given_up_after_four_tries(stand_in, arxiv_at):
    stand_in.always = status(503)

    with pytest.raises(ArxivUnreachedError, match=r"503 Service Unavailable \(4 tries\)"):
        list(arxiv_at().answers([STEAM.id]))

    assert len(stand_in.asked) == 4


@pytest.mark.parametrize("code", [403, 404, 410, 418])
def test_what_asking_again_cannot_mend_is_not_asked_again(stand_in, arxiv_at, code):
    stand_in.always = status(code)

    with pytest.raises(ArxivUnreachedError, match=str(code)):
        list(arxiv_at().answers([STEAM.id]))

    assert len(stand_in.asked) == 1


def test_parts_that_came_before_arxiv_fell_silent_are_there(stand_in, arxiv_at):
    stand_in.shelve(many(30))
    stand_in.moods = [None, None]
    stand_in.always = status(503)
    parts = arxiv_at(most_ids=10).answers([paper.id for paper in many(30)])

    came = [next(parts), next(parts)]
    with pytest.raises(ArxivError):
        next(parts)

    assert [len(part.held) for part in came] == [10, 10]


def test_a_paper_that_breaks_every_answer_it_is_in_is_found_and_left_out(stand_in, arxiv_at):
    stand_in.shelve(papers := many(8))
    bad = papers[2].id

    def choke(handler, answer):
        cut(0.5)(handler, answer) if bad in ids_of(handler) else send(handler, answer)

    stand_in.always = choke

    held, rest = asked_for(arxiv_at(), [paper.id for paper in papers])

    assert (len(held), rest) == (7, {bad: "unreadable"})


def test_a_page_that_is_shorter_than_asked_for_is_followed_by_the_next(stand_in, arxiv_at):
    stand_in.shelve(papers := many(5))
    in_order = sorted(papers, key=lambda paper: paper.id, reverse=True)
    stand_in.moods = [body(feed(in_order[:3], total=5))]

    held, rest = asked_for(arxiv_at(), [paper.id for paper in papers])

    assert (len(held), rest) == (5, {})
    assert len(stand_in.asked) == 2


def test_papers_that_were_announced_and_never_came_are_unanswered_and_not_unknown(stand_in, arxiv_at):
    stand_in.shelve(papers := many(3))
    stand_in.always = body(feed(papers[:2], total=3).replace(b"</feed>", b"") + entry(papers[0]).encode() + b"</feed>")

    held, rest = asked_for(arxiv_at(), [paper.id for paper in papers])

    assert (len(held), rest) == (2, {papers[2].id: "unanswered"})


def test_what_went_unanswered_is_asked_for_next_time(stand_in, arxiv_at):
    stand_in.shelve(papers := many(3))
    ids = [paper.id for paper in papers]
    stand_in.moods = [body(feed([papers[0], papers[0], papers[1]], total=3))]
    _, first = asked_for(arxiv_at(), ids)

    held, rest = asked_for(arxiv_at(), ids)

    assert first == {papers[2].id: "unanswered"}
    assert (set(held), rest) == (set(ids), {})
    assert [one.ids for one in stand_in.asked] == [tuple(ids), (papers[2].id,)]


def test_nothing_is_asked_for_nothing(stand_in, arxiv_at):
    assert list(arxiv_at().answers([])) == []
    assert stand_in.asked == []


def test_what_was_answered_today_is_not_asked_again_by_anyone(stand_in, arxiv_at):
    stand_in.shelve([STEAM, POUR])
    ids = [STEAM.id, POUR.id, UNKNOWN]
    first = asked_for(arxiv_at(), ids)

    second = asked_for(arxiv_at(now=NOW + timedelta(hours=23)), ids)

    assert second == first
    assert len(stand_in.asked) == 1


def test_a_longer_list_asks_only_for_what_is_new(stand_in, arxiv_at):
    stand_in.shelve([STEAM, POUR, OLD])
    asked_for(arxiv_at(), [STEAM.id, POUR.id])

    held, _ = asked_for(arxiv_at(), [OLD.id, POUR.id, STEAM.id])

    assert set(held) == {STEAM.id, POUR.id, OLD.id}
    assert [one.ids for one in stand_in.asked] == [(STEAM.id, POUR.id), (OLD.id,)]


@pytest.mark.parametrize(
    "spoilt",
    [
        pytest.param(lambda: feed([STEAM, Shelved(UNKNOWN, updated="soon")], total=2), id="no proper date"),
        pytest.param(lambda: error_feed(f"incorrect id format for {UNKNOWN}"), id="refused"),
        pytest.param(lambda: error_feed("no"), id="refused without a name"),
    ],
)
def test_an_answer_that_spoilt_a_list_today_spoils_nothing_tomorrow(stand_in, arxiv_at, spoilt):
    stand_in.shelve([STEAM, POUR])
    stand_in.moods = [body(spoilt()), *[None] * 2]
    ids = [STEAM.id, POUR.id, UNKNOWN]
    asked_for(arxiv_at(), ids)
    before = len(stand_in.asked)

    held, _ = asked_for(arxiv_at(), ids)

    assert set(held) == {STEAM.id, POUR.id}
    assert [one.ids for one in stand_in.asked[before:]] in ([], [(UNKNOWN,)], [(UNKNOWN,), (UNKNOWN,)])


@pytest.mark.parametrize("later", [timedelta(days=1), timedelta(seconds=-1)])
def test_after_a_day_or_when_the_clock_went_back_it_is_asked_again(stand_in, arxiv_at, later):
    stand_in.shelve([STEAM])
    asked_for(arxiv_at(), [STEAM.id])

    asked_for(arxiv_at(now=NOW + later), [STEAM.id])

    assert len(stand_in.asked) == 2


def test_the_time_of_an_answer_is_when_arxiv_gave_it(stand_in, arxiv_at):
    stand_in.shelve([STEAM])
    asked_for(arxiv_at(), [STEAM.id])

    (part,) = arxiv_at(now=NOW + timedelta(hours=5)).answers([STEAM.id])

    assert (part.at, part.fresh) == (datetime(2026, 3, 11, 12, tzinfo=UTC), False)
