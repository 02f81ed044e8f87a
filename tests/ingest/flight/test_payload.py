import json
import math
from datetime import UTC, datetime

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.flight.budget import Budget
from ingest.flight.payload import payload_of, walk
from ingest.flight.values import UNDEFINED, ClientReference, Collection, Element, Opaque, Symbol
from schema.errors import PayloadCycleError, PayloadError, PayloadLimitError


def written(rows):
    """A payload of JSON rows, given as values, and of rows written out, given as bytes with their tag."""
    return b"".join(
        f"{name}:".encode() + (value if isinstance(value, bytes) else json.dumps(value).encode()) + b"\n"
        for name, value in rows.items()
    )


def read(rows, **limits):
    return payload_of(written(rows), source="tea", budget=Budget(**limits))


def root(value, **rows):
    return read({"0": value, **rows}).root


def test_an_element_keeps_its_tag_key_properties_and_row():
    found = read({"0": "$L1a", "1a": ["$", "p", "k", {"id": "pot", "children": 0.00005}]}).root

    assert found == Element("p", False, "k", {"id": "pot", "children": 0.00005})
    assert found.row == "1a"


def test_a_component_is_named_by_its_export():
    found = root(["$", "$L2", None, {}], **{"2": b'I[77,["chunk"],"TreeContextProvider"]'})

    assert (found.type, found.component) == ("TreeContextProvider", True)


def test_a_reference_to_a_component_is_the_component():
    assert root(["$2"], **{"2": b'I["m7",[],"default",1]'}) == [ClientReference("m7", "default")]


def test_a_fragment_is_named_by_its_symbol():
    found = root(["$", "$1", "c", {}], **{"1": "$Sreact.fragment"})

    assert (found.type, found.component) == ("react.fragment", False)


@pytest.mark.parametrize(
    ("text", "value"),
    [
        ("$undefined", UNDEFINED),
        ("$Infinity", math.inf),
        ("$-Infinity", -math.inf),
        ("$-0", 0.0),
        ("$n-12345678901234567890", -12345678901234567890),
        ("$D2026-03-11T08:00:00.000Z", datetime(2026, 3, 11, 8, tzinfo=UTC)),
        ("$Sreact.suspense", Symbol("react.suspense")),
        ("$$5 a pot", "$5 a pot"),
        ("$$", "$"),
        ("$h1f", Opaque("$h", "0", "1f")),
        ("$F1f", Opaque("$F", "0", "1f")),
        ("$T", Opaque("$T", "0", "")),
        ("$E(() => boil())", Opaque("$E", "0", "(() => boil())")),
        ("$Y", Opaque("$Y", "", "")),
        ("$@", Opaque("$@", "", "")),
    ],
)
def test_a_string_with_a_dollar_stands_for_a_value(text, value):
    assert root([text]) == [value]


def test_nan_is_read():
    (found,) = root(["$NaN"])

    assert math.isnan(found)


@pytest.mark.parametrize("prefix", ["$", "$L", "$@", "$w"])
def test_a_reference_is_the_rows_own_object(prefix):
    payload = read({"0": [f"{prefix}a", f"{prefix}a"], "a": {"pot": 1}})

    assert payload.root[0] is payload.root[1] is payload.rows["a"]


@pytest.mark.parametrize(("prefix", "kind"), [("$Q", "map"), ("$W", "set"), ("$K", "form"), ("$i", "iterator")])
def test_a_collection_holds_the_members_of_the_row_it_refers_to(prefix, kind):
    assert root([f"{prefix}a"], a=["oolong", "$b"], b=["sencha"]) == [Collection(kind, ["oolong", ["sencha"]])]


@pytest.mark.parametrize(
    "path",
    ["1:metadata:1:props:children", "1:metadata:1:3:children", "1:again:props:children", "2:metadata:1:props:children"],
)
def test_a_path_leads_through_objects_lists_elements_and_references(path):
    rows = {"1": {"metadata": [None, "$L3"], "again": "$3"}, "2": "$1", "3": ["$", "title", None, {"children": "Tea"}]}

    assert root([f"${path}"], **rows) == ["Tea"]


def test_a_path_may_lead_back_into_its_own_row():
    found = root([{"pot": ["clay"]}, "$0:0:pot"])

    assert found[1] is found[0]["pot"]


def test_a_row_may_be_nothing_but_a_path():
    payload = read({"0": ["$27"], "27": "$22:metadata", "22": {"metadata": ["clay"]}})

    assert payload.root == [["clay"]]
    assert payload.rows["27"] == ["clay"]


def test_the_properties_of_an_element_may_be_a_reference():
    found = root([["$", "p", None, "$1"], ["$", "p", None, "$2:pot"]], **{"1": {"id": "a"}, "2": {"pot": {"id": "b"}}})

    assert found == [Element("p", False, None, {"id": "a"}), Element("p", False, None, {"id": "b"})]


def test_the_type_of_an_element_may_come_after_a_detour():
    rows = {"1": "$2", "2": b'I[1,[],"Tabs"]', "3": {"kinds": ["$2"]}}

    found = root([["$", "$1", None, {}], ["$", "$3:kinds:0", None, {}]], **rows)

    assert [(element.type, element.component) for element in found] == [("Tabs", True), ("Tabs", True)]


def test_text_rows_are_text_whatever_they_begin_with():
    payload = payload_of('1:T7,$L2 茶0:["$1"]\n'.encode(), source="tea")

    assert payload.root == ["$L2 茶"]


def test_the_keys_of_objects_are_never_references():
    assert root({"$id": "$$ref", "$ref": {"file": "pot.mdx"}}) == {"$id": "$ref", "$ref": {"file": "pot.mdx"}}


def test_what_the_debugger_adds_to_an_element_is_left_out():
    found = root(["$", "p", None, {"children": "tea"}, "$5", [["brew", "pot.js", 1]], 1])

    assert found == Element("p", False, None, {"children": "tea"})


def test_rows_about_other_rows_are_no_values():
    rows = written({"0": ["tea"]}) + b'0:D{"name":"Pot"}\n:HL["a"]\n:N1\n:W["log"]\n1:R\n1:"steam"\n1:C\n'

    payload = payload_of(rows, source="tea")

    assert payload.root == ["tea"]
    assert payload.problems == ()


def test_binary_rows_are_kept_unread():
    payload = payload_of(b'1:A3,\x00\xff\n0:["$1"]\n', source="tea")

    assert payload.root == [Opaque("A", "1", "\x00\ufffd\n")]


def test_the_build_is_told_where_the_root_names_it():
    assert read({"0": {"b": "green-tea-1"}}).build == "green-tea-1"
    assert read({"0": {}}).build is None


@pytest.mark.parametrize(
    ("rows", "code", "row"),
    [
        pytest.param({"0": ["$L9"]}, "dangling-reference", "0", id="no such row"),
        pytest.param({"0": ["$0:pot"]}, "dangling-reference", "0", id="no such property"),
        pytest.param({"0": ["$W1"], "1": {"a": 1}}, "dangling-reference", "0", id="set of no list"),
        pytest.param({"0": ["$pot"]}, "unknown-reference", "0", id="no reference"),
        pytest.param({"0": ["$Dnoon"]}, "unreadable-value", "0", id="no date"),
        pytest.param({"0": ["$n" + "9" * 5000]}, "unreadable-value", "0", id="number too long"),
        pytest.param({"0": [["$", "p"]]}, "malformed-element", "0", id="element cut short"),
        pytest.param({"0": [["$", "p", None, 5]]}, "malformed-element", "0", id="properties that are none"),
        pytest.param({"0": [["$", "$1", None, {}]], "1": 5}, "malformed-element", "0", id="type that is none"),
        pytest.param({"0": [], "a": b'I{"no":1}'}, "malformed-module", "a", id="module without a name"),
        pytest.param({"0": [], "a": b'E{"digest":"1"}'}, "server-error", "a", id="error on the server"),
    ],
)
def test_what_is_odd_is_told_and_the_rest_stands(rows, code, row):
    payload = read({**rows, "f": "tea"})

    assert [(problem.code, problem.place.row) for problem in payload.problems] == [(code, row)]
    assert payload.rows["f"] == "tea"


def test_the_first_of_two_rows_of_one_id_counts():
    payload = payload_of(b'0:["$1"]\n1:"green"\n1:"black"\n01:"green"\n', source="tea")

    assert payload.root == ["green"]
    assert [problem.code for problem in payload.problems] == ["duplicate-row"]


def test_half_a_surrogate_pair_is_replaced_and_told():
    payload = payload_of(rb'0:["a cut \ud83c","whole \ud83c\udf75","\\ud83c"]' + b"\n", source="tea")

    assert payload.root == ["a cut \ufffd", "whole 🍵", r"\ud83c"]
    assert [problem.code for problem in payload.problems] == ["lone-surrogate"]


@pytest.mark.parametrize(
    ("payload", "message"),
    [
        pytest.param(b"1:null\n", "row 0: there is no root row", id="no root"),
        pytest.param(b"", "row 0: there is no root row", id="empty"),
        pytest.param(b'0:["\xff"]\n', "byte 4: the row is not valid UTF-8", id="json that is no UTF-8"),
        pytest.param(b"0:T4,tea\xff", "byte 8: the row is not valid UTF-8", id="text that is no UTF-8"),
        pytest.param(b'0:[]\n:["tea"]\n', r"row \(no id\), byte 5: the row has no id", id="no id"),
        pytest.param(b"0:[1,NaN]\n", "row 0, byte 5: the row is no JSON", id="NaN"),
        pytest.param(b"0:1e999\n", "the row is no JSON", id="a number beyond all"),
        pytest.param(b"0:[1\n", "the row is no JSON", id="an open list"),
        pytest.param(b"0:\n", "the row is no JSON", id="an empty row"),
        pytest.param(b"0:[]\n2:I[\n", "row 2, byte 9: the row is no JSON", id="a module that is no JSON"),
    ],
)
def test_what_breaks_the_format_is_an_error(payload, message):
    with pytest.raises(PayloadError, match=message) as caught:
        payload_of(payload, source="tea")

    assert caught.value.remedy


@pytest.mark.parametrize(
    ("rows", "loop"),
    [
        pytest.param({"0": ["$L0"]}, ("0", "0"), id="row in itself"),
        pytest.param({"0": {"a": ["$L1"]}, "1": {"b": ["$@0"]}}, ("0", "1", "0"), id="two rows"),
        pytest.param({"0": "$1", "1": "$0"}, ("1", "0", "1"), id="nothing but references"),
        pytest.param({"0": ["$0:0"]}, ("0", "0"), id="path to itself"),
        pytest.param({"0": {"a": {"b": "$0:a"}}}, ("0", "0"), id="path to what holds it"),
        pytest.param({"0": [["$", "p", None, "$0:0:props"]]}, ("0", "0"), id="properties of itself"),
        pytest.param({"0": ["$W0"]}, ("0", "0"), id="set in itself"),
    ],
)
def test_references_in_a_circle_are_refused_with_their_rows(rows, loop):
    with pytest.raises(PayloadCycleError) as caught:
        read(rows)

    assert caught.value.rows == loop


def test_a_long_circle_is_told_in_short():
    rows = {f"{index:x}": [f"$L{(index + 1) % 5000:x}"] for index in range(5000)}

    with pytest.raises(PayloadCycleError) as caught:
        read(rows)

    assert len(caught.value.rows) < 30


def test_a_document_may_be_as_deep_as_the_budget_and_no_deeper():
    deep = json.loads("[" * 8 + "]" * 8)

    assert list(walk(root(deep)))[-1][0] == "[0]" * 7
    with pytest.raises(PayloadLimitError, match="more than 7 depth"):
        read({"0": deep}, depth=7)


def test_depth_counts_through_references():
    rows = {f"{index:x}": [f"$L{index + 1:x}"] for index in range(300)} | {"12c": []}

    with pytest.raises(PayloadLimitError, match="more than 256 depth"):
        read(rows)


@st.composite
def documents(draw):
    """Rows that refer to rows after them, so that there is no circle."""
    count = draw(st.integers(1, 5))
    rows = {}
    for index in range(count):
        ahead = [f"{prefix}{later:x}" for later in range(index + 1, count) for prefix in ("$", "$L", "$@")]
        leaf = st.sampled_from([*ahead, "tea", 1, 0.5, None, True, "$undefined"])
        element = st.builds(
            lambda tag, child: ["$", tag, None, {"children": child}], st.sampled_from(["p", "li"]), leaf
        )
        rows[f"{index:x}"] = draw(
            st.recursive(
                leaf | element,
                lambda inner: st.lists(inner, max_size=3) | st.dictionaries(st.sampled_from("ab"), inner),
                max_leaves=6,
            )
        )
    return rows


def expanded(value, rows):
    """What a value stands for, worked out by plain recursion."""
    if isinstance(value, str) and value.startswith("$"):
        return UNDEFINED if value == "$undefined" else expanded(rows[value.lstrip("$L@")], rows)
    if isinstance(value, list) and value[:1] == ["$"]:
        return Element(value[1], False, value[2], expanded(value[3], rows))
    if isinstance(value, list):
        return [expanded(each, rows) for each in value]
    if isinstance(value, dict):
        return {key: expanded(each, rows) for key, each in value.items()}
    return value


@given(documents())
def test_a_document_is_what_plain_recursion_makes_of_it(rows):
    assert read(rows).root == expanded(rows["0"], rows)


@given(documents(), st.randoms(use_true_random=False))
def test_any_order_of_rows_gives_the_same_document(rows, random):
    names = list(rows)
    random.shuffle(names)

    shuffled = read({name: rows[name] for name in names})

    assert (shuffled.root, shuffled.rows, shuffled.problems) == (read(rows).root, read(rows).rows, read(rows).problems)


@given(documents())
def test_the_budget_counts_exactly_what_a_walk_meets(rows):
    payload = read(rows)
    nodes = max(sum(1 for _ in walk(value)) for value in payload.rows.values())
    written_out = sum(sum(1 for _ in walk(value)) for value in rows.values())

    read(rows, expanded_nodes=max(nodes, written_out))
    if nodes > written_out and nodes > 1:
        with pytest.raises(PayloadLimitError):
            read(rows, expanded_nodes=nodes - 1)


def test_a_walk_is_in_document_order_and_meets_shared_parts_each_time():
    found = root({"b": "$1", "a": ["$", "p", None, {"children": ["tea", "$1"]}]}, **{"1": ["pot"]})

    assert [(path, value) for path, value in walk(found) if isinstance(value, str)] == [
        ("b[0]", "pot"),
        ("a.children[0]", "tea"),
        ("a.children[1][0]", "pot"),
    ]


def test_a_walk_goes_into_collections():
    assert [path for path, _ in walk(root(["$W1"], **{"1": ["green", "black"]}))] == ["", "[0]", "[0][0]", "[0][1]"]
