"""What differs between two revisions, in meaning."""

import random
from dataclasses import replace

import pytest

from graph.changes.differences import changes_between
from graph.changes.told import Change, ChangeKind, ChangeSubject
from schema.blocks import Block, BlockKind
from schema.lab_records import AssetKind, HardwareNeed, HyperParameter, LabAsset, LabStep, Scope
from schema.record_set import RecordSet
from schema.records import (
    Concept,
    Course,
    Coverage,
    Finding,
    Lab,
    Lecture,
    Page,
    Paper,
    Recommendation,
    Record,
    Relation,
    Requirement,
)
from schema.values import CoverageKind, Evidence, Priority, Role, Severity
from tests.graph.teahouse import (
    LABS,
    PAGES,
    TEA,
    TEAHOUSE,
    TEAHOUSE_RECORDS,
    both,
    concept,
    page,
    precedes,
    recommends,
    requires,
    teaches,
    with_more,
    without,
)

GREEN = "/docs/lecture-1/green"


def changed(record: Record, **fields) -> RecordSet:
    """Return the teahouse with some fields of one record changed."""
    new = type(record).model_validate(dict(record) | fields)
    return RecordSet.of(new if one is record else one for one in TEAHOUSE_RECORDS)


def one_of(kind: type, **fields) -> Record:
    """Return the first record of a kind with these values."""
    return next(
        one
        for one in TEAHOUSE_RECORDS
        if isinstance(one, kind) and all(getattr(one, name) == value for name, value in fields.items())
    )


def told(before: RecordSet, after: RecordSet) -> list[tuple[str, str, str, str]]:
    found = changes_between(before, after)
    return [(one.subject, one.kind, one.aspect, one.sentence.in_language("en")) for one in found]


def body(*texts: str) -> tuple[Block, ...]:
    return tuple(Block(position=n, kind=BlockKind.PARAGRAPH, text=text) for n, text in enumerate(texts))


def setting(value: str, order: int = 0, **fields) -> HyperParameter:
    known = {"course": TEA, "lab": "lab-1", "name": "heat", "group": "Kettle"}
    return HyperParameter(**{**known, "order": order, "value": value, **fields})


CASES = {
    "course renamed": (changed(one_of(Course), title="A tea room"), "renamed: 茶馆 → A tea room"),
    "lecture renamed": (changed(one_of(Lecture, number=1), title="Leaves"), "renamed: Green → Leaves"),
    "lecture added": (with_more(Lecture(course=TEA, number=3, title="Cups")), "Cups: a new lecture"),
    "page added": (with_more(page("/docs/cups", "Cups", 9)), "Cups: a new page"),
    "page renamed": (changed(one_of(Page, path=GREEN), title="Sencha"), "Sencha: renamed: Green tea → Sencha"),
    "page in another lecture": (
        changed(one_of(Page, path=GREEN), lecture=2),
        "Green tea: moved: lecture 1, after Water and leaves → lecture 2, after Water and leaves",
    ),
    "concept added": (with_more(concept("cup", "Cup")), "Cup: a new concept"),
    "concept renamed": (
        changed(one_of(Concept, slug="leaves"), name=both("Tea leaves")),
        "Tea leaves: renamed: Leaves → Tea leaves",
    ),
    "requirement gained": (with_more(requires("water", "leaves", group=1)), "Water: now requires Leaves"),
    "requirement changed": (
        changed(one_of(Requirement, concept="blending"), any_of=("green-tea", "milk-tea")),
        "Blending: requires: Black tea or Green tea → Green tea or Milk tea",
    ),
    "reason changed": (
        changed(one_of(Requirement, concept="milk-tea"), reason=both("it is poured into it")),
        "Milk tea: why it requires Black tea: milk-tea is made from black-tea → it is poured into it",
    ),
    "evidence changed": (
        changed(one_of(Requirement, concept="milk-tea"), evidence=Evidence.STATED),
        "Milk tea: how it is known that it requires Black tea: curated → stated",
    ),
    "relation gone": (without(lambda one: isinstance(one, Relation)), "Milk tea: no longer variant-of Black tea"),
    "order gained": (with_more(precedes("water", "leaves")), "Water: now taught before Leaves"),
    "taught": (with_more(teaches(GREEN, "leaves", 1)), "Green tea: now teaches Leaves"),
    "recommended": (
        with_more(recommends(GREEN, 0, paper="blend-note")),
        "Green tea: now recommends A Note on Blends",
    ),
    "role changed": (
        changed(one_of(Recommendation, paper="2301.00002"), role=Role.EXTENDED),
        "Papers: role of Black Tea Considered Strong: core → extended",
    ),
    "priority changed": (
        changed(one_of(Recommendation, paper="2301.00001"), priority=Priority.OPTIONAL),
        "Papers: priority of Steeping is All You Need: must → optional",
    ),
    "recommended elsewhere": (
        changed(one_of(Recommendation, paper="2301.00002"), page=GREEN),
        "Green tea: Black Tea Considered Strong has moved: Papers → Green tea",
    ),
    "paper's facts": (changed(one_of(Paper, id="blend-note"), venue="Cups"), "A Note on Blends: venue: – → Cups"),
    "lab renamed": (changed(one_of(Lab, slug="lab-1"), title="A jug"), "A jug: renamed: A pot → A jug"),
    "step": (
        with_more(LabStep(course=TEA, lab="lab-1", order=0, label="1", title="Boil", minutes=5)),
        "A pot: new step 1: Boil (5 min)",
    ),
    "asset": (
        with_more(LabAsset(course=TEA, lab="lab-1", order=0, kind=AssetKind.MODEL, name="pot", use="base", page=GREEN)),
        "A pot: new model base: pot",
    ),
    "hardware of the course": (
        with_more(HardwareNeed(course=TEA, order=0, hardware="a stove", time="5 min", page=GREEN)),
        "Green tea: new hardware a stove: 5 min",
    ),
    "finding": (
        with_more(Finding(course=TEA, code="COLD", severity=Severity.INFO, message="it is cold", page=GREEN)),
        "Green tea: new finding COLD: it is cold",
    ),
}


@pytest.mark.parametrize("case", CASES)
def test_one_difference_is_one_change_told_in_a_sentence(case):
    after, sentence = CASES[case]

    (found,) = changes_between(TEAHOUSE, after)

    assert found.sentence.in_language("en").endswith(sentence)
    assert found.sentence.in_language("zh") != found.sentence.in_language("en")
    assert "{" not in found.sentence.in_language("zh")


def test_a_revision_does_not_differ_from_itself():
    assert changes_between(TEAHOUSE, TEAHOUSE) == ()


def test_an_inserted_page_moves_no_other_page():
    pages = [page("/docs/first", "First", 0), *(replace_position(one, one.position + 1) for one in PAGES)]
    others = [one for one in TEAHOUSE_RECORDS if one not in PAGES]

    found = told(TEAHOUSE, RecordSet.of([*pages, *others]))

    assert found == [("page", "added", "", "First: a new page")]


def replace_position(one: Page, position: int) -> Page:
    return Page.model_validate(dict(one) | {"position": position})


def test_a_page_that_trades_places_with_its_neighbour_is_the_only_one_that_moved():
    old, new = one_of(Page, path=GREEN), one_of(Page, path="/docs/lecture-1/papers")
    traded = {old: replace_position(old, new.position), new: replace_position(new, old.position)}

    found = changes_between(TEAHOUSE, RecordSet.of(traded.get(one, one) for one in TEAHOUSE_RECORDS))

    assert [one.kind for one in found] == [ChangeKind.MOVED]


def test_a_body_that_only_one_revision_has_read_is_no_change():
    unread = one_of(Page, path=GREEN)
    read = changed(unread, blocks=body("Boil."), characters=6000)

    assert changes_between(TEAHOUSE, read) == ()
    assert changes_between(read, TEAHOUSE) == ()


def test_a_changed_body_says_how_much_of_it_differs():
    page_ = one_of(Page, path=GREEN)
    old = changed(page_, blocks=body("Boil.", "Pour."), characters=10)
    new = changed(page_, blocks=body("Boil.", "Pour it.", "Wait."), characters=1234)

    (found,) = changes_between(old, new)

    assert (found.subject, found.aspect) == (ChangeSubject.PAGE, "body")
    assert found.before.en == "10 characters (1 of 2 blocks differ)"
    assert found.after.zh == "1,234 字（3 段中 2 段不同）"


def test_headings_that_are_new_are_named():
    page_ = one_of(Page, path="/docs/lecture-1")
    heading = Block(position=2, kind=BlockKind.HEADING, text="Cups", level=2, anchor="cups")

    found = told(TEAHOUSE, changed(page_, blocks=(*page_.blocks, heading)))

    assert ("section", "added", "", "Water and leaves: new sections: Cups") in found


def test_a_page_that_now_only_names_a_concept_no_longer_teaches_it():
    taught = one_of(Coverage, concept="blending")

    found = told(TEAHOUSE, changed(taught, kind=CoverageKind.MENTIONS))

    assert [sentence for *_, sentence in found] == ["Black tea and blends: no longer teaches Blending"]


def test_where_a_source_says_something_is_no_difference():
    moved = changed(one_of(Requirement, concept="milk-tea"), sources=())
    labs = with_more(setting("90", order=3, position=4, line=7)), with_more(setting("90", order=5, position=9, line=1))
    findings = [
        with_more(Finding(course=TEA, code="COLD", severity=Severity.INFO, message=f"cold in block {n}", place=str(n)))
        for n in (1, 2)
    ]

    assert changes_between(TEAHOUSE, moved) == ()
    assert changes_between(*labs) == ()
    assert changes_between(*findings) == ()


def test_a_setting_tells_its_old_and_its_new_value():
    (found,) = changes_between(with_more(setting("90", unit="°C")), with_more(setting("95", unit="°C")))

    assert (found.aspect, found.before.en, found.after.en) == ("Kettle.heat", "90 °C", "95 °C")


def test_a_value_that_a_lab_gives_twice_is_no_new_setting():
    twice = with_more(setting("90"), setting("90", order=1))

    assert changes_between(with_more(setting("90")), twice) == ()


def test_settings_of_another_run_are_others():
    (found,) = changes_between(
        with_more(setting("90")), with_more(setting("90"), setting("60", order=1, scope=Scope.ABLATION))
    )

    assert (found.kind, found.aspect) == (ChangeKind.ADDED, "Kettle.heat (ablation)")


def test_another_name_for_the_same_run_is_no_change_and_a_change_in_one_run_names_it():
    def runs(first: tuple[str, str], second: tuple[str, str]) -> RecordSet:
        return with_more(*(setting(value, n, variant=name) for n, (name, value) in enumerate((first, second))))

    before = runs(("A", "90"), ("B", "80"))

    assert changes_between(before, runs(("Plan A", "90"), ("Plan B", "80"))) == ()
    (found,) = changes_between(before, runs(("A", "90"), ("B", "85")))
    assert (found.aspect, found.before.en, found.after.en) == ("Kettle.heat (B)", "80", "85")


def test_groups_that_share_a_member_are_one_change_and_others_are_two():
    def needing(*groups):
        return RecordSet.of([requires("tasting", *group, group=n) for n, group in enumerate(groups)])

    shared = told(needing(("a", "b"), ("c",)), needing(("c",), ("b", "d")))
    apart = told(needing(("a",)), needing(("b",)))

    assert shared == [("requirement", "changed", "", "tasting: requires: a or b → b or d")]
    assert {kind for _, kind, *_ in apart} == {"added", "removed"}


def test_changes_come_by_subject_and_then_in_the_courses_order():
    after = RecordSet.of([*TEAHOUSE_RECORDS, teaches("/docs/lecture-2", "water", 5), teaches("/docs", "water", 0)])
    after |= with_more(page("/docs/cups", "Cups", 9))

    assert [(one.subject, one.node[1]) for one in changes_between(TEAHOUSE, after)] == [
        ("page", f"{TEA}/docs/cups"),
        ("coverage", f"{TEA}/docs"),
        ("coverage", f"{TEA}/docs/lecture-2"),
    ]


OPPOSITE = {ChangeKind.ADDED: ChangeKind.REMOVED, ChangeKind.REMOVED: ChangeKind.ADDED}


def bare(one: Change) -> Change:
    """Return a change without what things are called: that is taken from the newer side."""
    return replace(one, name=both("-"), other_name=None)


def turned(one: Change) -> Change:
    """Return a change as it is told when the sides are swapped."""
    return replace(bare(one), kind=OPPOSITE.get(one.kind, one.kind), before=one.after, after=one.before)


def some_revision(seed: int) -> RecordSet:
    """Return the teahouse with records left out, altered and shuffled at random."""
    chance = random.Random(seed)
    more = [setting(str(chance.randint(1, 4)), order=n, scope=chance.choice(list(Scope))) for n in range(6)]
    records = [altered(one, chance) for one in (*TEAHOUSE_RECORDS, *more) if chance.random() > 0.15]
    chance.shuffle(records)
    return RecordSet.of(records)


def altered(one: Record, chance: random.Random) -> Record:
    if chance.random() > 0.4:
        return one
    values: dict[str, object] = {
        "title": chance.choice("ab"),
        "position": chance.randint(0, 9),
        "lecture": chance.choice((1, 2)),
        "characters": chance.choice((None, 5, 6)),
        "blocks": body(*chance.choices("abc", k=chance.randint(0, 3))),
        "any_of": tuple(chance.sample(("water", "leaves", "heat", "black-tea"), 2)),
        "role": chance.choice(list(Role)),
        "order": chance.randint(0, 5),
        "reason": both(chance.choice("xy")),
        "assumed": chance.random() < 0.5,
        "name": both(chance.choice(("Tea", "Cup"))),
        "venue": chance.choice((None, "Cups")),
    }
    if isinstance(one, HyperParameter):
        return setting(chance.choice("12"), chance.randint(0, 5), scope=one.scope, variant=chance.choice("xy"))
    fields = [name for name in type(one).model_fields if name in values]
    if isinstance(one, Recommendation) and chance.random() < 0.5:
        return Recommendation.model_validate(dict(one) | {"page": chance.choice(PAGES).path})
    chosen = chance.sample(fields, min(len(fields), 2))
    return type(one).model_validate(dict(one) | {name: values[name] for name in chosen})


def test_swapping_the_sides_swaps_what_is_told_and_nothing_else():
    kinds = set()
    for seed in range(200):
        before, after = some_revision(2 * seed), some_revision(2 * seed + 1)

        there, back = changes_between(before, after), changes_between(after, before)

        assert {bare(one) for one in there} == {turned(one) for one in back}, seed
        assert len(there) == len(back), seed
        kinds |= {(one.subject, one.kind) for one in there}
    assert {kind for _, kind in kinds} == set(ChangeKind)


def test_the_order_of_records_changes_nothing():
    for seed in range(60):
        before, after = some_revision(2 * seed), some_revision(2 * seed + 1)
        shuffled = list(after)
        random.Random(seed).shuffle(shuffled)

        again = changes_between(before, RecordSet.of(shuffled))

        assert [one.sentence for one in again] == [one.sentence for one in changes_between(before, after)], seed


def test_every_lab_of_the_teahouse_is_gone_from_an_empty_revision():
    found = changes_between(TEAHOUSE, RecordSet())

    assert {one.kind for one in found} == {ChangeKind.REMOVED}
    assert {one.node[1] for one in found if one.subject is ChangeSubject.LAB} == {f"{TEA}/{lab.slug}" for lab in LABS}
