"""The smallest reordering of a course."""

import random
from itertools import combinations, permutations

import pytest

from graph.audit import audit_of
from graph.auditing.reordering import Reordering, WhyNot, reordering_of
from schema.record_set import RecordSet
from schema.records import Lecture, Page, Record
from schema.values import Evidence, PageKind
from tests.graph.teahouse import COURSE, TEA, TEAHOUSE, catalogue, concept, page, requires, teaches, with_more


def course(*pages: tuple[str, str], needs: dict[str, list[str]], kinds=None, lectures=None) -> RecordSet:
    """Return a course: its pages with the concepts they teach, and what concepts need, as ``a|b`` for a choice."""
    slugs = dict.fromkeys("".join(taught for _, taught in pages))
    records: list[Record] = [COURSE, *(concept(slug) for slug in slugs)]
    for place, (name, taught) in enumerate(pages):
        kind = (kinds or {}).get(name, PageKind.SECTION)
        records.append(page(f"/{name}", name, place, kind=kind, lecture=(lectures or {}).get(name)))
        records += [teaches(f"/{name}", slug, order) for order, slug in enumerate(taught)]
    for slug, groups in needs.items():
        records += [requires(slug, *group.split("|"), group=number) for number, group in enumerate(groups)]
    return RecordSet.of(records)


def of(records: RecordSet) -> Reordering:
    return reordering_of(catalogue(records), TEA)


def moved(found: Reordering) -> list[tuple[list[str], str | None, str | None]]:
    return [([one.path for one in move.pages], move.before, move.after) for move in found.moves]


def test_a_course_in_order_moves_nothing():
    found = of(TEAHOUSE)

    assert (found.violations, found.moves, found.unmendable, found.exact) == ((), (), (), True)
    assert list(found.order) == [one.path for one in sorted(TEAHOUSE.pages, key=lambda one: one.position)]


def test_a_page_that_comes_too_early_goes_after_what_it_needs():
    found = of(course(("one", "a"), ("two", "b"), ("three", "c"), needs={"a": ["c"], "b": []}))

    assert moved(found) in ([(["/one"], None, "/three")], [(["/three"], "/one", None)])
    assert [need.concept for need in found.moves[0].mends] == ["a"]


def test_moving_one_page_forward_is_less_than_moving_two_back():
    found = of(course(("one", "a"), ("two", "b"), ("three", "c"), needs={"a": ["c"], "b": ["a"]}))

    assert moved(found) == [(["/three"], "/one", None)]
    assert found.order == ("/three", "/one", "/two")


def test_a_page_stays_in_its_lecture_where_that_takes_no_more_moves():
    lectures = {"one": 1, "two": 1, "three": 2}
    found = of(course(("one", "a"), ("two", "b"), ("three", "b"), needs={"a": ["b"]}, lectures=lectures))

    assert len(found.moves) == 1
    assert not found.moves[0].leaves_lecture


def test_a_choice_is_met_by_any_member():
    assert of(course(("one", "b"), ("two", "a"), ("three", "c"), needs={"a": ["b|c"]})).violations == ()
    assert len(of(course(("one", "a"), ("two", "b"), ("three", "c"), needs={"a": ["b|c"]})).moves) == 1


def test_pages_that_need_each_other_are_told_with_the_way_round():
    found = of(course(("one", "ac"), ("two", "b"), needs={"a": ["b"], "b": ["c"]}))

    assert found.moves == ()
    (stuck,) = found.unmendable
    assert (stuck.why, stuck.need.page) == (WhyNot.CIRCLE, "/one")
    assert [(need.page, need.concept) for need in stuck.circle] == [("/one", "a"), ("/two", "b")]


def test_a_circle_does_not_keep_other_pages_from_being_put_in_order():
    found = of(
        course(("one", "ac"), ("two", "b"), ("three", "d"), ("four", "e"), needs={"a": ["b"], "b": ["c"], "d": ["e"]})
    )

    assert len(found.unmendable) == 1
    assert [need.concept for move in found.moves for need in move.mends] == ["d"]


def test_an_entrance_looks_ahead_and_nothing_is_moved_for_it():
    found = of(course(("one", "a"), ("two", "b"), needs={"a": ["b"]}, kinds={"one": PageKind.OVERVIEW}))

    assert found.moves == ()
    assert [one.why for one in found.unmendable] == [WhyNot.ENTRANCE]


def test_what_is_only_inferred_moves_nothing():
    records = with_more(requires("water", "blending", group=1, evidence=Evidence.INFERRED))

    assert of(records).violations == ()
    assert not [one for one in audit_of(catalogue(records), TEA) if one.code == "TAUGHT_TOO_LATE"]


def test_a_whole_lecture_is_moved_where_that_is_less():
    lectures = {"one": 1, "two": 1, "three": 2, "four": 2}
    records = course(
        ("one", "a"),
        ("two", "b"),
        ("three", "c"),
        ("four", "d"),
        needs={"a": ["c", "d"], "b": ["c", "d"]},
        lectures=lectures,
    )
    records |= RecordSet.of([Lecture(course=TEA, number=n, title=f"Lecture {n}") for n in (1, 2)])

    found = of(records)

    (move,) = found.moves
    assert move.lecture in (1, 2)
    assert len(move.pages) == 2
    assert found.order == ("/three", "/four", "/one", "/two")


def test_the_finding_names_the_move_that_mends_it():
    records = course(("one", "a"), ("two", "b"), ("three", "c"), needs={"a": ["c"], "b": ["a"]})

    (finding,) = [one for one in audit_of(catalogue(records), TEA) if one.code == "TAUGHT_TOO_LATE"]

    assert finding.message == "/one teaches a, which requires c, first taught on /three"
    assert finding.remedy.startswith("Move /three before /one; or")


@pytest.mark.parametrize(
    ("records", "words"),
    [
        pytest.param(
            course(("one", "ac"), ("two", "b"), needs={"a": ["b"], "b": ["c"]}),
            "B on /two in turn requires C, which this page teaches",
            id="circle",
        ),
        pytest.param(
            course(("one", "a"), ("two", "b"), needs={"a": ["b"]}, kinds={"one": PageKind.OVERVIEW}),
            "looks ahead",
            id="entrance",
        ),
    ],
)
def test_the_finding_says_why_no_move_mends_it(records, words):
    (finding,) = [one for one in audit_of(catalogue(records), TEA) if one.code == "TAUGHT_TOO_LATE"]

    assert words in finding.remedy


def random_course(seed: int) -> RecordSet:
    chance = random.Random(seed)
    slugs = "abcdefgh"[: chance.randint(2, 8)]
    pages = [(f"p{n}", "".join(chance.sample(slugs, chance.choice((0, 1, 1, 2))))) for n in range(chance.randint(2, 6))]
    needs: dict[str, list[str]] = {}
    for place, slug in enumerate(slugs):
        for _ in range(chance.choice((0, 1, 1, 2)) if place else 0):
            members = chance.sample(slugs[:place], min(place, chance.choice((1, 1, 2))))
            needs.setdefault(slug, []).append("|".join(members))
    kinds = {name: PageKind.OVERVIEW for name, _ in pages if chance.random() < 0.1}
    known = {slug: groups for slug, groups in needs.items() if any(slug in taught for _, taught in pages)}
    records = course(*pages, needs=known, kinds=kinds)
    missing = {slug for one in records.requirements for slug in one.any_of} - {one.slug for one in records.concepts}
    return records | RecordSet.of([concept(slug, assumed=chance.random() < 0.3) for slug in sorted(missing)])


class Oracle:
    """A course as its definition has it, with every order tried."""

    def __init__(self, records: RecordSet) -> None:
        self.pages = {one.path: one for one in records.pages}
        self.home = [one.path for one in sorted(records.pages, key=lambda one: one.position)]
        self.taught = {path: {c.concept for c in records.coverages if c.page == path} for path in self.pages}
        assumed = {one.slug for one in records.concepts if one.assumed}
        somewhere = set().union(*self.taught.values())
        self.rules = [
            (path, one.concept, frozenset(one.any_of))
            for path in self.home
            for one in sorted(records.requirements, key=lambda one: (one.concept, one.group))
            if one.concept in self.taught[path] and not assumed & set(one.any_of) and somewhere & set(one.any_of)
        ]
        self.orders = [order for order in permutations(self.home) if self.entrances(order) == self.entrances(self.home)]

    def entrances(self, order) -> list[str]:
        return [path for path in order if self.pages[path].kind is PageKind.OVERVIEW]

    def is_open(self, rule, order) -> bool:
        path, _, members = rule
        read = order[: order.index(path) + 1]
        return not members & set().union(*(self.taught[each] for each in read))

    def mendable(self) -> list:
        """Return the rules that hold at home, and with them, one after the other, those that can be made to hold."""
        kept = [rule for rule in self.rules if not self.is_open(rule, self.home)]
        for rule in self.rules:
            may = rule not in kept and self.pages[rule[0]].kind is not PageKind.OVERVIEW
            if may and any(not any(self.is_open(each, order) for each in [*kept, rule]) for order in self.orders):
                kept.append(rule)
        return kept

    def fewest(self, rules) -> int:
        """Return the fewest pages to move until all of some rules hold."""
        good = [order for order in self.orders if not any(self.is_open(rule, order) for rule in rules)]
        movable = [path for path in self.home if self.pages[path].kind is not PageKind.OVERVIEW]
        for size in range(len(movable) + 1):
            for out in combinations(movable, size):
                kept = [path for path in self.home if path not in out]
                if any([path for path in order if path not in out] == kept for order in good):
                    return size
        raise AssertionError


def test_no_reordering_of_a_small_course_moves_fewer_pages():
    counts: dict[int, int] = {}
    stuck = 0
    for seed in range(250):
        records = random_course(seed)
        oracle = Oracle(records)
        rules = oracle.mendable()

        found = of(records)

        assert found.exact
        assert len(found.moves) == oracle.fewest(rules), seed
        assert not [rule for rule in rules if oracle.is_open(rule, list(found.order))], seed
        open_at_home = {(path, slug) for path, slug, _ in oracle.rules if oracle.is_open((path, slug, _), oracle.home)}
        assert {(one.page, one.concept) for one in found.violations} <= open_at_home
        assert bool(found.violations) == bool(open_at_home)
        counts[len(found.moves)] = counts.get(len(found.moves), 0) + 1
        stuck += bool(found.unmendable)
    assert {0, 1, 2} <= set(counts)
    assert stuck


def test_the_moves_made_one_after_the_other_lead_to_the_order():
    for seed in range(250):
        records = random_course(seed)
        found = of(records)
        order = [one.path for one in sorted(records.pages, key=lambda one: one.position)]

        for move in found.moves:
            paths = [one.path for one in move.pages]
            order = [path for path in order if path not in paths]
            at = order.index(move.before) if move.before else order.index(move.after) + 1
            order[at:at] = paths

        assert tuple(order) == found.order, seed


def test_every_move_mends_something():
    for seed in range(250):
        assert all(move.mends for move in of(random_course(seed)).moves), seed


def test_the_order_of_records_does_not_matter():
    for seed in range(40):
        records = list(random_course(seed))
        random.Random(seed).shuffle(records)

        assert of(RecordSet.of(records)) == of(random_course(seed)), seed


def test_pages_are_told_as_the_course_has_them():
    found = of(course(("one", "a"), ("two", "b"), needs={"a": ["b"]}))

    assert all(isinstance(one, Page) and one.course == TEA for move in found.moves for one in move.pages)
