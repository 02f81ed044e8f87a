"""Which run of a lab something belongs to, by the words around it."""

import re

from ingest.labs.surroundings import Surroundings
from schema.blocks import Block
from schema.lab_records import Scope

_BONUS = re.compile(
    r"加分|附加|选做|挑战(?:任务|题)|\bbonus\b|\bextra credit\b|\bstretch goals?\b|\belectives?\b", re.IGNORECASE
)
_ABLATION = re.compile(
    r"消融|对照实验|敏感性分析|超参数?(?:的)?(?:探索|实验|搜索|扫描)"
    r"|\bablations?\b|\bsweeps?\b|\bhyper-?parameter (?:search|exploration|study|experiments?)\b",
    re.IGNORECASE,
)
_CHANGED = re.compile(r"从.+(?:改为|改成|换成|增大到|减小到|提高到|降到)|\bchang\w+\b.*\bfrom\b.+\bto\b", re.IGNORECASE)
_EVALUATION = re.compile(r"评估|评测|测评|评判|打分|\bevaluat\w+|\bbenchmark\w*|\bjudg\w+", re.IGNORECASE)
_GENERATION = re.compile(
    r"生成(?:参数|设置|配置)|采样参数|解码参数|\b(?:generation|sampling|decoding)\b", re.IGNORECASE
)
_COMMENT = re.compile(r"^\s*#[#=\s]*(?P<words>.+?)[=\s]*$")


def scope_of(block: Block, around: Surroundings) -> Scope:
    """Return the run a block belongs to."""
    words = around.words(block)
    if any(_BONUS.search(text) for text in words):
        return Scope.BONUS
    comment = _first_comment(block.text)
    if any(_ABLATION.search(text) for text in (*words, comment)) or _CHANGED.search(comment):
        return Scope.ABLATION
    for text in words:
        if _GENERATION.search(text):
            return Scope.GENERATION
        if _EVALUATION.search(text):
            return Scope.EVALUATION
    return Scope.MAIN


def words_of(block: Block, around: Surroundings) -> tuple[str, ...]:
    """Return the headings and labels around a block, the innermost first.

    Where nothing but the comment that code begins with says that it is an ablation, the comment is its heading.
    """
    words, comment = around.words(block), _first_comment(block.text)
    told = any(_ABLATION.search(text) or _BONUS.search(text) for text in words)
    only_there = _ABLATION.search(comment) or _CHANGED.search(comment)
    return (comment, *words) if only_there and not told else words


def _first_comment(code: str) -> str:
    match = _COMMENT.match(next((line for line in code.split("\n") if line.strip()), ""))
    return match["words"] if match else ""
