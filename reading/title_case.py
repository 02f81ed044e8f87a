"""Which letters of a title keep their case: acronyms, names of models, and names of people.

Bibliography styles set titles in lower case but for what stands in braces. Braces around whole titles would take that
choice from the style, so they go around the words that need them and around nothing else.
"""

import re
from collections.abc import Iterator

_NAMES = frozenset(
    str.split(
        "Adam Alpaca Bayes Bayesian Bernoulli Boltzmann Bradley-Terry Chernoff Chinese Claude Dirichlet Elo "
        "English Euler Fisher Fourier Frobenius Gauss Gaussian Gemini Gemma Hessian Hilbert Huffman Jacobian "
        "Jensen Kullback-Leibler Lagrange Laplace Lipschitz Llama Luce Markov Mistral Monte-Carlo Nash Newton "
        "Pareto Plackett-Luce Poisson Python Qwen Riemann Self-Instruct Shannon Shapley Stackelberg Taylor "
        "Thurstone Tulu Turing Viterbi Wasserstein Wikipedia"
    )
) | {"Monte Carlo"}
_CASELESS = "\u2e80-\u9fff\uac00-\ud7a3\uf900-\ufaff"
"""Han, kana and Hangul, which have no capitals and stand between words without blanks."""
_OF_SEVERAL_WORDS = "|".join(sorted(name for name in _NAMES if not name.isalpha()))
_WORD = re.compile(rf"(?<![^\W_])(?:{_OF_SEVERAL_WORDS})(?![^\W_])|[^\W_{_CASELESS}]+")
_PLURAL = re.compile(r"((?=[0-9]*[A-Z][A-Z0-9])[A-Z0-9]+)(?:s|es)")


def case_runs(title: str) -> Iterator[tuple[str, bool]]:
    """Yield a title in runs, each with whether its case is to be kept.

    >>> marked("LoRA: A Study of LLMs, GPT-4 and the Bradley-Terry Model")
    '{LoRA}: A Study of {LLM}s, {GPT}-4 and the {Bradley-Terry} Model'
    """
    if _shouts(title):
        yield title, False
        return
    done = 0
    for found in _WORD.finditer(title):
        length = _kept(found[0])
        if not length or (found[0] == "A" and _is_article(title, found)):
            continue
        if found.start() > done:
            yield title[done : found.start()], False
        done = found.start() + length
        yield title[found.start() : done], True
    if done < len(title):
        yield title[done:], False


def marked(title: str) -> str:
    """Return a title with braces around the words whose case is to be kept.

    >>> marked("Is RLHF-V Better than Vitamin C?"), marked("A Brief History of the Internet")
    ('Is {RLHF}-{V} Better than Vitamin {C}?', 'A Brief History of the Internet')
    """
    return "".join(f"{{{run}}}" if kept else run for run, kept in case_runs(title))


def _kept(word: str) -> int:
    """Return how many of a word's first letters keep their case."""
    if word in _NAMES:
        return len(word)
    if word.islower() or (word[1:].islower() and word.isalpha()):
        return 0
    capitals = sum(map(str.isupper, word))
    if not capitals:
        return 0
    if plural := _PLURAL.fullmatch(word):
        return len(plural[1])
    inner = capitals > 1 or not word[0].isupper()
    return len(word) if inner or len(word) == 1 or any(char.isdigit() for char in word) else 0


def _is_article(title: str, found: re.Match[str]) -> bool:
    """Return whether an "A" is the article: other letters on their own are names."""
    return title[found.end() : found.end() + 1] == " " and title[: found.start()][-1:] in ("", " ")


def _shouts(title: str) -> bool:
    """Return whether a title is all in capitals, so that capitals say nothing."""
    return title.isupper() and title.count(" ") > 2
