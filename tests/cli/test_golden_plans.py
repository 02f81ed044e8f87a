"""Plans that people have read: a change of data or rules that alters one has to be read again."""

import pytest

from tests.cli.golden_plans import FOLDER, PLANS, printed


@pytest.mark.parametrize("name", PLANS)
def test_a_plan_reads_as_it_did_when_it_was_found_good(name, shell):
    expected = (FOLDER / f"{name}.txt").read_text(encoding="utf-8")

    assert printed(PLANS[name], shell) == expected, "read it anew: python -m tests.cli.golden_plans"


def test_no_file_is_left_over():
    assert {file.stem for file in FOLDER.iterdir()} == set(PLANS)
