import pytest

from reading.advice import advice, keywords
from reading.references import Item
from schema.records import Paper
from schema.values import Hours, Priority, Role

PAPER = Paper(id="2001.00001", title="Teapots")


def test_advice_is_given_in_chinese():
    item = Item(
        PAPER,
        role=Role.CORE,
        lecture=2,
        priority=Priority.MUST,
        priority_text="一定要读",
        sections=("第 3 节", "附录"),
        hours=Hours(low=2, high=3, text="2-3 小时"),
    )

    assert advice(item, language="zh") == ("核心", "第 2 讲", "一定要读", "读：第 3 节；附录", "2-3 小时")


def test_advice_is_given_in_english():
    item = Item(
        PAPER,
        role=Role.EXTENDED,
        lecture=0,
        priority=Priority.OPTIONAL,
        priority_text="选读",
        sections=("§3",),
        hours=Hours(low=1.5, high=1.5, text="1.5 小时"),
    )

    assert advice(item, language="en") == ("extended", "lecture 0", "optional", "read: §3", "1.5 h")


@pytest.mark.parametrize("language", ["zh", "en"])
def test_every_role_and_priority_has_a_word(language):
    words = [
        *(advice(Item(PAPER, role=role), language=language) for role in Role),
        *(advice(Item(PAPER, priority=priority), language=language) for priority in Priority),
    ]

    assert all(len(one) == 1 for one in words)
    assert len(set(words)) == len(words)


def test_a_paper_without_advice_has_none():
    assert advice(Item(PAPER, sections=(" ",), priority_text=""), language="zh") == ()
    assert keywords(Item(PAPER)) == ()


def test_hours_without_numbers_are_in_the_courses_words():
    assert advice(Item(PAPER, hours=Hours(text="一下午")), language="en") == ("一下午",)
