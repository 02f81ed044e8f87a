import json

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.flight.budget import Budget
from ingest.flight.rows import MEASURED, Row, RowDecoder, rows_of
from schema.errors import PayloadError, PayloadLimitError

TAGS = st.sampled_from(["", "I", "HL", "E", "D", "W", *sorted(MEASURED)])
BODIES = st.binary(max_size=30)
VALUES = st.text(max_size=8) | st.lists(st.integers(0, 9) | st.none(), max_size=3)
IDS = st.integers(0, 0xFFFF).map("{:x}".format)


@st.composite
def payloads(draw):
    """Rows of all kinds, and the payload they are written as."""
    rows, payload = [], b""
    for tag, name in draw(st.lists(st.tuples(TAGS, IDS), max_size=6)):
        name = "" if tag == "HL" else name
        if tag in MEASURED:
            body = draw(BODIES)
            written = f"{name}:{tag}{len(body):x},".encode() + body
        else:
            body = json.dumps(draw(VALUES), ensure_ascii=False).encode()
            written = f"{name}:{tag}".encode() + body + b"\n"
        rows.append(Row(name, tag, body, len(payload)))
        payload += written
    return rows, payload


@given(payloads())
def test_a_payload_gives_the_rows_it_was_written_from(made):
    rows, payload = made

    assert list(rows_of(payload, source="tea")) == rows


@given(payloads(), st.lists(st.integers(1, 9), min_size=1))
def test_any_cut_into_chunks_gives_the_same_rows(made, sizes):
    rows, payload = made
    decoder, found = RowDecoder(), []

    turn = 0
    while payload:
        size = sizes[turn % len(sizes)]
        found += decoder.feed(payload[:size])
        payload, turn = payload[size:], turn + 1
    found += decoder.close()

    assert found == rows


def test_a_text_row_counts_bytes_and_may_hold_newlines_and_colons():
    text = '茶:\n1:"壶"\n'
    payload = b'0:"$1"\n1:T%x,' % len(text.encode()) + text.encode() + b"2:null\n"

    assert [(row.id, row.tag, row.body) for row in rows_of(payload, source="tea")] == [
        ("0", "", b'"$1"'),
        ("1", "T", text.encode()),
        ("2", "", b"null"),
    ]


def test_a_hint_has_no_id():
    (row,) = rows_of(b':HL["/kettle.css","style"]\n', source="tea")

    assert row == Row("", "HL", b'["/kettle.css","style"]', 0)


def test_an_unknown_tag_is_kept():
    (row,) = rows_of(b"5:Z{}\n", source="tea")

    assert row == Row("5", "Z", b"{}", 0)


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        pytest.param(b'0:"tea"', "row 0, byte 0: the payload is cut short", id="json row without end"),
        pytest.param(b'0:"tea"\n1a:T9,short', "row 1a, byte 8: the payload is cut short", id="length beyond the end"),
        pytest.param(b"1:T3", "byte 0: the payload is cut short", id="inside a length"),
        pytest.param(b"1f", "byte 0: the payload is cut short", id="inside an id"),
        pytest.param(b'1:T3,teapot0:"tea"\n', "byte 8: no row begins here but b'pot0", id="length too small"),
        pytest.param(b"0:null\n\n1:null\n", "byte 7: no row begins here", id="empty line"),
        pytest.param(b"1:Tzz,tea", "byte 0: no row begins here", id="length that is no number"),
        pytest.param(b"0A:null\n", "byte 0: no row begins here", id="id that is no number"),
        pytest.param(b"0" * 17 + b":null\n", "byte 0: no row begins here", id="id too long"),
        pytest.param(b"\xef\xbb\xbf0:null\n", "byte 0: no row begins here", id="byte order mark"),
        pytest.param(b"<!DOCTYPE html>", "byte 0: no row begins here", id="no payload at all"),
    ],
)
def test_what_is_no_row_is_told_with_its_place_and_a_remedy(payload, message):
    with pytest.raises(PayloadError) as caught:
        rows_of(payload, source="tea/index.txt")

    assert message in str(caught.value)
    assert "Fetch the page again" in caught.value.remedy


def test_more_rows_than_a_page_may_have_are_refused():
    with pytest.raises(PayloadLimitError, match="more than 3 rows"):
        rows_of(b":H\n" * 4, source="tea", budget=Budget(rows=3))


def test_more_bytes_than_a_page_may_have_are_refused_in_any_chunks():
    decoder = RowDecoder(budget=Budget(payload_bytes=8))
    decoder.feed(b"0:null\n")

    with pytest.raises(PayloadLimitError, match="more than 8 payload bytes"):
        decoder.feed(b"1:")
