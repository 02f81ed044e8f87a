import pytest

from ingest.flight.values import UNDEFINED
from ingest.pages.page_tree import own_path, tree_in
from schema.errors import PageTreeMissingError, SourceError
from tests.ingest.pages.elements import component, payload, tag


def page(name, url, **more):
    return {"type": "page", "name": name, "url": url, **more}


def folder(name, *children, **more):
    return {"type": "folder", "name": name, "children": list(children), **more}


def root(*children, **more):
    return {"$id": "root", "name": "Tea", "children": list(children), **more}


def read(*children, **more):
    return tree_in(payload({"f": [component("Anything", whatever=root(*children, **more))]}), source="tea.txt")


def urls(tree):
    return [item.url for item in tree.items]


def test_the_tree_is_flattened_in_reading_order_with_depths_and_parents():
    tree, findings = read(
        {"type": "separator", "name": "Leaves"},
        folder("Green", page("Sencha", "/docs/green/sencha"), folder("Rare", page("Gyokuro", "/docs/green/rare/g"))),
        page("Water", "/docs/water"),
    )

    assert [(item.kind, item.name, item.depth, item.parent) for item in tree.items] == [
        ("separator", "Leaves", 0, None),
        ("folder", "Green", 0, None),
        ("page", "Sencha", 1, 1),
        ("folder", "Rare", 1, 1),
        ("page", "Gyokuro", 2, 3),
        ("page", "Water", 0, None),
    ]
    assert findings == ()


@pytest.mark.parametrize(
    "lecture",
    [
        folder("Pots", page("Clay", "/docs/pots/clay"), index=page("About pots", "/docs/pots")),
        folder("Pots", page("Clay", "/docs/pots/clay"), page("About pots", "/docs/pots"), index=UNDEFINED),
        folder("Pots", page("Clay", "/docs/pots/clay"), page("About pots", "/docs/pots", **{"$ref": "pots/index.md"})),
        folder(
            "Pots",
            page("About pots", "/docs/pots", **{"$ref": {"file": "pots/index.en.mdx"}}),
            page("Clay", "/docs/pots/clay"),
        ),
        folder(
            "Pots",
            page("About pots", "/docs/pots/"),
            page("Clay", "/docs/pots/clay"),
            index=page("About pots", "/docs/pots"),
        ),
    ],
    ids=["as index", "as child above the others", "by its file", "by its file, as object", "as index and as child"],
)
def test_the_index_of_a_folder_comes_first_however_it_is_given(lecture):
    tree, findings = read(page("Tea", "/docs"), lecture)

    assert urls(tree) == ["/docs", "/docs/pots", "/docs/pots", "/docs/pots/clay"]
    assert [item.is_index for item in tree.items] == [True, False, True, False]
    assert findings == ()


def test_a_folder_of_one_page_has_no_index():
    tree, _ = read(folder("Pots", page("Clay", "/docs/pots/clay")))

    assert not tree.items[1].is_index
    assert tree.items[0].url is None


def test_names_may_be_elements_and_descriptions_may_be_missing():
    name = [tag("svg", tag("path", d="M0")), tag("b", "Green"), "  tea ", 2]

    tree, _ = read(page(name, "/docs/green", description=tag("p", "Steamed"), icon="$x"), page(None, "/docs/no-name"))

    assert [(item.name, item.description) for item in tree.items] == [("Green tea 2", "Steamed"), ("no-name", None)]


@pytest.mark.parametrize(
    ("url", "path"),
    [
        ("/docs/green/", "/docs/green"),
        ("/docs/green?steep=2#cup", "/docs/green"),
        ("docs/green", "/docs/green"),
        ("/", "/"),
        ("/docs/%E8%8C%B6", "/docs/茶"),
        ("/docs/two%20cups", "/docs/two%20cups"),
        ("/docs/a%2Fb", "/docs/a%2Fb"),
        ("/docs/%ff", "/docs/%ff"),
    ],
)
def test_an_address_has_one_spelling(url, path):
    tree, _ = read(page("Tea", url))

    assert urls(tree) == [path]


def test_links_away_from_the_site_are_kept_but_are_no_pages():
    tree, findings = read(page("Tea", "/docs"), page("Shop", "https://tea.example/shop?x=1", external=True))

    assert [(item.url, item.external) for item in tree.items] == [
        ("/docs", False),
        ("https://tea.example/shop?x=1", True),
    ]
    assert [item.url for item in tree.pages] == ["/docs"]
    assert findings == ()


def test_a_link_that_is_no_web_page_is_left_out_and_told():
    tree, findings = read(page("Tea", "/docs"), page("Steep", "javascript:steep()"))

    assert urls(tree) == ["/docs"]
    assert [finding.code for finding in findings] == ["ODD_URL"]


def test_a_page_listed_twice_is_kept_once_and_told():
    tree, findings = read(page("Tea", "/docs/tea"), folder("More", page("Tea again", "/docs/tea/")))

    assert [item.name for item in tree.items] == ["Tea", "More"]
    assert [(finding.code, finding.page) for finding in findings] == [("DUPLICATE_PAGE", "/docs/tea")]


def test_pages_outside_the_navigation_are_told_and_left_out():
    tree, findings = read(page("Tea", "/docs"), fallback=root(page("Draft", "/docs/draft"), page("Old", "/docs/old")))

    assert urls(tree) == ["/docs"]
    assert [(finding.code, finding.subjects) for finding in findings] == [
        ("HIDDEN_PAGES", ("/docs/draft", "/docs/old"))
    ]


@pytest.mark.parametrize(
    "item",
    [
        {"type": "kettle", "name": "Kettle"},
        {"type": ["page"], "url": "/docs/kettle"},
        {"type": "page", "name": "Kettle", "url": None},
        {"type": "folder", "name": "Kettles", "children": "none"},
    ],
    ids=["unknown", "not a word", "page without address", "folder without children"],
)
def test_items_of_an_unknown_kind_are_told(item):
    tree, findings = read(page("Tea", "/docs"), item)

    assert urls(tree) == ["/docs"]
    assert [finding.code for finding in findings] == ["UNREAD_TREE_ITEM"]


def test_of_several_trees_the_largest_counts():
    part = root(page("Clay", "/docs/pots/clay"))
    whole = root(page("Tea", "/docs"), page("Water", "/docs/water"))

    tree, _ = tree_in(payload([component("Breadcrumb", tree=part), component("Layout", tree=whole)]), source="t")

    assert urls(tree) == ["/docs", "/docs/water"]


def test_of_a_tree_for_each_language_the_one_with_this_page_counts():
    trees = {"en": root(page("Tea", "/en/tea"), page("Pot", "/en/pot")), "zh": root(page("茶", "/zh/tea"))}

    tree, _ = tree_in(payload({"c": ["", "zh", "tea", ""], "f": [component("I18n", trees=trees)]}), source="t")

    assert urls(tree) == ["/zh/tea"]


def test_a_payload_without_a_tree_says_how_much_was_looked_at():
    with pytest.raises(PageTreeMissingError, match=r"tea\.txt: no page tree found among \d values"):
        tree_in(payload([tag("p", "No tree here.")]), source="tea.txt")


@pytest.mark.parametrize(
    "children",
    [[], [{"type": "separator", "name": "Leaves"}], [folder("Green")], [page("Shop", "https://tea.example")]],
    ids=["nothing", "separators", "empty folders", "external pages"],
)
def test_a_tree_without_pages_is_refused_in_so_many_words(children):
    with pytest.raises(SourceError, match="none of them is a page, so there is no course to read"):
        read(*children)


def test_a_page_tells_its_own_path():
    assert own_path(payload({"c": ["", "docs", "green-tea", ""]})) == "/docs/green-tea"
    assert own_path(payload({"c": "/docs/green-tea?steep=2"})) == "/docs/green-tea"
    assert own_path(payload(tag("p"))) is None


def test_a_tree_of_any_depth_is_read():
    deep = page("Leaf", "/docs/leaf")
    for level in range(5000):
        deep = folder(f"Box {level}", deep)

    tree, _ = read(deep)

    assert tree.items[-1].depth == 5000
