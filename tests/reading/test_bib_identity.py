"""Which paper an entry is about, by what it says itself."""

import pytest

from reading.bib_identity import identity_of, is_preprint
from reading.bibtex_reader import read_bibtex
from reading.names import Name


def _entry(fields, kind="misc"):
    (entry,) = read_bibtex(f"@{kind}{{k, {fields}}}").entries
    return entry


@pytest.mark.parametrize(
    ("fields", "arxiv", "version", "field"),
    [
        pytest.param("eprint={2001.00001v2}", "2001.00001", 2, "eprint", id="eprint"),
        pytest.param("eprint={arXiv:2001.00001}, archiveprefix={arXiv}", "2001.00001", None, "eprint", id="prefix"),
        pytest.param("eprint={cs/0112017}, eprinttype={arxiv}", "cs/0112017", None, "eprint", id="old id"),
        pytest.param("url={http://arxiv.org/pdf/2001.00001v3.pdf}", "2001.00001", 3, "url", id="address"),
        pytest.param("doi={10.48550/arXiv.2001.00001}", "2001.00001", None, "doi", id="arXiv's DOI"),
        pytest.param("journal={arXiv preprint arXiv:2001.00001}", "2001.00001", None, "journal", id="Google Scholar"),
        pytest.param("journal={arXiv:2001.00001 [cs, stat]}", "2001.00001", None, "journal", id="Zotero"),
        pytest.param("journal={CoRR}, volume={abs/2001.00001}", "2001.00001", None, "volume", id="DBLP"),
        pytest.param(
            r"howpublished={\url{https://arxiv.org/abs/2001.00001}}", "2001.00001", None, "howpublished", id="h"
        ),
        pytest.param("note={arXiv:2001.00001 [cs.LG]}", "2001.00001", None, "note", id="note that is an id"),
    ],
)
def test_an_arxiv_id_is_found_where_it_stands(fields, arxiv, version, field):
    found = identity_of(_entry(fields))

    assert (found.arxiv_id, found.version, found.arxiv[0].field.name) == (arxiv, version, field)


@pytest.mark.parametrize(
    "fields",
    [
        pytest.param("journal={arXiv e-prints}, pages={arXiv--2403}", id="pages of Google Scholar"),
        pytest.param("pages={2001.00001}", id="pages that look like an id"),
        pytest.param("pages={2001--2005}", id="pages"),
        pytest.param("note={Extended version of arXiv:2001.00001}", id="another paper in a note"),
        pytest.param("title={On arXiv:2001.00001}", id="title"),
        pytest.param("eprint={2001.00001}, eprinttype={jstor}", id="another archive"),
        pytest.param("doi={10.1000/2001.00001}", id="publisher's DOI"),
    ],
)
def test_what_is_no_arxiv_id_of_the_entry_is_not_taken_for_one(fields):
    assert identity_of(_entry(fields)).arxiv == ()


def test_doi_year_venue_and_title_are_read():
    entry = _entry(
        r"title={{LoRA} \& {\O}re}, booktitle={Proc. of Tea}, date={2020-05}, doi={https://doi.org/10.1000/x_1}"
    )

    found = identity_of(entry)

    assert (found.title, found.venue, found.year, found.doi) == ("LoRA & Øre", "Proc. of Tea", 2020, "10.1000/x_1")
    assert not is_preprint(entry)
    assert is_preprint(_entry("journal={arXiv preprint arXiv:2001.00001}", "article"))


@pytest.mark.parametrize(
    ("author", "names", "more"),
    [
        ("Ann Pot and Bo Cup", [Name("Pot", "Ann"), Name("Cup", "Bo")], False),
        ("Pot, Ann and others", [Name("Pot", "Ann")], True),
        ("Ann Pot et al.", [Name("Pot", "Ann")], True),
        ("van der Pot, Jr., Ann", [Name("Pot", "Ann", "van der", "Jr.")], False),
        ("family=Pot, given=Ann, prefix=van der", [Name("Pot", "Ann", "van der")], False),
        ("{Barnes and Noble}", [Name(literal="Barnes and Noble")], False),
        (r"G{\"o}del, Kurt and {\v{S}}r{\'a}mek, R.", [Name("Gödel", "Kurt"), Name("Šrámek", "R.")], False),
        ("孙悟空 and Smith John", [Name("孙", "悟空"), Name("John", "Smith")], False),
        ("Ludwig {van Pot}", [Name("van Pot", "Ludwig")], False),
    ],
)
def test_names_are_taken_apart_and_none_is_invented(author, names, more):
    entry = _entry(f"author={{{author}}}")

    assert list(entry.authors) == names
    assert entry.more_authors is more
