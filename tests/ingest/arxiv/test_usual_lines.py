"""The quick way to a row gives what the careful way gives, or nothing."""

import copy
from datetime import date

import orjson
import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.arxiv.articles import ArticleError
from ingest.arxiv.choices import Choice
from ingest.arxiv.library_loading import library_paper
from ingest.arxiv.snapshot_articles import article_of
from ingest.arxiv.usual_lines import usual_row
from tests.ingest.arxiv.test_snapshot import told

LONG = "Where steam goes, and why it goes there at all. " * 8


def careful_row(line, choice):
    try:
        article = article_of(line, choice)
    except ArticleError:
        return None
    return library_paper(article) if article else None


def test_a_usual_line_is_recognised():
    assert usual_row(told(), Choice()) == careful_row(told(), Choice()) is not None


VERSIONS = [
    {"version": "v1", "created": "Mon, 2 Apr 2007 19:18:42 GMT"},
    {"version": "v2", "created": "Tue, 10 Feb 2026 00:00:00 GMT"},
]
CHANGES = [
    {"versions": VERSIONS},
    {"id": "0802.1234", "versions": VERSIONS},
    {"abstract": f"  {LONG}\n  {LONG}\n"},
    {"abstract": f"{LONG}\t{LONG}"},
    {"abstract": f"{LONG}\x1c{LONG}\0"},
    {"abstract": f"{LONG}\u2003é\x85{LONG}"},
    {"abstract": LONG + "  two blanks"},
    {"comments": "8 pages,\n  2 figures", "doi": "10.1000/tea", "journal-ref": "J. Tea 4"},
    {"authors_parsed": [["Kettle Collaboration", "", ""], ["Fenn", "Odalys", "Jr."]]},
    {"authors_parsed": [["Ménard", "Fran\\c{c}ois", "", "Mill"], ["van der Berg", "L. J.-P.", ""]]},
    {"categories": "cs.CL"},
    {"update_date": None, "report-no": "TEA-1", "license": "http://example.org"},
]


@pytest.mark.parametrize("changed", CHANGES, ids=range(len(CHANGES)))
def test_what_is_usual_gives_the_same_row(changed):
    line = told(**changed)

    assert usual_row(line, Choice()) == careful_row(line, Choice()) is not None


CHOICES = [
    Choice(categories=frozenset({"cs"})),
    Choice(categories=frozenset({"math"})),
    Choice(since=date(2026, 1, 15)),
    Choice(since=date(2026, 1, 16)),
    Choice(until=date(2026, 1, 14)),
    Choice.of_ids(["2601.90001"]),
    Choice.of_ids(["2601.90002"]),
]


@pytest.mark.parametrize("choice", CHOICES, ids=range(len(CHOICES)))
def test_what_is_not_wanted_gives_none(choice):
    assert usual_row(told(), choice) == careful_row(told(), choice)


def version(**changed):
    return [{"version": "v1", "created": "Thu, 15 Jan 2026 17:59:59 GMT"} | changed]


UNUSUAL = [
    {"id": "2601.00000"},
    {"id": "２６０１.90001"},
    {"id": 2601.90001},
    {"id": "hep-th/9901001"},
    {"title": " \n "},
    {"title": 0},
    {"abstract": 0},
    {"doi": False},
    {"report-no": 0},
    {"license": []},
    {"categories": "cs.CL cs.CL"},
    {"categories": "cs.CL\0"},
    {"categories": None},
    {"update_date": "2026-W03-1"},
    {"update_date": "2026-02-31"},
    {"versions": []},
    {"versions": {}},
    {"versions": "v1"},
    {"versions": version(version="v2")},
    {"versions": version(version=" v1")},
    {"versions": version() * 2},
    {"versions": [*version(), *version(version="v3")]},
    {"versions": version(created="Thu, 30 Feb 2026 17:59:59 GMT")},
    {"versions": version(created="Thu, 15 Jan 2026 19+01:00 GMT")},
    {"versions": version(created="Thu, 15 Jan 2026 191842.1 GMT")},
    {"versions": version(created="Thu, 15 Jan 2026 24:00:00 GMT")},
    {"versions": version(created="Thu, 15 Jan 2026 17:59:59 EST")},
    {"versions": version(created="Foo, 15 Jan 2026 17:59:59 GMT")},
    {"versions": version(created="15 Jan 2026 17:59:59 GMT")},
    {"versions": version(created=None)},
    {"versions": version(created="Thu, 15 Jan 2026 23:30:00 -0500")},
    {"authors_parsed": []},
    {"authors_parsed": None},
    {"authors_parsed": "Fenn"},
    {"authors_parsed": ["Fenn, Odalys"]},
    {"authors_parsed": [["Fenn"]]},
    {"authors_parsed": [["Fenn", None, ""]]},
    {"authors_parsed": [["Fenn", "Odalys", None]]},
    {"authors_parsed": [["Fenn", True, ""]]},
    {"authors_parsed": [["", "", ""]]},
    {"authors_parsed": [["Fenn, ", "; Odalys", ""], [":", "", ""]]},
    {"authors_parsed": [["Fenn\n", "Odalys\tO.", "  Jr."]]},
    {"authors_parsed": [["Fenn", "Odalys\nO.", ""], ["Kessel", "Aki", ""]]},
    {"authors_parsed": [["Fenn,", "Odalys", "Jr."], ["K\\'essel", "Aki", ""], [":", "", ""]]},
    {"authors_parsed": {"Fenn": ["a", "b", "c"]}},
]


@pytest.mark.parametrize("changed", UNUSUAL, ids=[str(changed)[:50] for changed in UNUSUAL])
def test_what_is_unusual_gives_the_same_row_or_none(changed):
    line = told(**changed)
    row = usual_row(line, Choice())

    assert row is None or row == careful_row(line, Choice())


@pytest.mark.parametrize("line", [None, 1, "tea", [], [told()], {}], ids=repr)
def test_what_is_no_article_gives_none(line):
    assert usual_row(line, Choice()) is None


ODD = st.one_of(
    st.none(), st.booleans(), st.integers(0, 3), st.text(max_size=12), st.just(LONG),
    st.builds(list), st.builds(lambda: {"a": 1}),
    st.sampled_from(["v1", "v2", "cs.CL", "Thu, 15 Jan 2026 17:59:59 GMT", "2026-01-15", "a  b", "\\'e"]),
    st.sampled_from(["x\n y ", "x\ny", "x y"]),
)  # fmt: skip


def places(value, path=()):
    """Yield where something stands in a line, to any depth."""
    inner = value.items() if isinstance(value, dict) else enumerate(value) if isinstance(value, list) else ()
    for key, one in inner:
        yield (*path, key)
        yield from places(one, (*path, key))


WHOLE = told(versions=VERSIONS, abstract=f"{LONG}\n  {LONG}")
PLACES = list(places(WHOLE))


@settings(deadline=None, max_examples=400)
@given(st.lists(st.tuples(st.sampled_from(PLACES), ODD), max_size=3))
def test_whatever_stands_in_a_line_the_quick_way_never_differs(changes):
    line = copy.deepcopy(WHOLE)
    for (*path, last), odd in changes:
        place = line
        try:
            for key in path:
                place = place[key]
            if isinstance(place, list) or isinstance(last, str):
                place[last] = odd
        except (TypeError, LookupError):  # Another change took the place away.
            continue
    line = orjson.loads(orjson.dumps(line))
    row = usual_row(line, Choice())

    assert row is None or row == careful_row(line, Choice())
