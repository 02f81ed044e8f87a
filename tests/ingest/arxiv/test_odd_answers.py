"""Answers that are odd and yet sound: as arXiv gave them once, gives them now and then, or may give them tomorrow."""

from datetime import date

import pytest

from ingest.arxiv.faults import ArxivUnreachedError
from tests.ingest.arxiv.stand_in import ATOM, Shelved, body, entry, error_feed, feed, send, status

STEAM = Shelved("2601.90004", version=2, doi="10.1000/tea.1", comment="8 pages", journal_ref="J. Tea 4 (2026)")
GOOD = feed([STEAM], total=1)


def replaced(*pairs):
    text = GOOD.decode()
    for old, new in pairs:
        assert old in text, old
        text = text.replace(old, new)
    return text.encode()


def turned_round():
    """Return the feed with the parts of its entry in the opposite order, but for its authors."""
    first, *inner, last = entry(STEAM).splitlines()
    authors = [line for line in inner if line.startswith("<author>")]
    others = [line for line in inner if line not in authors]
    return GOOD.decode().replace(entry(STEAM), "\n".join([first, *authors, *reversed(others), last])).encode()


PRIMARY = '<arxiv:primary_category term="cs.CL"/>'
KESSEL, MILL = "<name>Aki Kessel</name>", "<arxiv:affiliation>Mill</arxiv:affiliation>"
DOI = '<arxiv:doi>10.1000/tea.2</arxiv:doi><link rel="related" title="doi" href="https://doi.org/10.1000/tea.2"/>'
NEW = "<arxiv:mood>warm</arxiv:mood><geo:point xmlns:geo='http://example.org'>1 2</geo:point>"
ODD = {
    "parts in another order": turned_round(),
    "as the manual prints it": replaced(
        ("2026-01-15T17:59:59Z", "2026-01-15T13:59:59-04:00"),
        ("arXiv Query", "ArXiv Query"),
        ("https://arxiv.org", "http://arxiv.org"),
        ("https://doi.org/", "http://dx.doi.org/"),
        (PRIMARY, PRIMARY.replace("/>", ' scheme="http://arxiv.org/schemas/atom"/>')),
    ),
    "no title at the link to the file, as in November 2025": replaced((' title="pdf"', "")),
    "addresses with https": replaced(("<id>http://arxiv.org/abs", "<id>https://arxiv.org/abs")),
    "affiliations": replaced((KESSEL, f"{MILL}{KESSEL}{MILL}")),
    "a second DOI": replaced(("</entry>", f"{DOI}</entry>")),
    "parts that nobody knows yet": replaced(("</entry>", f"{NEW}</entry>")),
    "comments and instructions": replaced(("</title>\n<updated>", "</title><!-- tea --><?pot?><updated>")),
    "folds, double blanks, CDATA": replaced(("A Small Theory of", "A Small\n   Theory<![CDATA[ of ]]>")),
    "characters by number": replaced(("Odalys", "Od&#97;lys")),
    "a number of papers that is none": replaced((">1</opensearch:totalResults>", ">-1</opensearch:totalResults>")),
}


@pytest.mark.parametrize("text", ODD.values(), ids=ODD)
def test_an_odd_answer_gives_the_same_paper(stand_in, arxiv_at, text):
    stand_in.moods = [body(text)]

    (part,) = arxiv_at().answers([STEAM.id])

    paper = part.held[STEAM.id]
    assert (paper.title, paper.authors) == ("A Small Theory of Steam", ("Odalys Fenn", "Aki Kessel"))
    assert (paper.published, paper.latest_version, paper.doi) == (date(2026, 1, 15), 2, "10.1000/tea.1")
    assert (paper.primary_category, paper.categories) == ("cs.CL", ("cs.CL", "cs.LG"))
    assert len(stand_in.asked) == 1


def test_an_address_without_version_is_the_first_version(stand_in, arxiv_at):
    stand_in.moods = [body(replaced((f"abs/{STEAM.id}v2", f"abs/{STEAM.id}")))]

    (part,) = arxiv_at().answers([STEAM.id])

    assert part.held[STEAM.id].latest_version == 1


def test_classes_of_other_schemes_among_the_categories_do_no_harm(stand_in, arxiv_at):
    other = '<category term="I.2.7" scheme="http://arxiv.org/schemas/atom"/>'
    stand_in.moods = [body(replaced(("<published>", f"{other}<published>")))]

    (part,) = arxiv_at().answers([STEAM.id])

    assert part.held[STEAM.id].primary_category == "cs.CL"
    assert set(part.held[STEAM.id].categories) >= {"cs.CL", "cs.LG"}


@pytest.mark.parametrize(
    "message", ["max_results must be an integer", "start must be non-negative", "sortOrder must be in: ascending"]
)
def test_a_refusal_that_is_not_about_ids_is_told_in_arxivs_words(stand_in, arxiv_at, message):
    stand_in.always = status(400, error_feed(message), ATOM)

    (part,) = arxiv_at().answers([STEAM.id])

    assert part.refused == {STEAM.id: message}


def test_a_later_page_that_stays_empty_is_given_up_and_what_came_before_stands(stand_in, arxiv_at):
    papers = [Shelved(f"2603.{number:05}") for number in range(1, 11)]
    stand_in.shelve(papers)

    def short(handler, answer):
        first = "start=0" in handler.path
        send(handler, (*answer[:2], feed(papers[5:8] if first else [], total=5)))

    stand_in.moods = [None]
    stand_in.always = short
    parts = arxiv_at(most_ids=5).answers([paper.id for paper in papers])

    assert len(next(parts).held) == 5
    with pytest.raises(ArxivUnreachedError, match=r"answers with none of 5 papers \(4 tries\)"):
        next(parts)
