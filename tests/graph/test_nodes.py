import base64

import pytest

from graph.nodes import NodeKind, brief_title_of, global_id, key_of, kind_and_key, kind_of, title_of
from schema.errors import InputError
from schema.records import Lab
from tests.graph.teahouse import CONCEPTS, TEAHOUSE, catalogue, concept


@pytest.mark.parametrize("kind", NodeKind)
def test_a_global_id_leads_back_to_kind_and_key(kind):
    for key in ("", "tea", "teahouse/docs/lecture-1", "teahouse/https://tea.example:80/a?b=c", "杯子/茶"):
        assert kind_and_key(global_id(kind, key)) == (kind, key)


@pytest.mark.parametrize(
    "id_",
    [
        "",
        "green-tea",
        "绿茶",
        "Q29uY2VwdDpkcG8",
        "Q29uY2VwdDpkcG8=\n",
        base64.b64encode(b"Teapot:blue").decode(),
        base64.b64encode(b"\xff\xfe:blue").decode(),
        base64.b64encode(b"Concept").decode() + "!",
        "A" * 100_000,
    ],
)
def test_what_is_no_global_id_is_refused_in_few_words(id_):
    with pytest.raises(InputError, match="is no id of this service") as told:
        kind_and_key(id_)

    assert len(str(told.value)) < 300


def test_no_two_nodes_share_an_id():
    nodes = [*TEAHOUSE.courses, *TEAHOUSE.lectures, *TEAHOUSE.pages, *TEAHOUSE.concepts]
    nodes += [*TEAHOUSE.papers, *TEAHOUSE.resources, *TEAHOUSE.labs]

    ids = {global_id(kind_of(node), key_of(node)) for node in nodes}

    assert len(ids) == len(nodes) == len(catalogue().nodes)


def test_a_concept_is_called_what_it_is_called_in_a_language():
    assert title_of(CONCEPTS[1], "en") == "Water"
    assert title_of(CONCEPTS[1]) == "水"


def test_a_concept_is_briefly_called_by_the_initials_of_its_name():
    named = concept("gpo", "Group policy optimization", "组策略优化", aliases=("GPO", "ROME"))

    assert (brief_title_of(named), brief_title_of(named, "en")) == ("GPO", "GPO")


@pytest.mark.parametrize("alias", ["ROME", "GP", "group PO", "Gpo", "GPO-clip", "PGO"])
def test_an_alias_that_is_no_acronym_of_the_name_does_not_stand_for_it(alias):
    named = concept("gpo", "Group policy optimization", "组策略优化", aliases=(alias,))

    assert brief_title_of(named) == "组策略优化"


def test_a_name_that_is_hardly_longer_than_its_acronym_is_kept():
    assert brief_title_of(concept("mt", "MT-Bench", aliases=("MTBench",)), "en") == "MT-Bench"


def test_a_title_is_cut_at_its_colon():
    lab = Lab(course="tea", slug="lab-1", number=1, title="实验1：泡一壶茶", page="/docs/lab")

    assert brief_title_of(lab) == "实验1"
