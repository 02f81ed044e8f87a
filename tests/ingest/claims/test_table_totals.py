import pytest

from ingest.claims.table_totals import wrong_totals
from tests.ingest.claims.tea_pages import page, table


def found(*rows):
    return [(finding.message, finding.place) for finding in wrong_totals(page("/tea", *table(*rows)))]


def test_a_total_that_is_not_the_sum_of_its_rows_is_told():
    (told,) = found("Pot | Size", "small | ~1.5 GB x2", "big | 4 GB", "合计（全部） | ~9 GB")

    assert told == ("the table says ~9 GB in all, but its parts come to 7 GB", "block 8")


def test_a_total_that_is_not_the_sum_of_its_columns_is_told():
    (told,) = found("Day | Green | Black | Total", "Monday | 2 | 3 | 7", "Tuesday | 2 | 2 | 4")

    assert told == ("the table says 7 in all, but its parts come to 5", "block 8")


@pytest.mark.parametrize(
    "rows",
    [
        ("Pot | Size", "small | 1", "big | 4", "Total | 5"),
        ("Pot | Size", "small | ~1-2 GB", "big | ~16 GB", "Total | ~18-20 GB"),
        ("Pot | Size", "small | 33%", "big | 66%", "Total | 100%"),
        ("Pot | Size", "small | 1", "big | 4", "合计（仅必需） | 4"),
        ("Pot | Size", "small | 1", "big | some", "Total | 9"),
        ("Pot | Size", "small | 1", "big | 4", "Total | –"),
        ("Pot | Size", "small | 1 GB", "big | 4 min", "Total | 9"),
        ("Pot | Size", "small | 1", "Total | 9"),
        ("Pot | Size", "Totally small | 1", "big | 4", "more | 9"),
        ("Total | Size",),
    ],
    ids=[
        "it adds up",
        "ranges overlap",
        "rounded",
        "of a part",
        "a part is no number",
        "the total is no number",
        "units differ",
        "one part",
        "no total",
        "nothing but a head",
    ],
)
def test_other_tables_are_in_order(rows):
    assert found(*rows) == []
