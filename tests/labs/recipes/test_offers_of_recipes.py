import dataclasses
import importlib

import pytest

from labs.offered.loading import shipped_offers
from labs.recipes.training import GpuMissingError
from tests.labs.recipes.running import config_of, run

pytestmark = pytest.mark.torch

LABS = [slug for slug, offer in shipped_offers().items() if "torch" in next(iter(offer.profiles.values())).packages]
WITH_COURSE = [slug for slug in LABS if "course" in shipped_offers()[slug].profiles]


@pytest.mark.parametrize("lab", LABS)
def test_a_recipe_takes_just_the_parameters_that_its_lab_offers(lab):
    offer = shipped_offers()[lab]
    recipe = importlib.import_module(f"labs.recipes.{offer.recipe}")

    wanted = {field.name for field in dataclasses.fields(recipe.Parameters)}

    assert wanted == {spec.name for spec in offer.parameters}


@pytest.mark.parametrize("lab", WITH_COURSE)
def test_the_course_profile_tells_all_that_it_would_run_and_runs_nothing(lab, tmp_path):
    ran = run(config_of(lab, tmp_path, "course"))

    assert all(score.value is None and "dry run" in score.reason for score in ran.result.scores)
    settings = {(row["part"], row["setting"]): row["value"] for row in ran.rows("plan")}
    assert any(value.startswith("Qwen/") for value in settings.values())
    assert not any(tmp_path.rglob("*.safetensors"))
    assert "nothing was run" in " ".join(ran.result.does_not_show)


@pytest.mark.parametrize("lab", WITH_COURSE)
def test_the_course_profile_is_refused_without_a_gpu(lab, tmp_path, monkeypatch):
    monkeypatch.setattr("torch.cuda.is_available", lambda: False)

    with pytest.raises(GpuMissingError, match="set dry_run"):
        run(config_of(lab, tmp_path, "course", dry_run=False))


@pytest.mark.parametrize("lab", [lab for lab in LABS if shipped_offers()[lab].parameter("dry_run")])
def test_a_lab_tells_every_score_that_its_recipe_has(lab, tmp_path):
    told = {spec.name for spec in shipped_offers()[lab].scores}

    assert {
        score.name
        for score in run(
            config_of(lab, tmp_path, next(iter(shipped_offers()[lab].profiles)), dry_run=True)
        ).result.scores
    } <= told
