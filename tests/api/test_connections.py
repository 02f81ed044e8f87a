"""Long lists, a page at a time."""

import base64
from typing import Any

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from api.connections import Connection, Window, connection_of
from schema.errors import InputError

PAGE = st.integers(min_value=1, max_value=7)
COUNT = st.integers(min_value=0, max_value=30)


def part_of(items: list[str], **window: Any) -> Connection[str]:
    return connection_of(items, Window(**window), key=str, shown=str)


@given(COUNT, PAGE)
@settings(deadline=None)
def test_pages_forwards_make_the_whole_list(count, size):
    items, seen, after = [f"cup-{n}" for n in range(count)], [], None

    for _ in range(count + 1):
        part = part_of(items, first=size, after=after)
        seen += part.nodes
        after = part.page_info.end_cursor
        assert part.total_count == count
        assert part.page_info.has_next_page == (len(seen) < count)
        if not part.page_info.has_next_page:
            break

    assert seen == items


@given(COUNT, PAGE)
@settings(deadline=None)
def test_pages_backwards_make_the_whole_list(count, size):
    items, seen, before = [f"cup-{n}" for n in range(count)], [], None

    for _ in range(count + 1):
        part = part_of(items, last=size, before=before)
        seen = part.nodes + seen
        before = part.page_info.start_cursor
        assert part.page_info.has_previous_page == (len(seen) < count)
        if not part.page_info.has_previous_page:
            break

    assert seen == items


@given(st.data())
@settings(deadline=None)
def test_any_window_is_the_slice_that_relay_defines(data):
    items = [f"cup-{n}" for n in range(data.draw(COUNT))]
    cursors = [edge.cursor for edge in part_of(items, first=100).edges]
    some = st.none() | st.sampled_from(range(len(items))) if items else st.none()
    after, before = data.draw(some), data.draw(some)
    first, last = data.draw(st.none() | st.integers(0, 10)), data.draw(st.none() | st.integers(0, 10))

    part = part_of(
        items,
        first=first,
        last=last,
        after=None if after is None else cursors[after],
        before=None if before is None else cursors[before],
    )

    expected = list(enumerate(items))
    expected = [one for one in expected if (after is None or one[0] > after) and (before is None or one[0] < before)]
    if first is None and last is None:
        expected = expected[:20]
    if first is not None:
        expected = expected[:first]
    if last is not None:
        expected = expected[len(expected) - min(last, len(expected)) :]
    assert part.nodes == [item for _, item in expected]
    assert [edge.node for edge in part.edges] == part.nodes
    if expected:
        assert part.page_info.has_previous_page == (expected[0][0] > 0)
        assert part.page_info.has_next_page == (expected[-1][0] < len(items) - 1)


def test_items_added_between_two_pages_are_neither_missed_nor_repeated():
    before, after = ["b", "d", "f", "h"], ["a", "b", "c", "d", "e", "f", "g", "h"]
    part = part_of(before, first=2)

    rest = part_of(after, first=10, after=part.page_info.end_cursor)

    assert part.nodes == ["b", "d"]
    assert rest.nodes == ["e", "f", "g", "h"]


@pytest.mark.parametrize("name", ["first", "last"])
def test_a_page_has_at_most_100_items(name):
    items = [str(n) for n in range(200)]

    assert len(part_of(items, **{name: 100}).nodes) == 100
    with pytest.raises(InputError, match="from 0 to 100"):
        part_of(items, **{name: 101})
    with pytest.raises(InputError, match="from 0 to 100"):
        part_of(items, **{name: -1})


def test_20_items_come_unasked():
    assert len(part_of([str(n) for n in range(200)]).nodes) == 20


@pytest.mark.parametrize(
    "cursor",
    [
        pytest.param("", id="empty"),
        pytest.param("!!", id="no base64"),
        pytest.param("é", id="not ASCII"),
        pytest.param(base64.b64encode(b"\xff").decode(), id="no text"),
        pytest.param(base64.b64encode(b"leaf").decode(), id="no prefix"),
        pytest.param(base64.b64encode(b"cursor:coffee").decode(), id="not in this list"),
    ],
)
@pytest.mark.parametrize("argument", ["after", "before"])
def test_a_bad_cursor_is_refused(ask, argument, cursor):
    query = f"query ($cursor: String) {{ concepts({argument}: $cursor) {{ nodes {{ slug }} }} }}"

    answer = ask(query, cursor=cursor)

    assert answer["data"] is None
    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert argument in answer["errors"][0]["message"]


def test_too_long_a_page_is_refused_with_the_limit(ask):
    answer = ask("{ concepts(first: 101) { nodes { slug } } }")

    assert answer["errors"][0]["extensions"]["code"] == "BAD_USER_INPUT"
    assert "100" in answer["errors"][0]["message"]


@pytest.mark.parametrize("field", ["concepts", "papers", "labs", "courses", "audit", 'search(text: "steeping"'])
def test_every_list_can_be_walked(data, field):
    call = f"{field}, " if "(" in field else f"{field}("
    query = (
        f"query ($a: String) {{ list: {call}first: 1, after: $a) {{ edges {{ cursor }} pageInfo {{ hasNextPage }}}}}}"
    )
    total = data(f"{{ list: {call}first: 100) {{ totalCount }} }}")["list"]["totalCount"]
    seen: list[str] = []

    while True:
        part = data(query, a=seen[-1] if seen else None)["list"]
        seen += [edge["cursor"] for edge in part["edges"]]
        if not part["pageInfo"]["hasNextPage"]:
            break

    assert len(seen) == len(set(seen)) == total > 0
