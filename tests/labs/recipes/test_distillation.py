import pytest

from labs.recipes.distillation import lessons_from

pytestmark = pytest.mark.torch


def test_a_student_of_checked_chains_is_better_than_its_teacher_and_one_of_all_chains_is_not(distilled):
    teacher, chains, checked = (distilled.value(f"{arm}_sampled_accuracy") for arm in ("teacher", "chains", "checked"))

    assert checked > teacher + 0.1
    assert chains < teacher + 0.1


def test_a_student_of_answers_alone_shows_no_sum(distilled):
    rows = {row["model"]: row for row in distilled.rows("students")}

    assert rows["answers"]["shows its sum"] < 0.1
    assert rows["chains"]["shows its sum"] > 0.9
    assert rows["checked"]["learnt from"] < rows["chains"]["learnt from"]


def test_what_a_student_learns_from_is_what_the_teacher_said():
    said = ["<think> 1 + 1 = 2 </think> <answer> 2 </answer>", "<answer> 5 </answer>", "no idea"]

    lessons = lessons_from(["a", "b", "c"], said, [2.0, 4.0, 1.0])

    assert lessons["answers"] == (["a", "b"], ["<answer> 2 </answer>", "<answer> 5 </answer>"])
    assert lessons["chains"] == (["a", "b"], said[:2])
    assert lessons["checked"] == (["a"], said[:1])
