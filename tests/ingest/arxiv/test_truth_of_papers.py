"""Every verified fact of real papers comes back from each of arXiv's interfaces as it was verified."""

from dataclasses import dataclass

import pytest

from ingest.arxiv.articles import paper_from
from ingest.arxiv.library_loading import load_library
from ingest.arxiv.oai_pmh import harvest_in
from ingest.arxiv.snapshot import Snapshot
from ingest.pack.loading import load_pack
from reading.names import name_of
from schema.arxiv_ids import arxiv_id
from schema.paper_library import PaperLibrary
from schema.records import Paper
from tests.ingest.arxiv.told_facts import (
    as_harvested,
    as_line,
    as_shelved,
    day,
    is_confirmed,
    is_confirmed_absent,
    on_arxiv,
    verified_facts,
)

ABSENT = ("doi", "comment", "journal_ref")


@dataclass(frozen=True)
class Read:
    """What was read of a paper.

    Attributes:
        paper: Its record.
        versions: Day of each version by number, where the interface tells of them.
    """

    paper: Paper
    versions: dict


@pytest.fixture(scope="module")
def facts():
    return verified_facts()


@pytest.fixture
def by_atom(stand_in, arxiv_at):
    """Ask a server on this machine, by the arxiv package's client."""

    def read(ones):
        stand_in.shelve(map(as_shelved, ones))
        held = {}
        for part in arxiv_at().answers([one["id"] for one in ones]):
            held |= part.held
        return {named: Read(paper, {}) for named, paper in held.items()}

    return read


def of_article(article):
    return Read(paper_from(article), {one.number: one.created.date() for one in article.versions})


def by_harvest(ones):
    harvest = harvest_in(as_harvested(ones))
    assert harvest.unreadable == ()
    return {article.id: of_article(article) for article in harvest.articles}


@pytest.fixture
def written(tmp_path):
    def write(ones):
        path = tmp_path / "snapshot.json"
        path.write_bytes(b"".join(map(as_line, ones)))
        return path

    return write


@pytest.fixture
def by_snapshot(written):
    return lambda ones: {article.id: of_article(article) for article in Snapshot(written(ones))}


@pytest.fixture
def by_library(written, tmp_path):
    """Load a snapshot into a library, and read the library."""

    def read(ones):
        assert load_library(Snapshot(written(ones)), tmp_path / "papers.db").built.papers == len(ones)
        with PaperLibrary.opened(tmp_path / "papers.db") as library:
            rows = [library.paper(one["id"]) for one in ones]
        return {row.id: Read(of_row(row), {}) for row in rows}

    return read


def of_row(row):
    told = {name: getattr(row, name) or None for name in ("doi", "comment", "journal_ref")}
    categories = tuple(row.categories.split())
    return Paper(
        id=row.id,
        title=row.title,
        authors=tuple(row.authors.split("; ")),
        published=day(row.published),
        updated=day(row.updated),
        latest_version=row.latest_version,
        primary_category=categories[0],
        categories=categories,
        **told,
    )


@pytest.fixture(params=["atom", "harvest", "snapshot", "library"])
def source(request):
    """Return the name of a source, and how papers are read from it."""
    return request.param, by_harvest if request.param == "harvest" else request.getfixturevalue(f"by_{request.param}")


def expected(one, name):
    """Return what a verified field is in a record."""
    value = one[name]
    match name:
        case "authors" | "categories":
            return tuple(value)
        case "published" | "updated":
            return day(value)
        case "title" | "comment" | "journal_ref":
            return " ".join(value.split())
        case _:
            return value


CARRIED = (
    "title",
    "authors",
    "published",
    "updated",
    "latest_version",
    "primary_category",
    "categories",
    "doi",
    "comment",
    "journal_ref",
)
"""What all interfaces tell; venue and code none of them does."""

LEAST_COMPARED = 563
"""Confirmed fields of the 90 papers that arXiv has, without the 26 histories of versions."""

TELL_VERSIONS = ("harvest", "snapshot")


def is_the_same(source, name, found, wanted):
    if source == "harvest" and name == "authors":
        # A line of authors keeps the comma before a suffix that the other interfaces drop: it is the same name.
        return [name_of(one) for one in found] == [name_of(one) for one in wanted]
    return found == wanted


def test_every_confirmed_field_of_every_record_comes_back(source, facts):
    source, read = source
    found = read(on_arxiv(facts))
    differing, compared = [], 0

    def compare(named, name, value, wanted):
        nonlocal compared
        compared += 1
        if not is_the_same(source, name, value, wanted):
            differing.append((named, name, value, wanted))

    for one in on_arxiv(facts):
        read_as = found[one["id"]]
        for name in CARRIED:
            if is_confirmed(one, name):
                compare(one["id"], name, getattr(read_as.paper, name), expected(one, name))
        if source in TELL_VERSIONS and is_confirmed(one, "versions"):
            days = {version["v"]: day(version["date"]) for version in one["versions"]}
            compare(one["id"], "versions", read_as.versions, days)

    assert differing == []
    assert len(found) == 90
    assert compared >= LEAST_COMPARED + (26 if source in TELL_VERSIONS else 0)


def test_what_is_confirmed_not_to_be_is_not_there(source, facts):
    _, read = source
    ones = on_arxiv(facts)
    found = read(ones)

    absent = [(one["id"], name) for one in ones for name in ABSENT if is_confirmed_absent(one, name)]
    assert len(absent) >= 25
    assert [place for place in absent if getattr(found[place[0]].paper, place[1]) is not None] == []


def test_what_arxiv_does_not_tell_is_in_the_shipped_papers(facts):
    shipped = {paper.id: paper for paper in load_pack().papers}
    main = [one for one in facts.values() if one["group"] == "main"]

    told = (*CARRIED, "venue", "code")
    wanted = [
        (one["id"], name) for one in main for name in told if is_confirmed(one, name) and not is_partial(one, name)
    ]
    differing = [
        (named, name, getattr(shipped[named], name), expected(facts[named], name))
        for named, name in wanted
        if getattr(shipped[named], name) != expected(facts[named], name)
    ]
    assert differing == []
    assert len(wanted) >= 470
    assert {named for named, _ in wanted} == {one["id"] for one in main}


def is_partial(one, name):
    """Say whether a day is known by its month only, which no record says."""
    return name in ("published", "updated") and len(one[name]) < len("2026-01-15")


def test_the_paper_that_arxiv_does_not_have_is_known_by_what_is_confirmed_of_it(facts):
    (named,) = set(facts) - {one["id"] for one in on_arxiv(facts)}
    (paper,) = (paper for paper in load_pack().papers if paper.id == named)

    assert arxiv_id(named) is None
    assert (paper.title, paper.doi) == (facts[named]["title"], facts[named]["doi"])
    assert paper.venue_year == int(facts[named]["published"][:4])


def read_one(source, one):
    return source[1]([one])[one["id"]].paper


LOST_ACCENTS = {"0704.0155": "Fredrik Schoeier", "0704.0525": "Husnu Baysal"}


@pytest.mark.parametrize("named", LOST_ACCENTS)
def test_accents_that_arxiv_lost_are_not_put_back(source, facts, named):
    assert LOST_ACCENTS[named] in read_one(source, facts[named]).authors


@pytest.mark.parametrize("named", ["0704.0062", "0704.0401", "1607.08199", "1707.08567", "2102.11107"])
def test_accents_are_letters_whatever_they_are_written_in(source, facts, named):
    authors = read_one(source, facts[named]).authors

    assert authors == tuple(facts[named]["authors"])
    assert not "".join(authors).isascii()


@pytest.mark.parametrize("named", ["1411.4413", "1902.05884", "acc-phys/9411002"])
def test_tex_in_titles_stays_as_it_is(source, facts, named):
    title = read_one(source, facts[named]).title

    assert title == facts[named]["title"]
    assert "$" in title
    assert "\\" in title


def test_a_brace_that_is_never_opened_stays(source, facts):
    title = read_one(source, facts["0704.0573"]).title

    assert title == facts["0704.0573"]["title"]
    assert (title.count("}"), title.count("{")) == (1, 0)


def test_the_title_0_is_a_title(source, facts):
    assert read_one(source, facts["2104.12255"]).title == "0"


def test_all_of_2832_authors_are_kept_in_order(source, facts):
    known = facts["1411.4413"]
    others = [f"A. Maker{number}son" for number in range(known["author_count"] - len(known["authors"]))]

    authors = read_one(source, known | {"authors": known["authors"] + others}).authors

    assert len(authors) == 2832
    assert list(authors[: len(known["authors"])]) == known["authors"]
    assert list(authors[len(known["authors"]) :]) == others


def test_the_colon_that_arxiv_takes_for_an_author_is_none(by_snapshot, facts):
    parts = [("The CMS", ""), ("LHCb Collaborations", ""), (":", ""), ("Khachatryan", "V.")]
    authors = [{"family": family, "given": given, "suffix": ""} for family, given in parts]

    read = by_snapshot([facts["1411.4413"] | {"author_parts": authors, "authors": ["one"] * len(parts)}])

    assert read["1411.4413"].paper.authors == ("The CMS", "LHCb Collaborations", "V. Khachatryan")


def test_two_people_whose_separator_was_lost_stay_one_name(source, facts):
    assert read_one(source, facts["0704.0213"]).authors == ("Ketan D. Mulmuley Hariharan Narayanan",)


def test_a_suffix_belongs_to_the_name_before_it(source, facts):
    name = name_of(read_one(source, facts["0704.0802"]).authors[1])

    assert (name.given, name.family, name.suffix) == ("Robert W.", "Heath", "Jr.")


WITHDRAWN = {"2101.10016": 8, "0704.0525": 2, "0704.0213": 2}


@pytest.mark.parametrize("named", WITHDRAWN)
def test_a_withdrawn_paper_is_withdrawn_by_flag_or_by_comment_and_keeps_its_facts(source, facts, named):
    paper = read_one(source, facts[named])
    told_by_flag = source[0] == "harvest"

    assert paper.latest_version == WITHDRAWN[named]
    assert paper.journal_ref == facts[named].get("journal_ref")
    # A library says what its source says, and that is no word of it.
    assert paper.withdrawn is (source[0] != "library")
    assert ("withdrawn" in paper.unverified) is (paper.withdrawn and not told_by_flag)


def test_empty_versions_before_a_full_one_withdraw_nothing(source, facts):
    assert [one["flags"] for one in facts["physics/9707012"]["versions"]][1:3] == ["I", "I"]
    assert not read_one(source, facts["physics/9707012"]).withdrawn


OLD_IDS = (
    "hep-th/9901001",
    "physics/9707012",
    "acc-phys/9411002",
    "cs/9901011",
    "astro-ph/0601001",
    "quant-ph/0201082",
)


@pytest.mark.parametrize("named", OLD_IDS)
def test_ids_with_an_archive_in_them_are_read_and_say_nothing_of_the_category(source, facts, named):
    paper = read_one(source, facts[named])

    assert paper.id == named
    assert paper.primary_category == facts[named]["primary_category"]


def test_a_month_in_an_id_is_not_the_month_of_the_first_version(source, facts):
    assert read_one(source, facts["0704.0062"]).published == day("2007-03-31")
