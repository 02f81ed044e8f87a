"""Lab 5, elective: a model that sees: what it reads off a picture, and what it makes up.

You learn to tell two errors apart: miscounting what is there, and describing what is not. The pictures are drawn by a
program (``drawn_pictures.py``), so every answer is known; questions about things that are not there are answered
rightly only by saying so, in a whole phrase.

    syllagraph lab run lab-5-vision --profile course

What it does not show: photographs, text or charts. It needs a GPU, and no model as small as a laptop's sees anything;
so there is no smaller profile, and it has not been run here.
"""

from dataclasses import dataclass
from typing import Any

import torch
import transformers

from labs.recipes.drawn_pictures import Question, drawn, is_right, questions, scene
from labs.recipes.dry_run import told
from labs.recipes.training import begin, environment
from labs.running.config import Config
from labs.running.events import Events
from labs.running.results import Cell, Measure, Result, Table

SCORES = ("counting_accuracy", "hallucination_rate")


@dataclass(frozen=True, slots=True)
class Parameters:
    """What can be set: see ``data/labs/lab-5-vision.yaml``."""

    model: str
    dry_run: bool
    pictures: int
    answer_tokens: int


def run(config: Config, events: Events) -> Result:
    """Ask a model about drawn pictures."""
    given = Parameters(**config.parameters)  # type: ignore[arg-type]
    if given.dry_run:
        return told(config, events, SCORES, [("model", loading(given)), ("pictures", {"drawn": given.pictures})])
    begin(config)
    model, processor = loaded(given)
    asked: list[tuple[Question, str]] = []
    for number in range(given.pictures):
        if events.stop_requested:
            break
        shapes = scene(config.seed * 1000 + number)
        for question in questions(shapes, number):
            asked.append((question, _said(model, processor, drawn(shapes), question, given)))
        events.progress(number + 1, given.pictures, "pictures")
    return _result(asked)


def loading(given: Parameters) -> dict[str, Any]:
    """Return how the model is loaded: by the class that fits it, whatever its family is called."""
    return {"name": given.model, "class": transformers.AutoModelForImageTextToText.__name__, "weights": "bfloat16"}


def loaded(given: Parameters) -> tuple[Any, Any]:
    """Return the model and its processor."""
    model = transformers.AutoModelForImageTextToText.from_pretrained(given.model, dtype=torch.bfloat16)
    return model.to("cuda"), transformers.AutoProcessor.from_pretrained(given.model)


def _said(model: Any, processor: Any, picture: object, question: Question, given: Parameters) -> str:  # noqa: ANN401
    content = [{"type": "image", "image": picture}, {"type": "text", "text": question.text}]
    read = processor.apply_chat_template(
        [{"role": "user", "content": content}],
        add_generation_prompt=True,
        tokenize=True,
        return_dict=True,
        return_tensors="pt",
    ).to(model.device)
    with torch.no_grad():
        made = model.generate(**read, max_new_tokens=given.answer_tokens, do_sample=False)
    return str(processor.batch_decode(made[:, read["input_ids"].shape[1] :], skip_special_tokens=True)[0])


def _result(asked: list[tuple[Question, str]]) -> Result:
    counted = [is_right(question, said) for question, said in asked if question.answer]
    absent = [is_right(question, said) for question, said in asked if not question.answer]
    rows: list[list[Cell]] = [[q.text, q.answer or "(not there)", said, is_right(q, said)] for q, said in asked[:40]]
    return Result(
        scores=[
            Measure.share(SCORES[0], sum(counted), len(counted)) if counted else Measure.missing(SCORES[0], "stopped"),
            Measure.share(SCORES[1], len(absent) - sum(absent), len(absent))
            if absent
            else Measure.missing(SCORES[1], "stopped"),
        ],
        tables=[Table("answers", "Questions about drawn pictures", ("question", "right", "said", "is right"), rows)],
        shows=("How often a model describes what is not in a picture, apart from how well it counts.",),
        does_not_show=("Photographs, text or charts.",),
        environment=environment(),
    )
