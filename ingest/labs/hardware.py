"""What work takes on which hardware: memory, time and cost, from tables and from what a lab says of GPUs."""

import re
from collections.abc import Iterator
from dataclasses import dataclass

from ingest.labs.lab_names import LabNames
from ingest.labs.surroundings import Surroundings
from schema.blocks import Block, BlockKind
from schema.lab_records import HardwareNeed
from schema.records import Lab

_GPU = re.compile(
    r"(?<![A-Za-z0-9-])(?:\d+\s*[x×]\s*)?(?:(?:NVIDIA|Tesla|GeForce)\s+)?"
    r"(?:RTX\s*\d{4}|[AHBVLT]\d{1,4}|(?:3090|4090|5090))(?:S|Ti)?"
    r"(?:\s*-?\s*\d{2,3}\s*GB?|\s*[（(]\s*\d{2,3}\s*GB?\s*[）)])?(?![\w-])"
)
_TIME = re.compile(
    r"[~≈约]?\s*\d+(?:\.\d+)?(?:\s*[-–~～]\s*\d+(?:\.\d+)?)?\s*(?:分钟|小时|h\b|hours?\b|hrs?\b|min(?:ute)?s?\b)",
    re.IGNORECASE,
)
_ANY_GPU = re.compile(r"\bGPU|显卡")
_CLAUSE = re.compile(r"[^。；;\n]+")
_INTRODUCTION = re.compile(r"^\s*(?P<words>[^：:]{1,60})[：:]\s*")
_COLUMNS = (
    ("cost", re.compile(r"费用|单价|价格|价|元|成本|\b(?:costs?|prices?|fees?)\b|\$", re.IGNORECASE)),
    ("time", re.compile(r"时间|时长|小时|\b(?:times?|hours?|duration)\b", re.IGNORECASE)),
    ("memory", re.compile(r"显存|内存|\b(?:memory|v?ram)\b", re.IGNORECASE)),
    (
        "advice",
        re.compile(
            r"备注|说明|余量|适用课|典型课|建议|优点|\b(?:notes?|remarks?|advice|headroom|for)\b", re.IGNORECASE
        ),
    ),
    ("hardware", re.compile(r"(?<!需要 )(?<!需要)\bGPU|显卡|硬件|机型|\bhardware\b", re.IGNORECASE)),
    ("model", re.compile(r"模型|\bmodels?\b", re.IGNORECASE)),
    ("method", re.compile(r"方法|精度|\b(?:methods?|precision)\b", re.IGNORECASE)),
    (
        "task",
        re.compile(
            r"场景|任务|实验|课次|方案|等级|阶段|平台|\b(?:tasks?|labs?|plans?|scenarios?|tiers?|workloads?|platforms?)\b",
            re.IGNORECASE,
        ),
    ),
)
_ASKED = re.compile(r"是否|难度|\b(?:whether|difficulty)\b", re.IGNORECASE)
_NUMBERS = re.compile(r"\d")
_IN_BRACKETS = re.compile(r"[（(](?P<inside>[^（）()]+)[）)]")


@dataclass(frozen=True, slots=True)
class _Need:
    position: int
    lab: str | None = None
    task: str | None = None
    hardware: str | None = None
    memory: str | None = None
    time: str | None = None
    cost: str | None = None
    advice: str | None = None


def hardware_in(lab: Lab, page: str, around: Surroundings) -> tuple[HardwareNeed, ...]:
    """Return what the page of a lab says of hardware and time."""
    found = [*_of_tables(around, LabNames([lab])), *_of_texts(around)]
    return _records(lab.course, lab.slug, page, found)


def hardware_of_course_in(course: str, page: str, around: Surroundings, labs: LabNames) -> tuple[HardwareNeed, ...]:
    """Return what tables of a page say of hardware, time and cost."""
    return _records(course, None, page, [*_of_tables(around, labs)])


def _records(course: str, lab: str | None, page: str, found: list[_Need]) -> tuple[HardwareNeed, ...]:
    found.sort(key=lambda one: one.position)
    return tuple(
        HardwareNeed(
            course=course,
            lab=lab or one.lab,
            order=order,
            task=one.task,
            hardware=one.hardware,
            memory=one.memory,
            time=one.time,
            cost=one.cost,
            advice=one.advice,
            page=page,
            position=one.position,
        )
        for order, one in enumerate(found)
    )


def _of_tables(around: Surroundings, labs: LabNames) -> Iterator[_Need]:
    for table in around.of_kind(BlockKind.TABLE):
        heads, rows = around.cells(table)
        kinds = {at: _kind(heads[at]) for at in sorted(heads)}
        given = set(kinds.values())
        about_gpus = any(_ANY_GPU.search(head) for head in heads.values())
        enough = given & {"cost", "memory"} or (about_gpus and given & {"time", "model"})
        if not enough or not given & {"hardware", "task", "model"} or any(map(_ASKED.search, heads.values())):
            continue
        for row in rows:
            parts: dict[str, list[str]] = {}
            for at in sorted(row):
                text = row[at].text.strip()
                if (kind := kinds.get(at)) and text and text not in {"—", "-", "–"}:
                    parts.setdefault(kind, []).append(_with_unit(text, heads[at]) if kind in {"cost", "time"} else text)
            if not _NUMBERS.search(" ".join(text for texts in parts.values() for text in texts)):
                continue
            said = [" · ".join(parts[kind]) for kind in ("task", "model", "method") if kind in parts]
            task = " · ".join(said) or None
            stated = next((gpu[0] for head in heads.values() if (gpu := _GPU.search(head))), None)
            yield _Need(
                row[min(row)].position,
                lab=labs.named_in(" ".join(parts.get("task", ()))),
                task=task,
                hardware=" · ".join(parts["hardware"]) if "hardware" in parts else stated,
                memory=_joined(parts, "memory"),
                time=_joined(parts, "time"),
                cost=_joined(parts, "cost"),
                advice=_joined(parts, "advice"),
            )


def _kind(head: str) -> str | None:
    return next((kind for kind, words in _COLUMNS if words.search(head)), None)


def _joined(parts: dict[str, list[str]], kind: str) -> str | None:
    return "; ".join(parts[kind]) if kind in parts else None


def _with_unit(text: str, head: str) -> str:
    """Return a value with the unit of its column, where it is a bare number."""
    unit = _IN_BRACKETS.search(head)
    bare = re.fullmatch(r"[~≈约]?\s*[\d.,]+(?:\s*[-–~～]\s*[\d.,]+)?", text)
    return f"{text} {unit['inside']}" if bare and unit and not _GPU.search(unit["inside"]) else text


def _of_texts(around: Surroundings) -> Iterator[_Need]:
    for block in around.blocks:
        if block.kind not in {BlockKind.PARAGRAPH, BlockKind.ITEM, BlockKind.CELL} or block.header:
            continue
        head = around.row_of(block).get(0) if block.kind is BlockKind.CELL and block.column else None
        if block.kind is BlockKind.CELL and head is None:
            continue
        for match in _CLAUSE.finditer(block.text):
            yield from _of_clause(match[0].strip(), block, head.text.strip() if head else None)


def _of_clause(clause: str, block: Block, head: str | None) -> Iterator[_Need]:
    gpus = list(_GPU.finditer(clause))
    introduction = _INTRODUCTION.match(clause)
    task = introduction["words"].strip() if introduction and not _GPU.search(introduction["words"]) else head
    times = [*_TIME.finditer(clause)]
    if not gpus:
        is_of_time = head is not None and re.search(r"时间|时长|\btime\b|\bduration\b", head, re.IGNORECASE)
        if times and (_ANY_GPU.search(clause) or is_of_time):
            yield _Need(block.position, task=task, time=times[0][0].strip(), advice=None if is_of_time else clause)
        return
    ends = [*(gpu.start() for gpu in gpus[1:]), len(clause)]
    parts = [(gpu[0].strip(), _TIME.search(clause, gpu.end(), end)) for gpu, end in zip(gpus, ends, strict=True)]
    if all(given for _, given in parts):
        for gpu, given in parts:
            yield _Need(block.position, task=task, hardware=gpu, time=given[0].strip() if given else None)
        return
    advice = clause[introduction.end() :].strip() if introduction else clause
    time = times[0][0].strip() if times else None
    yield _Need(block.position, task=task, hardware=gpus[0][0].strip(), time=time, advice=advice or None)
