"""What differs between two revisions of a course."""

import pytest

from ingest.changes import changes_between
from schema.blocks import Block, BlockKind
from schema.record_set import RecordSet
from schema.records import Page
from schema.values import PageKind


def page(**fields):
    known = {"course": "tea", "path": "/tea", "title": "Tea", "kind": PageKind.SECTION, "position": 0}
    return RecordSet.of([Page(**{**known, **fields})])


def body(text):
    return (Block(position=0, kind=BlockKind.PARAGRAPH, text=text),)


@pytest.mark.parametrize(
    "fields",
    [{"description": "About tea"}, {"blocks": body("Boil water."), "characters": 11}],
    ids=["a description", "a body"],
)
def test_what_was_not_known_before_is_no_change(fields):
    assert not changes_between(page(), page(**fields))
    assert not changes_between(page(**fields), page())


@pytest.mark.parametrize(
    ("old", "new"),
    [
        pytest.param({"title": "Tea"}, {"title": "Teas"}, id="title"),
        pytest.param({"position": 1}, {"position": 2}, id="place"),
        pytest.param({"lecture": None}, {"lecture": 1}, id="lecture"),
        pytest.param({"blocks": body("Boil.")}, {"blocks": body("Boil it.")}, id="body"),
        pytest.param({"characters": 5}, {"characters": 8}, id="length, where a pack knows no more"),
        pytest.param({"description": "Old"}, {"description": "New"}, id="description"),
    ],
)
def test_what_both_know_and_tell_differently_is_a_change(old, new):
    assert changes_between(page(**old), page(**new)).changed == ("/tea",)
