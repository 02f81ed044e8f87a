"""Runs of labs over real sockets: asked for, followed, ended, listed; with a recipe that needs nothing but Python."""

import json
import time
from concurrent.futures import ThreadPoolExecutor

import pytest

from labs.offered.loading import offers_in
from tests.api.following import follower
from tests.api.tea_house import TOKEN, house

START = """mutation ($input: StartLabRunInput!) { startLabRun(input: $input) {
  run { id name state seed profile } clientMutationId userErrors { code message candidates } } }"""
CANCEL = """mutation ($id: ID!) { cancelLabRun(input: {id: $id}) {
  run { name state } userErrors { code message } } }"""
ENDED = {"SUCCEEDED", "FAILED", "CANCELLED", "TIMED_OUT", "INTERRUPTED"}


@pytest.fixture(scope="module")
def tea(tmp_path_factory):
    with house(tmp_path_factory.mktemp("runs")) as found:
        yield found


def quick(*, set=None, **more):
    return {"lab": "rehearsal", "seed": 1, "parameters": _given({"steps": 40, "pause_s": 0, **(set or {})}), **more}


def _given(values):
    return [{"name": name, "value": str(value)} for name, value in values.items()]


def start(tea, **input):
    payload = tea.data(START, input=input)["startLabRun"]
    assert payload["userErrors"] == []
    return payload["run"]


def refused(tea, **input):
    payload = tea.data(START, input=input)["startLabRun"]
    assert payload["run"] is None
    return payload["userErrors"]


def state_of(tea, run):
    return tea.data("query ($id: ID!) { labRun(id: $id) { state } }", id=run)["labRun"]["state"]


def ended(tea, run):
    deadline = time.monotonic() + 20
    while (state := state_of(tea, run)) not in ENDED and time.monotonic() < deadline:
        time.sleep(0.02)
    return state


def test_a_run_that_is_started_streams_to_its_end_and_is_kept_whole(tea):
    run = start(tea, **quick())
    with follower(tea.client.base_url, run["id"]) as events:
        heard = list(events)

    assert [event["sequence"] for event in heard] == list(range(1, len(heard) + 1))
    states = [event["state"] for event in heard if event["kind"] == "STATE"]
    assert states == ["QUEUED", "STARTING", "RUNNING", "SUCCEEDED"]
    assert [event["metric"]["step"] for event in heard if event["kind"] == "METRIC"] == list(range(1, 41))
    assert any(event["progress"]["secondsLeft"] is not None for event in heard if event["kind"] == "PROGRESS")
    kept = tea.data(
        """query ($id: ID!) { labRun(id: $id) { state sequence seed isolation parameters { name value }
          progress { done total } metrics(series: ["rehearsal/reward"]) { name points { step value } }
          log { text } artifacts { name role bytes sha256 }
          scores { name value n interval expected expectedSource outside parseFailures flag reason }
          shows doesNotShow environment offer { title(language: EN) } lab { slug } } }""",
        id=run["name"],
    )["labRun"]
    assert kept["state"] == "SUCCEEDED"
    assert kept["sequence"] == len(heard)
    assert {"name": "steps", "value": "40"} in kept["parameters"]
    assert len(kept["metrics"][0]["points"]) == 40
    assert {one["name"] for one in kept["artifacts"]} >= {"policy"}
    scores = {score["name"]: score for score in kept["scores"]}
    assert scores["accuracy"]["value"] > scores["accuracy_before"]["value"]
    assert scores["accuracy"]["expected"] == [0.9, 1.0]
    assert scores["accuracy"]["n"] > 1
    assert kept["doesNotShow"]
    assert kept["lab"] is None
    assert kept["offer"]["title"].startswith("Rehearsal")


def test_whoever_was_cut_off_continues_without_a_gap(tea):
    run = start(tea, **quick(set={"steps": 60, "pause_s": 0.01}))
    with follower(tea.client.base_url, run["id"]) as events:
        first = [next(events) for _ in range(10)]
    with follower(tea.client.base_url, run["id"], after=first[-1]["sequence"]) as events:
        rest = list(events)

    numbers = [event["sequence"] for event in first + rest]
    assert numbers == list(range(1, len(numbers) + 1))
    assert rest[-1]["state"] == "SUCCEEDED"


def test_five_followers_hear_the_same(tea):
    run = start(tea, **quick(set={"pause_s": 0.005}))

    def heard(_):
        with follower(tea.client.base_url, run["id"]) as events:
            return list(events)

    with ThreadPoolExecutor(5) as pool:
        first, *others = pool.map(heard, range(5))
    assert all([e["sequence"] for e in other] == [e["sequence"] for e in first] for other in others)


def test_a_run_that_is_cancelled_half_way_ends_soon_and_says_so(tea):
    run = start(tea, **quick(set={"steps": 2_000, "pause_s": 0.01}))
    with follower(tea.client.base_url, run["id"]) as events:
        while next(events)["kind"] != "METRIC":
            pass
        payload = tea.data(CANCEL, id=run["id"])["cancelLabRun"]
        rest = list(events)

    assert payload["userErrors"] == []
    assert payload["run"]["state"] == "CANCELLING"
    assert [event["state"] for event in rest if event["kind"] == "STATE"] == ["CANCELLING", "CANCELLED"]
    again = tea.data(CANCEL, id=run["name"])["cancelLabRun"]
    assert (again["run"]["state"], again["userErrors"]) == ("CANCELLED", [])


def test_what_is_asked_again_under_a_key_is_the_same_run_and_something_else_is_a_conflict(tea):
    first = start(tea, **quick(idempotencyKey="cup-1"))

    assert start(tea, **quick(idempotencyKey="cup-1"))["id"] == first["id"]
    (error,) = refused(tea, **quick(idempotencyKey="cup-1", set={"steps": 41}))
    assert error["code"] == "CONFLICT"


@pytest.mark.parametrize(
    ("input", "code", "words"),
    [
        ({"lab": "lab-99"}, "NOT_FOUND", "lab-99"),
        ({"lab": "rehearsal", "profile": "huge"}, "NOT_FOUND", "huge"),
        ({"lab": "rehearsal", "seed": -1}, "BAD_USER_INPUT", "seed"),
        ({"lab": "rehearsal", "parameters": _given({"steps": 10**9})}, "BAD_USER_INPUT", "steps"),
        ({"lab": "rehearsal", "parameters": _given({"steps": "; rm -rf /"})}, "BAD_USER_INPUT", "steps"),
        ({"lab": "rehearsal", "parameters": _given({"--config": "x"})}, "BAD_USER_INPUT", "no such parameter"),
        ({"lab": "rehearsal", "inputs": [{"name": "tea", "sha256": "0" * 64}]}, "BAD_USER_INPUT", "starts from"),
        ({"lab": "../../etc"}, "NOT_FOUND", "etc"),
        ({"lab": "r" * 1_000}, "BAD_USER_INPUT", "lab"),
    ],
)
def test_what_cannot_be_run_is_refused_with_the_reason(tea, input, code, words):
    before = tea.data("{ labRuns { totalCount } }")

    errors = refused(tea, **input)

    assert {error["code"] for error in errors} == {code}
    assert any(words in error["message"] for error in errors)
    assert tea.data("{ labRuns { totalCount } }") == before


def test_all_wrong_parameters_are_told_at_once(tea):
    errors = refused(tea, lab="rehearsal", parameters=_given({"steps": 0, "group": 1, "learning_rate": "fast"}))

    assert len(errors) == 3


@pytest.mark.parametrize("given", [None, "wrong"])
@pytest.mark.parametrize("query", [START, CANCEL])
def test_without_the_token_nothing_is_started_or_ended(tea, given, query):
    before = tea.data("{ labRuns { totalCount } }")
    variables = {"input": quick()} if query == START else {"id": "0" * 26}

    response = tea.post(query, token=given, **variables)

    assert response.status_code == 401
    assert tea.data("{ labRuns { totalCount } }") == before


def test_reading_and_following_need_no_token(tea):
    run = start(tea, **quick())
    assert ended(tea, run["id"]) == "SUCCEEDED"

    response = tea.post(
        "query ($id: ID!) { labRun(id: $id) { state } node(id: $id) { id __typename } }", token=None, id=run["id"]
    )

    assert response.json()["data"]["node"] == {"id": run["id"], "__typename": "LabRun"}
    with follower(tea.client.base_url, run["id"]) as events:
        assert list(events)[-1]["state"] == "SUCCEEDED"


def test_a_run_that_does_not_exist_is_not_found_whoever_asks_how(tea):
    answer = tea.post("query ($id: ID!) { labRun(id: $id) { id } }", id="0" * 26).json()
    assert answer["errors"][0]["extensions"]["code"] == "NOT_FOUND"
    payload = tea.data(CANCEL, id="0" * 26)["cancelLabRun"]
    assert payload["userErrors"][0]["code"] == "NOT_FOUND"


def test_runs_are_listed_newest_first_a_page_at_a_time(tea):
    names = [start(tea, **quick(owner="pages", set={"steps": 1}))["name"] for _ in range(5)]
    query = """query ($after: String) { labRuns(first: 2, after: $after, filter: {owner: "pages"}) {
      totalCount nodes { name } pageInfo { hasNextPage endCursor } } }"""
    found, after = [], None
    while True:
        page = tea.data(query, after=after)["labRuns"]
        assert page["totalCount"] == 5
        found += [node["name"] for node in page["nodes"]]
        after = page["pageInfo"]["endCursor"]
        if not page["pageInfo"]["hasNextPage"]:
            break

    assert found == names[::-1]


def test_what_can_be_run_is_described_so_that_a_form_can_be_built(tea):
    offers = tea.data(
        """{ labOffers { lab recipe title(language: ZH) node { slug }
          profiles { name about(language: EN) minutes { likely source } memoryMegabytes gpuGigabytes network }
          parameters { name kind low high choices about(language: EN) values { profile value source } }
          measures { name unit expected { who low high source } } makes { name role } startsFrom { name anyOf }
          handIns { name(language: EN) dimension madeOf } } }"""
    )["labOffers"]

    rehearsal = next(offer for offer in offers if offer["lab"] == "rehearsal")
    steps = next(one for one in rehearsal["parameters"] if one["name"] == "steps")
    assert (steps["kind"], steps["low"], steps["high"]) == ("INT", 1, 5_000)
    assert steps["values"] == [{"profile": "tiny", "value": "150", "source": "this project"}]
    assert rehearsal["profiles"][0]["network"] is False
    assert TOKEN not in json.dumps(offers)


OFFER = """
course: tea
lab: lab-1
recipe: rehearsal
title: {en: Steeping, zh: 泡茶}
profiles:
  tiny:
    about: {en: A cup, zh: 一杯}
    minutes: {likely: 3, low: 2, high: 4, source: the pot}
    timeout_minutes: 1
    memory_mb: 64
    disk_mb: 8
  course:
    about: {en: A pot, zh: 一壶}
    timeout_minutes: 1
    memory_mb: 64
    disk_mb: 8
    packages: [no-such-package-of-tea]
parameters:
  - {name: steps, kind: int, low: 1, high: 100, about: {en: Steps, zh: 步}, values: {tiny: 5, course: 50},
     sources: {course: "course: steeping", paper: {value: 500, of: "2301.00001", where: "2"}}}
  - {name: group, kind: int, low: 2, high: 64, about: {en: Group, zh: 组}, values: {tiny: 8, course: 8}}
  - {name: learning_rate, kind: float, low: 0.001, high: 5, about: {en: Rate, zh: 率}, values: {tiny: 0.5, course: 0.5}}
  - {name: pause_s, kind: float, low: 0, high: 1, about: {en: Pause, zh: 停}, values: {tiny: 0, course: 0}}
scores:
  - name: accuracy
    about: {en: Right, zh: 对}
    expected: {tiny: {low: 0.1, high: 0.2, source: the pot}, course: {low: 0.5, high: 0.6, source: a page}}
"""


def test_a_lab_of_a_course_shows_its_offer_how_that_compares_and_its_runs(tmp_path):
    (tmp_path / "offers").mkdir()
    (tmp_path / "offers" / "lab-1.yaml").write_text(OFFER, encoding="utf-8")
    with house(tmp_path, offers=offers_in(tmp_path / "offers")) as tea:
        run = start(tea, lab="lab-1", seed=7)
        ended(tea, run["id"])
        (error,) = refused(tea, lab="lab-1", profile="course")
        lab = tea.data(
            """{ lab(ref: "lab-1") { offer { recipe } recentRuns { name seed lab { slug } }
              conformance(profile: "tiny") { subject name ours course paper asCourse }
              estimates { profile grounds likely low high n source } } }"""
        )["lab"]

    assert "no-such-package-of-tea" in error["message"]
    assert lab["offer"] == {"recipe": "rehearsal"}
    assert lab["recentRuns"] == [{"name": run["name"], "seed": 7, "lab": {"slug": "lab-1"}}]
    compared = {one["name"]: one for one in lab["conformance"]}
    assert compared["steps"] == {
        "subject": "PARAMETER",
        "name": "steps",
        "ours": "5",
        "course": "50",
        "paper": "500",
        "asCourse": False,
    }
    assert compared["group"]["asCourse"] is True
    assert compared["accuracy"]["course"] == "[0.5,0.6]"
    assert [(one["profile"], one["grounds"], one["n"]) for one in lab["estimates"]] == [
        ("tiny", "OFFERED", None),
        ("tiny", "OBSERVED", 1),
        ("course", "COURSE", None),
    ]
