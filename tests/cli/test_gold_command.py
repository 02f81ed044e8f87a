"""How far the vocabulary and the linker agree with what people found by hand."""

import json
from pathlib import Path

import pytest
from typer.testing import CliRunner

from cli.main import app_of
from tests.shared_files import real_build

GOLD = Path(__file__).resolve().parents[1] / "gold"


def measured(*arguments):
    done = CliRunner().invoke(app_of(["pack"]), ["pack", "gold", *map(str, arguments), "--json"])
    assert done.exit_code == 0, done.output
    return json.loads(done.stdout)["gold"]


@pytest.fixture(scope="module")
def pages():
    return measured(*sorted(GOLD.glob("pages-*.yaml")), "--site", real_build("2026-03-11"))


def share(pages, what, beside):
    """Return the share of what both say in that and what one of them says alone, over all pages."""
    figures = [page[what] for page in pages.values()]
    both = sum(one["both"] for one in figures)
    return both / (both + sum(one[beside] for one in figures))


def test_the_linker_says_what_the_pages_explain(pages):
    assert share(pages, "teaches, linker", "only found") >= 0.95
    assert share(pages, "teaches, linker", "only by hand") >= 0.90


@pytest.mark.parametrize(("name", "least_recall"), [("dev", 0.90), ("test", 0.90), ("held", 0.90), ("fresh", 0.85)])
def test_no_set_of_pages_falls_far_behind(pages, name, least_recall):
    one = {name: pages[f"pages-{name}.yaml"]}

    assert share(one, "teaches, linker", "only found") >= 0.95
    assert share(one, "teaches, linker", "only by hand") >= least_recall


def test_what_the_linker_says_a_block_names_is_named(pages):
    assert share(pages, "mentions", "only found") >= 0.98


def test_what_is_required_is_what_people_find_needed():
    answer = measured(GOLD / "pairs.yaml")["pairs.yaml"]["requires"]

    assert answer["people agree"] >= 0.95
    assert answer["with both"] >= 0.95


def test_papers_introduce_what_people_say_they_introduce():
    answer = measured(GOLD / "papers.yaml")["papers.yaml"]

    assert answer["introduces"]["precision"] >= 0.85
    assert answer["named in titles"]["precision"] >= 0.95
