import pytest

from labs.recipes.raw_dialogues import corrupted, raw_dialogues

pytestmark = pytest.mark.torch


def test_the_more_answers_are_wrong_the_worse_the_model(lab_2):
    losses = [lab_2.value(f"noise_{share}_loss") for share in (0, 40, 80)]
    drawn = [lab_2.value(f"noise_{share}_sampled_accuracy") for share in (0, 40, 80)]

    assert losses[0] < losses[1] < losses[2]
    assert drawn[0] - drawn[1] >= 0.12
    assert drawn[1] - drawn[2] >= 0.12


def test_cleaning_finds_what_was_planted(lab_2):
    rows = {row["rule"]: row["dialogues"] for row in lab_2.rows("cleaning")}

    assert rows["read"] == 2800
    assert rows["left"] == 2800 + sum(
        rows[rule] for rule in ("wrong roles", "answer too short", "too long", "asked before")
    )
    assert rows["asked before"] == pytest.approx(-0.06 * 2800, rel=0.3)
    assert rows["answer too short"] == pytest.approx(-0.03 * 2800, rel=0.3)


def test_the_judge_is_itself_judged(lab_2):
    agreement = lab_2.score("judge_agreement")

    assert agreement.value >= 0.8
    assert agreement.n > 50
    assert {row["model"] for row in lab_2.rows("judge")} == {"base", "noise-0", "noise-40", "noise-80"}


def test_learning_by_heart_is_told_where_the_held_out_loss_turns_up(lab_2):
    rows = {row["model"]: row for row in lab_2.rows("ablation")}

    assert rows["noise-0"]["learnt by heart"] is False
    assert rows["base"]["learnt by heart"] is None


def test_noise_exchanges_answers_and_leaves_questions():
    data = [messages for messages in raw_dialogues("word-problems", 1, 400) if messages[0]["role"] == "user"]

    noisy = corrupted(data, 0.5, 1)

    assert [one[0] for one in noisy] == [one[0] for one in data]
    assert 0.3 < sum(a[1] != b[1] for a, b in zip(noisy, data, strict=True)) / len(data) < 0.55
    assert corrupted(data, 0.0, 1) == data
