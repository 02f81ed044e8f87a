"""Asking a model: answers to many problems at once, greedily or drawn, and how many are right."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch
from transformers import PreTrainedTokenizerBase

from labs.recipes.answers import is_formed, is_right, number_in
from labs.recipes.models import Speaker
from labs.running.results import Measure

Prompt = str | list[dict[str, str]]
"""What a model is asked: plain text, or the messages of a chat."""


@dataclass(frozen=True, slots=True)
class Asked:
    """What a model answered, and how much of it holds.

    Attributes:
        answers: The answers, in the order of the problems.
        right: Whether each is right.
        unread: How many hold no number; they count as wrong.
        formed: How many have the form that is asked for.
    """

    answers: tuple[str, ...]
    right: tuple[bool, ...]
    unread: int
    formed: int

    def accuracy(self, name: str) -> Measure:
        """Return the share of right answers as a score."""
        return Measure.share(name, sum(self.right), len(self.right), parse_failures=self.unread)

    def form(self, name: str) -> Measure:
        """Return the share of answers in the form asked for as a score."""
        return Measure.share(name, self.formed, len(self.answers))


def asked(
    speaker: Speaker,
    prompts: Sequence[Prompt],
    right: Sequence[float],
    *,
    tokens: int,
    temperature: float = 0.0,
    seed: int = 0,
) -> Asked:
    """Ask a model and compare with the right numbers; the rest as of ``answers_of``."""
    answers = answers_of(speaker, prompts, tokens=tokens, temperature=temperature, seed=seed)
    numbers = [number_in(answer) for answer in answers]
    return Asked(
        tuple(answers),
        tuple(is_right(number, gold) for number, gold in zip(numbers, right, strict=True)),
        numbers.count(None),
        sum(map(is_formed, answers)),
    )


def answers_of(
    speaker: Speaker,
    prompts: Sequence[Prompt],
    *,
    tokens: int,
    temperature: float = 0.0,
    seed: int = 0,
    batch: int = 250,
) -> list[str]:
    """Return a model's answers.

    Args:
        speaker: The model with its tokenizer.
        prompts: What is asked.
        tokens: The longest answer.
        temperature: 0 for the likeliest token each time, else how freely to draw.
        seed: What the draws follow from.
        batch: How many to ask at once.
    """
    was_training, answers = speaker.model.training, list[str]()
    speaker.model.eval()
    with torch.no_grad(), torch.random.fork_rng():
        torch.manual_seed(seed)
        for start in range(0, len(prompts), batch):
            answers += _answered(speaker, prompts[start : start + batch], tokens, temperature)
    speaker.model.train(was_training)
    return answers


def _answered(speaker: Speaker, prompts: Sequence[Prompt], tokens: int, temperature: float) -> list[str]:
    tokenizer, model = speaker.tokenizer, speaker.model
    texts = [as_text(tokenizer, prompt) for prompt in prompts]
    given = tokenizer(texts, return_tensors="pt", padding=True, padding_side="left", add_special_tokens=False)
    draws = {"temperature": temperature, "top_k": 0, "top_p": 1.0} if temperature else {}
    made = model.generate(
        input_ids=given["input_ids"].to(model.device),
        attention_mask=given["attention_mask"].to(model.device),
        max_new_tokens=tokens,
        pad_token_id=tokenizer.pad_token_id,
        do_sample=bool(temperature),
        **draws,
    )
    new = made[:, given["input_ids"].shape[1] :]
    return [text.strip() for text in tokenizer.batch_decode(new, skip_special_tokens=True)]


def as_text(tokenizer: PreTrainedTokenizerBase, prompt: Prompt) -> str:
    """Return what a model is given to read: a chat by its template, plain text as it is."""
    if isinstance(prompt, str):
        return prompt
    return str(tokenizer.apply_chat_template(prompt, tokenize=False, add_generation_prompt=True))


def said(prompt: Prompt) -> str:
    """Return what is said last, without the marks of a chat."""
    return prompt if isinstance(prompt, str) else prompt[-1]["content"]
