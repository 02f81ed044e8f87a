"""Being a good guest at arXiv: one at a time, with pauses, under a name, and gone when told so."""

import os
import signal
import threading
import time
from datetime import UTC, datetime

import pytest

from ingest.arxiv.faults import ArxivUnreachedError
from ingest.arxiv.pacing import INTERVAL, LONGEST_PAUSE, Pace
from ingest.arxiv.retrying import Tries
from schema.errors import ArxivError
from tests.ingest.arxiv.processes import finished, start_asker
from tests.ingest.arxiv.stand_in import Shelved, status

PAUSE = 0.25
PAPERS = [Shelved(f"2603.{number:05}") for number in range(1, 31)]
IDS = [paper.id for paper in PAPERS]


def test_arxiv_asks_for_three_seconds_and_gets_them_by_default():
    assert INTERVAL >= 3.0


def test_between_two_requests_there_is_a_pause(stand_in, arxiv_at):
    stand_in.shelve(PAPERS)

    list(arxiv_at(interval=PAUSE, most_ids=10).answers(IDS))

    assert len(stand_in.gaps) == 2
    assert min(stand_in.gaps) >= PAUSE


def test_the_first_request_of_all_does_not_wait(stand_in, arxiv_at):
    stand_in.shelve(PAPERS)
    waits = []

    list(arxiv_at(interval=30.0, progress=waits.append).answers(IDS))

    assert not [word for word in waits if "waiting" in word]


def test_processes_take_turns_and_pause_for_each_other(stand_in, tmp_path):
    stand_in.shelve(PAPERS)
    stand_in.delay = 0.1
    askers = [
        start_asker(stand_in, tmp_path, IDS[start : start + 10], database=f"{start}.db", interval=PAUSE, most=4)
        for start in (0, 10, 20)
    ]

    assert [finished(asker) for asker in askers] == ["10", "10", "10"]
    assert len(stand_in.asked) == 9
    assert stand_in.most_at_once == 1
    assert min(stand_in.gaps) >= PAUSE


@pytest.mark.long
def test_three_processes_leave_three_seconds_between_any_two_requests(stand_in, tmp_path):
    stand_in.shelve(PAPERS)
    askers = [
        start_asker(stand_in, tmp_path, IDS[start : start + 10], database=f"{start}.db", interval=INTERVAL, most=5)
        for start in (0, 10, 20)
    ]

    assert [finished(asker) for asker in askers] == ["10", "10", "10"]
    assert stand_in.most_at_once == 1
    assert len(stand_in.gaps) == 5
    assert min(stand_in.gaps) >= 3.0


def test_a_process_that_is_killed_while_it_asks_leaves_the_turn_to_others(stand_in, tmp_path, arxiv_at):
    stand_in.shelve(PAPERS)
    stand_in.delay = 1.0
    asker = start_asker(stand_in, tmp_path, IDS, database="a.db", interval=PAUSE)
    while not stand_in.most_at_once:
        time.sleep(0.01)
    os.kill(asker.pid, signal.SIGKILL)
    asker.communicate()
    stand_in.delay = 0.0

    (part,) = arxiv_at(interval=PAUSE).answers(IDS[:3])

    assert len(part.held) == 3
    # What was half asked for was asked for as well.
    assert stand_in.asked[1].began - stand_in.asked[0].began >= PAUSE


def test_requests_name_the_program_and_whom_to_write_to(stand_in, arxiv_at):
    stand_in.shelve(PAPERS)

    list(arxiv_at(contact="teapot@example.org").answers(IDS))

    assert stand_in.asked[0].agent.startswith("syllagraph/")
    assert "(teapot@example.org)" in stand_in.asked[0].agent


def test_a_contact_cannot_smuggle_in_a_header(stand_in, arxiv_at):
    stand_in.shelve(PAPERS)

    list(arxiv_at(contact="a@b.example)\r\nX-Pot: 1 (\N{TEACUP WITHOUT HANDLE}").answers(IDS))

    assert "(a@b.exampleX-Pot: 1)" in stand_in.asked[0].agent


@pytest.mark.parametrize("code", [429, 503])
def test_a_server_that_says_when_to_come_back_is_obeyed(stand_in, arxiv_at, code):
    stand_in.shelve(PAPERS)
    stand_in.moods = [status(code, Retry_After="1")]

    list(arxiv_at().answers(IDS))

    assert len(stand_in.asked) == 2
    assert stand_in.gaps[0] >= 0.95


def test_it_may_name_a_time_of_day_as_well(stand_in, arxiv_at):
    stand_in.shelve(PAPERS)
    stand_in.moods = [status(503, Retry_After="Wed, 11 Mar 2026 12:00:01 GMT")]

    list(arxiv_at(now=datetime(2026, 3, 11, 12, tzinfo=UTC)).answers(IDS))

    assert stand_in.gaps[0] >= 0.95


@pytest.mark.parametrize("said", ["soon", "-5", "", "1e9", "Wed, 99 Mar 2026 12:00:01 GMT", "٣"])
def test_a_time_that_is_none_is_overlooked(stand_in, arxiv_at, said):
    stand_in.shelve(PAPERS)
    stand_in.moods = [lambda handler, _: _raw(handler, f"HTTP/1.1 503 Busy\r\nRetry-After: {said}\r\n")]

    (part,) = arxiv_at().answers(IDS)

    assert len(part.held) == len(IDS)


def _raw(handler, head):
    handler.wfile.write(f"{head}Content-Length: 0\r\n\r\n".encode())


def test_a_server_that_wants_an_hour_is_left_alone(stand_in, arxiv_at):
    stand_in.always = status(429, Retry_After="3600")

    with pytest.raises(ArxivUnreachedError, match="come back in 60 minutes"):
        list(arxiv_at().answers(IDS))

    assert len(stand_in.asked) == 1


def test_what_a_server_tells_one_process_the_others_obey_too(stand_in, arxiv_at):
    stand_in.shelve(PAPERS)
    stand_in.moods = [status(429, Retry_After="1")]
    first = threading.Thread(target=lambda: list(arxiv_at().answers(IDS[:5])))
    first.start()
    while not stand_in.asked:
        time.sleep(0.005)
    time.sleep(0.1)

    list(arxiv_at().answers(IDS[5:]))
    first.join()

    assert len(stand_in.asked) == 3
    assert stand_in.gaps[0] >= 0.95


def test_pauses_grow_from_try_to_try(stand_in, arxiv_at):
    stand_in.always = status(503)

    with pytest.raises(ArxivError):
        list(arxiv_at(tries=Tries(most=4, pause=0.05)).answers(IDS))

    assert [gap >= least for gap, least in zip(stand_in.gaps, (0.05, 0.1, 0.2), strict=True)] == [True] * 3


def test_how_much_longer_a_pause_is_depends_on_the_seed_alone(stand_in, arxiv_at, tmp_path):
    stand_in.always = status(503)
    tries = Tries(most=3, pause=0.03)

    def told_with(seed, cache):
        told = []
        asker = arxiv_at(seed=seed, cache=tmp_path / cache, tries=tries, progress=told.append)
        with pytest.raises(ArxivError):
            list(asker.answers(IDS))
        return _pauses(told)

    first, again, other = told_with(1, "a"), told_with(1, "b"), told_with(2, "c")

    assert first == again != other


def _pauses(told):
    return [float(words.partition("asking again in ")[2].rstrip(" s")) for words in told if "asking again" in words]


def test_no_folder_to_take_turns_in_is_told_and_nothing_is_asked(stand_in, arxiv_at, tmp_path):
    (tmp_path / "file").write_text("")

    with pytest.raises(ArxivError, match="cannot be used to take turns"):
        list(arxiv_at(cache=tmp_path / "file" / "cache").answers(IDS))

    assert stand_in.asked == []


@pytest.mark.parametrize("found", [b"999999999999999", b"not a time", b"\x00\xff"])
def test_a_file_that_makes_no_sense_does_not_hold_up_requests_for_long(tmp_path, found):
    (tmp_path / "turn").write_bytes(found)

    class WokenError(Exception):
        pass

    def wake(seconds):
        raise WokenError(seconds)

    with pytest.raises(WokenError) as woken, Pace(tmp_path, waiting=wake).turn():
        pass

    assert 0 < woken.value.args[0] <= LONGEST_PAUSE
