import pytest

from ingest.pages.course_shape import course_of, shape_of
from ingest.pages.course_words import kind_of, lab_number, lecture_number, number_of, part_number
from ingest.pages.page_tree import PageTree, tree_in
from schema.values import PageKind
from tests.ingest.pages.elements import component, payload


def page(name, url):
    return {"type": "page", "name": name, "url": url}


def folder(name, *children):
    return {"type": "folder", "name": name, "children": list(children)}


def separator(name):
    return {"type": "separator", "name": name}


def tree(*children, name="Tea"):
    root = {"$id": "root", "name": name, "children": list(children)}
    return tree_in(payload(component("Layout", tree=root)), source="tea.txt")[0]


def numbers(*children):
    lectures, _, _ = shape_of(tree(*children), "tea")
    return [(lecture.number, lecture.title, lecture.path) for lecture in lectures]


def kinds(*children):
    _, pages, _ = shape_of(tree(*children), "tea")
    return {page.path: page.kind.value for page in pages}


@pytest.mark.parametrize(
    ("figures", "number"),
    [
        ("7", 7),
        ("07", 7),
        ("七", 7),
        ("两", 2),
        ("十", 10),
        ("十三", 13),
        ("二十", 20),
        ("四十二", 42),
        ("一百零五", 105),
        ("ten", 10),
    ],
)
def test_numbers_are_read_in_figures_and_words(figures, number):
    assert number_of(figures) == number


@pytest.mark.parametrize(
    ("name", "url", "number"),
    [
        ("第1课：水", None, 1),
        ("第 2 讲 壶", None, 2),
        ("第三课", None, 3),
        ("第十二周", None, 12),
        ("第４课：杯", None, 4),
        ("Lecture 5: Cups", None, 5),
        ("LECTURE-6", None, 6),
        ("Week three", None, 3),
        ("Water", "/docs/lecture-7", 7),
        ("Water", "/docs/week-03", 3),
        ("Lesson 8", "/docs/lecture-9", 8),
        ("Water", "/docs/lecture-7/water", None),
        ("Weekly tea", "/docs/water", None),
        ("第一壶", None, None),
    ],
)
def test_the_number_of_a_lecture_is_read_from_its_name_or_address(name, url, number):
    assert lecture_number(name, url) == number


@pytest.mark.parametrize(
    ("name", "url", "number"),
    [
        ("Module 2", None, 2),
        ("第二章 水", None, 2),
        ("单元三", None, 3),
        ("Water", "/docs/04-water", 4),
        ("Water", "/docs/2024-water", None),
    ],
)
def test_modules_and_chapters_are_numbered_too(name, url, number):
    assert part_number(name, url) == number


@pytest.mark.parametrize(
    ("name", "url", "number"),
    [
        ("实验2：冲泡", None, 2),
        ("实验（三）", None, 3),
        ("Lab 4", None, 4),
        ("Brewing", "/docs/labs/lab-5", 5),
        ("第3课 上机实验", None, None),
    ],
)
def test_the_number_of_a_lab_is_read_from_its_title_or_address(name, url, number):
    assert lab_number(name, url) == number


def test_lectures_are_folders_that_are_numbered():
    assert numbers(
        page("Tea", "/docs"),
        folder("第1课：水", page("水的基础", "/docs/water"), page("水温", "/docs/water/heat")),
        folder("Pots", page("Clay", "/docs/lecture-2/clay")),
        folder("第2课：壶", page("陶土", "/docs/pots/clay")),
    ) == [(1, "第1课：水", "/docs/water"), (2, "第2课：壶", None)]


def test_modules_that_hold_lectures_are_no_lectures():
    assert numbers(
        folder("Module 1", folder("Week 1", page("Water", "/a")), folder("Week 2", page("Pots", "/b"))),
        folder("Module 2", page("Blends", "/c")),
    ) == [(1, "Week 1", None), (2, "Week 2", None)]


def test_what_is_inside_a_lecture_is_part_of_it():
    lectures, pages, _ = shape_of(tree(folder("Lecture 1", folder("Chapter 2", page("Heat", "/heat")))), "tea")

    assert [lecture.number for lecture in lectures] == [1]
    assert pages[0].lecture == 1


def test_two_folders_of_one_number_are_one_lecture():
    lectures, pages, _ = shape_of(
        tree(folder("Week 1: talks", page("Water", "/a")), folder("Week 1: practice", page("Pour", "/b"))), "tea"
    )

    assert [lecture.title for lecture in lectures] == ["Week 1: talks"]
    assert [page.lecture for page in pages] == [1, 1]


def test_without_folders_separators_or_pages_are_lectures():
    by_separator = tree(
        page("Tea", "/t"), separator("Week 1"), page("Water", "/w"), separator("Week 2"), page("Pot", "/p")
    )
    by_page = tree(page("Tea", "/t"), page("Lecture 1: Water", "/w"), page("Lecture 2: Pots", "/p"))

    for each in (by_separator, by_page):
        lectures, pages, _ = shape_of(each, "tea")

        assert [lecture.number for lecture in lectures] == [1, 2]
        assert [page.lecture for page in pages] == [None, 1, 2]


def test_the_section_of_a_page_is_the_separator_or_top_folder_it_stands_under():
    _, pages, _ = shape_of(
        tree(
            page("Tea", "/t"),
            separator("Leaves"),
            page("Green", "/g"),
            folder(
                "Pots", page("Clay", "/c"), folder("Rare", page("Jade", "/j")), separator("Lids"), page("Knob", "/k")
            ),
        ),
        "tea",
    )

    assert [(page.path, page.section) for page in pages] == [
        ("/t", None),
        ("/g", "Leaves"),
        ("/c", "Pots"),
        ("/j", "Pots"),
        ("/k", "Lids"),
    ]


def test_overviews_are_the_first_page_and_the_entrances_of_lectures():
    assert kinds(
        page("Tea", "/docs"),
        folder("Lecture 1", page("Water", "/docs/lecture-1"), page("Heat", "/docs/lecture-1/heat")),
        folder("Pots", page("About pots", "/docs/pots"), page("Clay", "/docs/pots/clay")),
    ) == {
        "/docs": "overview",
        "/docs/lecture-1": "overview",
        "/docs/lecture-1/heat": "section",
        "/docs/pots": "section",
        "/docs/pots/clay": "section",
    }


@pytest.mark.parametrize(
    ("title", "path", "kind"),
    [
        ("第1课 推荐论文", "/docs/lecture-1/papers", PageKind.PAPERS),
        ("推荐阅读", "/docs/lecture-1/more", PageKind.PAPERS),
        ("Readings", "/docs/week-1/readings", PageKind.PAPERS),
        ("References", "/docs/references", PageKind.PAPERS),
        ("Papers made of leaves", "/docs/leaf-papers", PageKind.SECTION),
        ("实验1：泡茶", "/docs/brewing", PageKind.LAB),
        ("第5课 上机实验", "/docs/lecture-5/lab", PageKind.LAB),
        ("Brewing", "/docs/labs/brewing", PageKind.LAB),
        ("Exercise 3", "/docs/steeping", PageKind.LAB),
        ("Homework", "/docs/hw-2", PageKind.LAB),
        ("All labs", "/docs/labs", PageKind.SECTION),
        ("实验设计方法", "/docs/designing-experiments", PageKind.SECTION),
        ("评分标准", "/docs/marks", PageKind.GRADING),
        ("Rules", "/docs/grading", PageKind.GRADING),
        ("评估方法", "/docs/evaluation-methods", PageKind.SECTION),
        ("推荐项目方向", "/docs/lecture-6/project-directions", PageKind.PROJECT),
        ("演示指南与评分标准", "/docs/lecture-6/presentation-guide", PageKind.PROJECT),
        ("课程总结与展望", "/docs/lecture-6/course-summary", PageKind.SECTION),
        ("期末项目要求", "/docs/end", PageKind.PROJECT),
        ("环境配置", "/docs/resources/setup", PageKind.RESOURCE),
        ("完整参考文献", "/docs/resources/references", PageKind.RESOURCE),
        ("Heat", "/docs/heat", PageKind.SECTION),
    ],
)
def test_the_kind_of_a_page_is_told_by_its_address_and_title(title, path, kind):
    assert kind_of(title, path, ()) is kind


def test_a_page_in_a_folder_of_resources_is_a_resource():
    assert kind_of("Where to buy pots", "/docs/shops", ("课程资源",)) is PageKind.RESOURCE


def test_labs_take_the_number_of_their_title_or_lecture_or_place():
    _, _, labs = shape_of(
        tree(
            page("Tea", "/docs"),
            folder("Lecture 3", page("实验1：泡茶", "/docs/lecture-3/lab"), page("More", "/docs/lecture-3/exercise")),
            page("Tasting", "/docs/labs/tasting"),
            page("Lab 1 again", "/docs/labs/again"),
        ),
        "tea",
    )

    assert [(lab.slug, lab.number, lab.lecture) for lab in labs] == [
        ("lab-1", 1, 3),
        ("lab-3", 3, 3),
        ("lab-3-2", 3, None),
        ("lab-1-2", 1, None),
    ]


def test_a_course_takes_its_title_and_language_from_its_tree():
    chinese, english = tree(page("水与茶叶", "/docs"), name="泡茶"), tree(page("Water and leaves", "/docs"), name="")

    assert course_of(chinese, slug="tea", site="https://tea.example/").model_dump() == {
        "slug": "tea",
        "title": "泡茶",
        "language": "zh",
        "site": "https://tea.example",
    }
    assert course_of(english, slug="tea", site=None).title == "Water and leaves"
    assert course_of(english, slug="tea", site=None).language == "en"
    assert course_of(english, slug="tea", site=None, title="Tea for all").title == "Tea for all"


def test_a_tree_without_items_has_no_shape():
    assert shape_of(PageTree("Tea", ()), "tea") == ((), (), ())
