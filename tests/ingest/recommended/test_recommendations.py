import time

import pytest
from hypothesis import given, settings
from hypothesis import strategies as st

from ingest.flight.payload import payload_of
from ingest.pages.course_shape import shape_of
from ingest.pages.page_body import body_of
from ingest.pages.page_tree import tree_in
from ingest.recommended.recommendations import recommendations_in
from schema.blocks import Block, BlockKind, Span, SpanKind
from schema.records import Page
from schema.values import PageKind, Role
from tests.ingest.recommended.block_pages import callout, card, code, heading, item, items, p, page_of, table
from tests.ingest.recommended.shelf import (
    ABS,
    LEAF,
    LECTURES,
    WATER,
    codes,
    rows,
    said,
    sections,
    targets,
)
from tests.invented import expected
from tests.invented.site import flight_of


class TestRoles:
    def test_a_card_is_core_and_any_other_link_to_a_paper_extended(self):
        found = rows(
            LEAF,
            p(f"先读 [SlowWater]({ABS}2601.00002)。"),
            heading(f"[Steam]({ABS}2601.00003)"),
            table(["论文"], [f"[Lids]({ABS}2601.00004) — Brook"]),
            items(item("外", items(f"[Oolong3]({ABS}2601.00005)"))),
        )

        assert [(row.paper[-1], row.role) for row in found] == [
            ("1", Role.CORE),
            ("2", Role.EXTENDED),
            ("3", Role.EXTENDED),
            ("4", Role.EXTENDED),
            ("5", Role.EXTENDED),
        ]

    def test_rows_are_counted_from_zero_and_tell_their_block(self):
        found = rows(p("茶"), LEAF, WATER)

        assert [(row.order, row.position) for row in found] == [(0, 1), (1, 3)]

    @pytest.mark.parametrize(
        "address",
        [
            "http://arxiv.org/abs/2601.00001v2",
            "https://arxiv.org/pdf/2601.00001v2.pdf#page=2",
            "https://arxiv.org/html/2601.00001",
            "https://www.arxiv.org/abs/2601.00001/",
            "https://doi.org/10.48550/arXiv.2601.00001",
            "https://huggingface.co/papers/2601.00001",
        ],
    )
    def test_all_addresses_of_a_paper_are_one_paper(self, address):
        assert targets(LEAF, p(f"[again]({address})")) == ["2601.00001"]

    def test_a_paper_linked_before_its_card_has_one_row_at_the_card(self):
        (row,) = rows(p(f"[叶]({ABS}2601.00001)"), LEAF)

        assert (row.role, row.label, row.position) == (Role.CORE, "LeafMemory: How Leaves Remember Rain", 1)

    def test_of_two_links_to_one_paper_the_first_gives_the_row(self):
        (row,) = rows(p(f"[first]({ABS}2601.00001) [second]({ABS}2601.00001v3)"))

        assert row.label == "first"


class TestLabels:
    @pytest.mark.parametrize(
        ("title", "label"),
        [
            ("5. LeafMemory: How Leaves", "LeafMemory: How Leaves"),
            ("12、叶的记忆", "叶的记忆"),
            ("《Patient  Teapots》", "Patient Teapots"),
            ("3.5 Cups", "3.5 Cups"),
            ("Cups 2. Edition", "Cups 2. Edition"),
        ],
    )
    def test_a_label_is_the_title_without_its_number_and_marks(self, title, label):
        (row,) = rows(card(title, f"{ABS}2601.00001"))

        assert row.label == label

    def test_a_card_without_a_title_is_called_as_its_text_begins(self):
        (row,) = rows(card("", f"{ABS}2601.00001", "2. LeafMemory", "叶"))

        assert row.label == "LeafMemory"

    def test_a_link_in_a_later_column_is_called_as_its_row_begins(self):
        found = rows(LEAF, table(["工具", "用途", "链接"], ["kettle", "烧水", "[github](https://code.example/kettle)"]))

        assert (found[1].resource, found[1].label) == ("https://code.example/kettle", "kettle")

    def test_a_link_in_a_column_of_papers_keeps_its_text_behind_a_priority_or_a_phase(self):
        found = rows(
            table(["优先级", "论文"], ["必读", f"[LeafMemory]({ABS}2601.00001)"]),
            table(["阶段", "重点论文"], ["入门", f"[SlowWater]({ABS}2601.00002)"]),
        )

        assert [row.label for row in found] == ["LeafMemory", "SlowWater"]

    def test_a_link_that_says_only_what_it_is_is_called_as_its_line_begins(self):
        found = rows(
            items(f"LeafMemory [PDF]({ABS}2601.00001)", f"《SlowWater》（[arXiv:2601.00002]({ABS}2601.00002)）")
        )

        assert [row.label for row in found] == ["LeafMemory", "SlowWater"]

    def test_a_label_is_never_longer_than_a_record_allows(self):
        (row,) = rows(card("叶" * 3000, f"{ABS}2601.00001"))

        assert len(row.label) == 2000


class TestLectures:
    def test_a_page_of_a_lecture_gives_it_to_all_its_rows(self):
        assert [row.lecture for row in rows(heading("第3课"), LEAF, lecture=2)] == [2]

    def test_a_page_of_no_lecture_takes_the_number_of_the_heading_above(self):
        link = p(f"[叶]({ABS}2601.00001)")

        found = rows(
            heading("总览"),
            link,
            heading("第1课：水"),
            heading("核心论文", 3),
            LEAF,
            heading("第三课：拼配"),
            link,
            heading("Lecture 2: Pots"),
            link,
            heading("工具"),
            p("[kettle](https://code.example/kettle)"),
            lecture=None,
            kind=PageKind.RESOURCE,
        )

        assert [(row.paper, row.lecture) for row in found] == [
            ("2601.00001", None),
            ("2601.00001", 1),
            ("2601.00001", 3),
            ("2601.00001", 2),
            (None, None),
        ]

    def test_a_lecture_that_the_course_does_not_have_is_none(self):
        assert [row.lecture for row in rows(heading("第9课"), LEAF, lecture=None)] == [None]


class TestResources:
    TOOL = p("[壶](https://kettles.example/a) [首页](/docs/lecture-1) [信](mailto:tea@kettles.example)")

    @pytest.mark.parametrize("kind", [PageKind.SECTION, PageKind.PAPERS])
    def test_links_to_other_sites_count_on_lessons_and_pages_of_papers(self, kind):
        assert targets(self.TOOL, kind=kind) == ["https://kettles.example/a"]

    @pytest.mark.parametrize(
        "kind", [PageKind.LAB, PageKind.PROJECT, PageKind.RESOURCE, PageKind.OVERVIEW, PageKind.GRADING]
    )
    def test_elsewhere_they_count_only_beside_cards_of_papers(self, kind):
        assert targets(self.TOOL, kind=kind) == []
        assert targets(LEAF, self.TOOL, kind=kind) == ["2601.00001", "https://kettles.example/a"]

    def test_a_paper_counts_on_every_page(self):
        assert targets(p(f"[叶]({ABS}2601.00001)"), kind=PageKind.LAB) == ["2601.00001"]

    @pytest.mark.parametrize(
        ("address", "url"),
        [
            ("https://kettles.example", "https://kettles.example"),
            ("https://kettles.example/", "https://kettles.example/"),
            ("HTTPS://Kettles.Example/A?b=1#lid", "https://kettles.example/A?b=1"),
            ("//kettles.example/a", "https://kettles.example/a"),
            ("https://kettles.example/#/pots/2", "https://kettles.example/#/pots/2"),
            ("https://arxiv.org/list/cs.CL/recent", "https://arxiv.org/list/cs.CL/recent"),
        ],
    )
    def test_an_address_is_kept_as_it_is_but_for_its_fragment(self, address, url):
        assert targets(p(f"[壶]({address})")) == [url]

    @pytest.mark.parametrize(
        "address", ["http://localhost:7860", "http://127.0.0.1/", "https://[::1", "https://", "javascript:alert`1`"]
    )
    def test_what_no_reader_can_visit_is_no_resource(self, address):
        assert targets(p(f"[x]({address})")) == []

    def test_a_resource_has_the_title_of_its_first_link(self):
        found = said(items("[《Patient Teapots》](https://book.example)", "[the book](https://book.example#lid)"))

        assert [(each.url, each.title) for each in found.resources] == [("https://book.example", "Patient Teapots")]


class TestIds:
    def test_an_id_beside_its_link_is_no_second_row(self):
        parts = (
            card("LeafMemory", f"{ABS}2601.00001", "Kessel 等（2026, arXiv:2601.00001）——叶"),
            items(f"[SlowWater]({ABS}2601.00002)（arXiv：2601.00002v1）——水"),
            table(["论文", "arXiv"], [f"[Steam]({ABS}2601.00003)", "2601.00003"]),
        )

        assert targets(*parts) == ["2601.00001", "2601.00002", "2601.00003"]
        assert codes(*parts) == []

    @pytest.mark.parametrize(
        "part",
        [
            items(f"[Leaf]({ABS}2601.00001)（arXiv：2601.00009）"),
            items(f"[Leaf]({ABS}2601.00001), arXiv:2601.00009"),
            items(f"[arXiv:2601.00009]({ABS}2601.00001)"),
            card("Leaf (arXiv:2601.00009)", f"{ABS}2601.00001"),
            card("Leaf", f"{ABS}2601.00001", "Kessel et al. (2026, arXiv:2601.00009) — leaves"),
            table(["论文", "arXiv"], [f"[Leaf]({ABS}2601.00001)", "2601.00009"]),
        ],
        ids=["brackets", "comma", "text of the link", "title of a card", "text of a card", "other cell"],
    )
    def test_an_id_that_disagrees_with_its_link_is_told_and_the_link_counts(self, part):
        found = said(part)

        assert [row.paper for row in found.recommendations] == ["2601.00001"]
        assert [finding.code for finding in found.findings] == ["ID_DISAGREES"]
        assert found.findings[0].subjects == ("2601.00001", "2601.00009")

    def test_an_id_of_another_paper_is_no_disagreement(self):
        parts = (card("Leaf", f"{ABS}2601.00001", "Kessel (2026)——比 Steam (arXiv:2601.00003) 更好"),)

        assert codes(*parts) == []

    def test_an_id_without_a_link_counts_on_pages_of_papers_alone(self):
        text = items("《SlowWater》, arXiv:2601.00002v3 — 水")

        (row,) = rows(text)

        assert (row.paper, row.label, row.role) == ("2601.00002", "SlowWater", Role.EXTENDED)
        assert targets(text, kind=PageKind.SECTION) == []

    def test_a_column_of_ids_needs_no_links(self):
        found = rows(table(["论文", "arXiv"], ["SlowWater", "2601.00002"], ["Steam", "arXiv:2601.00003"]))

        assert [(row.paper, row.label) for row in found] == [("2601.00002", "SlowWater"), ("2601.00003", "Steam")]

    def test_numbers_and_code_are_no_ids(self):
        assert targets(p("共 2601.00002 克"), code("curl https://arxiv.org/abs/2601.00001")) == []

    @pytest.mark.parametrize("kind", [PageKind.PAPERS, PageKind.LAB])
    def test_a_malformed_address_of_arxiv_is_told_and_kept_as_a_resource(self, kind):
        found = said(card("Leaf", f"{ABS}2613.00001"), kind=kind)

        assert [(row.resource, row.role) for row in found.recommendations] == [(f"{ABS}2613.00001", Role.CORE)]
        (finding,) = found.findings
        assert (finding.code, finding.place, finding.page) == ("BAD_ARXIV_ID", "block 0", "/docs/lecture-1/papers")
        assert finding.remedy


class TestSections:
    @pytest.mark.parametrize(
        ("hint", "wanted"),
        [
            ("Section 3（搜索）、Section 4.1（次数）", ("3", "4.1")),
            ("第 4 节详述，第4.2节更细", ("4", "4.2")),
            ("第三节", ("3",)),
            ("Sections 3 and 4–5; §7", ("3", "4-5", "7")),
            ("Section 3.2、Figure 3（权重）、Appendix（链）", ("3.2", "Figure 3", "Appendix")),
            ("Fig. 3 与表 2、附录 A", ("Fig. 3", "表 2", "附录 A")),
            ("对应本课第 3 节与 3.2 节", ()),
            ("见第 2 课第 3 节", ()),
            ("Section 2024, 5 篇论文", ()),
        ],
    )
    def test_sections_named_beside_a_paper_are_its_own(self, hint, wanted):
        (row,) = rows(card("LeafMemory", f"{ABS}2601.00001", "Kessel 等（2026）", f"**阅读重点**：{hint}"))

        assert row.sections == wanted

    def test_a_line_with_one_paper_is_about_it_and_a_line_with_several_about_the_nearest(self):
        found = rows(
            items(f"第 2 节的 [叶]({ABS}2601.00001)", f"[水]({ABS}2601.00002) 第 3 节，[汽]({ABS}2601.00003) 第 4 节")
        )

        assert [row.sections for row in found] == [("2",), ("3",), ("4",)]

    def test_a_heading_that_names_a_paper_and_its_focus_gives_sections(self):
        assert sections(
            heading("LeafMemory 论文重点关注", 3),
            callout("", p("**Section 4 (Rain)**：对应本课 3.2 节。"), p("**Section 6 (Leaves)**：测量。")),
            heading("延伸阅读", 3),
            p("Section 9"),
        ) == ("4", "6")

    def test_the_sections_of_the_table_come_first_and_contain_the_others(self):
        assert sections(
            heading("What to read in the LeafMemory paper", 3),
            items("Section 2: rain", "Section 5: leaves", "Section 6: roots"),
            table(["论文", "优先级", "方式"], ["LeafMemory", "必读", "精读 Section 3-5"]),
        ) == ("3-5", "2", "6")

    def test_a_focus_on_an_unknown_paper_is_told(self):
        assert codes(LEAF, heading("Sencha 论文重点关注", 3), p("Section 4")) == ["SECTIONS_UNMATCHED"]

    def test_a_focus_without_a_name_is_about_no_paper(self):
        assert codes(LEAF, heading("论文阅读重点", 3), p("Section 4")) == []


class TestInventedCourse:
    """The invented site has a page in each layout; what it holds was written down before there was a reader."""

    @staticmethod
    def said_of(url, flavour):
        payload = payload_of(flight_of(url, flavour=flavour, revision=1).to_bytes(), source=url)
        lectures, pages, _ = shape_of(tree_in(payload, source=url)[0], "tea")
        page = next(page for page in pages if page.path == url)
        whole = Page.model_validate(dict(page) | {"blocks": body_of(payload, source=url).blocks})
        return recommendations_in(whole, lectures)

    @pytest.mark.parametrize("flavour", ["15", "16.4", "16.8"])
    @pytest.mark.parametrize("lecture", [1, 2, 3])
    def test_the_lectures_pages_recommend_what_was_written_down(self, flavour, lecture):
        found = self.said_of(f"/docs/lecture-{lecture}/papers", flavour)

        core = [row for row in found.recommendations if row.role is Role.CORE]
        extended = [row.paper for row in found.recommendations if row.role is Role.EXTENDED and row.paper]

        assert [(row.paper, row.priority_text, row.hours and row.hours.text) for row in core] == [
            fields[2:] for fields in expected.CORE if fields[0] == lecture
        ]
        assert extended == [paper for number, paper in expected.EXTENDED if number == lecture]
        assert all((row.hours.low, row.hours.high) == expected.HOURS[row.hours.text] for row in core if row.hours)
        assert found.findings == ()

    @pytest.mark.parametrize("flavour", ["15", "16.8"])
    def test_the_plan_of_the_references_gives_priorities(self, flavour):
        found = self.said_of("/docs/resources/references", flavour)

        wanted = {paper: word for _, papers, word in expected.PLAN for paper in papers} | {"2601.90001": "必读"}

        assert {row.paper: row.priority_text for row in found.recommendations if row.priority_text} == wanted
        assert found.findings == ()


SHOWN = st.characters(exclude_categories=["C"])
TEXTS = st.text(SHOWN, max_size=30) | st.text(alphabet="必读：、和(（Section 3arXiv:2601.00001——|", max_size=40)
HREFS = st.none() | st.sampled_from([f"{ABS}2601.00001", f"{ABS}2613.1", "/docs", "https://x.example/#a"]) | TEXTS


@st.composite
def any_block(draw, position):
    text = draw(TEXTS)
    cut = draw(st.integers(0, len(text)))
    spans = (Span(kind=SpanKind.LINK, start=cut, end=len(text), href=draw(HREFS)),) if draw(st.booleans()) else ()
    number = st.integers(0, 3)
    return Block(
        position=position,
        kind=draw(st.sampled_from(BlockKind)),
        text=text,
        spans=spans,
        parent=draw(st.none() | st.integers(0, position - 1)) if position else None,
        href=draw(HREFS),
        level=draw(number),
        row=draw(number),
        column=draw(number),
        header=draw(st.booleans()),
    )


@settings(max_examples=200, deadline=None)
@given(st.data(), st.integers(0, 14), st.sampled_from(PageKind))
def test_any_blocks_give_rows_that_are_counted_unique_and_place_themselves(data, count, kind):
    blocks = tuple(data.draw(any_block(position)) for position in range(count))
    page = Page(course="tea", path="/docs", title="Tea", kind=kind, position=0, blocks=blocks)

    found = recommendations_in(page, LECTURES)

    keys = [(row.lecture, row.paper, row.resource) for row in found.recommendations]
    places = [row.position for row in found.recommendations]
    assert [row.order for row in found.recommendations] == list(range(len(keys)))
    assert len(set(keys)) == len(keys)
    assert places == sorted(places)
    assert {row.resource for row in found.recommendations} - {None} == {each.url for each in found.resources}


@pytest.mark.parametrize(
    "parts",
    [
        [p(" ".join(f"[茶{n}]({ABS}2601.{n + 1:05})" for n in range(2000)))],
        [LEAF, p(" ".join(f"arXiv:2601.{n + 1:05}" for n in range(2000)))],
        [table(["论文", "优先级"], *[[f"[茶{n}]({ABS}2601.{n + 1:05})", "必读"] for n in range(1000)])],
        [LEAF, items("必读：" + "、".join(f"Cup{n} 和 Pot" for n in range(1000)))],
        [LEAF, p("(" * 20_000), items("必读：" + "(" * 20_000, "必读：" + "- " * 20_000, "必读" * 20_000)],
        [card("茶", f"{ABS}2601.00001", "A " * 20_000 + "et al", "第" + "1、" * 20_000, "Section " + "1, " * 20_000)],
        [LEAF, *[heading("LeafMemory 重点关注", 3) for _ in range(1000)], heading("的 " * 5000 + "重点关注"), p("§1")],
    ],
    ids=["links", "ids", "table", "names", "brackets", "hints", "headings"],
)
def test_a_page_full_of_one_thing_is_read_in_reasonable_time(parts):
    page = page_of(*parts)
    start = time.perf_counter()

    recommendations_in(page, LECTURES)

    assert time.perf_counter() - start < 5
