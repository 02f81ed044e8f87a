from datetime import timedelta

import pytest

from graph.catalogue import Catalogue, catalogue_of
from ingest.pack.loading import load_pack
from labs.estimates import Grounds, estimates_of
from labs.offered.loading import shipped_offers
from labs.offered.offer_records import LabOffer
from schema.record_set import RecordSet
from tests.labs.reports.reported import NOON, OFFER, a_run


def taking(minutes: float, **fields: object):
    return a_run(started_at=NOON, ended_at=NOON + timedelta(minutes=minutes), **fields)


def offer(minutes: object) -> LabOffer:
    profile = OFFER.profiles["tiny"].model_copy(update={"minutes": minutes})
    return OFFER.model_copy(update={"profiles": {"tiny": profile}})


def test_runs_seen_here_give_their_median_with_their_number_and_range():
    (seen,) = estimates_of(OFFER, [taking(minutes) for minutes in (1, 9, 2, 3)])

    assert (seen.grounds, seen.profile) == (Grounds.OBSERVED, "tiny")
    assert (seen.likely, seen.low, seen.high, seen.n) == (2.5, 1, 9, 4)


def test_a_run_that_never_started_or_is_of_another_profile_counts_for_nothing():
    assert estimates_of(OFFER, [a_run(started_at=None), a_run(ended_at=None), taking(5, profile="course")]) == ()


def test_a_run_done_elsewhere_counts_for_no_estimate():
    assert estimates_of(OFFER, [taking(0, profile="imported")]) == ()


def test_what_the_offer_says_comes_first_with_its_source():
    minutes = type(shipped_offers()["lab-4"].profiles["tiny"].minutes)(likely=2, low=1, high=4, source="measured")

    told, seen = estimates_of(offer(minutes), [taking(3)])

    assert (told.grounds, told.likely, told.low, told.high, told.source, told.n) == (
        Grounds.OFFERED, 2, 1, 4, "measured", None,
    )  # fmt: skip
    assert seen.grounds is Grounds.OBSERVED


@pytest.fixture(scope="module")
def course() -> Catalogue:
    pack = load_pack()
    return catalogue_of(RecordSet.of([*pack.vocabulary, *pack.papers, *pack.courses[0].records]), [])


def test_the_course_says_how_long_a_lab_takes_on_which_gpu_and_what_hiring_it_costs(course):
    lab = course.lab("llm-post-training", "lab-4")

    found = estimates_of(shipped_offers()["lab-4"], [], course, lab)

    said = [one for one in found if one.grounds is Grounds.COURSE]
    assert said
    assert {one.profile for one in said} == {"course"}
    assert all(one.low <= one.likely <= one.high and one.hardware and one.source.startswith("/docs/") for one in said)
    hired = [one for one in said if one.price]
    assert hired
    for one in hired:
        assert one.price.startswith("~")
        assert one.price.endswith(("CNY", "USD", "¥", "$"))
    assert not [one for one in estimates_of(shipped_offers()["lab-4"], []) if one.grounds is Grounds.COURSE]
