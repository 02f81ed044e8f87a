"""How likely a model finds given answers: the log-probability of each, over all of its tokens and its end."""

from collections.abc import Sequence
from dataclasses import dataclass

import torch

from labs.recipes.models import Speaker
from labs.recipes.sampling import Prompt, as_text


@dataclass(frozen=True, slots=True)
class Likelihood:
    """How likely an answer is.

    Attributes:
        total: Its log-probability, summed over tokens.
        tokens: How many tokens it has.
    """

    total: float
    tokens: int

    @property
    def per_token(self) -> float:
        """Its log-probability per token."""
        return self.total / self.tokens


def likelihoods(
    speaker: Speaker, prompts: Sequence[Prompt], answers: Sequence[str], *, batch: int = 125, longest: int = 2048
) -> list[Likelihood]:
    """Return how likely a model finds each answer to its prompt.

    Args:
        speaker: The model with its tokenizer.
        prompts: What is asked.
        answers: What is answered.
        batch: How many to weigh at once.
        longest: Tokens after which prompt and answer are cut.
    """
    pairs = [_ids(speaker, prompt, answer, longest) for prompt, answer in zip(prompts, answers, strict=True)]
    was_training, found = speaker.model.training, list[Likelihood]()
    speaker.model.eval()
    with torch.no_grad():
        for start in range(0, len(pairs), batch):
            found += _weighed(speaker, pairs[start : start + batch])
    speaker.model.train(was_training)
    return found


def mean_loss(found: Sequence[Likelihood]) -> float:
    """Return the mean loss per token of answers: what training on answers alone makes smaller."""
    return -sum(one.total for one in found) / sum(one.tokens for one in found)


def _ids(speaker: Speaker, prompt: Prompt, answer: str, longest: int) -> tuple[list[int], int]:
    """Return the tokens of a prompt with its answer, and how many are the prompt's."""
    tokenizer = speaker.tokenizer
    asked = tokenizer(as_text(tokenizer, prompt), add_special_tokens=False)["input_ids"]
    said = tokenizer(answer, add_special_tokens=False)["input_ids"]
    return [*asked, *said, tokenizer.eos_token_id][:longest], len(asked)


def _weighed(speaker: Speaker, pairs: Sequence[tuple[list[int], int]]) -> list[Likelihood]:
    width = max(len(ids) for ids, _ in pairs)
    pad = speaker.tokenizer.pad_token_id
    ids = torch.tensor([ids + [pad] * (width - len(ids)) for ids, _ in pairs], device=speaker.model.device)
    seen = torch.tensor([[1] * len(ids) + [0] * (width - len(ids)) for ids, _ in pairs], device=ids.device)
    logits = speaker.model(input_ids=ids, attention_mask=seen).logits[:, :-1].float()
    each = logits.log_softmax(-1).gather(-1, ids[:, 1:, None])[..., 0]
    found = []
    for row, (whole, asked) in enumerate(pairs):
        answer = each[row, asked - 1 : len(whole) - 1]
        found.append(Likelihood(float(answer.sum()), len(answer)))
    return found
