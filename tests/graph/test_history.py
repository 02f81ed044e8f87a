"""The editions of a course that a store keeps."""

from datetime import timedelta

import pytest

from graph.changes.told import ChangeSubject
from graph.history import History
from schema.errors import AmbiguousRefError, InputError, NotFoundError
from schema.record_set import RecordSet
from schema.records import Citation, Concept, Paper, PaperConcept, Relation, Requirement
from schema.store import VOCABULARY, Store
from tests.graph.teahouse import NOON, TEA, TEAHOUSE, concept, page, requires, teaches

SHARED = (Concept, Requirement, Relation, PaperConcept)
WORDS = RecordSet.of(one for one in TEAHOUSE if isinstance(one, SHARED))
COURSE = RecordSet.of(one for one in TEAHOUSE if not isinstance(one, (*SHARED, Paper, Citation)))
LONGER = COURSE | RecordSet.of([page("/docs/cups", "Cups", 9)])
RICHER = WORDS | RecordSet.of([requires("blending", "milk-tea", group=1)])


class Kept:
    """A store and its history; each keeping is an hour later than the one before."""

    def __init__(self) -> None:
        self.store = Store.open("sqlite://")
        self.history = History(self.store)
        self._now = NOON

    def keep(self, *, words: RecordSet | None = None, course: RecordSet | None = None, papers=()) -> None:
        self._now += timedelta(hours=1)
        with self.store.writing() as transaction:
            if words:
                transaction.save_revision(VOCABULARY, words, sources=("pack",), now=self._now)
            if course:
                transaction.save_revision(TEA, course, sources=("site",), now=self._now)
            transaction.save_papers(papers)

    @property
    def revisions(self) -> list[tuple[str, str]]:
        return [(one.revision, one.vocabulary) for one in self.history.editions()]


@pytest.fixture
def kept():
    kept = Kept()
    kept.keep(words=WORDS, course=COURSE, papers=TEAHOUSE.papers)
    yield kept
    kept.store.close()


def told(comparison) -> list[str]:
    return [one.sentence.en for one in comparison.changes if one.subject is not ChangeSubject.FINDING]


def test_a_new_revision_is_a_new_edition_and_the_same_again_is_none(kept):
    kept.keep(words=WORDS, course=LONGER)
    kept.keep(words=WORDS, course=LONGER)

    newest, oldest = kept.history.editions(TEA)

    assert (newest.back, oldest.back) == (0, 1)
    assert newest.seen_at > oldest.seen_at
    assert newest.vocabulary == oldest.vocabulary


def test_a_new_vocabulary_makes_an_edition_of_an_unchanged_course(kept):
    kept.keep(words=RICHER)

    comparison = kept.history.comparison()

    assert len({one.revision for one in kept.history.editions()}) == 1
    assert told(comparison) == ["Blending: now requires Milk tea"]
    assert [one.lecture.number for one in comparison.plans] == [2]


def test_a_vocabulary_that_comes_with_a_course_is_no_edition_of_its_own(kept):
    kept.keep(words=RICHER, course=LONGER)

    assert len(kept.history.editions()) == 2


def test_a_vocabulary_from_before_the_course_is_none_of_its_editions():
    kept = Kept()
    kept.keep(words=WORDS)
    kept.keep(words=RICHER)
    kept.keep(course=COURSE)

    assert len(kept.history.editions()) == 1
    kept.store.close()


def test_a_course_from_before_any_vocabulary_is_shown_with_the_first():
    kept = Kept()
    kept.keep(course=COURSE)
    kept.keep(words=WORDS)

    (edition,) = kept.history.editions()

    assert kept.history.served(edition).catalogue.concepts
    kept.store.close()


def test_what_a_vocabulary_no_longer_has_is_left_out_of_the_courses_that_name_it(kept):
    fewer = [one for one in WORDS if "milk-tea" not in (getattr(one, "slug", ""), getattr(one, "concept", ""))]
    kept.keep(course=COURSE | RecordSet.of([teaches("/docs/lecture-2", "milk-tea", 2)]))
    kept.keep(words=RecordSet.of(one for one in fewer if not isinstance(one, Relation)))

    comparison = kept.history.comparison()

    assert "Milk tea: the concept is gone" in told(comparison)
    assert "Black tea and blends: no longer teaches Milk tea" in told(comparison)
    assert [[step.node.slug for step in plan.gone] for plan in comparison.plans] == [["milk-tea"]]


def test_coming_back_to_an_old_revision_makes_it_the_newest(kept):
    kept.keep(course=LONGER)
    first, second = kept.revisions
    kept.keep(course=COURSE)

    assert kept.revisions == [second, first, second]


def test_the_newest_and_the_one_before_are_compared_by_default(kept):
    kept.keep(course=LONGER)

    comparison = kept.history.comparison()

    assert (comparison.since.back, comparison.until.back) == (1, 0)
    assert told(comparison) == ["Cups: a new page"]


def test_editions_go_by_the_beginning_of_their_id_and_by_how_far_back_they_are(kept):
    kept.keep(course=LONGER)
    newest, oldest = kept.history.editions()

    for name in ("@1", oldest.revision, oldest.revision[:5].upper(), f"{oldest.revision[:5]}/{oldest.vocabulary[:3]}"):
        assert kept.history.edition(name) == oldest
    assert told(kept.history.comparison(newest.revision, oldest.revision)) == ["Cups: the page is gone"]


def test_of_editions_with_the_same_revision_the_newest_is_meant_unless_the_vocabulary_is_named(kept):
    kept.keep(words=RICHER)
    newest, oldest = kept.history.editions()

    assert kept.history.edition(newest.revision) == newest
    assert kept.history.edition(f"{oldest.revision}/{oldest.vocabulary}") == oldest


@pytest.mark.parametrize("name", ["zz", "@7", "@", "", "@-1", "%"])
def test_an_edition_that_is_not_there_is_told_with_those_that_are(kept, name):
    with pytest.raises(NotFoundError) as caught:
        kept.history.edition(name)

    assert caught.value.candidates == (kept.history.editions()[0].revision,)


def test_a_beginning_that_fits_several_revisions_is_ambiguous(kept):
    for number in range(20):
        kept.keep(course=COURSE | RecordSet.of([page(f"/docs/cup-{number}", "Cup", 9)]))
    beginnings = [revision[0] for revision, _ in kept.revisions]
    shared = next(one for one in beginnings if beginnings.count(one) > 1)

    with pytest.raises(AmbiguousRefError):
        kept.history.edition(shared)


def test_a_course_that_is_not_there_is_told_with_those_that_are(kept):
    with pytest.raises(NotFoundError, match="teahouse"):
        kept.history.editions("coffee")


def test_a_course_with_one_revision_has_nothing_to_compare(kept):
    with pytest.raises(InputError, match="no revision before"):
        kept.history.comparison()


def test_an_edition_is_served_as_it_was(kept):
    kept.keep(
        words=WORDS | RecordSet.of([concept("cup")]), course=LONGER | RecordSet.of([teaches("/docs/cups", "cup")])
    )
    newest, oldest = kept.history.editions()

    assert "cup" in kept.history.served(newest).catalogue.concepts
    assert "cup" not in kept.history.served(oldest).catalogue.concepts
    assert kept.history.served(oldest).catalogue.page(TEA, "/docs/cups") is None


def test_an_edition_stays_loaded_until_papers_are_known_better(kept):
    (edition,) = kept.history.editions()
    first = kept.history.served(edition)

    assert kept.history.served(edition) is first
    kept.keep(papers=[Paper(id="blend-note", title="A Better Note")])
    assert kept.history.served(edition).catalogue.papers["blend-note"].title == "A Better Note"


def test_what_is_known_of_papers_today_is_no_change_of_a_course(kept):
    kept.keep(course=LONGER, papers=[Paper(id="blend-note", title="A Better Note")])

    assert told(kept.history.comparison()) == ["Cups: a new page"]


def test_findings_of_the_audit_are_compared_along(kept):
    kept.keep(words=WORDS | RecordSet.of([requires("water", "blending", group=1)]))

    found = [one.aspect for one in kept.history.comparison().changes if one.subject is ChangeSubject.FINDING]

    assert "TAUGHT_TOO_LATE" in found
