"""``syllagraph diff``, and the order of pages in ``syllagraph audit``, as a user runs them."""

import json
from datetime import UTC, datetime, timedelta

import pytest

from ingest.run import ingest
from schema.record_set import RecordSet
from schema.records import Coverage, Page
from schema.store import Store
from tests.cli.running import Shell

NOW = datetime(2026, 3, 1, tzinfo=UTC)
COURSE = "llm-post-training"
LONGER = "/docs/lecture-2/sft-hyperparameters"


@pytest.fixture(scope="module")
def shell(tmp_path_factory):
    """A database with the shipped course, and an earlier state of it: one page shorter, and DPO taught nowhere."""
    shell = Shell(tmp_path_factory.mktemp("shell"))
    store = Store.open(f"sqlite:///{shell.database}")
    ingest(store, now=NOW)
    with store.writing() as transaction:
        head = transaction.head(COURSE)
        records = transaction.revision(COURSE, head.revision)
        earlier = RecordSet.of(shorter(one) for one in records if not teaches(one, "dpo"))
        transaction.save_revision(COURSE, earlier, sources=("pack",), now=NOW - timedelta(days=2))
        transaction.save_revision(COURSE, records, sources=("pack",), now=NOW)
    store.close()
    return shell


def teaches(one, concept: str) -> bool:
    return isinstance(one, Coverage) and one.concept == concept


def shorter(one):
    if isinstance(one, Page) and one.path == LONGER:
        return Page.model_validate(dict(one) | {"characters": 10})
    return one


def test_revisions_are_listed_the_newest_first(shell):
    lines = shell("diff", "--list").stdout.splitlines()

    assert [line.split()[0] for line in lines] == ["@0", "@1"]
    assert json.loads(shell("diff", "--list", "--json").stdout)["revisions"][1]["revision"] == lines[1].split()[1]


def test_the_last_two_revisions_are_told_part_by_part(shell):
    told = shell("diff", "--language", "en").stdout

    assert told.startswith(f"{COURSE}: ")
    assert "~ body: 10 characters → " in told
    assert "+ now teaches Direct Preference Optimization" in told
    assert told.index("Course and pages") < told.index("What pages teach") < told.index("Plans")


def test_the_same_is_told_in_chinese(shell):
    told = shell("diff").stdout

    assert "现在讲授 直接偏好优化" in told
    assert "学习路径" in told


def test_both_sides_can_be_named_and_the_same_twice_does_not_differ(shell):
    (newest, older) = [line.split()[1] for line in shell("diff", "--list").stdout.splitlines()]

    assert "- no longer teaches" in shell("diff", newest[:6], older[:6], "--language", "en").stdout
    assert "do not differ" in shell("diff", older, "@1", "--language", "en").stdout


def test_json_has_what_graphql_has(shell):
    found = json.loads(shell("diff", "--json", "--language", "en").stdout)

    assert found["schema_version"] == 1
    taught = [one for one in found["changes"]["changes"] if one["subject"] == "COVERAGE"]
    assert {one["other"]["key"] for one in taught} == {"dpo"}
    assert [plan["number"] for plan in found["changes"]["plans"]]


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("diff", "zz"), 4, "Did you mean"),
        (("diff", "@9"), 4, "@9"),
        (("diff", "--course", "tea"), 4, COURSE),
        (("diff", "@1", "--route", "scenic"), 2, "scenic"),
    ],
)
def test_a_wrong_call_is_told_what_is_wrong(shell, arguments, code, words):
    assert words in shell(*arguments, code=code).stderr


def test_a_course_with_one_revision_says_that_there_is_nothing_to_compare(own_shell):
    assert "no revision before" in own_shell("diff", code=2).stderr


def test_audit_prints_the_moves_after_the_findings_and_what_no_move_mends(shell):
    told = shell("audit", "--code", "TAUGHT_TOO_LATE", code=1).stdout

    assert told.index("TAUGHT_TOO_LATE") < told.index(f"order of {COURSE}")
    assert "  Move /docs/" in told
    assert "  stays: /docs" in told


def test_audit_says_nothing_of_the_order_where_it_was_not_asked(shell):
    assert "order of" not in shell("audit", "--code", "ROLE_CONFLICT", code=1).stdout


def test_audit_in_json_has_the_reordering_beside_the_findings(shell):
    found = json.loads(shell("audit", "--json", code=1).stdout)

    (reordering,) = found["reorderings"]
    assert reordering["course"] == {"slug": COURSE}
    assert all(move["mends"] for move in reordering["moves"])
