"""A bibliography as messy as real ones: nothing is lost, almost all is mended, and nothing sound is touched."""

from collections import Counter

import pytest
from pybtex.database import Person
from pybtex.database import parse_string as parse_with_pybtex

from reading.bib_records import FailureCode
from reading.bibtex_reader import read_bibtex
from reading.verifying.checking import mended, verified
from reading.verifying.library import PaperLibrary
from tests.reading.messy_bibliography import (
    ACRONYMS,
    AND_OTHERS,
    HIDDEN,
    KNOWN,
    SIZE,
    messy_bibliography,
)

SEEDS = (1, 20261124)


@pytest.fixture(scope="module", params=SEEDS)
def messy(request):
    return messy_bibliography(request.param)


@pytest.fixture(scope="module")
def read(messy):
    return read_bibtex(messy.text.encode(), source="messy.bib")


@pytest.fixture(scope="module")
def done(messy, read):
    return mended(read, PaperLibrary(messy.papers))


@pytest.fixture(scope="module")
def entries_of_pybtex(done):
    """The entries of the mended text as an independent reader reads them: it refuses keys that repeat."""
    return list(parse_with_pybtex(done.text, "bibtex").entries.values())


def _planted(messy):
    """Return how often each defect stands in the text."""
    codes = Counter(one.defect for entry in messy.entries for one in entry.fields if one.defect)
    codes["hidden-arxiv-id"] = sum(bool(entry.added) for entry in messy.entries)
    codes["missing-comma"] = sum(entry.no_comma for entry in messy.entries)
    keys = Counter(entry.key for entry in messy.entries)
    codes["key-clash"] = sum(count - 1 for count in keys.values())
    return codes


def _value(entry, name):
    return entry.fields.get(name)


def test_the_bibliography_has_the_defects_that_it_is_known_for(messy):
    keys = Counter(entry.key for entry in messy.entries)

    assert len(messy.entries) == SIZE
    assert messy.text.count("and others") == AND_OTHERS
    assert messy.text.count("arXiv preprint arXiv:") == HIDDEN
    assert _planted(messy)["title-case"] == ACRONYMS
    assert sum(count for count in keys.values() if count > 1) == 106
    assert sum(count > 1 for count in keys.values()) == 40
    assert len(messy.papers) > KNOWN / 2


def test_every_entry_that_goes_in_is_accounted_for(messy, read):
    assert [entry.key for entry in read.entries] == [entry.key for entry in messy.entries]
    assert [entry.raw for entry in read.entries] == [entry.text.rstrip("\n") for entry in messy.entries]
    assert len(read.comments) == messy.headings
    assert [failure for failure in read.failures if failure.lost] == []
    assert {failure.code for failure in read.failures} == {FailureCode.DUPLICATE_KEY, FailureCode.MISSING_COMMA}


def test_every_planted_defect_is_found_on_its_line_and_nothing_else_is(messy, read):
    findings = verified(read, PaperLibrary(messy.papers)).findings

    assert Counter(finding.code for finding in findings) == _planted(messy)
    lines = messy.text.split("\n")
    for finding in findings:
        if finding.code in ("pages-are-no-pages", "empty-field", "month-as-text", "doi-is-url"):
            assert lines[finding.line - 1].lstrip().startswith((finding.code.split("-")[0], "volume", "@"))


def test_all_that_is_mechanical_is_mended_and_no_field_is_damaged(messy, entries_of_pybtex):
    wrong = []
    for planted, entry in zip(messy.entries, entries_of_pybtex, strict=True):
        expected = {one.name: one.expected for one in planted.fields if one.name != "author"} | planted.added
        for name, value in expected.items():
            if _value(entry, name) != value:
                wrong.append((planted.key, name, _value(entry, name), value))
        people = next(one.expected for one in planted.fields if one.name == "author")
        if entry.persons["author"] != [Person(name) for name in people.split(" and ")]:
            wrong.append((planted.key, "author", entry.persons["author"], people))
        more = {name.lower() for name in entry.fields} - {name.lower() for name in expected}
        wrong += [(planted.key, name, "added", None) for name in more]

    assert wrong == []


def test_no_two_entries_have_one_key_afterwards_and_first_ones_keep_theirs(messy, entries_of_pybtex):
    keys = [entry.key for entry in entries_of_pybtex]
    seen = set()

    assert len({key.lower() for key in keys}) == SIZE
    for planted, key in zip(messy.entries, keys, strict=True):
        assert (key == planted.key) is (planted.key not in seen)
        assert key.startswith(planted.key)
        seen.add(planted.key)


def test_the_mended_bibliography_has_none_of_the_defects_that_were_mended(messy, done):
    again = verified(read_bibtex(done.text), PaperLibrary(messy.papers))

    mended_codes = {finding.code for finding in done.made}
    assert mended_codes == set(_planted(messy))
    assert again.findings == done.left.findings
    assert len(again.findings) <= 0.05 * sum(_planted(messy).values())
    assert [finding for finding in again.findings if finding.code in mended_codes] == []


def test_what_is_sound_stays_byte_for_byte(messy, done):
    sound = [entry.text for entry in messy.entries if entry.sound]
    headings = [line for line in messy.text.split("\n") if line.startswith("###")]

    assert len(sound) > 30
    assert [text for text in sound if text not in done.text] == []
    assert [line for line in done.text.split("\n") if line.startswith("###")] == headings


@pytest.mark.parametrize("newline", ["\r\n", "\r"])
def test_line_ends_stay_as_they_are(messy, newline):
    text = messy.text.replace("\n", newline)

    done = mended(read_bibtex(text), PaperLibrary(messy.papers))

    assert done.text.replace(newline, "\n") == mended(read_bibtex(messy.text), PaperLibrary(messy.papers)).text
    assert "\n" not in done.text.replace("\r\n", "")
