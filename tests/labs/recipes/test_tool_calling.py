import pytest

from labs.recipes.calculator_calls import calculated, is_held_out, sums
from labs.recipes.models import start_from
from labs.recipes.tool_calling import with_new_words

pytestmark = pytest.mark.torch


def test_a_calculator_answers_sums_that_were_never_seen(tools):
    assert tools.value("tool_accuracy") >= 0.9
    assert tools.value("call_accuracy") >= 0.9
    assert tools.value("tool_accuracy") > tools.value("direct_accuracy") + 0.1


def test_no_sum_of_the_tests_is_trained_on_in_any_wording():
    trained = {(one.left, one.sign, one.right) for one in sums(1, 3000, held_out=False)}
    tested = {(one.left, one.sign, one.right) for one in sums("tests", 300, held_out=True)}

    assert not trained & tested
    assert all(is_held_out(*one) for one in tested)
    assert all(0 <= one.answer < 20 for one in sums(1, 3000, held_out=False))


@pytest.mark.parametrize(
    ("text", "call", "result"),
    [
        ("<call> 12 + 5 </call>", "12 + 5", "17"),
        ("<call> 3 - 12 </call>", "3 - 12", "-9"),
        ("<call> 3 * 4 </call>", None, "?"),
        ("<call> __import__('os') </call>", None, "?"),
        ("<call> 9999999999 + 1 </call>", None, "?"),
        ("<call> 1 + 1", None, "?"),
    ],
)
def test_a_call_is_read_by_its_pattern_and_never_executed(text, call, result):
    assert calculated(text) == (call, result)


def test_new_words_are_single_tokens_that_the_model_can_write():
    speaker = with_new_words(start_from("tiny-base"))

    ids = speaker.tokenizer("<call> 3 + 4 </call> tool ?")["input_ids"]

    assert len(ids) == 7
    assert speaker.tokenizer.unk_token_id not in ids
    assert speaker.model.get_output_embeddings().weight.shape[0] == len(speaker.tokenizer)


def test_the_talks_are_shown_whole(tools):
    first = tools.rows("talks")[0]

    assert "tool: " in first["tool"]
    assert "tool: " not in first["direct"]
