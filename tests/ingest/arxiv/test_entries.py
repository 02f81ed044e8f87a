"""What an entry says of a paper, and what may be guessed from it."""

from datetime import UTC, datetime

import pytest

from ingest.arxiv.client import Entry
from ingest.arxiv.entries import EntryError, id_and_version, is_withdrawn, paper_of

NOON = datetime(2026, 1, 15, 12, tzinfo=UTC)


def entry(**fields):
    usual = {
        "address": "http://arxiv.org/abs/2601.90004v2",
        "title": "A Small Theory of Steam",
        "authors": ("Odalys Fenn",),
        "published": NOON,
        "updated": NOON,
        "summary": "Where steam goes.",
        "comment": "",
        "journal_ref": "",
        "doi": "",
        "primary_category": "cs.CL",
        "categories": ("cs.CL",),
    }
    return Entry(**(usual | fields))


@pytest.mark.parametrize(
    ("address", "named"),
    [
        ("http://arxiv.org/abs/2601.90004v2", ("2601.90004", 2)),
        ("https://arxiv.org/abs/hep-th/9901001v3", ("hep-th/9901001", 3)),
        ("http://arxiv.org/abs/math.GT/0309136v1", ("math/0309136", 1)),
        ("http://arxiv.org/abs/2601.90004", ("2601.90004", 1)),
        ("https://arxiv.org/api/errors#x", None),
        ("2601.90004", None),
        ("", None),
    ],
)
def test_the_address_says_which_paper_and_which_version(address, named):
    assert id_and_version(entry(address=address)) == named


@pytest.mark.parametrize(
    "comment",
    [
        "This paper has been withdrawn by the author due to a cold kettle",
        "This article has been withdrawn by arXiv administrators",
        "withdrawn by arXiv administrators because of disputed tea",
        "This version withdrawn by arXiv administrators",
        "Paper is withdrawn: error in Lemma 3",
        "Withdrawn",
        "This paper has been withdrawn",
        "3 pages; this submission was withdrawn by the authors",
    ],
)
def test_a_comment_may_say_that_a_paper_is_withdrawn(comment):
    paper = paper_of(entry(comment=comment))

    assert (paper.withdrawn, paper.unverified) == (True, ("withdrawn",))


@pytest.mark.parametrize(
    "comment",
    [
        "",
        "12 pages",
        "This paper was withdrawn from TeaConf 2026 and extended",
        "An earlier version of this paper was withdrawn by the authors",
        "We study why water is withdrawn from kettles",
        "Replaces another paper, which has been withdrawn by the author",
        "Supersedes the previous submission, withdrawn by arXiv administrators",
    ],
)
def test_not_every_comment_with_that_word_says_so(comment):
    assert not is_withdrawn(entry(comment=comment))


def test_an_abstract_may_say_it_too_if_it_begins_so():
    assert is_withdrawn(entry(summary="  This paper has been withdrawn by the author."))
    assert not is_withdrawn(entry(summary="We ask how often tea is withdrawn. This paper has been withdrawn once."))


@pytest.mark.parametrize(
    ("written", "doi"),
    [
        ("10.1000/tea(4)17", "10.1000/tea(4)17"),
        ("https://doi.org/10.1000/tea", "10.1000/tea"),
        ("http://dx.doi.org/10.1000/tea", "10.1000/tea"),
        ("to appear", None),
        ("", None),
    ],
)
def test_a_doi_is_bare(written, doi):
    assert paper_of(entry(doi=written)).doi == doi


def test_the_primary_category_stands_first_and_none_twice():
    paper = paper_of(entry(primary_category="cs.RO", categories=("cs.LG", "cs.RO", "cs.LG")))

    assert paper.categories == ("cs.RO", "cs.LG")


def test_thousands_of_authors_are_kept():
    names = tuple(f"Kettle {number}" for number in range(2832))

    assert paper_of(entry(authors=names)).authors == names


@pytest.mark.parametrize("fields", [{"title": " \n "}, {"address": "http://arxiv.org/abs/teapot"}, {"title": "a\x00b"}])
def test_what_makes_no_record_is_told(fields):
    with pytest.raises(EntryError):
        paper_of(entry(**fields))


def test_the_abstract_is_in_no_field():
    assert "Where steam goes" not in paper_of(entry()).model_dump_json()
