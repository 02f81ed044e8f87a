"""Learning paths that have to fit constraints."""

import pytest

PATH = """query ($targets: [String!]!, $constraints: PlanConstraints) {
  learningPath(targets: $targets, constraints: $constraints) {
    minutes { likely } steps { node { ...Named } papers { title } }
    excluded {
      node { ...Named } step { ...Named } constraint kept evidence zh: reason(language: ZH) en: reason(language: EN)
      wayRound { zh: text(language: ZH) en: text(language: EN) minutes hardware price material { ...Named } } } } }
fragment Named on Node { __typename ... on Concept { slug } ... on Paper { title } ... on Lab { slug } }"""


def test_a_path_without_constraints_leaves_nothing_out(data):
    assert data(PATH, targets=["pouring"])["learningPath"]["excluded"] == []
    assert data(PATH, targets=["pouring"], constraints={})["learningPath"]["excluded"] == []
    assert data(PATH, targets=["pouring"], constraints=None)["learningPath"]["excluded"] == []


def test_without_time_all_steps_are_told_with_the_minutes_that_are_missing(data):
    whole = data(PATH, targets=["pouring"])["learningPath"]

    path = data(PATH, targets=["pouring"], constraints={"maxMinutes": 0})["learningPath"]

    assert path["steps"] == []
    assert [one["node"] for one in path["excluded"]] == [step["node"] for step in whole["steps"]]
    last = path["excluded"][-1]
    assert (last["constraint"], last["kept"]) == ("MAX_MINUTES", False)
    # No more than the whole takes: of what can be done without, nothing is missing.
    assert 0 < last["wayRound"]["minutes"] <= whole["minutes"]["likely"]
    assert last["zh"] != last["en"]


def test_without_papers_those_that_go_are_told_with_what_does_instead(data):
    whole = data(PATH, targets=["pouring"])["learningPath"]

    path = data(PATH, targets=["pouring"], constraints={"priorities": []})["learningPath"]

    told = {one["node"]["title"] for one in path["excluded"] if one["constraint"] == "PRIORITIES"}
    assert told == {paper["title"] for step in whole["steps"] for paper in step["papers"]}
    assert told


def test_edges_that_are_known_less_well_are_told_with_their_evidence(data):
    path = data(PATH, targets=["pouring"], constraints={"leastEvidence": "STATED"})["learningPath"]

    assert [step["node"]["slug"] for step in path["steps"]] == ["pouring"]
    assert {one["evidence"] for one in path["excluded"]} == {"CURATED"}


@pytest.mark.parametrize("constraints", [{"maxMinutes": -1}, {"gpuMemoryGb": -2}, {"priorities": ["MUST"] * 1000}])
def test_constraints_that_make_no_sense_are_refused(ask, constraints):
    answer = ask(PATH, targets=["pouring"], constraints=constraints)

    assert {error["extensions"]["code"] for error in answer["errors"]} == {"BAD_USER_INPUT"}
