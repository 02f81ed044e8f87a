"""Changing saved lists over HTTP: what they become, and what was wrong as data."""

import base64
from concurrent.futures import ThreadPoolExecutor
from itertools import count

import pytest

from api.list_shelf import ListShelf
from tests.api.tea import STEEP
from tests.api.tea_house import LATER, house

STEEPING, POURING, BOOK = "2401.00001", "2402.00002", "the-tea-book"
GUIDE = "https://kettles.example/guide"
_names = count(1)


@pytest.fixture(scope="module")
def tea(tmp_path_factory):
    with house(tmp_path_factory.mktemp("lists")) as found:
        yield found


@pytest.fixture
def slug(tea):
    """A list with two papers."""
    name = f"list-{next(_names)}"
    items = [{"ref": STEEPING, "note": "first"}, {"ref": POURING}]
    tea.edited("createList", slug=name, title={"en": "Tea", "zh": "茶"}, items=items)
    return name


def keys(found):
    return [item["key"] for item in found["items"]]


def kept(tea, slug):
    query = "query ($slug: String!) { list(slug: $slug) { version items { key note } } }"
    return tea.data(query, slug=slug)["list"]


def test_a_list_is_made_with_what_it_is_told(tea):
    made = tea.edited(
        "createList",
        slug="first-cup",
        title={"en": "The first cup"},
        description={"zh": "为什么"},
        language="EN",
        items=[{"ref": "10.1234/tea", "note": "slowly"}, {"ref": STEEP}, {"ref": GUIDE}],
    )

    assert (made["slug"], made["version"], made["noteLanguage"]) == ("first-cup", 1, "EN")
    assert made["title"] == "The first cup"
    assert made["description"] == "为什么"
    assert [(one["number"], one["kind"], one["key"], one["note"]) for one in made["items"]] == [
        (1, "PAPER", BOOK, "slowly"),
        (2, "PAGE", f"tea{STEEP}", ""),
        (3, "RESOURCE", f"tea/{GUIDE}", ""),
    ]
    assert all(one["node"]["id"] and not one["gone"] for one in made["items"])


def test_a_list_can_begin_with_a_choice_of_papers(tea):
    made = tea.edited(
        "createList",
        slug="of-a-lecture",
        title={"en": "Steeping"},
        fillFrom={"lectures": [1], "roles": ["CORE"]},
        items=[{"ref": POURING}, {"ref": STEEPING}],
    )

    assert keys(made) == [STEEPING, POURING]


def test_each_edit_makes_a_version(tea, slug):
    def edited(name, **more):
        return tea.edited(name, slug=slug, version=kept(tea, slug)["version"], **more)

    assert keys(edited("addToList", items=[{"ref": BOOK}], at=1)) == [BOOK, STEEPING, POURING]
    assert keys(edited("reorderList", items=[POURING, "#1", STEEPING])) == [POURING, BOOK, STEEPING]
    assert keys(edited("removeFromList", items=["#1"])) == [BOOK, STEEPING]
    assert edited("annotateListItem", item=STEEPING, note="")["items"][1]["note"] == ""
    assert edited("updateList", title={"en": "Other"})["title"] == "Other"
    assert edited("updateList", description={"en": "Why"})["description"] == "Why"
    assert edited("updateList", language="EN")["description"] == "Why"
    assert edited("updateList", description=None)["description"] is None
    assert edited("archiveList")["archived"]
    assert not edited("archiveList", archived=False)["archived"]
    last = edited("pinList", revision="@1")
    assert (last["version"], len(last["revision"])) == (12, 16)
    assert edited("pinList")["revision"] is None


def test_a_list_is_a_node_and_stands_among_the_lists(tea, slug):
    id_ = tea.data("query ($slug: String!) { list(slug: $slug) { id } }", slug=slug)["list"]["id"]

    assert base64.b64decode(id_).decode() == f"SavedList:{slug}"
    query = "query ($id: ID!) { node(id: $id) { id __typename ... on SavedList { slug path } } }"
    node = tea.data(query, id=id_)["node"]
    assert node == {"id": id_, "__typename": "SavedList", "slug": slug, "path": f"/lists/{slug}"}
    assert slug in [one["slug"] for one in tea.data("{ lists(first: 100) { nodes { slug } } }")["lists"]["nodes"]]


def test_archived_lists_are_listed_only_if_asked(tea, slug):
    tea.edited("archiveList", slug=slug, version=1)

    plain, all_ = (
        [one["slug"] for one in tea.data(f"{{ lists(first: 100{more}) {{ nodes {{ slug }} }} }}")["lists"]["nodes"]]
        for more in ("", ", archived: true")
    )

    assert slug not in plain
    assert slug in all_


def test_a_stale_edit_is_told_with_both_versions(tea, slug):
    tea.edited("addToList", slug=slug, version=1, items=[{"ref": BOOK}])

    payload = tea.edit("removeFromList", slug=slug, version=1, items=[POURING], clientMutationId="c")

    assert payload["list"] is None
    assert [one["code"] for one in payload["userErrors"]] == ["CONFLICT"]
    assert keys(payload["conflict"]["current"]) == [STEEPING, POURING, BOOK]
    assert keys(payload["conflict"]["attempted"]) == [STEEPING]
    assert payload["conflict"]["attempted"]["__typename"] == "ListDraft"
    assert payload["clientMutationId"] == "c"
    assert kept(tea, slug)["version"] == 2


@pytest.mark.parametrize(
    ("name", "more", "code", "told"),
    [
        ("addToList", {"items": [{"ref": "coffee"}]}, "NOT_FOUND", "coffee"),
        ("addToList", {"items": [{"ref": "steeping"}]}, "NOT_FOUND", "page or paper or resource"),
        ("addToList", {"items": [{"ref": BOOK}, {"ref": "10.1234/tea"}]}, "BAD_USER_INPUT", "name the same"),
        ("addToList", {"items": [{"ref": STEEPING}]}, "BAD_USER_INPUT", "already on the list"),
        ("addToList", {"items": [{"ref": BOOK}], "at": 9}, "BAD_USER_INPUT", "place 9"),
        ("addToList", {"items": [{"ref": BOOK, "note": "x" * 4001}]}, "BAD_USER_INPUT", "note"),
        ("addToList", {"items": [{"ref": "x" * 501}]}, "BAD_USER_INPUT", "at most 500"),
        ("addToList", {"items": [{"ref": BOOK}] * 251}, "BAD_USER_INPUT", "at most 250"),
        ("removeFromList", {"items": [BOOK]}, "NOT_FOUND", "no item of the list"),
        ("removeFromList", {"items": ["#3"]}, "NOT_FOUND", "#3"),
        ("reorderList", {"items": [POURING]}, "BAD_USER_INPUT", "each item of the list once"),
        ("annotateListItem", {"item": BOOK, "note": ""}, "NOT_FOUND", BOOK),
        ("updateList", {"title": {}}, "BAD_USER_INPUT", "at least one language"),
        ("updateList", {"title": {"en": "x" * 301}}, "BAD_USER_INPUT", "title"),
        ("pinList", {"revision": "ffff"}, "NOT_FOUND", "no revision"),
        ("addToList", {"items": [{"ref": BOOK}], "idempotencyKey": ""}, "BAD_USER_INPUT", "from 1 to 200"),
    ],
)
def test_what_was_wrong_comes_as_data_and_changes_nothing(tea, slug, name, more, code, told):
    before = kept(tea, slug)

    payload = tea.edit(name, slug=slug, version=1, **more)

    assert payload["list"] is None
    assert [one["code"] for one in payload["userErrors"]] == [code]
    assert told in payload["userErrors"][0]["message"]
    assert kept(tea, slug) == before


def test_several_mistakes_are_told_at_once(tea, slug):
    payload = tea.edit("addToList", slug=slug, version=1, items=[{"ref": "coffee"}, {"ref": "milk"}])

    assert [one["code"] for one in payload["userErrors"]] == ["NOT_FOUND", "NOT_FOUND"]


@pytest.mark.parametrize("name", ["../../etc/passwd", "Tea", "tea.bib", "<script>", "tea'--", "x" * 81, "茶", ""])
def test_a_slug_that_no_address_could_hold_is_refused(tea, name):
    payload = tea.edit("createList", slug=name, title={"en": "Tea"})

    assert payload["userErrors"][0]["code"] == "BAD_USER_INPUT"
    assert payload["userErrors"][0]["message"].startswith("slug")


def test_two_lists_cannot_have_one_slug(tea, slug):
    payload = tea.edit("createList", slug=slug, title={"en": "Tea"})

    assert payload["userErrors"][0]["code"] == "CONFLICT"


def test_what_is_asked_again_under_its_key_is_done_once(tea, slug):
    asked = {"slug": slug, "version": 1, "items": [{"ref": BOOK}], "idempotencyKey": f"key-{slug}"}

    first, second = tea.edited("addToList", **asked), tea.edited("addToList", **asked, clientMutationId="again")

    assert first == second
    other = tea.edit("addToList", **asked | {"items": [{"ref": STEEP}]})
    assert [one["code"] for one in other["userErrors"]] == ["CONFLICT"]
    assert kept(tea, slug)["version"] == 2


def test_many_editors_over_http_lose_nothing(tea):
    tea.edited("createList", slug="busy", title={"en": "Busy"})
    refs = [STEEPING, POURING, BOOK, STEEP, GUIDE, f"{STEEP}/papers", "/docs/pour", "/docs/labs/lab-1"]

    def add(ref):
        while True:
            payload = tea.edit("addToList", slug="busy", version=kept(tea, "busy")["version"], items=[{"ref": ref}])
            if payload["list"]:
                return payload["list"]["version"]
            assert payload["userErrors"][0]["code"] == "CONFLICT"

    with ThreadPoolExecutor(8) as threads:
        versions = list(threads.map(add, refs))

    assert sorted(versions) == list(range(2, 10))
    assert len(kept(tea, "busy")["items"]) == 8


def test_several_edits_of_one_request_are_made_in_order(tea, slug):
    query = """mutation ($slug: String!) {
      a: archiveList(input: {slug: $slug, version: 1}) { list { version } }
      b: archiveList(input: {slug: $slug, version: 2, archived: false}) { list { version } } }"""

    assert tea.data(query, slug=slug) == {"a": {"list": {"version": 2}}, "b": {"list": {"version": 3}}}


def test_what_a_list_names_and_the_course_no_longer_has_is_told_as_gone(tea, slug):
    shelf = ListShelf(tea.store, clock=lambda: LATER)
    shelf.edit(
        slug,
        lambda saved: saved.model_copy(
            update={"items": (saved.items[0].model_copy(update={"key": "1999.99999"}), *saved.items[1:])}
        ),
        made_from=1,
        key=None,
        asked="",
    )

    found = tea.data("query ($s: String!) { list(slug: $s) { items { key gone node { id } } } }", s=slug)["list"]

    assert found["items"][0] == {"key": "1999.99999", "gone": True, "node": None}
    assert not found["items"][1]["gone"]
    assert keys(tea.edited("removeFromList", slug=slug, version=2, items=["1999.99999"])) == [POURING]


def test_a_service_without_a_store_keeps_no_lists(data, ask):
    assert "keeps no lists" in ask("{ lists { nodes { slug } } }")["errors"][0]["message"]
