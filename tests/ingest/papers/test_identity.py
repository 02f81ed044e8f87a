"""Which records are of one paper."""

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.papers.identity import Evidence, KnownPapers, WrongIdError, may_be_one_person
from schema.records import Paper

STEAM = Paper(id="2601.90004", title="A Small Theory of $\\alpha$-Steam", authors=("Jörg van Løv", "Aki Kessel"))
POTS = Paper(id="pot1952rank", title="Ranks of Teapots", authors=("Ann Pot",), doi="10.1000/Pots.1")
LABEL = Paper(id="2601.90009", title="Kettles", unverified=("title",))
KNOWN = KnownPapers([STEAM, POTS, LABEL])


def paper(id_="unknown", **fields):
    return Paper(id=id_, **({"title": "Something Else Entirely"} | fields))


@pytest.mark.parametrize(
    ("said", "found", "by"),
    [
        (paper(STEAM.id, title="A Small Theory of Steam, Revised"), STEAM, Evidence.ARXIV_ID),
        (paper(STEAM.id, authors=("J. van Lov",)), STEAM, Evidence.ARXIV_ID),
        (paper(LABEL.id, title="On Kettles and Their Lids"), LABEL, Evidence.ARXIV_ID),
        (paper(title="Ranks of teapots: a method", doi="10.1000/pots.1"), POTS, Evidence.DOI),
        (paper(title="A small theory of $\\alpha$-steam", authors=("Lov, J.",)), STEAM, Evidence.TITLE),
    ],
)
def test_a_paper_is_recognised(said, found, by):
    recognised = KNOWN.recognised(said)

    assert (recognised.paper, recognised.by) == (found, by)


@pytest.mark.parametrize(
    "said",
    [
        paper(),
        paper(title=STEAM.title),
        paper(title=STEAM.title, authors=("Bo Kettle",)),
        paper(authors=STEAM.authors),
        paper("2601.90010", title="Kettles", authors=("Bo Kettle",)),
    ],
)
def test_a_paper_is_not_taken_for_another(said):
    assert KNOWN.recognised(said) is None


@pytest.mark.parametrize(
    "said",
    [
        paper(STEAM.id, authors=("Bo Kettle",)),
        paper(doi=POTS.doi, authors=("Bo Kettle",)),
        paper("2601.90011", title=STEAM.title, authors=STEAM.authors),
    ],
)
def test_an_id_against_title_and_author_is_wrong(said):
    with pytest.raises(WrongIdError):
        KNOWN.recognised(said)


def test_a_title_that_two_papers_share_recognises_neither():
    twice = KnownPapers([STEAM, STEAM.model_copy(update={"id": "2601.90005"})])

    assert twice.recognised(paper(title=STEAM.title, authors=STEAM.authors)) is None
    assert [one.paper.id for one in twice.doubles(STEAM)] == ["2601.90005"]


def test_short_titles_are_everybodys():
    known = KnownPapers([Paper(id="2601.90012", title="Tea", authors=("Ann Pot",))])

    assert known.recognised(paper(title="Tea", authors=("Ann Pot",))) is None


@pytest.mark.parametrize(
    ("one", "other", "same"),
    [
        ("R. A. Fisher", "Ronald Aylmer Fisher", True),
        ("Ronald Fisher", "Irving Fisher", False),
        ("Jörg van Løv", "J. van Lov", True),
        ("Zhang Wei", "Wei Zhang", True),
        ("The Tea Collaboration", "the tea collaboration", True),
        ("The Tea Collaboration", "Ann Tea", False),
        ("Fisher", "Ronald Fisher", True),
    ],
)
def test_names_of_one_person_fit(one, other, same):
    assert may_be_one_person(one, other) is same
    assert may_be_one_person(other, one) is same


@settings(deadline=None)
@given(st.text(min_size=1, max_size=40))
def test_every_name_fits_itself(name):
    assert may_be_one_person(name, name)
