import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from ingest.flight.page_html import payload_in
from ingest.flight.payload import payload_of, walk
from ingest.flight.rows import RowDecoder, rows_of
from ingest.flight.values import Element
from tests.invented import expected
from tests.invented.flight_writer import Flight
from tests.invented.site import build_site, flight_of, pages_of

FLAVOURS = ("15", "16.4", "16.8")
URLS = [page.url for page in pages_of(1)]


def document(url, *, flavour="15", revision=1):
    return payload_of(flight_of(url, flavour=flavour, revision=revision).to_bytes(), source=url)


def tree_in(payload):
    return next(value for _, value in walk(payload.root) if isinstance(value, dict) and value.get("$id") == "root")


def shown(value):
    """The text of a value, formulas left out."""
    if isinstance(value, Element):
        return "" if value.props.get("className") == "katex" else shown(value.props.get("children"))
    if isinstance(value, list):
        return "".join(shown(each) for each in value)
    return value if isinstance(value, str) else format(value, "f") if isinstance(value, float) else ""


def entries(nodes):
    for node in nodes:
        yield node["type"], shown(node["name"]), node.get("url", "")
        if node["type"] == "folder":
            yield from entries([*([node["index"]] if node["index"] else []), *node["children"]])


def article_of(payload):
    return next(value for _, value in walk(payload.root) if isinstance(value, Element) and value.type == "article")


@pytest.mark.parametrize("flavour", FLAVOURS)
@pytest.mark.parametrize("revision", [1, 2])
def test_every_page_is_read_without_a_problem_and_carries_the_whole_tree(flavour, revision):
    pages = pages_of(revision)
    wanted = list(expected.TREE_1)
    if revision == 2:
        wanted.insert(wanted.index(("page", "2.2 出汤手法", "/docs/lecture-2/pouring")) + 1, expected.ADDED_IN_2)

    for page in pages:
        payload = document(page.url, flavour=flavour, revision=revision)

        assert payload.problems == ()
        assert tuple(entries(tree_in(payload)["children"])) == tuple(wanted)
    assert len(pages) == {1: expected.PAGES_1, 2: expected.PAGES_2}[revision]


def test_flavours_hold_the_tree_in_different_places():
    def holder(flavour):
        values = walk(document("/docs", flavour=flavour).root)
        return next(path for path, value in values if isinstance(value, dict) and value.get("$id") == "root")

    assert holder("15").endswith("].tree")
    assert holder("16.8").endswith("].layout.tree")


@given(st.sampled_from(URLS), st.integers(0, 999))
def test_any_order_of_rows_says_the_same(url, seed):
    flight = flight_of(url, flavour="16.8")
    shuffled, natural = payload_of(flight.to_bytes(seed), source=url), payload_of(flight.to_bytes(), source=url)

    assert (shuffled.root, shuffled.rows, shuffled.problems) == (natural.root, natural.rows, natural.problems)


@given(st.sampled_from(URLS), st.integers(1, 4000))
def test_any_cut_into_chunks_gives_the_same_rows(url, size):
    payload = flight_of(url, flavour="15").to_bytes("reversed")
    decoder, rows = RowDecoder(source=url), []

    for start in range(0, len(payload), size):
        rows += decoder.feed(payload[start : start + size])
    rows += decoder.close()

    assert tuple(rows) == rows_of(payload, source=url)


@pytest.mark.parametrize("flavour", FLAVOURS)
def test_the_html_of_a_built_page_carries_its_payload(flavour, tmp_path):
    build_site(tmp_path, flavour=flavour)

    pages = sorted(tmp_path.rglob("index.html"))
    assert len(pages) == expected.PAGES_1
    for page in pages:
        assert payload_in(page.read_bytes(), source=page.name) == page.with_suffix(".txt").read_bytes()


def test_a_site_can_be_built_without_html_or_without_payload(tmp_path):
    build_site(tmp_path / "a", flavour="15", html=False)
    build_site(tmp_path / "b", flavour="15", payload=False)

    assert {page.name for page in (tmp_path / "a").rglob("*.*")} == {"index.txt"}
    assert {page.name for page in (tmp_path / "b").rglob("*.*")} == {"index.html"}


def test_the_second_revision_changes_the_text_of_four_pages():
    def body(url, revision):
        return shown(article_of(document(url, revision=revision)))

    assert tuple(url for url in URLS if body(url, 1) != body(url, 2)) == expected.CHANGED_IN_2


@pytest.mark.parametrize("url", expected.LEAKED_IN_1)
def test_markup_shows_as_text_in_the_first_revision_only(url):
    for leaked in expected.LEAKED_IN_1[url]:
        assert leaked in shown(article_of(document(url)))
        assert leaked not in shown(article_of(document(url, revision=2)))


@pytest.mark.parametrize("url", expected.FORMULAS)
def test_formulas_carry_their_source(url):
    body = article_of(document(url))

    sources = [
        each.props["children"] for _, each in walk(body) if isinstance(each, Element) and each.type == "annotation"
    ]

    assert sources == list(dict.fromkeys(sources))
    assert set(sources) == set(expected.FORMULAS[url])


def test_every_linked_paper_is_invented_and_listed():
    links = {
        found
        for url in URLS
        for _, value in walk(article_of(document(url)))
        if isinstance(value, str)
        for found in re.findall(r"arxiv\.org/\w+/([0-9.]+)", value)
    }

    assert links == set(expected.TITLES)


def test_core_papers_are_cards_in_their_order():
    for lecture in expected.LECTURES:
        body = article_of(document(f"/docs/lecture-{lecture}/papers"))
        cards = [each for _, each in walk(body) if isinstance(each, Element) and each.props.get("data-card") is True]

        assert [card.props["href"].rsplit("/", 1)[1] for card in cards] == [
            row[2] for row in expected.CORE if row[0] == lecture
        ]


def test_the_icon_of_a_language_is_a_text_row_with_newlines_and_colons():
    payload = flight_of("/docs/lecture-1/steeping", flavour="15").to_bytes()

    icons = [row.body.decode() for row in rows_of(payload, source="tea") if row.tag == "T"]

    assert len(icons) == 2
    assert all("\n" in icon and ":T" in icon and "语言" in icon for icon in icons)


def test_the_writer_can_write_what_no_page_of_the_course_holds():
    flight = Flight()
    flight.raw("W", '["log","","tea"]', named=False)
    flight.raw("D", '{"name":"Pot"}')
    failed, unknown = flight.raw("E", '{"digest":"7"}'), flight.raw("Z", "steam")
    flight.root([failed, unknown, flight.text_row("茶:\n$1"), "$5", flight.set_of(["green"])])

    payload = payload_of(flight.to_bytes("reversed"), source="tea")

    assert [problem.code for problem in payload.problems] == ["server-error"]
    assert [value.tag for value in payload.root[:2]] == ["E", "Z"]
    assert payload.root[2:4] == ["茶:\n$1", "$5"]
    assert payload.root[4].items == ["green"]
