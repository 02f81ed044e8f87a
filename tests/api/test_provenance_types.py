"""Where values of papers come from, and whether papers were published, as clients ask for it."""

from datetime import UTC, date, datetime

import httpx
import pytest

from api.app import create_app
from graph.catalogue import CourseState, catalogue_of
from graph.served import Served
from schema.paper_accounts import PaperAccount
from schema.paper_values import CitationSource, PaperVersion
from schema.record_set import RecordSet
from schema.records import Citation, Paper
from tests.api.server import running

READ = datetime(2026, 3, 4, 5, 6, tzinfo=UTC)
READ_TEXT = "2026-03-04T05:06:00+00:00"
ASKED = datetime(2026, 3, 5, 5, 6, tzinfo=UTC)
ASKED_TEXT = "2026-03-05T05:06:00+00:00"
DOUBTED = ("venue", "venue_year")
STEAM = Paper(
    id="2601.90004",
    title="A Small Theory of Steam",
    authors=("Odalys Fenn", "Aki Kessel"),
    latest_version=2,
    versions=(
        PaperVersion(number=1, submitted=date(2026, 1, 15), kilobytes=113),
        PaperVersion(number=2, submitted=date(2026, 2, 6)),
    ),
    venue="TeaConf",
    venue_year=2026,
)
RAIN = Paper(id="2601.90001", title="How Leaves Remember Rain")
OLD = Paper(
    id="the-tea-book",
    title="The Tea Book",
    authors=("Ludwig van der Pot Jr.", "The Kettle Collaboration"),
    author_count=0,
    doi="10.1000/book",
    unverified=("doi",),
)


def account(source, said, read_at=READ):
    return PaperAccount(paper=said.id, source=source, said=said, read_at=read_at)


@pytest.fixture(scope="module")
def data(settings):
    seen = (CitationSource(name="shipped", confirmed=True, read_at=READ),)
    records = RecordSet.of(
        [
            *(STEAM, RAIN, OLD),
            Citation(paper=STEAM.id, cited=RAIN.id, confirmed=True, sources=seen),
            Citation(paper=STEAM.id, cited=OLD.id, confirmed=False),
        ]
    )
    mine = STEAM.model_copy(update={"venue": "PotConf", "versions": (), "unverified": DOUBTED})
    accounts = [
        account("arxiv", STEAM.model_copy(update={"venue": None, "venue_year": None}), ASKED),
        account("bib:mine", mine),
        account("shipped", STEAM.model_copy(update={"versions": ()})),
        account("arxiv", RAIN, ASKED),
    ]
    served = Served.of(catalogue_of(records, [CourseState("", "v1", READ)], accounts))
    with running(create_app(served, settings)) as address, httpx.Client(base_url=address, trust_env=False) as client:

        def asked(query):
            answer = client.post("/graphql", json={"query": query}).json()
            assert "errors" not in answer, answer
            return answer["data"]

        yield asked


def test_a_field_names_its_source_and_who_says_otherwise(data):
    (venue,) = data(
        """{ paper(ref: "2601.90004") { provenance(fields: ["venue"]) {
             field value confirmed source readAt
             saidBy { source value confirmed readAt } others { source value confirmed readAt } } } }"""
    )["paper"]["provenance"]

    said = {"source": "shipped", "value": "TeaConf", "confirmed": True, "readAt": READ_TEXT}
    assert venue == {
        "field": "venue",
        "value": "TeaConf",
        "confirmed": True,
        "source": "shipped",
        "readAt": READ_TEXT,
        "saidBy": [said],
        "others": [{"source": "bib:mine", "value": "PotConf", "confirmed": False, "readAt": READ_TEXT}],
    }


def test_all_fields_that_have_a_value_are_told_of_when_none_is_named(data):
    found = data('{ paper(ref: "2601.90004") { provenance { field value source } } }')["paper"]["provenance"]

    assert [(one["field"], one["source"]) for one in found] == [
        ("title", "arxiv"),
        ("authors", "arxiv"),
        ("latest_version", "arxiv"),
        ("versions", "arxiv"),
        ("venue", "shipped"),
        ("venue_year", "shipped"),
    ]
    assert found[1]["value"] == "Odalys Fenn; Aki Kessel"
    assert found[3]["value"] == "v1 2026-01-15; v2 2026-02-06"


def test_a_paper_stored_before_sources_were_kept_apart_says_so(data):
    found = data('{ paper(ref: "the-tea-book") { provenance { field confirmed source readAt } } }')["paper"]

    assert found["provenance"] == [
        {"field": "title", "confirmed": True, "source": "earlier", "readAt": None},
        {"field": "authors", "confirmed": True, "source": "earlier", "readAt": None},
        {"field": "doi", "confirmed": False, "source": "earlier", "readAt": None},
    ]


def test_versions_have_number_and_day(data):
    found = data('{ paper(ref: "2601.90004") { versions { number date kilobytes empty } } }')["paper"]["versions"]

    assert found == [
        {"number": 1, "date": "2026-01-15", "kilobytes": 113, "empty": False},
        {"number": 2, "date": "2026-02-06", "kilobytes": None, "empty": False},
    ]


def test_how_papers_were_published_is_told_with_evidence(data):
    found = data(
        """fragment publication on Paper { publication { state venue year doi askedAt
             evidence { field agrees statement { source value } } } }
           { steam: paper(ref: "2601.90004") { ...publication } rain: paper(ref: "2601.90001") { ...publication }
             book: paper(ref: "the-tea-book") { ...publication } }"""
    )

    steam, rain, book = (found[name]["publication"] for name in ("steam", "rain", "book"))
    assert (steam["state"], steam["venue"], steam["year"], steam["askedAt"]) == ("DIFFERS", "TeaConf", 2026, ASKED_TEXT)
    assert [(one["statement"]["source"], one["agrees"]) for one in steam["evidence"]] == [
        ("shipped", False),
        ("bib:mine", False),
        ("shipped", True),
        ("bib:mine", True),
    ]
    assert (rain["state"], rain["evidence"], rain["askedAt"]) == ("PREPRINT", [], ASKED_TEXT)
    assert (book["state"], book["doi"], book["askedAt"]) == ("CLAIMED", "10.1000/book", None)


def test_citations_name_their_sources_in_both_directions(data):
    found = data(
        """{ steam: paper(ref: "2601.90004") {
               citations { confirmed cited { title } sources { name confirmed readAt } }
               seen: citations(confirmed: true) { cited { title } } }
             rain: paper(ref: "2601.90001") { citations { confirmed } incomingCitations { citing { title } } } }"""
    )

    assert found["steam"]["citations"] == [
        {
            "confirmed": True,
            "cited": {"title": RAIN.title},
            "sources": [{"name": "shipped", "confirmed": True, "readAt": READ_TEXT}],
        },
        {"confirmed": False, "cited": {"title": OLD.title}, "sources": []},
    ]
    assert found["steam"]["seen"] == [{"cited": {"title": RAIN.title}}]
    assert found["rain"] == {"citations": [], "incomingCitations": [{"citing": {"title": STEAM.title}}]}


def test_names_of_authors_are_taken_apart_and_a_collaboration_is_one_name(data):
    found = data('{ paper(ref: "the-tea-book") { authorNames { printed family given particle suffix group } } }')[
        "paper"
    ]

    person, group = found["authorNames"]
    assert (person["printed"], person["family"], person["given"], person["particle"], person["suffix"]) == (
        "Ludwig van der Pot Jr.",
        "Pot",
        "Ludwig",
        "van der",
        "Jr.",
    )
    assert (group["group"], group["family"]) == ("The Kettle Collaboration", None)


def test_a_list_of_authors_says_whether_it_is_whole(data):
    found = data(
        """{ steam: paper(ref: "2601.90004") { authorCount authorsComplete }
             book: paper(ref: "the-tea-book") { authorCount authorsComplete }
             rain: paper(ref: "2601.90001") { authorCount authorsComplete } }"""
    )

    assert found["steam"] == {"authorCount": 2, "authorsComplete": True}
    assert found["book"] == {"authorCount": 2, "authorsComplete": False}
    assert found["rain"] == {"authorCount": 0, "authorsComplete": False}


@pytest.mark.parametrize(
    ("state", "papers"), [("DIFFERS", [STEAM.id]), ("PREPRINT", [RAIN.id]), ("CLAIMED", [OLD.id]), ("PUBLISHED", [])]
)
def test_papers_can_be_narrowed_by_how_they_were_published(data, state, papers):
    found = data(f"{{ papers(filter: {{publication: {state}}}) {{ nodes {{ arxivId title }} }} }}")["papers"]["nodes"]

    assert [one["title"] for one in found] == [one.title for one in (STEAM, RAIN, OLD) if one.id in papers]
