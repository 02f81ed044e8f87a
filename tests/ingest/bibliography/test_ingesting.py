"""A bibliography into the store: every entry accounted for, nothing confirmed overwritten, nothing new again."""

import random
from datetime import UTC, datetime, timedelta

import pytest

from graph.served import served_from
from ingest.bibliography.ingesting import bibliographies, ingest_bibliography, remove_bibliography
from ingest.bibliography.recognising import Fate
from ingest.papers.identity import Evidence
from ingest.papers.keeping import keep_accounts, keep_papers
from reading.bibliography import BibliographyFormat, bibliography
from reading.bibtex_reader import read_bibtex
from reading.references import Item
from schema.errors import NotFoundError, SourceError
from schema.paper_accounts import ARXIV, PaperAccount
from schema.record_set import RecordSet
from schema.records import Course, Paper, Resource
from schema.store import PACK_LAYER, VOCABULARY, Store
from schema.stored_accounts import paper_accounts
from schema.stored_keys import papers_with_keys
from tests.reading.hostile import PIECES, hostile_papers

NOW = datetime(2026, 3, 11, tzinfo=UTC)
LATER = NOW + timedelta(days=1)
STEAM = Paper(
    id="2601.90004",
    title="A Small Theory of Steam",
    authors=("Odalys Fenn", "Aki Kessel"),
    venue="TeaConf",
    venue_year=2026,
    citation_key="fenn2026small",
)
POTS = Paper(
    id="pot1952rank", title="Ranks of Teapots", authors=("Ann Pot",), doi="10.1000/Pots.1", citation_key="pot1952rank"
)


@pytest.fixture
def store():
    opened = Store.open("sqlite://")
    tea = Course(slug="tea", title="Tea")
    with opened.writing() as transaction:
        keep_papers(transaction, "pack:tea", [STEAM, POTS], now=NOW)
        transaction.save_layer("tea", PACK_LAYER, RecordSet.of([tea]), read=(), source="tea", now=NOW)
        transaction.save_revision("tea", RecordSet.of([tea]), sources=["tea"], now=NOW)
    yield opened
    opened.close()


@pytest.fixture
def take(store, tmp_path):
    """Return a function that ingests a text as a bibliography, and returns the report."""

    def run(text, *, name="seminar.bib", now=NOW, **options):
        path = tmp_path / name
        path.write_text(text, encoding="utf-8")
        return ingest_bibliography(store, path, now=now, **options)

    return run


def papers(store):
    with store.reading() as transaction:
        return {paper.id: paper for paper in papers_with_keys(transaction)}


def state(store):
    with store.reading() as transaction:
        heads = {head.scope: head.revision for head in transaction.heads()}
        accounts = [one.model_copy(update={"read_at": NOW}) for one in paper_accounts(transaction)]
        return heads, accounts, papers_with_keys(transaction), transaction.layer(VOCABULARY, "bib:seminar")


NEW = "@article{pot20, title = {On the Boiling of Teapots}, author = {Ann Pot}, journal = {Tea}, year = 2020}"


def test_an_unknown_paper_is_imported_under_an_id_of_its_own_and_its_entrys_key(store, take):
    (outcome,) = take(NEW).outcomes

    assert (outcome.fate, outcome.paper, outcome.message) == (Fate.IMPORTED, "pot2020boiling", "")
    assert papers(store)["pot2020boiling"].citation_key == "pot20"


def test_an_unknown_paper_with_an_arxiv_id_is_imported_under_it(store, take):
    (outcome,) = take("@misc{pot20, title = {On the Boiling of Teapots}, eprint = {2001.00001}}").outcomes

    assert (outcome.fate, outcome.paper) == (Fate.IMPORTED, "2001.00001")


KNOWN = {
    "@article{x, title = {Theory of Steam, Small}, eprint = {2601.90004}}": (STEAM.id, Evidence.ARXIV_ID),
    "@article{x, title = {Ranks of teapots}, doi = {10.1000/pots.1}}": (POTS.id, Evidence.DOI),
    "@article{x, title = {A {Small} Theory of {STEAM}}, author = {Fenn, O. and others}}": (STEAM.id, Evidence.TITLE),
}


@pytest.mark.parametrize("entry", KNOWN)
def test_a_known_paper_is_recognised_with_the_evidence_told(store, take, entry):
    report = take(entry)

    (outcome,) = report.outcomes
    assert (outcome.fate, outcome.paper, outcome.by) == (Fate.MERGED, *KNOWN[entry])
    with store.reading() as transaction:
        (account,) = (one for one in paper_accounts(transaction) if one.source == "bib:seminar")
    assert account.remark == f"entry x, known by its {outcome.by}"
    assert set(papers(store)) >= {STEAM.id, POTS.id}
    assert "x" in papers(store)[outcome.paper].aliases
    assert papers(store)[outcome.paper].citation_key in (STEAM.citation_key, POTS.citation_key)


@pytest.mark.parametrize(
    "entry",
    [
        "@misc{x, title = {A Small Theory of Steam}, author = {Bo Kettle}}",
        "@misc{x, title = {Another Theory of Steam}, author = {Odalys Fenn}}",
        "@misc{x, title = {A Small Theory of Steam}, url = {https://example.org}}",
    ],
)
def test_title_or_author_alone_is_no_evidence(store, take, entry):
    (outcome,) = take(entry).outcomes

    assert outcome.paper != STEAM.id


def test_an_id_with_the_title_of_another_paper_is_refused(store, take):
    report = take(
        "@misc{a, title = {Ranks of Teapots}, author = {Ann Pot}, eprint = {2601.90004}}\n"
        "@misc{b, title = {Kettles}, author = {Bo Kettle}, doi = {10.1000/pots.1}}\n"
        "@misc{c, title = {A Small Theory of Steam}, author = {Odalys Fenn}, eprint = {2601.90005}}"
    )

    assert [(one.fate, one.line) for one in report.outcomes] == [
        (Fate.REFUSED, 1),
        (Fate.REFUSED, 2),
        (Fate.REFUSED, 3),
    ]
    assert "2601.90004 is 'A Small Theory of Steam'" in report.outcomes[0].message
    assert report.outcomes[2].remedy == "The paper of this title is 2601.90004"
    assert [(one.code, one.place) for one in report.findings] == [
        ("BIB_ENTRY_REFUSED", f"line {line}") for line in (1, 2, 3)
    ]


def test_a_confirmed_value_is_never_overwritten_and_both_values_are_told(store, take):
    report = take(
        "@inproceedings{x, title = {A Small Theory of Steam: Revised}, author = {Fenn, Odalys and Kettle, Bo}, "
        "booktitle = {Kettle Letters}, year = 2027, eprint = {2601.90004}, doi = {10.1000/steam}}"
    )

    known = papers(store)[STEAM.id]
    assert (known.title, known.authors, known.venue, known.venue_year) == (
        STEAM.title,
        STEAM.authors,
        STEAM.venue,
        STEAM.venue_year,
    )
    assert (known.doi, known.unverified) == ("10.1000/steam", ("doi",))
    told = {one.place: one.message for one in report.findings if one.code == "PAPER_DISAGREEMENT"}
    assert set(told) == {"authors", "venue"}
    assert "pack:tea says 'TeaConf'" in told["venue"]
    assert "bib:seminar says 'Kettle Letters' (not confirmed)" in told["venue"]


def test_how_bibliographies_write_is_no_disagreement(take):
    report = take(
        "@misc{x, title = {A small theory of {STEAM}}, author = {Fenn, O. and K{\\'e}ssel, A.}, eprint = {2601.90004}}"
    )

    assert [one.code for one in report.findings] == []


def test_two_entries_of_one_paper_are_one_and_their_differences_are_told(store, take):
    again = NEW.replace("pot20", "again").replace("year = 2020", "year = 2021, doi = {10.1000/x}")

    report = take(f"{NEW}\n{again}")

    first, second = report.outcomes
    assert (second.fate, second.paper) == (Fate.MERGED, first.paper)
    assert "pot20 in line 1" in second.message
    assert papers(store)[first.paper].doi == "10.1000/x"
    (told,) = (one for one in report.findings if one.code == "PAPER_DISAGREEMENT")
    assert "line 1, says 2020" in told.message
    assert "line 2, says 2021" in told.message


def test_a_key_that_another_paper_has_is_told_and_another_is_given(store, take):
    (outcome,) = take(NEW.replace("pot20", "fenn2026small")).outcomes

    assert outcome.message == f"its key fenn2026small is that of {STEAM.id}"
    assert papers(store)[outcome.paper].citation_key == "pot2020boiling"
    assert papers(store)[STEAM.id].citation_key == "fenn2026small"


EVERYTHING = "\n".join(
    [
        NEW,
        *KNOWN,
        "@book{tea, title = {The Book of Tea}, url = {https://example.org/tea}}",
        "@misc{nothing, year = 2020}",
        "@article{open, title = {Tea",
    ]
)


def test_the_second_time_nothing_changes(store, take):
    first = take(EVERYTHING)
    before = state(store)

    second = take(EVERYTHING, now=LATER)

    assert second.outcomes == first.outcomes
    assert second.gone == ()
    assert state(store) == before


def test_a_dry_run_tells_the_same_and_keeps_nothing(store, take):
    before = state(store)

    told = take(EVERYTHING, dry_run=True)

    assert state(store) == before
    assert told.outcomes == take(EVERYTHING).outcomes


def test_what_is_no_longer_in_the_file_goes_and_what_others_say_stays(store, take):
    take(EVERYTHING)

    report = take("@misc{other, title = {Kettles of the World}, author = {Bo Kettle}}")

    assert report.gone == (STEAM.id, "pot1952rank", "pot2020boiling")
    known = papers(store)
    assert known[STEAM.id] == STEAM
    assert known[POTS.id] == POTS
    assert "pot2020boiling" not in known
    assert served_from(store).catalogue.resources.get("tea", ()) == ()


def test_a_corrected_entry_stays_the_paper_it_was_with_its_key(store, take):
    take(NEW)

    (outcome,) = take(NEW.replace("Boiling of Teapots", "Boiling of Kettles")).outcomes

    assert (outcome.paper, outcome.message) == ("pot2020boiling", "")
    assert papers(store)["pot2020boiling"].title == "On the Boiling of Kettles"
    assert papers(store)["pot2020boiling"].citation_key == "pot20"


def test_a_bibliography_can_be_taken_out(store, take):
    take(EVERYTHING)
    assert bibliographies(store) == ("bib:seminar",)

    gone = remove_bibliography(store, "bib:seminar", now=LATER)

    assert "pot2020boiling" in gone
    assert "pot2020boiling" not in papers(store)
    assert (papers(store)[STEAM.id], papers(store)[POTS.id]) == (STEAM, POTS)
    assert remove_bibliography(store, "bib:kettle", now=LATER) is None


def test_resources_go_into_the_course_and_survive_its_next_ingest(store, take):
    report = take("@book{tea, title = {The Book of Tea}, url = {https://example.org/tea}}")

    assert report.course.course == "tea"
    assert report.count(Fate.RESOURCE) == 1
    wanted = (Resource(course="tea", url="https://example.org/tea", title="The Book of Tea"),)
    assert served_from(store).catalogue.resources["tea"] == wanted


def test_with_several_courses_a_resource_needs_one_and_papers_do_not(store, take):
    second = Course(slug="coffee", title="Coffee")
    with store.writing() as transaction:
        transaction.save_layer("coffee", PACK_LAYER, RecordSet.of([second]), read=(), source="c", now=NOW)
        transaction.save_revision("coffee", RecordSet.of([second]), sources=["c"], now=NOW)
    book = "@book{tea, title = {The Book of Tea}, url = {https://example.org/tea}}"

    first, other = take(f"{NEW}\n{book}").outcomes
    report = take(f"{NEW}\n{book}", course="coffee")

    assert (first.fate, other.fate) == (Fate.IMPORTED, Fate.REFUSED)
    assert other.remedy == "Say so: --course coffee | tea"
    assert report.course.course == "coffee"
    moved = take(f"{NEW}\n{book}", course="tea")
    assert moved.course.course == "tea"
    assert set(served_from(store).catalogue.resources) == {"tea"}


def test_an_unknown_course_is_refused_with_those_there_are(take):
    with pytest.raises(NotFoundError, match="tea"):
        take(NEW, course="kettles")


def test_what_a_bibliography_alone_knew_becomes_the_paper_on_arxiv_once_that_is_known(store, take):
    take(NEW)
    on_arxiv = Paper(id="2001.00001", title="On the boiling of teapots", authors=("Ann Pot",), latest_version=1)

    with store.writing() as transaction:
        keep_accounts(
            transaction, [PaperAccount(paper="2001.00001", source=ARXIV, said=on_arxiv, read_at=LATER)], LATER
        )

    known = papers(store)
    assert "pot2020boiling" not in known
    assert (known["2001.00001"].citation_key, known["2001.00001"].venue) == ("pot20", "Tea")
    (outcome,) = take(NEW, now=LATER).outcomes
    assert (outcome.fate, outcome.paper) == (Fate.MERGED, "2001.00001")


def test_what_a_pack_names_later_under_its_own_id_is_the_same_paper(store, take):
    take("@article{mine, title = {Leaves and Their Rain}, author = {Ann Pot}, journal = {Tea}, doi = {10.1000/Leaves}}")
    later = Paper(id="leaves1990", title="Leaves and their rain", doi="10.1000/leaves", citation_key="pot1990leaves")

    with store.writing() as transaction:
        keep_papers(transaction, "pack:tea", [STEAM, POTS, later], now=LATER)

    assert set(papers(store)) == {STEAM.id, POTS.id, "leaves1990"}
    known = papers(store)["leaves1990"]
    assert (known.title, known.venue, known.citation_key) == ("Leaves and their rain", "Tea", "mine")


def test_a_doi_that_becomes_known_joins_what_a_bibliography_held_apart(store, take):
    text = (
        "@misc{early, title = {Steam at Noon}, author = {Ann Pot}, eprint = {2001.00003}}\n"
        "@article{late, title = {Noon Steam, Revisited}, author = {Ann Pot}, journal = {Tea}, doi = {10.1000/noon}}"
    )
    take(text)
    on_arxiv = Paper(id="2001.00003", title="Steam at Noon", authors=("Ann Pot",), doi="10.1000/noon", latest_version=1)
    account = PaperAccount(paper=on_arxiv.id, source=ARXIV, said=on_arxiv, read_at=LATER)

    with store.writing() as transaction:
        keep_accounts(transaction, [account], LATER)

    assert set(papers(store)) == {STEAM.id, POTS.id, "2001.00003"}
    assert papers(store)["2001.00003"].citation_key == "early"
    report = take(text, now=LATER)
    assert [(one.fate, one.paper) for one in report.outcomes] == [(Fate.MERGED, "2001.00003")] * 2
    assert papers(store)["2001.00003"].venue == "Tea"
    assert take(text, now=LATER).outcomes == report.outcomes


def test_papers_that_others_hold_twice_are_told_and_both_stay(store, take):
    report = take("@misc{x, title = {Ranks of Teapots}, author = {Ann Pot}, eprint = {2001.00009}, year = 2020}")

    assert [(one.fate, one.paper) for one in report.outcomes] == [(Fate.IMPORTED, "2001.00009")]
    (told,) = (one for one in report.findings if one.code == "PAPER_TWICE")
    assert told.subjects == ("2001.00009", POTS.id)
    assert "one title and first author" in told.message


def accounted(text, report):
    """Check that the entries and the lost blocks of a text are what a report tells of, line by line."""
    file = read_bibtex(text)
    expected = [one.line for one in file.entries] + [one.line for one in file.failures if one.lost]
    assert sorted(one.line for one in report.outcomes) == sorted(expected)
    assert all(one.message and one.remedy for one in report.outcomes if one.fate is Fate.REFUSED)
    assert all(one.paper or one.resource for one in report.outcomes if one.fate is not Fate.REFUSED)


def test_what_is_written_of_hostile_papers_is_read_as_these_papers(store, take):
    hostile = hostile_papers(200, seed=7)
    text = bibliography([Item(paper) for paper in hostile], BibliographyFormat.BIBTEX).text

    report = take(text)

    accounted(text, report)
    assert [one.paper for one in report.outcomes] == [paper.id for paper in hostile]
    assert take(text, now=LATER).outcomes == report.outcomes


@pytest.mark.parametrize("seed", range(4))
def test_every_block_of_files_made_by_chance_is_accounted_for(store, take, seed):
    chance = random.Random(seed)
    starts = [
        "@misc{",
        "@article{a,",
        "@book{b, title = {",
        "@string{",
        "author = {",
        "title = ",
        "year=2020,",
        "}\n",
        "\n",
    ]
    pieces = [*PIECES, *starts * 8, "url = {https://example.org/x},", "eprint = {2001.00001},"]
    text = "".join(chance.choices(pieces, k=3000)).replace("\0", "")

    report = take(text)

    accounted(text, report)
    assert take(text, now=LATER).outcomes == report.outcomes
    assert served_from(store).catalogue.papers.keys() == papers(store).keys()


def test_what_is_no_bibliography_is_refused_and_keeps_nothing(store, take, tmp_path):
    before = state(store)
    (tmp_path / "zeros.bib").write_bytes(b"@misc{\0}")

    with pytest.raises(SourceError, match="no text"):
        ingest_bibliography(store, tmp_path / "zeros.bib", now=NOW)
    with pytest.raises(SourceError):
        ingest_bibliography(store, tmp_path / "missing.bib", now=NOW)

    assert state(store) == before
