"""Where invented labs say one thing and do another."""

import pytest

from schema.values import Severity
from tests.ingest.labs.tea_labs import LAB, lab_facts
from tests.ingest.recommended.block_pages import code, heading, table

STEP = heading("Step 1: Boil")


def stating(name):
    return table(("Item", "Detail"), ("Data set", f"{name} (or another)"))


def loading(name):
    return code(f"load_dataset('{name}', split='train')")


def test_a_table_that_names_another_data_set_than_the_code_loads_is_a_finding():
    (found,) = lab_facts(stating("tea/leaves"), STEP, loading("pot/cups")).findings

    assert (found.code, found.severity, found.page) == ("LAB_TEXT_DISAGREES", Severity.WARNING, LAB.page)
    assert found.subjects == (LAB.slug, "tea/leaves", "pot/cups")
    first, second = (int(one.removeprefix("block ")) for one in found.place.split(", "))
    assert 0 < first < second
    assert f"tea/leaves (block {first})" in found.message
    assert f"pot/cups (block {second})" in found.message


@pytest.mark.parametrize(
    "parts",
    [
        (stating("tea/leaves"), STEP, loading("tea/leaves")),
        (stating("tea/leaves"), STEP, loading("mirror/Leaves")),
        (stating("tea/leaves"), STEP, loading("tea/leaves"), loading("pot/cups")),
        (stating("tea/leaves"), STEP),
        (STEP, loading("pot/cups")),
        (stating("tea/leaves"), STEP, heading("Ablation"), loading("pot/cups")),
        (stating("any leaves"), STEP, loading("pot/cups")),
    ],
)
def test_the_same_data_or_none_to_compare_is_no_finding(parts):
    assert lab_facts(*parts).findings == ()


def test_a_lab_can_have_no_steps_and_other_data_at_once():
    found = lab_facts(stating("tea/leaves"), loading("pot/cups")).findings

    assert [one.code for one in found] == ["LAB_WITHOUT_STEPS", "LAB_TEXT_DISAGREES"]
