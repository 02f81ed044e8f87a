"""Pictures drawn from a seed, with questions whose answers are known: what is there, and what is not.

A model that sees only what is there says of a thing that is not there that it is not.
"""

import re
from dataclasses import dataclass
from random import Random
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from PIL.Image import Image

COLOURS = {"red": "#d03030", "blue": "#3060d0", "green": "#30a050", "yellow": "#e0c020"}
SHAPES = ("circle", "square", "triangle")
ABSENT = ("dog", "clock", "bicycle", "cup", "tree")
SIDE, CELL = 384, 96
DENIALS = (
    "there is no", "there are no", "there isn't", "there aren't", "does not contain", "doesn't contain",
    "does not show", "doesn't show", "no such", "not present", "not visible", "i don't see", "i do not see",
    "图中没有", "没有看到", "并没有",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Shape:
    """A shape in a picture: what, which colour, and in which cell of four by four."""

    kind: str
    colour: str
    cell: int


@dataclass(frozen=True, slots=True)
class Question:
    """A question about a picture; ``answer`` is empty where the thing is not there, and it should be said so."""

    text: str
    answer: str


def scene(seed: int) -> list[Shape]:
    """Return what is in a picture: two to six shapes, each in a cell of its own."""
    random = Random(f"scene {seed}")
    cells = random.sample(range(16), random.randrange(2, 7))
    return [Shape(random.choice(SHAPES), random.choice(list(COLOURS)), cell) for cell in cells]


def questions(shapes: list[Shape], seed: int) -> list[Question]:
    """Return what is asked: how many of each kind there are, and two things that are not there.

    >>> [one.answer for one in questions([Shape("circle", "red", 0), Shape("circle", "blue", 3)], 1)]
    ['2', '0', '0', '', '']
    """
    counted = [
        Question(
            f"How many {kind}s are in this picture? Answer with a number.", str(sum(s.kind == kind for s in shapes))
        )
        for kind in SHAPES
    ]
    absent = Random(f"absent {seed}").sample(ABSENT, 2)
    return counted + [Question(f"What colour is the {thing} in this picture?", "") for thing in absent]


def is_right(question: Question, said: str) -> bool:
    """Return whether an answer is right: the number as a number of its own, or that the thing is not there.

    >>> is_right(Question("How many?", "5"), "There are 15."), is_right(Question("Which?", ""), "There is no dog.")
    (False, True)
    """
    if question.answer:
        found = re.findall(r"\d+", said)
        return bool(found) and found[-1] == question.answer
    text = said.casefold().replace("’", "'")
    return any(denial in text for denial in DENIALS)


def drawn(shapes: list[Shape]) -> "Image":
    """Return the picture."""
    from PIL import Image, ImageDraw

    picture = Image.new("RGB", (SIDE, SIDE), "white")
    pen = ImageDraw.Draw(picture)
    for shape in shapes:
        left, top = shape.cell % 4 * CELL + 16, shape.cell // 4 * CELL + 16
        right, bottom, colour = left + CELL - 32, top + CELL - 32, COLOURS[shape.colour]
        if shape.kind == "circle":
            pen.ellipse((left, top, right, bottom), fill=colour)
        elif shape.kind == "square":
            pen.rectangle((left, top, right, bottom), fill=colour)
        else:
            pen.polygon([((left + right) // 2, top), (left, bottom), (right, bottom)], fill=colour)
    return picture
