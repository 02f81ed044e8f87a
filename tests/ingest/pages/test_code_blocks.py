import pytest

from schema.blocks import BlockKind as K
from tests.ingest.pages.elements import code_block, component, line, read, tag, told

PYTHON = '<svg viewBox="0 0 24 24"><path d="M14.25.18l.9.2.73.26" fill="currentColor" /></svg>'


@pytest.mark.parametrize(
    ("block", "language"),
    [
        (code_block(line("a = ", 1), "\n", line(), "\n", line(tag("span", "  b"), "()")), None),
        (code_block(line("a = ", 1), line(), line("  b()"), icon=PYTHON), "python"),
        (
            code_block(
                line("a = 1\n"), line("\n"), line("  b()"), icon=tag("svg", tag("path", d="M14.25.18l.9.2.73.26"))
            ),
            "python",
        ),
        (tag("pre", tag("code", "a = 1\n\n  b()\n", cls="hljs language-py")), "python"),
        (tag("pre", tag("code", "a = 1\n\n  b()"), **{"data-language": "python"}), "python"),
        (
            tag("figure", tag("div", tag("pre", tag("code", "a = 1\n\n  b()"), tag("button", "Copy"))), cls="shiki"),
            None,
        ),
        (component("Dynamic", code="a = 1\n\n  b()", lang="sh"), "shell"),
        (tag("pre", "a = 1\n\n  b()"), None),
    ],
    ids=[
        "line breaks between",
        "no line breaks",
        "line breaks inside",
        "class",
        "attribute",
        "figure",
        "properties",
        "bare",
    ],
)
def test_code_keeps_its_exact_text_and_what_is_known_of_its_language(block, language):
    (code,) = read(block).blocks

    assert (code.kind, code.text, code.language) == (K.CODE, "a = 1\n\n  b()", language)


def test_the_title_of_code_stands_before_it():
    assert told(code_block(line("pour()"), title="tea.py", icon=PYTHON)) == [
        (K.PARAGRAPH, "tea.py", None),
        (K.CODE, "pour()", None),
    ]


def test_code_in_mermaid_is_a_diagram():
    assert told(tag("pre", tag("code", "graph TD\n", cls="language-mermaid"))) == [(K.MERMAID, "graph TD", None)]


def test_code_in_a_sentence_is_no_block():
    assert told(tag("p", "Run ", tag("code", "pour()"), "."), component("Badge", tag("code", "tea"))) == [
        (K.PARAGRAPH, "Run pour().", None),
        (K.PARAGRAPH, "tea", None),
    ]
