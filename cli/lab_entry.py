"""What is known of a lab in full, and of the work around labs, line by line, in one language."""

from collections.abc import Iterable, Iterator
from itertools import groupby

from cli.words import value_word
from graph.lab_catalogue import CourseWork, LabFacts
from schema.lab_records import (
    AssetKind,
    Deliverable,
    Dimension,
    ExpectedResult,
    GradingRule,
    HardwareNeed,
    HyperParameter,
    LabAsset,
    LabStep,
    ProjectDirection,
    Scope,
)
from schema.records import ArtifactNeed
from schema.work_records import GradingLevel, ProjectMilestone

_RUNS = {
    Scope.MAIN: ("主实验", "main run"),
    Scope.ABLATION: ("消融", "ablation"),
    Scope.GENERATION: ("生成", "generation"),
    Scope.EVALUATION: ("评估", "evaluation"),
    Scope.BONUS: ("加分与选做", "bonus and options"),
}
_WORDS = {
    "steps": ("步骤", "steps"),
    "minutes": ("分钟", "min"),
    "settings": ("设置", "settings"),
    "models": ("模型", "models"),
    "data sets": ("数据集", "data sets"),
    "deliverables": ("交付物", "to hand in"),
    "points": ("分", "points"),
    "whole dimension": ("，共 {:g} 分", ", {:g} points in all"),
    "expected": ("课程给出的预期", "expected, as the course says"),
    "hardware": ("硬件、时间与费用", "hardware, time and cost"),
    "grading": ("评分", "grading"),
    "downloads": ("预先下载", "to download"),
    "rubrics": ("评分细则", "rubrics"),
    "timeline": ("项目时间", "project timeline"),
    "projects": ("项目方向", "project directions"),
    "data": ("数据", "data"),
    "evaluation": ("评估", "evaluation"),
    Dimension.COMPLETENESS: ("完整性", "completeness"),
    Dimension.ANALYSIS: ("分析深度", "analysis"),
    Dimension.REPRODUCIBILITY: ("可复现性", "reproducibility"),
    "bonus": ("加分", "bonus"),
    "course": ("课程总评", "course"),
    "attendance": ("考勤", "attendance"),
    "lab report": ("实验报告", "lab report"),
    "project report": ("项目报告", "project report"),
    "talk": ("课堂演示", "talk"),
    "talk parts": ("演示各环节", "parts of the talk"),
    "project": ("期末项目", "project"),
    "option": ("选项", "option"),
    "deductions": ("扣分", "deductions"),
    "memory": ("显存", "memory"),
    "speed": ("速度", "speed"),
    "first token": ("首个 token 延迟", "first token"),
    "GSM8K accuracy": ("GSM8K 准确率", "GSM8K accuracy"),
    "reward mean": ("奖励均值", "reward mean"),
    "reward std": ("奖励标准差", "reward std"),
    "response length": ("回复长度", "response length"),
    "training": ("训练中", "training"),
    "trainable parameters": ("可训练参数", "trainable parameters"),
    "trainable share": ("可训练比例", "trainable share"),
}


def lab_entry(facts: LabFacts, language: str, *, page: str | None = None) -> list[str]:
    """Return a lab in full: its steps, settings, material, what to hand in, what to expect, what it takes.

    What other pages than its own say of results comes with their path.
    """
    total = f" ({facts.minutes} {_word('minutes', language)})" if facts.minutes is not None else ""
    return [
        *_section(_word("steps", language) + total, (_step(step, language) for step in facts.steps)),
        *_section(_word("settings", language), _settings(facts.hyper_parameters, language)),
        *_section(_word("models", language), map(_asset, facts.assets_of(AssetKind.MODEL))),
        *_section(_word("data sets", language), map(_asset, facts.assets_of(AssetKind.DATA_SET))),
        *_section(_word("deliverables", language), (_deliverable(one, language) for one in facts.deliverables)),
        *_section(_word("expected", language), _results(facts.expected_results, language, page)),
        *_section(_word("hardware", language), map(_hardware, facts.hardware)),
    ]


def work_entry(work: CourseWork, language: str) -> list[str]:
    """Return the work around the labs of a course: grades, rubrics, hardware, downloads, projects and their time."""
    return [
        *_section(_word("grading", language), _grading(work.grading, language)),
        *_section(_word("rubrics", language), _rubrics(work.levels, language)),
        *_section(_word("downloads", language), map(_asset, work.downloads)),
        *_section(_word("hardware", language), map(_hardware, work.hardware)),
        *_section(_word("timeline", language), map(_milestone, work.timeline)),
        *_section(_word("projects", language), _directions(work.project_directions, language)),
    ]


def _word(name: str, language: str) -> str:
    """Return a word in a language; one that is not known stays as it is."""
    return _WORDS.get(name, (name, name))[1 if language == "en" else 0]


def _section(heading: str, lines: Iterable[str]) -> list[str]:
    """Return a heading with its lines, or nothing where there are none."""
    kept = [f"  {line}" for line in lines]
    return ["", heading, *kept] if kept else []


def _step(step: LabStep, language: str) -> str:
    minutes = f"  {step.minutes} {_word('minutes', language)}" if step.minutes is not None else ""
    label = " ".join(_word(part, language) for part in step.label.split(" "))
    return f"{label}  {step.title}{minutes}"


def _settings(settings: Iterable[HyperParameter], language: str) -> Iterator[str]:
    """Yield settings run by run, the main run first, and within a run call by call."""
    in_order = list(_RUNS)
    for scope, of_run in groupby(sorted(settings, key=lambda one: in_order.index(one.scope)), lambda one: one.scope):
        yield _RUNS[scope][1 if language == "en" else 0]
        calls: dict[tuple[str, str | None], list[str]] = {}
        for one in of_run:
            unit = f" {one.unit}" if one.unit else ""
            calls.setdefault((one.group, one.variant), []).append(f"{one.name} = {one.value}{unit}")
        for (group, variant), said in calls.items():
            yield f"  {group or '–'}" + (f" · {variant}" if variant else "")
            yield from (f"    {setting}" for setting in said)


def _asset(asset: LabAsset) -> str:
    subset = f" · {asset.subset}" if asset.subset else ""
    about = "; ".join(filter(None, (asset.size, asset.use)))
    return f"{asset.name}{subset}" + (f" — {about}" if about else "")


def _deliverable(one: Deliverable, language: str) -> str:
    if one.dimension is None:
        return one.what
    points = _word("whole dimension", language).format(one.points) if one.points is not None else ""
    return f"{one.what} [{_word(one.dimension, language)}{points}]"


def _results(results: Iterable[ExpectedResult], language: str, page: str | None) -> Iterator[str]:
    """Yield what to expect, one line for each thing that is measured."""
    for (where, subject), found in groupby(results, lambda one: (one.page, one.subject)):
        values = "; ".join(f"{_word(one.metric, language)} {_with_unit(one)}" for one in found)
        elsewhere = f" ({where})" if where != page else ""
        yield f"{_word(subject, language)}: {values}{elsewhere}"


def _with_unit(one: ExpectedResult) -> str:
    has_unit = one.unit is None or one.unit in one.value or not any(char.isdigit() for char in one.value)
    return one.value if has_unit else f"{one.value} {one.unit}"


def _hardware(need: HardwareNeed) -> str:
    what = " · ".join(filter(None, (need.task, need.hardware)))
    return "; ".join(filter(None, (what, need.memory, need.time, need.cost, need.advice)))


def _grading(rules: Iterable[GradingRule], language: str) -> Iterator[str]:
    """Yield what is graded, one line for each subject of a page."""
    for (_, subject), parts in groupby(rules, lambda rule: (rule.page, rule.subject)):
        said = "; ".join(f"{rule.dimension} [{_points(rule)} {_word(rule.unit, language)}]" for rule in parts)
        yield f"{_word(subject, language)}: {said}"


def _points(rule: GradingRule) -> str:
    """Return the points of a part of a grade; of a deduction from 2 to 3 points, ``-2…-3``."""
    if rule.low is None or rule.high is None:
        return f"{rule.points:g}"
    least, most = sorted((rule.low, rule.high), key=abs)
    return f"{least:g}…{most:g}"


def _rubrics(levels: Iterable[GradingLevel], language: str) -> Iterator[str]:
    """Yield the levels of each dimension that is graded, one line for each level."""
    for (subject, dimension, page), of_dimension in groupby(levels, lambda one: (one.subject, one.dimension, one.page)):
        yield f"{_word(subject, language)} · {dimension} ({page})"
        for level in of_dimension:
            yield f"    {_level(level, language)}: {level.meaning}"


def _level(level: GradingLevel, language: str) -> str:
    ends = [f"{end:g}" for end in (level.low, level.high) if end is not None]
    if level.low is None and ends:
        worth = f"< {ends[0]}"
    elif level.high is None and ends:
        worth = f"> {ends[0]}"
    else:
        worth = "-".join(dict.fromkeys(ends))
    return level.label if worth in {"", level.label} else f"{level.label} [{worth} {_word(level.unit, language)}]"


def _milestone(one: ProjectMilestone) -> str:
    duration = f" ({one.duration})" if one.duration else ""
    return f"{one.when}{duration}: {one.what}"


def _directions(directions: Iterable[ProjectDirection], language: str) -> Iterator[str]:
    for one in directions:
        stars = "★" * (one.difficulty or 0)
        yield " · ".join(filter(None, (f"{one.number}  {one.title}", " + ".join(one.techniques), stars)))
        if needs := "; ".join(filter(None, (one.model, one.hardware))):
            yield f"    {needs}"
        for name, many in (("data", one.data), ("evaluation", one.evaluation)):
            if many:
                yield f"    {_word(name, language)}: {', '.join(many)}"


def artifact_line(need: ArtifactNeed, language: str) -> str:
    """Return what a lab starts from: what any one of some labs made, or a public model."""
    choices = [*need.any_of, *([need.or_model] if need.or_model else [])]
    optional = f" ({value_word('optional', language)})" if need.optional else ""
    return f"{need.artifact}: {' | '.join(choices)}{optional}"
