import pytest

from graph.plans.languages import language_of
from schema.records import Paper
from tests.graph.teahouse import LABS, PAGES, catalogue, concept

TEAHOUSE = catalogue()


@pytest.mark.parametrize("node", [PAGES[0], LABS[0]])
def test_pages_and_labs_are_in_the_language_of_their_course(node):
    assert language_of(TEAHOUSE, node) == "zh"


@pytest.mark.parametrize(
    ("comment", "language"),
    [(None, "en"), ("12 pages, in French", "fr"), ("Text in Chinese", "zh"), ("in press", "en")],
)
def test_papers_on_arxiv_are_in_english_unless_their_comment_says_otherwise(comment, language):
    assert language_of(TEAHOUSE, Paper(id="2401.00001", title="On Cups", comment=comment)) == language


@pytest.mark.parametrize("node", [Paper(id="on-cups", title="On Cups"), concept("cups")])
def test_of_other_things_no_language_is_known(node):
    assert language_of(TEAHOUSE, node) is None
