import base64
import json
from random import Random

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.flight.page_html import payload_in
from schema.errors import PayloadError


def script(argument):
    """A push as Next.js writes it: JSON that cannot end the script tag it stands in."""
    text = json.dumps(argument, ensure_ascii=False).replace("<", "\\u003c").replace(">", "\\u003e")
    return f"<script>self.__next_f.push({text})</script>"


def page(*scripts):
    begin = "<script>(self.__next_f=self.__next_f||[]).push([0])</script>"
    return ("<!DOCTYPE html><html><body><p>茶</p>" + begin + "".join(scripts) + "</body></html>").encode()


@given(st.text(min_size=1, max_size=80), st.integers(0, 9))
def test_the_pieces_in_order_are_the_payload(text, seed):
    cuts = sorted(Random(seed).choices(range(len(text) + 1), k=3))
    pieces = [text[start:end] for start, end in zip([0, *cuts], [*cuts, len(text)], strict=True)]

    found = payload_in(page(*(script([1, piece]) for piece in pieces)), source="tea")

    assert found == text.encode()


def test_a_cut_through_a_surrogate_pair_is_mended():
    html = page(
        r'<script>self.__next_f.push([1,"\ud83c"])</script>', r'<script>self.__next_f.push([1,"\udf75"])</script>'
    )

    assert payload_in(html, source="tea") == "🍵".encode()


def test_binary_pieces_and_form_state_are_understood():
    binary = base64.b64encode(b"0:T3,\xe8\x8c\xb6").decode()
    html = page(script([2, None]), script([3, binary]), script([1, "1:null\n"]))

    assert payload_in(html, source="tea") == b"0:T3,\xe8\x8c\xb61:null\n"


def test_a_script_tag_may_have_a_nonce():
    html = b'<script nonce="abc" id="x">self.__next_f.push([1,"0:null\\n"])</script>'

    assert payload_in(html, source="tea") == b"0:null\n"


def test_a_push_that_is_only_shown_is_not_read():
    shown = "<pre>self.__next_f.push([1,&quot;9:null&quot;])</pre>"
    html = page(shown, script([1, "0:\"self.__next_f.push([1,'x'])\"\n"]))

    assert payload_in(html, source="tea") == b"0:\"self.__next_f.push([1,'x'])\"\n"


@pytest.mark.parametrize(
    ("html", "message"),
    [
        pytest.param(b"", "carries no flight payload", id="empty"),
        pytest.param(b"<html><body>tea</body></html>", "carries no flight payload", id="another page"),
        pytest.param(page(), "carries no flight payload", id="begun only"),
        pytest.param(b'<script>self.__next_f.push([1,"0:nu', "no JSON array", id="cut short"),
        pytest.param(b"<script>self.__next_f.push(alert(1))</script>", "no JSON array", id="code"),
        pytest.param(b'<script>self.__next_f.push([1,"\\q"])</script>', "cannot be read", id="no JSON"),
        pytest.param(b'<script>self.__next_f.push([1,"\xff"])</script>', "cannot be read", id="no UTF-8"),
        pytest.param(b"<script>self.__next_f.push([1])</script>", "is no text", id="nothing pushed"),
        pytest.param(b'<script>self.__next_f.push([3,"?"])</script>', "no base64", id="no base64"),
        pytest.param(b'<script>self.__next_f.push([1,"\\ud83c"])</script>', "half of a surrogate", id="half a pair"),
    ],
)
def test_a_page_without_a_sound_payload_is_told_with_a_remedy(html, message):
    with pytest.raises(PayloadError, match=message) as caught:
        payload_in(html, source="tea/index.html")

    assert caught.value.place.source == "tea/index.html"
    assert caught.value.remedy
