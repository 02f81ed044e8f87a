import pytest

from ingest.linking.linker import Linker
from ingest.linking.report import Agreement, FoundPage, agreement, gold_pages
from tests.ingest.linking.tea_vocabulary import VOCABULARY, heading, p, page_of

LINKER = Linker(VOCABULARY)
PAGE = page_of(heading("GFB"), p("GFB 是一种用小壶多次冲泡的方法。" * 4), p("龙井茶很好，GFB 也好"))
FOUND = {PAGE.path: FoundPage(LINKER.coverages(PAGE), LINKER.links(PAGE))}


def gold(**more):
    return gold_pages({"pages": [{"page": PAGE.path, "build": "2026-01-01", **more}]})


def test_what_both_say_agrees():
    judged = agreement(gold(teaches=["gongfu"], mentions={"gongfu": [0, 1, 2], "green-tea": [2]}), FOUND)

    assert (judged.teaches.f1, judged.mentions.f1) == (1.0, 1.0)
    assert judged.mentions.both[0] == (PAGE.path, "gongfu", 0)


def test_disagreements_are_told_one_by_one():
    judged = agreement(gold(teaches=["leaf"], mentions={"gongfu": [0, 1], "leaf": [2]}), FOUND)

    assert judged.teaches.only_found == ((PAGE.path, "gongfu", None),)
    assert judged.teaches.only_gold == ((PAGE.path, "leaf", None),)
    assert judged.mentions.only_found == ((PAGE.path, "gongfu", 2), (PAGE.path, "green-tea", 2))
    assert judged.mentions.only_gold == ((PAGE.path, "leaf", 2),)
    assert (judged.mentions.precision, judged.mentions.recall) == (pytest.approx(2 / 4), pytest.approx(2 / 3))


def test_concepts_the_vocabulary_lacks_are_told_and_not_counted():
    judged = agreement(gold(teaches=["milk"], mentions={"milk": [0]}), FOUND, vocabulary=["gongfu", "green-tea"])

    assert judged.unknown == ("milk",)
    assert judged.mentions.only_gold == ()


def test_what_people_are_unsure_of_counts_neither_for_nor_against():
    judged = agreement(gold(unsure={"teaches": ["gongfu"], "mentions": {"gongfu": [0, 1, 2], "green-tea": [2]}}), FOUND)

    assert (judged.teaches.precision, judged.mentions.precision) == (1.0, 1.0)
    assert judged.teaches.both == judged.mentions.both == ()


def test_mentions_may_be_a_list():
    (page,) = gold(mentions=[{"concept": "gongfu", "positions": [0, 1]}])

    assert page.mentions == {"gongfu": (0, 1)}
    assert (page.build, page.teaches) == ("2026-01-01", ())


def test_a_page_that_was_not_found_misses_all():
    judged = agreement(gold(teaches=["gongfu"]), {})

    assert judged.teaches.recall == 0.0


def test_pages_that_were_not_judged_do_not_count():
    assert agreement((), FOUND).teaches == Agreement((), (), ())


def test_nothing_found_and_nothing_right_is_perfect():
    nothing = Agreement((), (), ())

    assert (nothing.precision, nothing.recall, nothing.f1) == (1.0, 1.0, 1.0)
