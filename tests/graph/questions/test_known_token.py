"""Tokens: a set of nodes as one word."""

import random
import re

import pytest

from graph.nodes import NodeKind
from graph.questions.known_token import LONGEST_TOKEN, MOST_KNOWN, identities_in, is_token, token_of
from schema.errors import KnownTokenError

MIXED = (
    (NodeKind.CONCEPT, "green-tea"),
    (NodeKind.CONCEPT, "green-tea-powder"),
    (NodeKind.LAB, "teahouse/lab-1"),
    (NodeKind.LECTURE, "teahouse/2"),
    (NodeKind.PAGE, "teahouse/docs/第一课"),
    (NodeKind.PAPER, "2301.00001"),
)


def test_a_token_gives_back_what_it_was_made_of():
    assert identities_in(token_of(MIXED)) == MIXED


def test_the_same_set_is_the_same_token_in_any_order_and_however_often_something_is_named():
    assert token_of(reversed(MIXED)) == token_of([*MIXED, *MIXED]) == token_of(MIXED)


def test_a_token_holds_nothing_that_an_address_would_have_to_escape():
    assert re.fullmatch(r"[A-Za-z0-9._-]+", token_of(MIXED))


def test_nothing_known_has_a_token_too():
    assert identities_in(token_of([])) == ()


def test_pages_of_one_course_share_their_address_in_a_token():
    pages = [f"teahouse/docs/lecture-{number // 10}/page-{number}" for number in range(60)]

    token = token_of((NodeKind.PAGE, page) for page in pages)

    assert len(token) < 0.5 * len(",".join(pages))


def test_whatever_is_changed_in_a_token_is_noticed():
    token, chance = token_of(MIXED), random.Random(3)
    alphabet = "ABCDEFGHIJKLMNOPQRSTUVWXYZabcdefghijklmnopqrstuvwxyz0123456789-_"
    for at in range(3, len(token)):
        other = chance.choice([letter for letter in alphabet if letter != token[at]])
        with pytest.raises(KnownTokenError):
            identities_in(token[:at] + other + token[at + 1 :])


def test_whatever_is_missing_at_the_end_of_a_token_is_noticed():
    token = token_of(MIXED)
    for end in range(9, len(token)):
        with pytest.raises(KnownTokenError):
            identities_in(token[:end])


def test_whatever_is_added_to_a_token_is_noticed():
    for more in ("A", "AA", "AAA", "AAAA", "_"):
        with pytest.raises(KnownTokenError):
            identities_in(token_of(MIXED) + more)


@pytest.mark.parametrize(
    ("damage", "offset"),
    [
        pytest.param(lambda token: token[:9] + "*" + token[10:], 9, id="a foreign character"),
        pytest.param(lambda token: "k2" + token[2:], 1, id="another version"),
        pytest.param(lambda token: token + "A" * LONGEST_TOKEN, LONGEST_TOKEN, id="too long"),
        pytest.param(lambda token: "sencha", 0, id="no token at all"),
    ],
)
def test_damage_is_told_with_its_place(damage, offset):
    with pytest.raises(KnownTokenError) as caught:
        identities_in(damage(token_of(MIXED)))

    assert caught.value.place.offset == offset


def test_a_token_holds_at_most_a_thousand_nodes():
    many = [(NodeKind.CONCEPT, f"c{number}") for number in range(MOST_KNOWN + 1)]

    assert len(identities_in(token_of(many[:-1]))) == MOST_KNOWN
    with pytest.raises(KnownTokenError, match="1,001"):
        token_of(many)


def test_a_course_is_nothing_that_one_knows():
    with pytest.raises(KnownTokenError, match="a course"):
        token_of([(NodeKind.COURSE, "teahouse")])


@pytest.mark.parametrize("name", ["sencha", "2301.00001", "K2.5", "k2.5", "/docs/k1.page", "Q29uY2VwdDpkcG8="])
def test_names_are_not_taken_for_tokens(name):
    assert not is_token(name)


def test_a_damaged_token_is_still_meant_as_one():
    assert is_token(token_of(MIXED)[:-3] + "***")
