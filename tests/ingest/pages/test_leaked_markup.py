import pytest

from schema.blocks import BlockKind as K
from schema.blocks import SpanKind
from tests.ingest.pages.elements import marked, read, tag, told


def leaks(body):
    return [(finding.code, finding.place, finding.message.partition(" stands")[0]) for finding in body.findings]


def test_a_diagram_that_stands_as_text_is_a_diagram():
    source = 'graph LR     A["Pot{1}"] --> B["Cup<br/>hot"]     B --> C{ok}'

    body = read(tag("p", "Before <Mermaid chart={", tag("code", source), "} /> after"))

    assert [(block.kind, block.text) for block in body.blocks] == [
        (K.PARAGRAPH, "Before after"),
        (K.MERMAID, 'graph LR\n    A["Pot{1}"] --> B["Cup<br/>hot"]\n    B --> C{ok}'),
    ]
    assert leaks(body) == [("UNRENDERED_MARKUP", "block 1", "<Mermaid>")]


@pytest.mark.parametrize(
    "written", ['<Mermaid chart="graph TD" />', "<Mermaid chart={`graph TD`}/>", "<Mermaid\n  chart={'graph TD'}\n/>"]
)
def test_the_source_of_a_diagram_is_read_however_it_is_quoted(written):
    assert told(tag("p", written)) == [(K.MERMAID, "graph TD", None)]


def test_tabs_that_stand_as_text_keep_labels_and_contents():
    body = read(
        tag("p", "<Tabs items={['Green', \"Black\"]}>\n"),
        tag("p", '<Tab value="Green">'),
        tag("p", "Steep it."),
        tag("p", "</Tab>"),
        tag("p", "</Tabs>"),
        tag("p", "After."),
    )

    assert [(block.kind, block.text, block.parent) for block in body.blocks] == [
        (K.TABS, "", None),
        (K.TAB, "Green", 0),
        (K.TAB, "Black", 0),
        (K.TAB, "Green", 0),
        (K.PARAGRAPH, "Steep it.", 3),
        (K.PARAGRAPH, "After.", None),
    ]
    assert leaks(body) == [("UNRENDERED_MARKUP", "block 0", "<Tabs>"), ("UNRENDERED_MARKUP", "block 3", "<Tab>")]


def test_other_containers_that_stand_as_text_keep_what_they_say():
    body = read(
        tag("p", '<Callout type="warn" title="Careful">'),
        tag("p", "It is ", tag("strong", "hot"), ".</Callout>"),
        tag("p", "<Cards><Card title='Pots' href='/docs/pots'/></Cards>"),
        tag("p", "<Accordion title={'Why?'}>Because.</Accordion>"),
    )

    assert [(block.kind, block.text, block.parent, block.href) for block in body.blocks] == [
        (K.CALLOUT, "Careful", None, None),
        (K.PARAGRAPH, "It is hot.", 0, None),
        (K.CARD, "Pots", None, "/docs/pots"),
        (K.PARAGRAPH, "Because.", None, None),
        (K.PARAGRAPH, "Why?", None, None),
    ]
    assert marked(body.blocks[1]) == [(SpanKind.STRONG, "hot", None)]


@pytest.mark.parametrize(
    "shown",
    [
        tag("p", "Write ", tag("code", "<Tabs items={['a']}>"), " for tabs."),
        tag("pre", tag("code", "<Callout>Hot</Callout>", cls="language-mdx")),
        tag("p", "The list is a List<Pot> of <think> and <BOS>."),
        tag("p", "Less <Tabs than that, and {so} on"),
    ],
    ids=["inline code", "block of code", "no components", "no tag"],
)
def test_markup_that_is_meant_to_be_seen_is_left_alone(shown):
    body = read(shown)

    assert body.findings == ()
    assert "<" in body.blocks[0].text


@pytest.mark.parametrize("piece", ["<Tabs ", '<Tabs a="', "<Tabs a={{", "<Tab>", "</Tab>", "<A b={1}>"])
def test_text_full_of_broken_markup_is_read_in_time(piece):
    body = read(tag("p", piece * 20_000))

    assert body.blocks or body.findings
