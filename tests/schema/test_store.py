import pytest

from schema.content_hash import digest_of, revision_of
from schema.record_set import RecordSet
from schema.records import Citation, Course, Finding, Lecture, Paper
from schema.store import VOCABULARY, HeadState, Store
from tests.schema.saving import TEA, finding, page, save, shuffled
from tests.schema.teapots import COURSE, COURSE_AND_VOCABULARY, LATER, NOON, OTHER_PAPER, PAPER, TEAPOTS, lecture

# --- revisions ---


def test_a_new_store_is_empty(store):
    with store.reading() as transaction:
        assert transaction.heads() == ()
        assert transaction.head(TEA) is None
        assert transaction.revisions(TEA) == ()
        assert transaction.revision(TEA, "0000") == RecordSet()
        assert transaction.layer(TEA, "site") == RecordSet()
        assert transaction.layers(TEA) == ()
        assert transaction.papers() == ()
        assert transaction.citations() == ()


def test_a_revision_comes_back_as_it_was_saved(store):
    revision = save(store, COURSE_AND_VOCABULARY)

    with store.reading() as transaction:
        assert transaction.revision(TEA, revision) == COURSE_AND_VOCABULARY


def test_a_revision_comes_back_in_the_order_it_was_given(store):
    backwards = RecordSet.of([lecture(number) for number in (3, 1, 2)])

    revision = save(store, backwards)

    with store.reading() as transaction:
        assert [one.number for one in transaction.revision(TEA, revision).lectures] == [3, 1, 2]


def test_more_records_than_one_statement_can_ask_for_come_back(store):
    many = RecordSet.of([lecture(number) for number in range(1300)])

    revision = save(store, many)
    again = save(store, many)

    assert again == revision
    with store.reading() as transaction:
        assert transaction.revision(TEA, revision) == many


def test_a_revision_is_the_hash_of_its_records_without_findings(store):
    digests = [digest_of(r) for r in COURSE_AND_VOCABULARY if not isinstance(r, Finding)]

    assert save(store, COURSE_AND_VOCABULARY) == revision_of(digests)


@pytest.mark.parametrize("seed", range(3))
def test_the_same_records_in_another_order_are_the_same_revision(store, seed):
    first = save(store, COURSE_AND_VOCABULARY)

    assert save(store, shuffled(COURSE_AND_VOCABULARY, seed)) == first
    with store.reading() as transaction:
        assert [id_ for id_, _ in transaction.revisions(TEA)] == [first]


def test_findings_belong_to_a_revision_but_do_not_change_it(store):
    first = save(store, RecordSet.of([COURSE, finding("a spoon is missing")]))

    second = save(store, RecordSet.of([COURSE, finding("the spoon is back")]))

    assert second == first
    with store.reading() as transaction:
        assert [one.message for one in transaction.revision(TEA, first).findings] == ["the spoon is back"]


def test_a_record_given_twice_is_kept_once(store):
    revision = save(store, RecordSet(courses=(COURSE, COURSE)))

    with store.reading() as transaction:
        assert transaction.revision(TEA, revision).courses == (COURSE,)


def test_old_revisions_stay_readable(store):
    old = save(store, RecordSet.of([COURSE, lecture(1)]), now=NOON)

    new = save(store, RecordSet.of([COURSE, lecture(2)]), now=LATER)

    with store.reading() as transaction:
        assert transaction.revisions(TEA) == ((old, NOON), (new, LATER))
        assert transaction.revision(TEA, old).lectures == (lecture(1),)
        assert transaction.revision(TEA, new).lectures == (lecture(2),)


def test_the_head_tells_the_newest_revision_when_and_of_what(store):
    save(store, RecordSet.of([COURSE]), now=NOON, sources=("pack",))

    new = save(store, RecordSet.of([COURSE, lecture(1)]), now=LATER, sources=("pack", "site"))

    with store.reading() as transaction:
        assert transaction.heads() == (HeadState(TEA, new, LATER, ("pack", "site")),)
        assert transaction.head(TEA) == transaction.heads()[0]


def test_going_back_to_an_old_revision_makes_it_the_head_and_keeps_when_it_was_first_seen(store):
    old = save(store, RecordSet.of([COURSE]), now=NOON)
    save(store, RecordSet.of([COURSE, lecture(1)]), now=LATER)

    assert save(store, RecordSet.of([COURSE]), now=LATER) == old

    with store.reading() as transaction:
        assert transaction.head(TEA).revision == old
        assert dict(transaction.revisions(TEA))[old] == NOON


def test_scopes_do_not_mix(store):
    tea = save(store, RecordSet.of([COURSE]), scope=TEA)
    shared = save(store, RecordSet.of(TEAPOTS.concepts), scope=VOCABULARY)

    with store.reading() as transaction:
        assert [head.scope for head in transaction.heads()] == [VOCABULARY, TEA]
        assert transaction.revision(VOCABULARY, tea) == RecordSet()
        assert transaction.revision(VOCABULARY, shared) == RecordSet(concepts=TEAPOTS.concepts)


def test_records_that_several_revisions_hold_are_stored_once(store):
    save(store, RecordSet.of([COURSE, lecture(1)]))
    save(store, RecordSet.of([COURSE, lecture(2)]))

    assert store.count_of(Course) == 1
    assert store.count_of(Lecture) == 2


# --- layers ---


def save_layer(store: Store, held: RecordSet, *, read: list[str], layer: str = "site", now=NOON, source="site") -> None:
    with store.writing() as transaction:
        transaction.save_layer(TEA, layer, held, read=read, source=source, now=now)


def readings(store: Store, layer: str = "site") -> list[tuple[str, str, bool]]:
    with store.reading() as transaction:
        return [(r.path, r.read_at.isoformat()[:10], r.stale) for r in transaction.readings(TEA, layer)]


def test_a_layer_comes_back_as_it_was_saved_findings_and_all(store):
    save_layer(store, COURSE_AND_VOCABULARY, read=[])

    with store.reading() as transaction:
        assert transaction.layer(TEA, "site") == COURSE_AND_VOCABULARY


def test_a_layer_is_replaced_and_others_are_not(store):
    save_layer(store, RecordSet.of([COURSE, lecture(1)]), read=[], layer="pack")
    save_layer(store, RecordSet.of([COURSE, lecture(2)]), read=[], layer="site")

    save_layer(store, RecordSet.of([COURSE, lecture(3)]), read=[], layer="site")

    with store.reading() as transaction:
        assert transaction.layers(TEA) == ("pack", "site")
        assert transaction.layer(TEA, "pack").lectures == (lecture(1),)
        assert transaction.layer(TEA, "site").lectures == (lecture(3),)


def test_a_layer_does_not_change_a_revision(store):
    revision = save(store, RecordSet.of([COURSE, lecture(1)]))

    save_layer(store, RecordSet.of([COURSE, lecture(2)]), read=[])

    with store.reading() as transaction:
        assert transaction.revision(TEA, revision).lectures == (lecture(1),)


def test_pages_that_are_read_are_fresh(store):
    save_layer(store, RecordSet.of([page("/a"), page("/b")]), read=["/b", "/a"])

    assert readings(store) == [("/a", "2026-05-01", False), ("/b", "2026-05-01", False)]


def test_a_page_that_a_later_ingest_keeps_but_does_not_read_is_stale(store):
    both = RecordSet.of([page("/a"), page("/b")])
    save_layer(store, both, read=["/a", "/b"], now=NOON)

    save_layer(store, both, read=["/b"], now=LATER)

    assert readings(store) == [("/a", "2026-05-01", True), ("/b", "2026-05-02", False)]


def test_a_stale_page_that_is_read_again_is_fresh(store):
    both = RecordSet.of([page("/a"), page("/b")])
    save_layer(store, both, read=["/a", "/b"])
    save_layer(store, both, read=["/b"])

    save_layer(store, both, read=["/a"], now=LATER)

    assert readings(store) == [("/a", "2026-05-02", False), ("/b", "2026-05-01", True)]


def test_a_page_that_is_gone_was_never_read(store):
    save_layer(store, RecordSet.of([page("/a"), page("/b")]), read=["/a", "/b"])

    save_layer(store, RecordSet.of([page("/b")]), read=["/b"])

    assert [path for path, _, _ in readings(store)] == ["/b"]


def test_readings_of_one_layer_do_not_touch_another(store):
    save_layer(store, RecordSet.of([page("/a")]), read=["/a"], layer="site")

    save_layer(store, RecordSet.of([page("/b")]), read=["/b"], layer="pack", now=LATER)

    assert readings(store) == [("/a", "2026-05-01", False)]


# --- removing ---


def test_a_removed_course_leaves_nothing_behind(store):
    save(store, COURSE_AND_VOCABULARY)
    save(store, RecordSet.of([COURSE, lecture(7)]))
    save_layer(store, RecordSet.of([page("/a")]), read=["/a"])

    with store.writing() as transaction:
        transaction.remove(TEA)

    with store.reading() as transaction:
        assert transaction.heads() == ()
        assert transaction.revisions(TEA) == ()
        assert transaction.layers(TEA) == ()
        assert transaction.readings(TEA, "site") == ()
    assert [store.count_of(type(record)) for record in COURSE_AND_VOCABULARY] == [0] * len(list(COURSE_AND_VOCABULARY))


def test_removing_a_course_keeps_what_something_else_holds(store):
    save(store, RecordSet.of([COURSE, lecture(1)]), scope=TEA)
    other = save(store, RecordSet.of([COURSE, lecture(2)]), scope="cups")

    with store.writing() as transaction:
        transaction.remove(TEA)

    with store.reading() as transaction:
        assert [head.scope for head in transaction.heads()] == ["cups"]
        assert transaction.revision("cups", other) == RecordSet.of([COURSE, lecture(2)])
    assert (store.count_of(Course), store.count_of(Lecture)) == (1, 1)


def test_removing_a_course_keeps_what_is_known_of_papers(store):
    save(store, RecordSet.of([COURSE]))
    with store.writing() as transaction:
        transaction.save_papers([PAPER])
        transaction.remove(TEA)

    with store.reading() as transaction:
        assert transaction.papers() == (PAPER,)


# --- papers ---


def test_papers_and_citations_come_back_in_order_of_their_ids(store):
    citation, other = Citation(paper="b", cited="a", confirmed=True), Citation(paper="a", cited="b", confirmed=False)

    with store.writing() as transaction:
        transaction.save_papers([OTHER_PAPER, PAPER], [citation, other])

    with store.reading() as transaction:
        assert transaction.papers() == (PAPER, OTHER_PAPER)
        assert transaction.citations() == (other, citation)


def test_a_paper_is_replaced_by_what_is_known_later(store):
    later = OTHER_PAPER.model_copy(update={"title": "On Blending, revised", "venue": "Kettles"})

    with store.writing() as transaction:
        transaction.save_papers([OTHER_PAPER])
        transaction.save_papers([later])

    with store.reading() as transaction:
        assert transaction.papers() == (later,)


@pytest.mark.parametrize("offered", ["another2024key", None])
def test_a_citation_key_once_given_is_kept(store, offered):
    with store.writing() as transaction:
        transaction.save_papers([PAPER])
        transaction.save_papers([PAPER.model_copy(update={"citation_key": offered, "title": "New"})])

    with store.reading() as transaction:
        assert transaction.papers()[0].citation_key == PAPER.citation_key
        assert transaction.papers()[0].title == "New"


def test_a_paper_without_citation_key_takes_one(store):
    with store.writing() as transaction:
        transaction.save_papers([OTHER_PAPER])
        transaction.save_papers([OTHER_PAPER.model_copy(update={"citation_key": "tea2026blend"})])

    with store.reading() as transaction:
        assert transaction.papers()[0].citation_key == "tea2026blend"


def test_of_a_paper_or_citation_given_twice_the_last_counts(store):
    paper, citation = Paper(id="a", title="First"), Citation(paper="a", cited="b", confirmed=False)

    with store.writing() as transaction:
        transaction.save_papers(
            [paper, paper.model_copy(update={"title": "Second"})],
            [citation, citation.model_copy(update={"confirmed": True})],
        )

    with store.reading() as transaction:
        assert transaction.papers()[0].title == "Second"
        assert transaction.citations()[0].confirmed


def test_papers_do_not_change_a_revision(store):
    assert save(store, TEAPOTS) == save(store, COURSE_AND_VOCABULARY)
