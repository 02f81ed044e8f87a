import pytest

from ingest.claims.findings import claim_findings
from ingest.pack.claim_models import ClaimEntry
from schema.values import Severity
from tests.ingest.claims.tea_pages import heading, page, paragraph, table

GREEN = {"page": "/green", "near": ["water"], "pattern": r"(?P<value>~?\d{1,3}(?:-\d{1,3})?\+?%?)", "value": "80"}
BLACK = {"page": "/black", "column": "Heat", "near": ["Assam"], "value": "80"}


def claim(*places, kind="number", **fields):
    name = {"en": "heat of the water", "zh": "水温"}
    entry = {"slug": "heat", "name": name, "kind": kind, "places": places} | fields
    return ClaimEntry.model_validate(entry).claim("tea")


def green(text):
    return page("/green", paragraph("Water it well"), paragraph(f"The water is {text} hot"))


def black(text):
    return page("/black", *table("Leaf | Heat", f"Assam | {text}", "Keemun | 1"))


def found(one, *pages):
    return [(finding.code, finding.message) for finding in claim_findings([one], pages)]


def test_pages_that_agree_are_no_finding():
    assert found(claim(GREEN, BLACK), green("~80"), black("80")) == []


def test_pages_that_differ_are_one_finding_with_all_places_and_values():
    (finding,) = claim_findings([claim(GREEN, BLACK, unit="degrees")], [green("~80"), black("95")])

    assert (finding.code, finding.severity, finding.course) == ("NUMBERS_DISAGREE", Severity.WARNING, "tea")
    assert finding.message == "heat of the water (degrees): ~80 on /green block 1; 95 on /black block 4"
    assert (finding.page, finding.place, finding.subjects) == ("/green", "block 1", ("heat",))
    assert finding.remedy


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("70-80", "80-90", True),
        ("70-80", "75", True),
        ("70-80", "85-90", False),
        ("70+", "90", True),
        ("70+", "60", False),
    ],
)
def test_ranges_that_estimate_one_number_agree_where_they_overlap(one, other, agree):
    assert (found(claim(GREEN, BLACK), green(one), black(other)) == []) is agree


@pytest.mark.parametrize(
    ("one", "other", "agree"),
    [
        ("70-80", "70-80", True),
        ("70-80", "75", True),
        ("70-80", "75-90", False),
        ("70-80", "85", False),
        ("70", "75", True),
    ],
)
def test_recommended_ranges_agree_where_they_are_the_same(one, other, agree):
    assert (found(claim(GREEN, BLACK, kind="range"), green(one), black(other)) == []) is agree


def test_numbers_may_be_as_far_apart_as_the_tolerance_says():
    pages = green("80"), black("84")

    assert found(claim(GREEN, BLACK, tolerance="0.03"), *pages) == []
    assert found(claim(GREEN, BLACK, tolerance="0.02"), *pages) != []


def test_names_are_compared_without_owner_case_and_punctuation():
    place = GREEN | {"pattern": r"is (?P<value>[\w/-]{1,30}) hot"}
    leaf = claim(place, BLACK, kind="choice")

    assert found(leaf, green("acme/Green-Tea"), black("green_tea")) == []
    assert found(leaf, green("acme/Green-Tea"), black("white tea")) != []


def test_units_are_converted_before_they_are_compared():
    place = GREEN | {"pattern": r"is (?P<value>\d{1,3} [a-z]{1,7}) hot"}

    assert found(claim(place, BLACK, unit="min"), green("2 hours"), black("120 分钟")) == []
    assert found(claim(place, BLACK, unit="min"), green("2 hours"), black("2 分钟")) != []


def test_a_value_in_another_unit_is_not_found():
    place = GREEN | {"pattern": r"is (?P<value>\d{1,3} [A-Za-z]{1,7}) hot"}

    assert [code for code, _ in found(claim(place, BLACK, unit="min"), green("2 GB"), black("2"))] == [
        "CLAIM_NOT_FOUND"
    ]


def test_a_number_can_be_multiplied_before_it_is_compared():
    (told,) = found(claim(GREEN | {"times": "100/160"}, BLACK, unit="%"), green("80"), black("60"))

    assert "80 = 50 % on /green" in told[1]
    assert found(claim(GREEN | {"times": "100/160"}, BLACK, unit="%"), green("80"), black("50")) == []


def test_two_groups_can_be_the_ends_of_a_range_and_two_can_be_added():
    ends = GREEN | {"pattern": r"(?P<low>\d{1,3}) but not over (?P<high>\d{1,3})"}
    parts = GREEN | {"pattern": r"(?P<value>\d{1,3}) and (?P<plus>\d{1,3})"}

    assert found(claim(ends, BLACK), green("70 but not over 90"), black("80")) == []
    assert found(claim(parts, BLACK), green("30 and 50"), black("80")) == []


def test_how_many_blocks_match_can_be_the_number():
    count = {"page": "/green", "anchor": "leaves", "pattern": r"^Leaf \d", "count": True, "value": "2"}
    leaves = [paragraph(f"Leaf {number}") for number in range(3)]
    pages = page("/green", paragraph("Leaf 9"), heading("leaves"), *leaves, heading("pots"), paragraph("Leaf 8"))

    (told,) = found(claim(count, BLACK), pages, black("2"))

    assert "3 on /green block 2" in told[1]


def test_an_anchor_ends_at_the_next_heading_that_is_not_lower():
    place = GREEN | {"anchor": "black"}
    body = [heading("green"), paragraph("water 70"), heading("black"), heading("hot", 3), paragraph("water 90")]

    (told,) = found(claim(place, BLACK), page("/green", *body), black("80"))

    assert "90 on /green block 4" in told[1]


def test_in_a_row_the_cell_that_holds_the_value_is_the_place():
    place = {"page": "/black", "near": ["Assam"], "pattern": r"\| (?P<value>\d{1,3})", "value": "80"}

    (told,) = found(claim(place, GREEN), black("95"), green("80"))

    assert "95 on /black block 4" in told[1]


def test_what_stands_aside_is_told_but_not_held_against_the_others():
    aside = BLACK | {"aside": True, "note": "old leaves"}
    third = GREEN | {"page": "/more"}

    assert found(claim(GREEN, aside), green("80"), black("95")) == []
    (told,) = found(claim(GREEN, aside, third), green("80"), black("95"), page("/more", paragraph("water 70")))
    assert "95 on /black block 4 (old leaves, for comparison)" in told[1]


def test_a_place_that_says_it_no_longer_is_told_once_and_compared_with_nothing():
    (finding,) = claim_findings([claim(GREEN, BLACK)], [green("very"), black("95")])

    assert (finding.code, finding.severity, finding.page) == ("CLAIM_NOT_FOUND", Severity.INFO, "/green")
    assert "(recorded: 80)" in finding.message


def test_a_page_that_was_never_read_says_what_is_recorded_of_it():
    unread = page("/black")

    assert found(claim(GREEN, BLACK), green("80"), unread) == []
    (told,) = found(claim(GREEN, BLACK), green("95"), unread)
    assert told[1].endswith("80 on /black (as recorded)")


def test_a_page_that_the_course_does_not_have_says_nothing():
    assert found(claim(GREEN, BLACK), green("95")) == []


def test_a_block_that_is_very_long_is_searched_at_its_beginning_only():
    long = page("/green", paragraph("water " + "x" * 20_000 + " 95"))

    assert [code for code, _ in found(claim(GREEN, BLACK), long, black("80"))] == ["CLAIM_NOT_FOUND"]
