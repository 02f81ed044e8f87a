"""``syllagraph lab`` as a person uses it, with the recipe that needs nothing but Python."""

import json
import re
import signal

import pytest

from tests.cli.lab_service import Service
from tests.cli.running import Shell, start

QUICK = ("--set", "steps=40", "--set", "pause_s=0", "--seed", "1")


@pytest.fixture(scope="module")
def lab(shell):
    def lab(*arguments, **more):
        return shell("lab", *arguments, **more)

    lab.folder = shell.folder
    return lab


@pytest.fixture(scope="module")
def finished(lab):
    """Two runs that differ in a parameter and the seed."""
    first = json.loads(lab("run", "rehearsal", *QUICK, "--wait", "--json").stdout)
    second = json.loads(lab("run", "rehearsal", "--set", "steps=3", "--set", "pause_s=0", "--json").stdout)
    return first, second


def test_a_run_ends_with_one_object_of_what_it_came_to(finished):
    first, _ = finished

    assert set(first) >= {"schema_version", "id", "lab", "profile", "seed", "state", "scores"}
    assert (first["lab"], first["profile"], first["seed"], first["state"]) == ("rehearsal", "tiny", 1, "SUCCEEDED")
    scores = {score["name"]: score for score in first["scores"]}
    assert scores["accuracy"]["value"] > scores["accuracy_before"]["value"]
    assert scores["accuracy"]["expected"] == [0.9, 1.0]


def test_a_run_is_told_line_by_line_where_there_is_no_terminal_and_ends_with_scores(lab):
    done = lab("run", "rehearsal", *QUICK, "-l", "en")

    assert re.search(r"^running\n1/40 · training · rehearsal/reward [\d.e-]+$", done.stderr, re.MULTILINE)
    assert re.search(r"^accuracy +[\d.]+ +[\d.]+ – [\d.]+ +0.9 – 1 +20", done.stdout, re.MULTILINE)
    assert "does not show" in done.stdout


def test_what_can_be_run_is_shown_with_the_courses_and_papers_values_beside_ours(lab):
    shown = lab("show", "4", "-l", "en").stdout

    assert "GRPO" in shown
    assert re.search(r"^  group +8 +4 +8 +64 \(2402.03300\)", shown, re.MULTILINE)
    listed = lab("list", "-l", "en").stdout
    assert re.search(r"^rehearsal .*tiny *$", listed, re.MULTILINE)


def test_runs_are_listed_newest_first_and_found_by_their_last_signs(lab, finished):
    first, second = finished

    names = [run["id"] for run in json.loads(lab("runs", "--json").stdout)["runs"]]
    assert names.index(second["id"]) < names.index(first["id"])
    assert json.loads(lab("status", first["id"][-8:], "--json").stdout) == first
    assert first["id"] in lab("status", first["id"]).stdout


def test_two_runs_are_compared_by_what_differs_and_what_they_came_to(lab, finished):
    first, second = finished

    compared = json.loads(lab("compare", first["id"], second["id"], "--json").stdout)

    assert compared["differences"] == {"seed": [1, 0], "steps": [40, 3]}
    shown = lab("compare", first["id"], second["id"], "-l", "en").stdout
    assert re.search(r"steps +│ 40 +│ 3", shown)


def test_all_that_a_run_told_can_be_read_again(lab, finished):
    first, _ = finished

    events = [json.loads(line) for line in lab("logs", first["id"], "--json").stdout.splitlines()]
    rest = [json.loads(line) for line in lab("logs", first["id"], "--json", "--after", "5").stdout.splitlines()]

    assert [event["seq"] for event in events] == list(range(1, len(events) + 1))
    assert rest == events[5:]


def test_what_waits_can_be_cancelled_and_stays_cancelled(lab):
    waiting = json.loads(lab("run", "rehearsal", "--no-wait", "--json").stdout)
    assert waiting["state"] == "QUEUED"

    lab("cancel", waiting["id"])

    assert json.loads(lab("status", waiting["id"], "--json").stdout)["state"] == "CANCELLED"


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("run", "lab-99"), 4, "lab-99"),
        (("run", "rehearsal", "--profile", "huge"), 4, "huge"),
        (("run", "rehearsal", "--set", "steps=0", "--set", "group=x"), 2, "2 problems in all"),
        (("run", "rehearsal", "--set", "steps"), 2, "NAME=VALUE"),
        (("run", "rehearsal", "--set", "tea=1"), 2, "no such parameter"),
        (("status", "01KKD32X000000000000000000"), 4, "lab run"),
        (("compare", "last"), 2, "two to eight"),
    ],
)
def test_what_cannot_be_is_told_with_the_exit_code_that_belongs_to_it(lab, arguments, code, words):
    assert words in lab(*arguments, code=code).stderr


def test_a_lab_whose_packages_are_missing_is_refused_with_how_to_get_them(tmp_path):
    from importlib.metadata import PackageNotFoundError, version

    try:
        version("torch")
    except PackageNotFoundError:
        done = Shell(tmp_path)("lab", "run", "lab-4", code=2)
        assert "make labs" in done.stderr
        assert json.loads(Shell(tmp_path)("lab", "runs", "--json").stdout)["runs"] == []
    else:
        pytest.skip("torch is installed here, so nothing is missing")


def test_ctrl_c_ends_a_run_and_leaves_a_checkpoint(tmp_path):
    shell = Shell(tmp_path)
    process = start(
        "lab", "run", "rehearsal", "--set", "steps=5000", "--set", "pause_s=0.02", cwd=tmp_path, env=shell.env
    )
    for line in process.stderr:
        if "training" in line:
            break
    process.send_signal(signal.SIGINT)
    _, err = process.communicate(timeout=20)

    assert process.returncode == 130, err
    (run,) = json.loads(shell("lab", "runs", "--json").stdout)["runs"]
    assert run["state"] == "CANCELLED"
    events = [json.loads(line) for line in shell("lab", "logs", run["id"], "--json").stdout.splitlines()]
    assert any(event["kind"] == "artifact" and event["body"]["role"] == "checkpoint" for event in events)
    waiting = json.loads(shell("lab", "resume", "last", "--no-wait", "--json").stdout)
    assert (waiting["state"], waiting["parameters"]) == ("QUEUED", run["parameters"])


def test_a_run_survives_a_server_that_is_killed_and_is_found_by_the_next(shell):
    first = Service(shell)
    try:
        run = first.started("rehearsal", steps=200, pause_s=0.02)
        before = first.until(run, lambda found: (found["progress"] or {"done": 0})["done"] > 5)
    finally:
        first.end(signal.SIGKILL)
    second = Service(shell)
    try:
        after = second.until(run, lambda found: found["state"] in ("SUCCEEDED", "INTERRUPTED", "FAILED"))
        events = second.data(
            "query ($id: ID!) { labRun(id: $id) { metrics { points { step } } events(first: 1000) { sequence } } }",
            id=run,
        )["labRun"]
    finally:
        second.end(signal.SIGTERM)

    assert before["state"] == "RUNNING"
    assert after["state"] == "SUCCEEDED"
    assert [point["step"] for point in events["metrics"][0]["points"]] == list(range(1, 201))
    numbers = [event["sequence"] for event in events["events"]]
    assert numbers == list(range(1, len(numbers) + 1))
