import pytest

from ingest.claims.lost_sets import lost_sets
from tests.ingest.claims.tea_pages import page, paragraph


@pytest.mark.parametrize(
    "text",
    [
        "在 0.00005 中搜索。",
        "在64中尝试，观察茶色。",
        "从 3e-4 之中选最好的",
        "Search over 64.",
        "Steep it for one of 90: the leaves decide",
    ],
)
def test_a_choice_of_one_number_is_a_lost_set(text):
    (finding,) = lost_sets(page("/tea", paragraph("Hot water"), paragraph(text)))

    assert (finding.code, finding.page, finding.place) == ("LOST_SET", "/tea", "block 1")


@pytest.mark.parametrize(
    "text",
    [
        "在 16, 32, 64 中尝试",
        "在 {1e-5, 5e-5} 中搜索",
        "在 2024 年中尝试",
        "在 3 个壶中选一个",
        "在 64 中",
        "Search over 16, 32 or 64.",
        "one of 64 pots",
        "try 3.5 cups",
    ],
)
def test_other_sentences_with_numbers_are_not(text):
    assert list(lost_sets(page("/tea", paragraph(text)))) == []
