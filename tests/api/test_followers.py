"""How the clients that frontends use, graphql-ws and graphql-sse, get along with the service."""

import pytest

from tests.api.tea_house import TOKEN, house
from tests.oracles.programs import answer_of

READ = "{ revision { id } }"
FOLLOW = "subscription { revision { id } }"
WAYS = ["socket", "events"]


def heard(address, *asks, token=None):
    asked = [{"over": over, "query": query, "events": count, "drop": drop} for over, query, count, drop in asks]
    return answer_of("followers.mjs", {"url": f"{address.rstrip('/')}/graphql", "token": token, "asks": asked})


def test_both_hear_the_answer_to_a_query_and_its_end(address, data):
    assert heard(address, *((way, READ, 2, False) for way in WAYS)) == [[{"data": data(READ)}]] * 2


def test_fifty_followers_each_hear_the_state_of_the_graph(address, data):
    asks = [(way, FOLLOW, 1, False) for way in WAYS for _ in range(25)]

    assert heard(address, *asks) == [[{"data": data(READ)}]] * 50


def test_a_client_whose_socket_is_cut_comes_back_and_hears_the_state_again(address, data):
    assert heard(address, ("socket", FOLLOW, 2, True)) == [[{"data": data(READ)}] * 2]


def test_what_is_no_operation_reaches_a_socket_client_as_its_errors(address):
    assert heard(address, ("socket", "subscription { steam }", 1, False)) == [
        [{"refused": ["GRAPHQL_VALIDATION_FAILED"]}]
    ]


@pytest.mark.parametrize("way", WAYS)
def test_both_may_change_lists_with_the_token(tmp_path, way):
    make = 'mutation { createList(input: {slug: "pot", title: {en: "Tea"}}) { list { slug } } }'
    with house(tmp_path) as tea_room:
        ((answer,),) = heard(str(tea_room.client.base_url), (way, make, 2, False), token=TOKEN)

    assert answer == {"data": {"createList": {"list": {"slug": "pot"}}}}
