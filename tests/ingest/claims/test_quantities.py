from decimal import Decimal

import pytest

from ingest.claims.quantities import Quantity, quantity, shown

READ = {
    "7": ("7", "7", None),
    "~10 %": ("10", "10", "%"),
    "１０％": ("10", "10", "%"),
    "45 min": ("45", "45", "min"),
    "1.5 h": ("90", "90", "min"),
    "约 100 分钟": ("100", "100", "min"),
    "1-2 小时": ("60", "120", "min"),
    "1 天": ("1440", "1440", "min"),
    "~9 元": ("9", "9", "CNY"),
    "500 MB": ("0.5", "0.5", "GB"),
    "2e-4": ("0.0002", "0.0002", None),
    "1e-5…5e-5": ("0.00001", "0.00005", None),
    "1e-5 ~ 5e-5": ("0.00001", "0.00005", None),
    "10K": ("10000", "10000", None),
    "5-10K": ("5000", "10000", None),
    "500-1K": ("500", "1000", None),
    "1 万": ("10000", "10000", None),
    "3千": ("3000", "3000", None),
    "8,500": ("8500", "8500", None),
    "30-45": ("30", "45", None),
    "30 至 45 分钟": ("30", "45", "min"),
    "~60%+": ("60", None, "%"),
    "超过 80%": ("80", None, "%"),
    "> 1.5": ("1.5", None, None),
    "<5%": (None, "5", "%"),
    "30 分钟以内": (None, "30", "min"),
    "7.5K + 1.3K": ("8800", "8800", None),
    "~1.2 GB x2": ("2.4", "2.4", "GB"),
}


@pytest.mark.parametrize("text", READ)
def test_a_number_is_read_as_pages_write_it(text):
    low, high, unit = READ[text]

    assert quantity(text) == Quantity(low and Decimal(low), high and Decimal(high), unit)


@pytest.mark.parametrize(
    "text",
    [
        "",
        "—",
        "green",
        "A100-40G",
        "2 pots of tea",
        "2.1/10",
        "~$1.1/小时",
        "9-5",
        "3 GB - 5 min",
        "1 GB + 2 min",
        "1.2.3",
        "½",
        "9" * 16,
        "1" * 5000,
        "1 + " * 30 + "1",
        "1e-9999",
    ],
)
def test_what_is_no_number_is_not_read_as_one(text):
    assert quantity(text) is None


@pytest.mark.parametrize(
    ("text", "short"),
    [
        ("0.00002-0.0002", "2e-5-2e-4"),
        ("44.4444", "44.44"),
        ("0.125", "0.125"),
        ("10K", "10000"),
        ("60%+", "at least 60"),
        ("<5", "at most 5"),
    ],
)
def test_a_quantity_is_shown_in_few_characters(text, short):
    assert shown(quantity(text)) == short
