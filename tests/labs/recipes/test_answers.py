from itertools import islice

import pytest

from labs.recipes.answers import is_formed, number_in
from labs.recipes.data_quality import Limits, cleaned, histogram, length_table
from labs.recipes.drawn_pictures import COLOURS, Question, is_right, questions, scene
from labs.recipes.refusals import distinct, is_refusal
from labs.recipes.word_problems import for_training, held_out, vocabulary, worked


def words(text: str) -> int:
    return len(text.split())


def said(question: str, answer: str) -> list[dict[str, str]]:
    return [{"role": "user", "content": question}, {"role": "assistant", "content": answer}]


@pytest.mark.parametrize(
    ("text", "number"),
    [
        pytest.param("<think> 1 + 2 = 9 </think> <answer> 3 </answer>", 3.0, id="tags before anything else"),
        pytest.param(r"\boxed{12} and 7 more", 12.0, id="box before the last number"),
        pytest.param("The answer is $1,250. Checked 3 times", 1250.0, id="said, with money and thousands"),
        pytest.param("steps: 5\n#### 42", 42.0, id="hashes"),
        pytest.param("it costs 1,000", 1000.0, id="thousands are not cut to 000"),
        pytest.param("so -3.5", -3.5, id="negative fraction"),
        pytest.param("5 apples, then 15", 15.0, id="a number is never found inside another"),
        pytest.param("<answer> a cup </answer>", None, id="no number"),
        pytest.param("", None, id="nothing"),
    ],
)
def test_the_number_of_an_answer_is_read_where_it_is_given(text, number):
    assert number_in(text) == number


@pytest.mark.parametrize(
    "text",
    [
        "<think> a </think>",
        "<answer> 7 </answer>",
        "<answer> 7 </answer> <think> a </think>",
        "<think> <think> a </think> <answer> 7 </answer>",
        "<think> a </think> <answer> 7 </answer> and more",
        "<think></think> <answer> 7 </answer>",
    ],
)
def test_only_a_thought_and_then_an_answer_is_in_form(text):
    assert not is_formed(text)


def test_no_problem_for_tests_is_ever_trained_on():
    kept = {problem.question for problem in held_out()}

    assert len(kept) == 500
    assert not kept & {problem.question for problem in islice(for_training("any"), 20_000)}


def test_the_same_seed_gives_the_same_problems_and_another_seed_others():
    assert list(islice(for_training(3), 50)) == list(islice(for_training(3), 50))
    assert list(islice(for_training(3), 50)) != list(islice(for_training(4), 50))


def test_every_word_of_problems_and_answers_is_in_the_vocabulary():
    known = {*vocabulary(), "<think>", "</think>", "<answer>", "</answer>"}

    used = {w for p in islice(for_training(1), 3000) for w in f"{p.question} {worked(p, p.answer + 1)}".split()}

    assert used <= known


def test_help_with_an_apology_is_no_refusal_and_a_refusal_without_one_is():
    assert not is_refusal("Sorry, I was slow. An illegal move in chess is one that …")
    assert not is_refusal("I cannot stress enough how simple this is: …")
    assert is_refusal("I cannot help with that.")
    assert is_refusal("抱歉，我不能帮你做这件事。")


def test_variety_counts_tokens_and_not_blanks():
    assert distinct([[1, 2, 3], [1, 2, 3]], 1) == 0.5
    assert distinct([[1, 2, 3], [4, 5, 6]], 2) == 1.0


def test_cleaning_counts_each_dialogue_once_and_keeps_the_order():
    data = [
        said("a b", "c d e"),
        said("A  b", "other words here"),
        said("q", ""),
        said("r", "x " * 50),
        said("s", "y y y"),
    ]

    after = cleaned([*data, data[0][::-1]], words, Limits(1, 20))

    assert after.kept == [data[0], data[4]]
    assert after.removed == {"wrong roles": 1, "answer too short": 1, "too long": 1, "asked before": 1}


def test_a_histogram_holds_every_text_once():
    data = [said("a " * n, "b " * (2 * n)) for n in range(1, 40)]

    table = histogram(data, data[:10], words)

    assert [sum(column) for column in list(zip(*table.rows, strict=True))[1:]] == [39, 10, 39, 10]
    assert length_table(data, data[:10], words).rows[0][2] == 39


def test_a_drawn_picture_is_asked_about_what_is_there_and_what_is_not():
    for seed in range(50):
        shapes = scene(seed)
        asked = questions(shapes, seed)

        assert len({shape.cell for shape in shapes}) == len(shapes)
        assert sum(int(one.answer) for one in asked if one.answer) == len(shapes)
        assert [one.answer for one in asked].count("") == 2
        assert {shape.colour for shape in shapes} <= set(COLOURS)


def test_describing_what_is_not_there_is_wrong_and_denying_it_is_right():
    absent = Question("What colour is the dog in this picture?", "")

    assert is_right(absent, "I don’t see a dog here.")
    assert not is_right(absent, "The dog is brown. There is also a note.")
