"""From an entry to a paper, a resource, or the reason why it is neither."""

import pytest

from ingest.bibliography.entries import printed, read_entries
from reading.bibtex_reader import read_bibtex
from reading.names import Name


def read(text):
    return [*read_entries(read_bibtex(text).entries)]


def only(text):
    (one,) = read(text)
    return one


TITLE = "title = {On the Boiling of Teapots}"


@pytest.mark.parametrize(
    "field",
    [
        "eprint = {2001.00001}, archiveprefix = {arXiv}",
        "eprint = {arXiv:2001.00001v3}",
        "url = {https://arxiv.org/abs/2001.00001}",
        "url = {http://arxiv.org/pdf/2001.00001v2.pdf}",
        "journal = {arXiv preprint arXiv:2001.00001}",
        "volume = {abs/2001.00001}, journal = {CoRR}",
        "note = {arXiv:2001.00001 [cs.CL]}",
        "howpublished = {\\url{https://arxiv.org/abs/2001.00001}}",
        "doi = {10.48550/arXiv.2001.00001}",
    ],
)
def test_the_arxiv_id_is_found_wherever_people_put_it(field):
    paper = only(f"@article{{pot, {TITLE}, {field}}}").paper

    assert paper.id == "2001.00001"
    assert paper.doi is None
    assert paper.venue is None


@pytest.mark.parametrize(
    "field",
    [
        "pages = {arXiv--2001}",
        "pages = {2001.00001}",
        "abstract = {As arXiv:2001.00001 shows}",
        "eprint = {2001.00001}, eprinttype = {jstor}",
        "note = {Extends the work of Fenn, arXiv:2001.00001, and others}",
    ],
)
def test_a_number_that_is_no_id_of_the_paper_is_none(field):
    paper = only(f"@article{{pot, {TITLE}, author = {{Ann Pot}}, {field}}}").paper

    assert paper.arxiv_id is None


def test_every_value_of_a_bibliography_is_unconfirmed():
    paper = only(
        f"@inproceedings{{pot20, {TITLE}, author = {{Pot, Ann and {{Tea Team}} and others}}, booktitle = {{TeaConf}}, "
        "year = {2020}, doi = {https://doi.org/10.1000/Tea.1}, eprint = {2001.00001}, primaryclass = {cs.CL}}"
    ).paper

    assert paper.authors == ("Ann Pot", "Tea Team")
    assert (paper.venue, paper.venue_year, paper.doi) == ("TeaConf", 2020, "10.1000/Tea.1")
    assert paper.citation_key == "pot20"
    assert set(paper.unverified) == {
        "authors",
        "doi",
        "primary_category",
        "title",
        "venue",
        "venue_year",
    }


def test_where_in_a_journal_a_paper_stands_is_kept_where_no_arxiv_id_finds_it():
    journal = f"{TITLE}, author = {{Ann Pot}}, journal = {{Tea}}, volume = 3, number = 2, pages = {{1--20}}"

    assert only(f"@article{{pot, {journal}}}").paper.journal_ref == "Tea 3(2), 1–20"
    assert only(f"@article{{pot, {journal}, eprint = {{2001.00001}}}}").paper.journal_ref is None
    assert (
        only(f"@inproceedings{{pot, {TITLE}, booktitle = {{TeaConf}}, doi = {{10.1000/x}}}}").paper.journal_ref is None
    )
    assert only(f"@book{{pot, {TITLE}, author = {{Ann Pot}}, publisher = {{Kettle}}}}").paper.journal_ref == "Kettle"


def test_how_many_the_others_are_is_not_invented():
    cut = only(f"@misc{{pot, {TITLE}, author = {{Ann Pot and others}}}}").paper
    whole = only(f"@misc{{pot, {TITLE}, author = {{Ann Pot}}}}").paper

    assert (cut.author_count, whole.author_count) == (0, None)


@pytest.mark.parametrize(
    "name",
    [
        Name("Berg", "Ludwig", "van der", "Jr."),
        Name("Souza Filho", "Ana", "de"),
        Name("李", "明"),
        Name("Nguyễn", "Văn An"),
        Name(literal="The Tea Collaboration"),
        Name("Løv", "Jörg", "van"),
        Name("Pot"),
    ],
)
def test_a_name_can_be_taken_apart_again(name):
    from reading.names import name_of

    assert name_of(printed(name)) == name


@pytest.mark.parametrize("kind", ["book", "online", "misc", "manual", "software"])
def test_what_has_an_address_and_no_id_is_a_resource(kind):
    one = only(f"@{kind}{{pot, {TITLE}, author = {{Ann Pot}}, url = {{https://example.org/pots}}, year = 2020}}")

    assert (one.resource.url, one.resource.title) == ("https://example.org/pots", "On the Boiling of Teapots")


@pytest.mark.parametrize(
    "entry",
    [
        "@article{pot, TITLE, author = {Ann Pot}, journal = {Tea}, url = {https://example.org/pots}}",
        "@misc{pot, TITLE, doi = {10.1000/tea.1}, url = {https://example.org/pots}}",
        "@misc{pot, TITLE, url = {https://arxiv.org/abs/2001.00001}}",
        "@book{pot, TITLE, author = {Ann Pot}, publisher = {Kettle Press}, year = 2020}",
        "@phdthesis{pot, TITLE, author = {Ann Pot}, school = {Tea University}, year = 2020}",
    ],
)
def test_what_has_an_id_or_no_address_is_a_paper(entry):
    one = only(entry.replace("TITLE", TITLE))

    assert one.paper is not None
    assert one.resource is None


REFUSED = {
    "@misc{pot, year = 2020}": "has no title",
    "@misc{pot, title = {Tea}}": "nothing to tell it by",
    "@misc{pot, title = {Tea}, year = 2020}": "nothing to tell it by",
    "@article{pot, title = {Tea}, eprint = {2001.00001}, url = {https://arxiv.org/abs/2001.00002}}": "more than one",
    "@set{pot, entryset = {a, b}}": "no work of its own",
    "@misc{pot, title = {" + "Tea " * 600 + "}, author = {Ann Pot}}": "cannot be kept: title",
}


@pytest.mark.parametrize("entry", REFUSED)
def test_what_cannot_be_kept_is_refused_with_a_reason_and_a_remedy(entry):
    one = only(entry)

    assert REFUSED[entry] in one.refusal.reason
    assert one.refusal.remedy
    assert one.paper is None
    assert one.resource is None


def test_what_an_entry_inherits_is_its_own():
    child, parent = read(
        f"@inproceedings{{pot, {TITLE}, author = {{Ann Pot}}, crossref = {{TeaConf20}}}} "
        "@proceedings{teaconf20, title = {Proceedings of TeaConf}, year = 2020, editor = {Bo Kettle}}"
    )

    assert (child.paper.venue, child.paper.venue_year) == ("Proceedings of TeaConf", 2020)
    assert parent.paper.title == "Proceedings of TeaConf"


def test_entries_that_inherit_from_each_other_end():
    first, second = read(
        f"@misc{{a, {TITLE}, author = {{Ann Pot}}, crossref = {{b}}}} @misc{{b, crossref = {{a}}, year = 2020}}"
    )

    assert first.paper.venue_year == 2020
    assert second.refusal is not None
