"""What sources said of a course, laid upon each other."""

from ingest.layers import Layer, composed, refreshed
from schema.blocks import Block, BlockKind
from schema.record_set import RecordSet
from schema.records import Course, Finding, Page, Recommendation, Resource
from schema.values import PageKind, Role, Severity

COURSE = Course(slug="tea", title="Tea")


def page(path, title="A page", text=None, position=0):
    blocks = (Block(position=0, kind=BlockKind.PARAGRAPH, text=text),) if text else ()
    return Page(
        course="tea",
        path=path,
        title=title,
        kind=PageKind.SECTION,
        position=position,
        blocks=blocks,
        characters=len(text) if text else None,
    )


def recommends(path, url):
    return Recommendation(course="tea", page=path, order=0, resource=url, role=Role.CORE, label="A book")


def finding(path):
    return Finding(course="tea", code="ODD", severity=Severity.INFO, message="odd", page=path)


def layer(*records, read):
    return Layer(RecordSet.of([COURSE, *records]), frozenset(read))


def bodies(records):
    return {page.path: page.blocks[0].text if page.blocks else None for page in records.pages}


def test_a_page_that_was_not_read_again_keeps_its_body():
    before = layer(page("/a", text="old a"), page("/b", text="old b"), read=["/a", "/b"])
    now = layer(page("/a", text="new a"), page("/b"), read=["/a"])

    after = refreshed(before, now)

    assert bodies(after.records) == {"/a": "new a", "/b": "old b"}
    assert after.read == {"/a", "/b"}


def test_a_page_takes_its_title_and_place_from_the_newest_tree():
    before = layer(page("/b", title="Old", text="body", position=4), read=["/b"])
    now = layer(page("/b", title="New", position=7), read=[])

    (kept,) = refreshed(before, now).records.pages

    assert (kept.title, kept.position, kept.blocks[0].text) == ("New", 7, "body")


def test_a_page_that_left_the_tree_is_gone_with_all_it_said():
    before = layer(page("/a"), page("/b"), recommends("/b", "https://b.example"), finding("/b"), read=["/a", "/b"])
    now = layer(page("/a"), read=["/a"])

    after = refreshed(before, now)

    assert bodies(after.records) == {"/a": None}
    assert after.records.recommendations == ()
    assert after.records.findings == ()


def test_what_an_unread_page_recommends_and_its_findings_are_kept():
    book = Resource(course="tea", url="https://b.example", title="A book")
    before = layer(page("/b"), recommends("/b", book.url), book, finding("/b"), read=["/b"])
    now = layer(page("/b"), read=[])

    after = refreshed(before, now)

    assert [one.resource for one in after.records.recommendations] == [book.url]
    assert after.records.resources == (book,)
    assert [one.page for one in after.records.findings] == ["/b"]


def test_the_site_decides_of_the_pages_it_has_read_and_the_pack_of_the_others():
    site = layer(page("/a", text="site"), page("/b"), recommends("/a", "https://site.example"), read=["/a"])
    pack = layer(
        page("/a", text="pack"),
        page("/b", text="pack"),
        page("/gone", text="pack"),
        recommends("/a", "https://pack.example"),
        recommends("/b", "https://pack.example"),
        read=["/a", "/b", "/gone"],
    )

    course = composed(site, pack)

    assert bodies(course) == {"/a": "site", "/b": "pack"}
    assert [(one.page, one.resource) for one in course.recommendations] == [
        ("/a", "https://site.example"),
        ("/b", "https://pack.example"),
    ]


def test_one_layer_alone_is_the_course():
    only = layer(page("/a", text="a"), read=["/a"])

    assert composed(only, None) == only.records
    assert composed(None, only) == only.records
