import re

import pytest
import yaml

from labs.checks.drift import DRIFT, drift_with, installed_libraries, known_drift
from labs.offered.loading import shipped_offers
from schema.errors import PackError
from tests.shared_files import real_build


@pytest.mark.parametrize("one", known_drift(), ids=lambda one: one.name)
def test_all_that_is_known_to_have_moved_says_what_stands_there_what_works_and_what_is_the_matter(one):
    assert one.labs
    assert set(one.labs) <= set(shipped_offers())
    assert re.fullmatch(r"\d+(\.\d+)*", one.since)
    assert one.written != one.instead
    assert one.says.in_language("zh") != one.says.in_language("en")


def test_each_has_a_name_of_its_own():
    names = [one.name for one in known_drift()]
    assert len(names) == len(set(names))


@pytest.mark.parametrize("one", known_drift(), ids=lambda one: one.name)
def test_each_is_flagged_from_its_version_on_and_not_before(one):
    def flagged(version):
        return one in drift_with({one.library: version})

    assert flagged(one.since)
    assert flagged("999.0.0+cpu")
    assert flagged(f"{one.since}.1")
    if one.since != "0":
        assert not flagged("0.0.1")


def test_versions_compare_as_numbers_and_not_as_text():
    names = {one.name for one in drift_with({"trl": "0.9.6"})}
    assert names == set()
    assert "sft-length" in {one.name for one in drift_with({"trl": "0.20.0"})}
    assert "sft-length" not in {one.name for one in drift_with({"trl": "0.19.1"})}
    assert "dpo-prompt-length" in {one.name for one in drift_with({"trl": "1.16.0"})}
    assert "dpo-prompt-length" in {one.name for one in drift_with({"trl": "0.29.0rc1"})}


def test_what_is_not_installed_breaks_nothing():
    assert drift_with(dict.fromkeys(installed_libraries())) == ()
    assert drift_with({}) == ()


def test_the_libraries_that_are_looked_for_are_those_that_something_is_known_of():
    assert set(installed_libraries()) == {one.library for one in known_drift()}


def test_a_file_that_cannot_be_read_is_told_of_by_name(tmp_path):
    path = tmp_path / "drift.yaml"
    path.write_text("- {name: x}")
    with pytest.raises(PackError, match=r"drift\.yaml"):
        known_drift(path)
    path.write_text("[")
    with pytest.raises(PackError):
        known_drift(path)


WORDS = {
    "dpo-simpo": "simpo_gamma",
    "dpo-prompt-length": "max_prompt_length",
    "grpo-kl": "kl_coef",
    "grpo-vllm-memory": "vllm_gpu_utilization",
    "total-memory": "total_mem",
    "sft-length": "max_seq_length",
    "sft-collator": "DataCollatorForCompletionOnlyLM",
    "grpo-log-names": "reward/mean",
}


def test_each_word_that_no_longer_works_stands_in_the_courses_own_labs():
    """What is said to stand in a lab's code does: else a student would look for it in vain."""
    build = real_build("2026-03-11")
    everything = "\n".join(path.read_text("utf-8", "replace") for path in build.rglob("*.txt"))
    told = yaml.safe_load(DRIFT.read_text("utf-8"))
    assert set(WORDS) <= {one["name"] for one in told}
    for name, word in WORDS.items():
        assert word in everything, name
