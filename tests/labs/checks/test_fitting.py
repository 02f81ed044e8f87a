import pytest

from labs.checks.fitting import Obstacle, fits_of
from labs.checks.machine import Gpu, Machine
from labs.offered.loading import shipped_offers
from labs.offered.offer_records import LabOffer

LARGE = Machine(cores=8, memory_mb=64_000, free_memory_mb=60_000, free_disk_mb=500_000, gpus=(Gpu("A", 80.0),))
SMALL = Machine(cores=1, memory_mb=1_000, free_memory_mb=500, free_disk_mb=100, gpus=())


def offer(**profile: object) -> LabOffer:
    plain = {"about": {"en": "A cup", "zh": "一杯"}, "timeout_minutes": 5, "memory_mb": 64, "disk_mb": 8}
    return LabOffer.model_validate(
        {
            "lab": "lab-1",
            "recipe": "steep",
            "title": {"en": "Steeping", "zh": "泡茶"},
            "profiles": {"tiny": plain, "course": plain | profile},
        }
    )


def in_the_way(machine: Machine = LARGE, models=None, **profile: object):
    tiny, course = fits_of({"lab-1": offer(**profile)}, machine, models)
    assert tiny.runs
    return course


def test_what_a_machine_has_enough_for_runs():
    assert in_the_way(gpu_gb=80, memory_mb=60_000, disk_mb=500_000, packages=["pytest"]).runs


HIRE = "--profile tiny; syllagraph plan lab-1 --gpu-gb {} names a GPU to hire"


@pytest.mark.parametrize(
    ("profile", "machine", "obstacle", "needs", "has", "remedy"),
    [
        ({"packages": ["pytest", "teapot-llm"]}, LARGE, Obstacle.PACKAGES, "teapot-llm", "none of them", "make labs"),
        ({"memory_mb": 2_000}, SMALL, Obstacle.MEMORY, "2,000 MB", "500 MB free", "--profile tiny"),
        ({"disk_mb": 2_000}, SMALL, Obstacle.DISK, "2,000 MB", "100 MB free", "Set SYLLAGRAPH_LAB_RUNS"),
        ({"gpu_gb": 40}, SMALL, Obstacle.GPU, "a GPU of 40 GB", "none", HIRE.format(0)),
        ({"gpu_gb": 100}, LARGE, Obstacle.GPU, "a GPU of 100 GB", "80 GB", HIRE.format(80)),
    ],
    ids=lambda given: given if isinstance(given, Obstacle) else None,
)  # fmt: skip
def test_each_obstacle_is_told_with_what_is_needed_what_there_is_and_what_to_do(
    profile, machine, obstacle, needs, has, remedy
):
    (one,) = in_the_way(machine, **profile).in_the_way

    assert (one.obstacle, one.needs, one.has) == (obstacle, needs, has)
    assert one.remedy.startswith(remedy)


def test_what_is_to_be_downloaded_is_in_the_way_until_it_is_kept(tmp_path):
    downloads = [{"kind": "model", "name": "tea/pot", "mb": 1500}, {"kind": "data", "name": "tea/leaf"}]

    (one,) = in_the_way(models=tmp_path, downloads=downloads).in_the_way
    assert one.obstacle is Obstacle.DOWNLOADS
    assert one.needs == "tea/pot, tea/leaf"
    assert "1,500 MB" in one.has
    assert one.remedy == "syllagraph lab prefetch lab-1 --profile course"

    (tmp_path / "hub" / "models--tea--pot" / "snapshots" / "a").mkdir(parents=True)
    assert in_the_way(models=tmp_path, downloads=downloads).in_the_way[0].needs == "tea/leaf"
    (tmp_path / "hub" / "datasets--tea--leaf" / "snapshots" / "a").mkdir(parents=True)
    assert in_the_way(models=tmp_path, downloads=downloads).runs


def test_all_that_is_in_the_way_is_told_at_once():
    found = in_the_way(SMALL, memory_mb=2_000, disk_mb=2_000, gpu_gb=8, packages=["teapot-llm"])

    assert [one.obstacle for one in found.in_the_way] == [
        Obstacle.PACKAGES,
        Obstacle.MEMORY,
        Obstacle.DISK,
        Obstacle.GPU,
    ]


def test_a_gpu_sold_as_forty_gigabytes_is_one_though_it_has_a_little_less():
    card = Machine(8, 64_000, 60_000, 500_000, (Gpu("A", 39.0),))
    assert in_the_way(card, gpu_gb=40).runs


def test_where_memory_cannot_be_read_none_is_said_to_be_missing():
    assert in_the_way(Machine(8, None, None, 500_000, ()), memory_mb=10**6).runs


def test_the_rehearsal_runs_on_any_machine_and_each_profile_of_each_lab_is_told_of():
    found = {(fit.lab, fit.profile): fit for fit in fits_of(shipped_offers(), SMALL, None)}

    assert found["rehearsal", "tiny"].runs
    assert set(found) == {(lab, name) for lab, offer in shipped_offers().items() for name in offer.profiles}
    assert not found["lab-4", "course"].runs
