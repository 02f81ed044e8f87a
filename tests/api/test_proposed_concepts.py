"""What rules propose that papers do with concepts, beside what is said of them."""

import httpx
import pytest

from api.app import create_app
from graph.catalogue import catalogue_of
from graph.served import Served
from schema.records import PaperConcept
from schema.values import Evidence, PaperConceptKind, SourceRef
from tests.api.server import running
from tests.api.tea import tea

POURING = "2402.00002"
PROPOSED = PaperConcept(
    paper=POURING,
    concept="drip",
    kind=PaperConceptKind.USES,
    section="abstract",
    rule="used",
    confidence=0.6,
    evidence=Evidence.INFERRED,
    sources=(SourceRef(paper=POURING, section="abstract, sentence 2"),),
)


@pytest.fixture(scope="module")
def data(settings):
    told = tea().catalogue
    served = Served.of(catalogue_of(told.records, told.states.values(), proposed=[PROPOSED]))
    with running(create_app(served, settings)) as address, httpx.Client(base_url=address, trust_env=False) as client:

        def data(query):
            answer = client.post("/graphql", json={"query": query}).json()
            assert "errors" not in answer, answer
            return answer["data"]

        yield data


def test_a_paper_tells_what_is_proposed_with_rule_confidence_and_place(data):
    links = data(
        f"""{{ paper(ref: "{POURING}") {{ concepts {{ concept {{ slug }} kind section evidence rule confidence
              sources {{ section paper {{ title }} }} }} }} }}"""
    )["paper"]["concepts"]

    assert links[-1] == {
        "concept": {"slug": "drip"},
        "kind": "USES",
        "section": "abstract",
        "evidence": "INFERRED",
        "rule": "used",
        "confidence": 0.6,
        "sources": [{"section": "abstract, sentence 2", "paper": {"title": "Pouring Considered"}}],
    }
    assert all(one["confidence"] is None and one["evidence"] != "INFERRED" for one in links[:-1])


def test_whoever_asks_for_more_evidence_sees_none_of_it(data):
    paper = data(f'{{ paper(ref: "{POURING}") {{ concepts(leastEvidence: CURATED) {{ evidence }} }} }}')["paper"]
    concept = data('{ concept(ref: "drip") { paperLinks(leastEvidence: CURATED) { evidence } } }')["concept"]

    assert "INFERRED" not in {link["evidence"] for link in (*paper["concepts"], *concept["paperLinks"])}


def test_a_concept_names_papers_that_are_only_proposed_when_asked_to(data):
    concept = data(
        """{ concept(ref: "drip") { paperLinks { evidence paper { arxivId } }
             usual: papers { arxivId } all: papers(leastEvidence: INFERRED) { arxivId } } }"""
    )["concept"]

    assert concept["paperLinks"][-1] == {"evidence": "INFERRED", "paper": {"arxivId": POURING}}
    assert POURING not in {paper["arxivId"] for paper in concept["usual"]}
    assert POURING in {paper["arxivId"] for paper in concept["all"]}


def test_a_plan_follows_what_is_proposed_only_when_asked_to(data):
    plan = 'learningPath(targets: ["2402.00002"]%s) { steps { node { ... on Concept { slug } } } }'
    asked = plan % ", constraints: {leastEvidence: INFERRED}"
    plans = data("{ usual: " + plan % "" + " asked: " + asked + " }")

    assert {"slug": "drip"} not in [step["node"] for step in plans["usual"]["steps"]]
    assert {"slug": "drip"} in [step["node"] for step in plans["asked"]["steps"]]


def test_a_reading_list_holds_what_is_proposed_only_when_asked_to(data):
    wanted = 'readingList(input: {concepts: ["drip"]%s}) { items { paper { arxivId } } }'
    asked = wanted % ", leastEvidence: INFERRED"
    lists = data("{ usual: " + wanted % "" + " asked: " + asked + " }")

    assert {"arxivId": POURING} not in [item["paper"] for item in lists["usual"]["items"]]
    assert {"arxivId": POURING} in [item["paper"] for item in lists["asked"]["items"]]


def test_the_filter_of_papers_asks_for_what_is_said(data):
    papers = data('{ papers(filter: {concept: "drip"}) { nodes { arxivId } } }')["papers"]["nodes"]

    assert {"arxivId": POURING} not in papers
