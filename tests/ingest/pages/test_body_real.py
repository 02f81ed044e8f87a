import itertools
import re
from collections import Counter
from pathlib import Path

import pytest
from lxml import html

from ingest.flight.payload import payload_of, walk
from ingest.flight.values import Element
from ingest.pages.course_shape import shape_of
from ingest.pages.page_body import body_of
from ingest.pages.page_tree import tree_in
from schema.arxiv_ids import arxiv_ids_in
from schema.blocks import BlockKind, SpanKind
from tests.shared_files import real_build

BUILDS = ("2026-02-26", "2026-03-11")
LEAKED = {
    "/docs": ["<Mermaid>"],
    "/docs/lecture-1/evaluation-methods": ["<Tabs>"],
    "/docs/lecture-1/lab": ["<Tabs>"],
    "/docs/lecture-1/post-training-overview": ["<Mermaid>", "<Tabs>"],
    "/docs/lecture-2/lab": ["<Tabs>"],
}


class Build:
    """All pages of a build, read once: payloads, bodies and files by path."""

    def __init__(self, folder):
        self.files = sorted(folder.rglob("index.txt"))
        self.payloads = [payload_of(file.read_bytes(), source=file.name) for file in self.files]
        self.bodies = [body_of(payload, source="index.txt") for payload in self.payloads]

    def blocks(self, *kinds):
        return [block for body in self.bodies for block in body.blocks if not kinds or block.kind in kinds]

    def pages_with(self, is_one):
        return [body.path for body in self.bodies if any(map(is_one, body.blocks))]


@pytest.fixture(scope="module", params=BUILDS)
def build(request):
    return Build(real_build(request.param))


@pytest.fixture(scope="module")
def february():
    return Build(real_build("2026-02-26"))


def is_formula(block):
    return block.kind is BlockKind.FORMULA or any(span.kind is SpanKind.MATH for span in block.spans)


def test_every_page_carries_the_same_tree_of_42_pages_7_folders_and_3_separators(build):
    trees = {tree_in(payload, source="index.txt") for payload in build.payloads}

    assert len(trees) == 1
    tree, findings = trees.pop()
    assert Counter(item.kind for item in tree.items) == {"page": 42, "folder": 7, "separator": 3}
    assert sorted(body.path for body in build.bodies) == sorted(item.url for item in tree.pages)
    assert findings == ()


def test_the_course_has_6_lectures_42_pages_and_5_labs(build):
    tree, _ = tree_in(build.payloads[0], source="index.txt")

    lectures, pages, labs = shape_of(tree, "tea")

    assert [lecture.number for lecture in lectures] == [1, 2, 3, 4, 5, 6]
    assert all(lecture.path == f"/docs/lecture-{lecture.number}" for lecture in lectures)
    assert [(lab.slug, lab.lecture) for lab in labs] == [(f"lab-{number}", number) for number in range(1, 6)]
    assert Counter(page.kind.value for page in pages) == {
        "overview": 7,
        "section": 19,
        "papers": 5,
        "lab": 5,
        "project": 2,
        "resource": 3,
        "grading": 1,
    }


def test_every_page_has_title_and_description_and_names_its_site(build):
    tree, _ = tree_in(build.payloads[0], source="index.txt")

    told = {(body.path, body.title, body.description) for body in build.bodies}

    assert told == {(item.url, item.name, item.description) for item in tree.pages}
    assert len({body.site_title for body in build.bodies}) == 1


def test_headings_are_those_of_the_table_of_contents(build):
    for body in build.bodies:
        headings = [block for block in body.blocks if block.kind is BlockKind.HEADING]

        assert [(block.level, f"#{block.anchor}", block.text) for block in headings] == list(body.toc), body.path


def test_blocks_hold_together(build):
    for body in build.bodies:
        for position, block in enumerate(body.blocks):
            assert block.position == position
            assert block.parent is None or block.parent < position
            assert "$L" not in block.text or block.kind is BlockKind.CODE
            for span in block.spans:
                marked = block.text[span.start : span.end]
                assert marked
                assert marked == marked.strip()


def test_only_cells_items_and_containers_are_without_text(build):
    assert {block.kind for block in build.blocks() if not block.text} <= {
        BlockKind.LIST,
        BlockKind.ITEM,
        BlockKind.TABLE,
        BlockKind.CELL,
        BlockKind.QUOTE,
        BlockKind.CALLOUT,
        BlockKind.TABS,
        BlockKind.RULE,
    }


def test_diagrams_are_on_ten_pages(build):
    # The older build renders eight; two more stand there as text.
    assert len(build.pages_with(lambda block: block.kind is BlockKind.MERMAID)) == 10
    assert all(re.match(r"graph (TD|LR)\n", block.text) for block in build.blocks(BlockKind.MERMAID))


def test_formulas_are_on_21_pages_and_read_once(build):
    assert len(build.pages_with(is_formula)) == 21
    for payload, body in zip(build.payloads, build.bodies, strict=True):
        article = next(
            value for _, value in walk(payload.root) if isinstance(value, Element) and value.type == "article"
        )
        annotations = [value for _, value in walk(article) if isinstance(value, Element) and value.type == "annotation"]

        spans = sum(span.kind is SpanKind.MATH for block in body.blocks for span in block.spans)
        formulas = sum(block.kind is BlockKind.FORMULA for block in body.blocks)

        assert spans + formulas == len(annotations), body.path


def test_every_paper_linked_is_the_address_of_a_span_or_card(build):
    addresses = [block.href for block in build.blocks()] + [
        span.href for block in build.blocks() for span in block.spans
    ]

    ids = {mention.id for address in addresses if address for mention in arxiv_ids_in(address)}

    linked = {
        mention.id
        for payload in build.payloads
        for path, value in walk(payload.root)
        if path.endswith(".href") and isinstance(value, str)
        for mention in arxiv_ids_in(value)
    }
    assert ids == linked
    assert len(ids) == 49


def test_code_is_not_empty_and_mostly_of_known_language(build):
    languages = Counter(block.language for block in build.blocks(BlockKind.CODE))

    assert set(languages) == {"python", "shell", None}
    assert languages["python"] > 100
    assert all(block.text.strip() for block in build.blocks(BlockKind.CODE))


def test_numbers_read_as_written(build):
    texts = "\n".join(block.text for block in build.blocks() if block.kind is not BlockKind.CODE)

    assert "0.00005" in texts
    assert not re.search(r"(?<![\w.-])5e-05", texts)


def test_only_the_older_build_shows_markup_as_text(build):
    told = {
        body.path: [finding.message.split()[0] for finding in body.findings] for body in build.bodies if body.findings
    }

    assert told == ({} if len(build.blocks(BlockKind.CARD)) > 90 else LEAKED)


def shown(element: html.HtmlElement):
    """Yield the text that an element of the rendered page shows; formulas as their source, tabs with all labels."""
    if (
        not isinstance(element.tag, str)
        or element.tag in ("svg", "style", "script")
        or (element.tag == "button" and element.get("role") != "tab")
    ):
        return
    classes = (element.get("class") or "").split()
    if "katex" in classes:
        yield "".join(element.xpath(".//annotation/text()")).strip()
        return
    apart = (
        " "
        if element.tag not in ("a", "b", "strong", "em", "i", "code", "span", "input") or "katex-display" in classes
        else ""
    )
    yield apart + (element.text or "")
    for child in element:
        yield from shown(child)
        yield child.tail or ""
    yield apart


def rendered(file: Path):
    article = html.parse(str(file)).xpath("//article")[0]
    (prose,) = article.xpath("./div[contains(concat(' ', @class, ' '), ' prose ')]")
    return " ".join("".join(shown(prose)).split())


def written(body):
    """The text of a body's blocks, with the labels of tabs before their contents, as the rendered page has them."""
    labels = {block.position: [] for block in body.blocks if block.kind is BlockKind.TABS}
    for block in body.blocks:
        if block.kind is BlockKind.TAB:
            labels[block.parent].append(block.text)
    texts = (
        labels[block.position] if block.kind is BlockKind.TABS else [block.text]
        for block in body.blocks
        if block.kind not in (BlockKind.TAB, BlockKind.MERMAID)
    )
    return " ".join(" ".join(itertools.chain.from_iterable(texts)).split())


def test_blocks_say_what_the_rendered_page_shows_word_for_word(february):
    for file, body in zip(february.files, february.bodies, strict=True):
        if body.path not in LEAKED:
            assert written(body) == rendered(file.with_name("index.html")), body.path


def test_where_markup_shows_only_the_markup_is_missing(february):
    for file, body in zip(february.files, february.bodies, strict=True):
        if body.path in LEAKED:
            page = re.sub(r"<Mermaid chart=\{.*?\} />", "", rendered(file.with_name("index.html")))
            page = re.sub(r"<Tabs items=\{\[(.*?)\]\}>", lambda tag: re.sub(r"'(?:, ')?", " ", tag[1]), page)

            assert written(body).split() == page.split(), body.path
