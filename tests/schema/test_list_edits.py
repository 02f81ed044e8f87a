import pytest

from schema.errors import InputError, NotFoundError
from schema.list_edits import annotated, changed, in_order, made_list, moved, with_items, with_notes, without_items
from schema.saved_list_records import MOST_ITEMS, ListItem, ListItemKind
from schema.values import Text
from tests.schema.teapots import NOON

PAPER = ListItemKind.PAPER


def item(key, note=""):
    return ListItem(kind=PAPER, key=key, note=note)


def a_list(*keys, **more):
    fields = {"slug": "tea", "title": Text(en="Tea"), "course": "teapots", "created": NOON, "updated": NOON, **more}
    return made_list(items=tuple(item(key) for key in keys), **fields)


def keys(saved):
    return [one.key for one in saved.items]


def test_more_items_stand_behind_all_others_or_where_they_are_put():
    assert keys(with_items(a_list("a", "b"), [item("c"), item("d")])) == ["a", "b", "c", "d"]
    assert keys(with_items(a_list("a", "b"), [item("c"), item("d")], at=2)) == ["a", "c", "d", "b"]
    assert keys(with_items(a_list(), [item("c")], at=1)) == ["c"]


@pytest.mark.parametrize("place", [0, -1, 4, 10**9])
def test_a_place_that_is_none_is_refused(place):
    with pytest.raises(InputError, match=rf"place {place} is none of the list 'tea': it has 3"):
        with_items(a_list("a", "b"), [item("c")], at=place)


def test_nothing_stands_on_a_list_twice():
    with pytest.raises(InputError, match=r"already on the list 'tea': b \(at 2\)"):
        with_items(a_list("a", "b"), [item("c"), item("b")])
    with pytest.raises(InputError, match="twice"):
        with_items(a_list("a"), [item("b"), item("b")])


def test_items_leave():
    assert keys(without_items(a_list("a", "b", "c"), [(PAPER, "a"), (PAPER, "c")])) == ["b"]
    with pytest.raises(NotFoundError, match="no item of the list 'tea' goes by 'd'") as told:
        without_items(a_list("a", "b"), [(PAPER, "a"), (PAPER, "d")])
    assert told.value.candidates == ("a", "b")


def test_the_same_key_of_another_kind_is_another_item():
    with pytest.raises(NotFoundError):
        without_items(a_list("a"), [(ListItemKind.PAGE, "a")])


def test_an_order_names_each_item_once():
    order = [(PAPER, key) for key in "cab"]

    assert keys(in_order(a_list("a", "b", "c"), order)) == ["c", "a", "b"]
    for wrong in (order[:2], [*order, order[0]], [order[0], order[0], order[1]]):
        with pytest.raises(InputError, match="names each item of the list once"):
            in_order(a_list("a", "b", "c"), wrong)


@pytest.mark.parametrize(("to", "after"), [(1, "bac"), (2, "abc"), (3, "acb")])
def test_an_item_moves_to_a_place_and_the_others_keep_their_order(to, after):
    assert "".join(keys(moved(a_list("a", "b", "c"), (PAPER, "b"), to=to))) == after


def test_a_note_comes_and_goes():
    noted = annotated(a_list("a", "b"), (PAPER, "b"), "先读引言")

    assert [one.note for one in noted.items] == ["", "先读引言"]
    assert annotated(noted, (PAPER, "b"), "") == a_list("a", "b")


@pytest.mark.parametrize("note", ["x" * 4001, "a\x00", "\x1b[2J", "\ud800"])
def test_a_note_that_no_page_could_show_is_refused(note):
    with pytest.raises(InputError, match="note"):
        annotated(a_list("a"), (PAPER, "a"), note)
    with pytest.raises(InputError, match="note"):
        with_notes([item("a")], [note])


@pytest.mark.parametrize(
    "fields",
    [
        {"slug": ""},
        {"slug": "A"},
        {"slug": "../etc"},
        {"slug": "a.bib"},
        {"slug": "a/b"},
        {"slug": "a--b"},
        {"slug": "茶"},
        {"slug": "a\n"},
        {"slug": "x" * 81},
        {"title": Text(en="x" * 301)},
        {"description": Text(zh="x" * 4001)},
        {"language": "fr"},
        {"revision": "HEAD"},
        {"course": "Tea House"},
        {"version": 0},
        {"milk": True},
    ],
    ids=lambda fields: f"{next(iter(fields))} {str(next(iter(fields.values())))[:12]!r}",
)
def test_a_list_that_cannot_be_is_refused_with_the_field(fields):
    with pytest.raises(InputError, match=next(iter(fields))):
        a_list(**fields)


def test_all_that_is_wrong_with_a_list_is_told_at_once():
    with pytest.raises(InputError, match=r"slug: .*; language: "):
        a_list(slug="A B", language="fr")


def test_a_list_has_its_limit():
    full = a_list(*(str(number) for number in range(MOST_ITEMS)))

    with pytest.raises(InputError, match="500"):
        with_items(full, [item("one-more")])


def test_an_edit_leaves_the_list_it_was_made_from_alone():
    before = a_list("a", "b")

    changed(before, title=Text(en="Other"))
    without_items(before, [(PAPER, "a")])

    assert before == a_list("a", "b")
