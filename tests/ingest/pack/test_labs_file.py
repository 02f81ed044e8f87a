"""Labs in full, and the work around them, as a pack writes them down: whole and damaged."""

from datetime import date
from pathlib import Path

import pytest

from ingest.pack.loading import CoursePack, load_pack
from schema.errors import PackError
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
from schema.work_records import GradingLevel, ProjectMilestone

COURSE = """\
course: {slug: tea, title: Tea, language: en}
tree:
  - {page: /docs, title: Start, kind: overview}
  - {page: /docs/lab, title: Brew, kind: lab}
"""
LABS = """\
course: tea
labs:
  - slug: lab-1
    number: 1
    title: Brew
    page: /docs/lab
    steps:
      - {label: 1, title: Boil, minutes: 5}
      - {label: bonus, title: Drink}
    hyper_parameters:
      - group: KettleConfig
        settings:
          - {name: temperature, value: 9.5e1, unit: °C}
          - {name: lid, value: "True"}
      - scope: ablation
        settings:
          - {name: temperature, value: "80, 90", unit: °C}
      - group: KettleConfig
        variant: iced
        settings:
          - {name: temperature, value: 4, unit: °C}
    assets:
      - {kind: data-set, name: leaves/green, subset: spring, size: 10 g, use: to steep}
    deliverables:
      - {what: A cup, dimension: completeness, points: 5, page: /docs}
      - {what: A saucer}
    expected_results:
      - {subject: Cup, metric: warmth, value: 60-70 °C, low: 60, high: 70.5, unit: °C}
    hardware:
      - {hardware: A stove, time: 5 min}
"""
WORK = """\
course: tea
grading:
  - subject: course
    unit: "%"
    page: /docs
    rules:
      - {dimension: Labs, points: 60}
  - subject: lab report
    page: /docs
    rules:
      - dimension: Taste
        points: 6
        levels:
          - {label: good, low: 4, high: 6, meaning: one wants more}
          - {label: poor, high: 50, unit: "%", meaning: one is polite}
      - {dimension: Late, points: -2, low: -2, high: -1}
hardware:
  - page: /docs
    needs:
      - {task: boiling, memory: 2 l}
      - {lab: lab-1, task: boiling, cost: 1 cup}
downloads:
  - page: /docs
    assets:
      - {kind: model, name: kettles/steel, size: 2 l}
projects:
  - page: /docs
    directions:
      - number: 1
        title: A tea house
        techniques: [steeping, pouring]
        difficulty: 2
        data: [leaves]
timeline:
  - page: /docs
    milestones:
      - {when: a day before lecture 2, what: boil, duration: 5 min, by_lecture: 2, days_before: 1}
      - {when: week 3, what: pour, first_week: 3, last_week: 3, last_day: 2026-03-11}
"""


def load(root: Path, labs: str = LABS, work: str = WORK) -> CoursePack:
    folder = root / "courses" / "tea"
    folder.mkdir(parents=True)
    for name, text in (("course", COURSE), ("labs", labs), ("work", work)):
        (folder / f"{name}.yaml").write_text(text, encoding="utf-8")
    return load_pack(root).courses[0]


def of(course: CoursePack, kind: type) -> list:
    return [fact for fact in course.lab_facts if isinstance(fact, kind)]


def test_steps_and_settings_keep_their_order_and_are_taken_as_written(tmp_path: Path) -> None:
    course = load(tmp_path)

    lab = {"course": "tea", "lab": "lab-1"}
    assert of(course, LabStep) == [
        LabStep(**lab, order=0, label="1", title="Boil", minutes=5),
        LabStep(**lab, order=1, label="bonus", title="Drink"),
    ]
    assert of(course, HyperParameter) == [
        HyperParameter(**lab, order=0, group="KettleConfig", name="temperature", value="9.5e1", unit="°C"),
        HyperParameter(**lab, order=1, group="KettleConfig", name="lid", value="True"),
        HyperParameter(**lab, order=2, scope=Scope.ABLATION, name="temperature", value="80, 90", unit="°C"),
        HyperParameter(**lab, order=3, group="KettleConfig", variant="iced", name="temperature", value="4", unit="°C"),
    ]


def test_what_names_no_page_stands_on_the_page_of_its_lab(tmp_path: Path) -> None:
    course = load(tmp_path)

    cup, saucer = of(course, Deliverable)
    (result,) = of(course, ExpectedResult)
    assert (cup.dimension, cup.points, cup.page) == (Dimension.COMPLETENESS, 5, "/docs")
    assert (saucer.dimension, saucer.points, saucer.page) == (None, None, "/docs/lab")
    assert (result.low, result.high, result.page) == (60, 70.5, "/docs/lab")


def test_material_and_hardware_belong_to_a_lab_or_to_the_course(tmp_path: Path) -> None:
    course = load(tmp_path)

    leaves, kettle = of(course, LabAsset)
    assert (leaves.lab, leaves.kind, leaves.subset, leaves.page) == ("lab-1", AssetKind.DATA_SET, "spring", "/docs/lab")
    assert (kettle.lab, kettle.kind, kettle.size, kettle.page) == (None, AssetKind.MODEL, "2 l", "/docs")
    assert [(need.lab, need.order, need.page) for need in of(course, HardwareNeed)] == [
        ("lab-1", 0, "/docs/lab"),
        (None, 0, "/docs"),
        ("lab-1", 1, "/docs"),
    ]


def test_grades_and_directions_are_the_courses(tmp_path: Path) -> None:
    course = load(tmp_path)

    assert [(rule.subject, rule.order, rule.points, rule.unit) for rule in of(course, GradingRule)] == [
        ("course", 0, 60, "%"),
        ("lab report", 1, 6, "points"),
        ("lab report", 2, -2, "points"),
    ]
    assert [(rule.low, rule.high) for rule in of(course, GradingRule)] == [(None, None), (None, None), (-2, -1)]
    (direction,) = of(course, ProjectDirection)
    assert (direction.techniques, direction.difficulty, direction.data) == (("steeping", "pouring"), 2, ("leaves",))


def test_a_rubric_belongs_to_its_dimension(tmp_path: Path) -> None:
    course = load(tmp_path)

    fields = {"course": "tea", "subject": "lab report", "dimension": "Taste", "page": "/docs"}
    assert of(course, GradingLevel) == [
        GradingLevel(**fields, order=0, label="good", low=4, high=6, meaning="one wants more"),
        GradingLevel(**fields, order=1, label="poor", high=50, unit="%", meaning="one is polite"),
    ]


def test_the_time_of_a_project_is_the_courses(tmp_path: Path) -> None:
    course = load(tmp_path)

    boil, pour = of(course, ProjectMilestone)
    assert (boil.when, boil.what, boil.duration) == ("a day before lecture 2", "boil", "5 min")
    assert (boil.order, boil.by_lecture, boil.days_before, boil.page) == (0, 2, 1, "/docs")
    assert (pour.order, pour.first_week, pour.last_week, pour.last_day) == (1, 3, 3, date(2026, 3, 11))


def test_lab_facts_are_records_of_the_course(tmp_path: Path) -> None:
    course = load(tmp_path)

    assert set(course.lab_facts) <= set(course.records)
    assert len(course.lab_facts) == 22


@pytest.mark.parametrize(
    ("words", "instead", "told"),
    [
        ("label: bonus", "label: 1", "lab-1 step 1: given twice"),
        ("variant: iced", "variant: null", "KettleConfig temperature: given twice"),
        ("label: poor", "label: good", "lab report, Taste good: given twice"),
        ("low: 4, high: 6", "low: 6, high: 4", "the least is more than the most"),
        ("points: -2", "points: -1.5", "the points of a range are one of its ends"),
        ("when: week 3, what: pour", "when: a day before lecture 2, what: boil", "boil: given twice"),
        ("last_day: 2026-03-11", "last_day: soon", "last_day: Input should be a valid date"),
        ("name: lid", "name: temperature", "KettleConfig temperature: given twice"),
        ("scope: ablation", "scope: whim", "scope: Input should be"),
        ("minutes: 5", "minutes: soon", "minutes: Input should be a valid integer"),
        ("minutes: 5", "hours: 5", "hours: nothing of this name belongs here"),
        ("kind: data-set", "kind: spoon", "kind: Input should be"),
        ("low: 60", "low: 80", "the least expected is more than the most"),
        ("dimension: completeness, ", "", "points go with a dimension"),
        ("hardware: A stove, ", "", "hardware is said of a task, of a machine, or of both"),
        ("what: A saucer", "what: A cup", "lab-1 deliverable A cup: given twice"),
        ("subject: lab report", "subject: course", "grading course: given twice"),
        ("dimension: Late", "dimension: Taste", "lab report Taste: given twice"),
        ("points: 60", "points: many", "points: Input should be a valid number"),
        ("course: tea\ngrading", "course: coffee\ngrading", "coffee lies in the folder tea"),
    ],
)
def test_damage_is_told_with_file_and_line(tmp_path: Path, words: str, instead: str, told: str) -> None:
    assert (words in LABS) != (words in WORK)

    with pytest.raises(ExceptionGroup) as caught:
        load(tmp_path, LABS.replace(words, instead), WORK.replace(words, instead))

    (problem,) = caught.value.exceptions
    assert isinstance(problem, PackError)
    assert told in str(problem)
    assert problem.place.source == f"courses/tea/{'labs' if words in LABS else 'work'}.yaml"
    assert problem.place.line
