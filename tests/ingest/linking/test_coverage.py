import pytest

from ingest.linking import weights
from ingest.linking.linker import Linker, linked
from ingest.linking.signs import signs_on
from schema.blocks import BlockKind
from schema.records import Paper
from schema.values import CoverageKind, Evidence, PageKind
from tests.ingest.linking.tea_vocabulary import VOCABULARY, cells, heading, inside, item, p, page_of, part

LINKER = Linker(VOCABULARY)
FORMULA = part(BlockKind.FORMULA, "t = 3 n")
CODE = part(BlockKind.CODE, "pour(GFB)\n" * 20)
CALLOUT = part(BlockKind.CALLOUT, "")
LONG = p("好茶要慢慢泡。" * 16)


def taught(page):
    return [one.concept for one in LINKER.coverages(page) if one.kind is CoverageKind.TEACHES]


def signs(page, concept="gongfu"):
    return signs_on(page, LINKER.links(page))[concept].found


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page_of(LONG, title="1.3 GFB"), id="title"),
        pytest.param(page_of(heading("GFB：小壶冲泡"), LONG), id="heading"),
        pytest.param(page_of(heading("泡法"), heading("GFB 的原理", 3), LONG), id="lower heading"),
        pytest.param(page_of(heading("GFB", 3), heading("洗茶", 3), LONG), id="heading followed by its own kind"),
        pytest.param(page_of(p("**GFB**（Gongfu brewing）：用小壶多次短时间冲泡。"), LONG), id="led definition"),
        pytest.param(page_of(p("每次用 **GFB**（Gongfu brewing），分多次短时间冲泡。"), LONG), id="new term"),
        pytest.param(
            page_of(heading("GFB 的水温要求"), *cells(("方法", "作用"), ("GFB（小壶）", "让茶汤多次短时间浸出")), LONG),
            id="one side of it, and its role",
        ),
        pytest.param(
            page_of(p("**GFB** 是一种冲泡方法。"), description="讲 GFB", kind=PageKind.OVERVIEW),
            id="subject of an overview",
        ),
        pytest.param(
            page_of(p("**GFB** 推荐按下式计时："), FORMULA, LONG), id="formula that its name in bold leads to"
        ),
        pytest.param(
            page_of(part(BlockKind.TAB, "GFB"), inside(0, CODE), inside(0, p("小壶冲泡，多次短时间。")), LONG), id="tab"
        ),
        pytest.param(page_of(heading("GFB"), CALLOUT, inside(1, LONG)), id="section that is all callout"),
        pytest.param(
            page_of(heading("GFB 的本质"), LONG, title="为什么仅靠 GFB 不够"), id="what it is, though it is not enough"
        ),
        pytest.param(
            page_of(heading("GFB"), LONG, p("第1-2课讲 GFB，第4课讲别的。"), lecture=2), id="told in this lesson"
        ),
        pytest.param(
            page_of(heading("GFB"), LONG, heading("器具"), p("从第4课开始会用到 GFB。"), lecture=1),
            id="used elsewhere, says another section",
        ),
        pytest.param(
            page_of(*cells(("方法", "做法"), ("GFB", "让茶汤多次短时间浸出")), p("GFB 示例："), LONG),
            id="row, and an example",
        ),
        pytest.param(
            page_of(
                item("**GFB**（Gongfu brewing）：用小壶多次短时间冲泡。"),
                p("**GFB 的启示**：茶叶要好，水温要对，时间要短才行。"),
                description="讲 GFB",
            ),
            id="gloss in a list, and on about it",
        ),
    ],
)
def test_a_page_that_teaches(page):
    assert taught(page) == ["gongfu"]


@pytest.mark.parametrize(
    "page",
    [
        pytest.param(page_of(*[p("用 GFB 冲茶。")] * 30, title="GFB 工具", description="GFB"), id="much use, no sign"),
        pytest.param(page_of(heading("GFB"), p("略。")), id="heading without a section"),
        pytest.param(page_of(heading("龙井茶 + GFB"), LONG), id="shared heading"),
        pytest.param(page_of(heading("回顾 GFB"), LONG), id="recalling heading"),
        pytest.param(page_of(heading("GFB"), LONG, p("我们将在下一节介绍 GFB。")), id="told elsewhere"),
        pytest.param(page_of(heading("小结"), heading("GFB", 3), LONG), id="summary"),
        pytest.param(page_of(heading("GFB 的水温要求"), LONG), id="one side of it alone"),
        pytest.param(page_of(p("回顾上一节，用 **GFB**（Gongfu brewing）分多次短时间冲泡。"), LONG), id="recalled"),
        pytest.param(
            page_of(LONG, p("**GFB** 是一种冲泡方法。"), description="讲 GFB", kind=PageKind.OVERVIEW),
            id="not what an overview opens with",
        ),
        pytest.param(
            page_of(p("**GFB** 是一种冲泡方法。"), kind=PageKind.OVERVIEW), id="not what an overview is about"
        ),
        pytest.param(page_of(heading("参考文献"), item("**GFB**：用小壶多次短时间冲泡。"), LONG), id="references"),
        pytest.param(
            page_of(heading("GFB"), LONG, p("第1-2课讲 GFB，第4课讲别的。"), lecture=3), id="told in other lessons"
        ),
        pytest.param(
            page_of(
                heading("从 GFB 到龙井茶"),
                item("**GFB**（Gongfu brewing）：用小壶多次短时间冲泡。"),
                *[p("有 GFB")] * 12,
                description="讲 GFB",
            ),
            id="gloss in a list, however often named",
        ),
        pytest.param(page_of(part(BlockKind.TAB, "GFB"), inside(0, CODE), LONG), id="tab of code"),
        pytest.param(
            page_of(heading("GFB"), p("小壶冲泡，多次短时间。"), CALLOUT, inside(2, LONG)),
            id="what a callout says beside it",
        ),
        pytest.param(
            page_of(heading("泡法"), item("**GFB**（小壶）：用小壶多次短时间冲泡。"), LONG), id="item of a list"
        ),
    ],
)
def test_a_page_that_does_not(page):
    assert "gongfu" in {one.concept for one in LINKER.coverages(page)}
    assert "gongfu" not in taught(page)


@pytest.mark.parametrize("kind", sorted(set(PageKind) - {PageKind.SECTION}))
def test_other_kinds_of_pages_only_mention(kind):
    assert taught(page_of(heading("GFB"), LONG, title="GFB", kind=kind)) == []


def test_a_page_that_sums_up_needs_more():
    body = heading("GFB"), p("**GFB**：用小壶多次短时间冲泡，每次都要品尝。"), LONG

    assert taught(page_of(heading("GFB"), LONG, title="课程总结")) == []
    assert taught(page_of(*body, title="课程总结")) == ["gongfu"]


@pytest.mark.parametrize(
    ("page", "sign", "weight"),
    [
        pytest.param(page_of(title="GFB"), "title", weights.TITLE_ALONE, id="title is it"),
        pytest.param(page_of(title="GFB 核心概念"), "title", weights.TITLE_SUBJECT, id="title announces"),
        pytest.param(page_of(title="从 GFB 开始"), "title", weights.TITLE_NAMED, id="title names"),
        pytest.param(page_of(description="有 GFB"), "description", weights.DESCRIPTION_NAMED, id="description"),
        pytest.param(page_of(heading("GFB"), LONG), "heading", weights.HEADING_SUBJECT, id="heading"),
        pytest.param(page_of(heading("从 GFB 到茶"), LONG), "heading", weights.HEADING_NAMED, id="heading names"),
        pytest.param(page_of(p("GFB 是一种方法。")), "defined", weights.DEFINED, id="definition"),
        pytest.param(page_of(item("GFB 是一种方法。")), "listed", weights.IN_LIST, id="definition in a list"),
        pytest.param(
            page_of(heading("引言"), p("GFB 是一种方法。")),
            "defined",
            weights.DEFINED / 2,
            id="definition in a lead-in",
        ),
        pytest.param(page_of(p("用 GFB（Gongfu brewing）吧")), "expanded", weights.EXPANDED, id="expanded"),
        pytest.param(
            page_of(*cells(("方法", "说明"), ("GFB", "用小壶多次短时间冲泡"))), "row", weights.IN_ROW, id="row"
        ),
        pytest.param(
            page_of(heading("GFB 的水温要求"), LONG),
            "heading",
            weights.HEADING_SUBJECT * weights.FACET_HEADING,
            id="heading looks at one side",
        ),
        pytest.param(page_of(p("**GFB** 是一种方法。")), "defined", weights.LED, id="bold and is"),
        pytest.param(
            page_of(p("用 **GFB**（Gongfu brewing）分多次短时间冲泡。")), "defined", weights.INTRODUCED, id="new term"
        ),
        pytest.param(
            page_of(p("回顾：GFB 是一种方法。")),
            "defined",
            weights.DEFINED * weights.BY_THE_WAY,
            id="recalled definition",
        ),
        pytest.param(
            page_of(*cells(("器具", "作用"), ("GFB（小壶）", "让茶汤多次短时间浸出"))),
            "defined",
            weights.ROLE_IN_ROW,
            id="role in a table",
        ),
        pytest.param(
            page_of(p("GFB 是一种方法。"), description="讲 GFB", kind=PageKind.OVERVIEW),
            "opening",
            weights.OPENING,
            id="opening of an overview",
        ),
        pytest.param(page_of(*[p("有 GFB")] * 12), "use", weights.IN_MANY_BLOCKS, id="use"),
    ],
)
def test_a_sign_and_its_weight(page, sign, weight):
    assert signs(page)[sign] == weight


@pytest.mark.parametrize(
    "rows",
    [
        pytest.param([("器具", "价格"), ("GFB（小壶）", "每一套大约一百二十元")], id="no column for its role"),
        pytest.param([("器具", "作用"), ("GFB", "好看")], id="hardly anything said"),
        pytest.param([("器具", "作用"), ("买 GFB 小壶", "让茶汤多次短时间浸出")], id="row of something else"),
    ],
)
def test_a_row_that_does_not_tell_its_role(rows):
    assert "defined" not in signs(page_of(*cells(*rows)))


def test_naming_alone_is_never_enough():
    most = weights.TITLE_NAMED + weights.DESCRIPTION_NAMED + weights.HEADING_NAMED + weights.EXPANDED + weights.IN_ROW
    page = page_of(
        heading("从 GFB 到茶"),
        p("用 GFB（Gongfu brewing）吧"),
        *cells(("方法", "说明"), ("GFB", "用小壶多次短时间冲泡")),
        *[p("有 GFB")] * 20,
        title="从 GFB 开始",
        description="有 GFB",
    )

    assert sum(signs(page).values()) >= most > 0
    assert taught(page) == []


def test_a_coverage_tells_its_places_headings_first():
    page = page_of(p("有 GFB 和 GFB"), heading("GFB"), p("有 GFB"), title="GFB")

    (one,) = linked(page, VOCABULARY)

    assert [(source.position, source.anchor) for source in one.sources] == [
        (None, None),
        (1, "a-GFB"),
        (0, None),
        (2, "a-GFB"),
    ]
    assert {source.page for source in one.sources} == {"/docs/tea"}
    assert (one.course, one.page, one.evidence) == ("tea", "/docs/tea", Evidence.STATED)


def test_the_strongest_sign_is_told():
    page = page_of(heading("GFB"), LONG, p("GFB 是一种方法。"))

    assert signs_on(page, LINKER.links(page))["gongfu"].strongest == "heading"


def test_a_coverage_keeps_no_more_than_so_many_places():
    (one,) = linked(page_of(*[p("有 GFB")] * 50), VOCABULARY)

    assert len(one.sources) == weights.MOST_SOURCES


def test_coverages_come_in_the_order_of_the_page():
    page = page_of(p("龙井茶 GFB"), p("BREW++"), description="BREW++")

    assert [(one.concept, one.order) for one in linked(page, VOCABULARY)] == [
        ("brew-plus", 0),
        ("green-tea", 1),
        ("gongfu", 2),
    ]


def test_a_page_without_a_body_is_linked_by_its_title():
    assert [one.concept for one in linked(page_of(title="GFB"), VOCABULARY)] == ["gongfu"]


def test_the_concepts_in_the_title_of_a_paper():
    paper = Paper(id="tea2024", title="GFB Meets Green Tea: Why GFB?")

    assert LINKER.concepts_in_title(paper) == ("gongfu", "green-tea")
