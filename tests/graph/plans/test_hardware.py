import pytest

from graph.catalogue import catalogue_of
from graph.plans.hardware import cheapest_hire, least_memory, memory_of, variants_of
from ingest.pack.loading import load_pack
from schema.lab_records import HardwareNeed
from schema.record_set import RecordSet


@pytest.mark.parametrize(
    ("said", "gigabytes"),
    [
        ({"hardware": "A100-40G"}, 40),
        ({"hardware": "RTX 4090 24 GB"}, 24),
        ({"hardware": "2 × A100-80G"}, 160),
        ({"hardware": "T4", "memory": "16 GB"}, 16),
        ({"memory": "~8.5 GB"}, 8.5),
        pytest.param({"hardware": "RTX 4090"}, None, id="a number that is no memory"),
        pytest.param({"memory": "~48 GB（磁盘）"}, None, id="a disk"),
        pytest.param({"hardware": "A100-40G，第 4 课 A100-80G"}, None, id="two GPUs"),
        pytest.param({}, None, id="nothing"),
    ],
)
def test_memory_is_read_where_just_one_gpu_is_meant(said, gigabytes):
    assert memory_of(HardwareNeed(course="tea", order=0, page="/docs", **said)) == gigabytes


@pytest.fixture(scope="module")
def shipped():
    return catalogue_of(RecordSet.of(record for course in load_pack().courses for record in course.records), ())


def test_every_shipped_lab_says_on_what_it_can_be_done_and_has_a_price(shipped):
    (labs,) = shipped.labs.values()
    for lab in labs:
        facts, hire = shipped.lab_facts(lab), cheapest_hire(shipped, lab)
        assert least_memory(facts) <= hire.memory_gb
        assert hire.minutes > 0
        assert hire.price.endswith(" CNY")


def test_the_fourth_lab_can_be_done_smaller_than_advised(shipped):
    lab = next(lab for (lab,) in zip(*shipped.labs.values(), strict=True) if lab.number == 4)

    sizes = [memory for memory, _ in variants_of(shipped.lab_facts(lab))]

    assert sizes[0] == 80
    assert least_memory(shipped.lab_facts(lab)) == 24
    assert "0.6B" in cheapest_hire(shipped, lab).advice
