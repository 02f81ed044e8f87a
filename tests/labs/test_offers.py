import json
import re
from itertools import pairwise
from pathlib import Path

import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.offered.loading import OFFERS, offers_in, shipped_offers
from labs.offered.offer_records import ParameterKind, ParameterSpec
from labs.offered.parameters import parameters_of, value_from_text, value_of
from labs.running.config import Config
from schema.errors import PackError, ParameterError
from schema.values import Text

ABOUT = Text(en="About")
SPECS = {
    "steps": ParameterSpec(name="steps", kind="int", low=1, high=500, about=ABOUT, values={}),
    "rate": ParameterSpec(name="rate", kind="float", low=-0.5, high=2.5, about=ABOUT, values={}),
    "masked": ParameterSpec(name="masked", kind="bool", about=ABOUT, values={}),
    "loss": ParameterSpec(name="loss", kind="choice", choices=("dpo", "simpo"), about=ABOUT, values={}),
    "ranks": ParameterSpec(name="ranks", kind="ints", low=1, high=64, most=3, about=ABOUT, values={}),
    "noise": ParameterSpec(name="noise", kind="floats", low=0, high=1, about=ABOUT, values={}),
    "parts": ParameterSpec(name="parts", kind="choices", choices=("a", "b"), about=ABOUT, values={}),
}
HARMFUL = st.sampled_from(
    [
        "; rm -rf /",
        "$(id)",
        "`id`",
        "--help",
        "-c",
        "a\0b",
        "../../etc/passwd",
        "/dev/null",
        "\ud800",
        "\x1b[2J",
        "1e309",
        "NaN",
        "-1",
        "0x10",
        "१",
        "1_000",
        "9" * 5_000,
        "__import__('os')",
        "${HOME}",
        "%s%n",
        '{"a": 1}',
    ]
)
ANYTHING = st.recursive(
    st.none() | st.booleans() | st.integers() | st.floats() | st.text() | HARMFUL,
    lambda inner: st.lists(inner, max_size=4) | st.dictionaries(st.text(), inner, max_size=2),
    max_leaves=6,
)


def is_fine(value, spec):
    """Say by the specification alone whether a value may reach a recipe."""
    if spec.kind.is_list:
        inner = spec.model_copy(update={"kind": ParameterKind(spec.kind.removesuffix("s"))})
        return type(value) is list and 1 <= len(value) <= spec.most and all(is_fine(one, inner) for one in value)
    if spec.kind == "bool":
        return type(value) is bool
    if spec.kind == "choice":
        return type(value) is str and value in spec.choices
    return type(value) is {"int": int, "float": float}[spec.kind] and spec.low <= value <= spec.high


@given(st.sampled_from(sorted(SPECS)), ANYTHING)
def test_whatever_is_given_for_a_parameter_is_refused_or_reaches_the_recipe_as_itself(name, value):
    try:
        taken = value_of(SPECS[name], value)
    except ParameterError as error:
        refused = error
    else:
        refused = None

    if refused is not None:
        assert refused.parameter == name
        assert len(str(refused)) < 300
        assert str(refused).isprintable()
        return
    assert is_fine(taken, SPECS[name])
    assert taken == (list(value) if SPECS[name].kind.is_list else value)
    assert json.loads(json.dumps(taken)) == taken


@given(st.sampled_from(sorted(SPECS)), st.text() | HARMFUL)
def test_whatever_is_typed_for_a_parameter_is_refused_or_of_its_kind_and_in_its_range(name, text):
    try:
        taken = value_from_text(SPECS[name], text)
    except ParameterError:
        return

    assert is_fine(taken, SPECS[name])


@pytest.mark.parametrize(
    ("name", "text", "value"),
    [
        ("steps", "500", 500),
        ("steps", "1", 1),
        ("rate", "-0.5", -0.5),
        ("rate", "2", 2.0),
        ("masked", "True", True),
        ("masked", "no", False),
        ("loss", " simpo ", "simpo"),
        ("ranks", "8,32", [8, 32]),
        ("noise", "0, 0.4,1", [0.0, 0.4, 1.0]),
        ("parts", "a,b", ["a", "b"]),
    ],
)
def test_what_is_typed_as_it_should_be_is_taken(name, text, value):
    taken = value_from_text(SPECS[name], text)

    assert taken == value
    assert is_fine(taken, SPECS[name])


@pytest.mark.parametrize(
    ("name", "value", "reason"),
    [
        ("steps", 0, "is from 1 to 500, not 0"),
        ("steps", 501, "is from 1 to 500, not 501"),
        ("steps", 1.5, "is a whole number, not 1.5"),
        ("steps", True, "is a number, not True"),
        ("rate", float("nan"), "is a number, not nan"),
        ("rate", 10**50, "is from -0.5 to 2.5, not a number of more than 40 digits"),
        ("loss", "DPO", "is one of dpo, simpo, not DPO"),
        ("masked", 1, "is true or false, not 1"),
        ("ranks", [], "has 1 to 3 members, not 0"),
        ("ranks", [1, 2, 3, 4], "has 1 to 3 members, not 4"),
        ("ranks", 8, "is a list, not 8"),
        ("noise", [0.5, 1.5], "is from 0 to 1, not 1.5"),
    ],
)
def test_what_is_out_of_range_is_refused_with_the_range(name, value, reason):
    with pytest.raises(ParameterError, match=re.escape(reason)):
        value_of(SPECS[name], value)


def test_all_that_is_wrong_with_parameters_is_told_at_once():
    offer = shipped_offers()["rehearsal"]

    with pytest.raises(ExceptionGroup) as refused:
        parameters_of(offer, "tiny", {"steps": 0, "milk": True, "pause_s": 0.5, "group": "many"})

    assert [error.parameter for error in refused.value.exceptions] == ["steps", "milk", "group"]
    assert "It has: steps, group, learning_rate, pause_s" in str(refused.value.exceptions[1])


def test_what_is_not_given_has_the_profiles_value():
    offer = shipped_offers()["rehearsal"]

    assert parameters_of(offer, "tiny", {"steps": 7}) == offer.values_of("tiny") | {"steps": 7}


@given(st.dictionaries(st.sampled_from(["a", "b"]), st.integers() | st.floats(allow_nan=False) | st.text()))
def test_what_a_recipe_is_given_survives_the_way_into_its_process_in_one_line(parameters):
    config = Config("id", "lab-1", "steep", "tiny", 1, parameters, {"cup": Path("/a b")}, Path("/run"))

    text = config.as_json()

    assert "\n" not in text
    assert Config.from_json(text) == config


def test_every_shipped_offer_can_be_read_and_its_recipe_is_there():
    offers = offers_in(OFFERS)

    assert {"rehearsal"} <= set(offers)
    for offer in offers.values():
        assert (OFFERS.parents[1] / "labs" / "recipes" / f"{offer.recipe}.py").is_file(), offer.lab
        for name, profile in offer.profiles.items():
            assert parameters_of(offer, name, {}) == offer.values_of(name)
            assert profile.about.languages == ("zh", "en"), (offer.lab, name)
        minutes = [one.minutes.likely for one in offer.profiles.values() if one.minutes]
        assert all(first < second for first, second in pairwise(minutes)), offer.lab
        for parameter in offer.parameters:
            assert set(parameter.sources) <= set(offer.profiles) | {"course"}, (offer.lab, parameter.name)


GOOD = {
    "lab": "lab-1",
    "recipe": "steep",
    "title": {"en": "Steep"},
    "profiles": {"tiny": {"about": {"en": "Small"}, "timeout_minutes": 1, "memory_mb": 64, "disk_mb": 8}},
    "parameters": [
        {"name": "heat", "kind": "int", "low": 1, "high": 9, "about": {"en": "Heat"}, "values": {"tiny": 5}}
    ],
}


@pytest.mark.parametrize(
    ("change", "told"),
    [
        ({"milk": 1}, "milk: Extra inputs are not permitted"),
        ({"recipe": "../steep"}, "recipe: String should match"),
        ({"recipe": "os.system"}, "recipe: String should match"),
        ({"profiles": {}}, "profiles: Dictionary should have at least 1 item"),
        (
            {"parameters": [GOOD["parameters"][0] | {"values": {"tiny": 10}}]},
            "heat.tiny: heat: is from 1 to 9",
        ),
        ({"parameters": [GOOD["parameters"][0] | {"values": {}}]}, "parameters.heat.tiny: the profile has no value"),
        ({"parameters": [GOOD["parameters"][0] | {"values": {"tiny": 5, "big": 5}}]}, "lab-1 has no profile big"),
        ({"parameters": GOOD["parameters"] * 2}, "the parameter heat stands twice"),
        ({"parameters": [GOOD["parameters"][0] | {"high": None}]}, "heat needs low and high"),
        ({"parameters": [GOOD["parameters"][0] | {"kind": "choice"}]}, "heat is a choice without choices"),
    ],
    ids=lambda one: one if isinstance(one, str) else "",
)
def test_an_offer_that_makes_no_sense_is_refused_with_its_place(tmp_path, change, told):
    (tmp_path / "a.yaml").write_text(json.dumps(GOOD))
    (tmp_path / "b.yaml").write_text(json.dumps(GOOD | {"lab": "lab-1"} | change))

    with pytest.raises(ExceptionGroup) as refused:
        offers_in(tmp_path)

    assert any(told in str(error) and str(error).startswith("b.yaml") for error in refused.value.exceptions)
    assert all(isinstance(error, PackError) for error in refused.value.exceptions)


def test_a_file_that_is_no_yaml_and_two_for_one_lab_are_told_together(tmp_path):
    for name in ("a", "b"):
        (tmp_path / f"{name}.yaml").write_text(json.dumps(GOOD))
    (tmp_path / "c.yaml").write_text("a: [")

    with pytest.raises(ExceptionGroup) as refused:
        offers_in(tmp_path)

    assert [str(error).partition(":")[0] for error in refused.value.exceptions] == ["b.yaml", "c.yaml"]
