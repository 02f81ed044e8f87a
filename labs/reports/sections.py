"""A hand-in as sections of text, tables and pictures, before it is written in any format."""

import re
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from labs.offered.offer_records import ParameterSpec
from labs.reports.curves import curve
from labs.reports.hand_in import IMPORTED, Answered, HandInReport, ReportedRun
from labs.reports.trends import trend_of
from labs.reports.words import dimension_word, direction_word, isolation_word, state_word, word
from schema.run_records import RunScore

_COURSE = "course"
_UNFIT = re.compile(r"[^A-Za-z0-9._]+")


@dataclass(frozen=True, slots=True)
class Grid:
    """A table.

    Attributes:
        title: What it shows; may be empty.
        columns: Headings.
        rows: Its rows, all as text.
    """

    title: str
    columns: Sequence[str]
    rows: Sequence[Sequence[str]]


@dataclass(frozen=True, slots=True)
class Picture:
    """A picture.

    Attributes:
        title: What it is called.
        file: The name of its file, without an ending.
        svg: The picture; empty where there is nothing to draw.
        caption: What is to be seen, and no more than the values say.
    """

    title: str
    file: str
    svg: str
    caption: str


@dataclass(frozen=True, slots=True)
class Checklist:
    """What is asked for under a heading, ticked where it is there.

    Attributes:
        title: The heading.
        items: Whether it is there, and what it is.
    """

    title: str
    items: Sequence[tuple[bool, str]]


@dataclass(frozen=True, slots=True)
class Section:
    """A section.

    Attributes:
        title: Its heading.
        points: Sentences, one a line.
        checklists: What is asked for.
        grids: Tables.
        pictures: Pictures.
    """

    title: str
    points: Sequence[str] = ()
    checklists: Sequence[Checklist] = ()
    grids: Sequence[Grid] = ()
    pictures: Sequence[Picture] = field(default=())


def sections_of(report: HandInReport, language: str, points: Mapping[str, float] | None = None) -> list[Section]:
    """Return the sections of a report.

    Args:
        report: The report.
        language: ``zh`` or ``en``.
        points: What the rubric's dimensions are worth, by their names here, where the course says so.
    """
    sections = [
        Section(word("runs", language), [word("from records", language)], grids=[_runs(report, language)]),
        Section(word("asked", language), checklists=list(_asked(report.answered, language, points or {}))),
        Section(word("scores", language), grids=[_scores(one, report, language) for one in report.runs if one.scores]),
        Section(word("curves", language), pictures=list(_pictures(report, language))),
        Section(word("tables", language), grids=list(_tables(report))),
        Section(word("parameters", language), grids=[_parameters(report, language)]),
        Section(word("shows", language), _said(report, "shows")),
        Section(word("not", language), _said(report, "does_not_show")),
        Section(word("artifacts", language), grids=[_artifacts(report, language)]),
        Section(word("environment", language), list(_environment(report, language))),
    ]
    return [
        one for one in sections if one.points or one.checklists or any(grid.rows for grid in one.grids) or one.pictures
    ]


def _runs(report: HandInReport, language: str) -> Grid:
    columns = [word(name, language) for name in ("run", "profile", "seed", "state", "took", "apart", "remarks")]
    rows = []
    for one in report.runs:
        run = one.run
        took = ""
        if run.started_at and run.ended_at:
            took = f"{(run.ended_at - run.started_at).total_seconds() / 60:.1f} {word('minutes', language)}"
        remarks = [run.reason] if run.reason else []
        remarks += [f"{run.dropped} {word('dropped', language)}"] if run.dropped else []
        remarks += [f"{run.unreadable} {word('garbled', language)}"] if run.unreadable else []
        apart = isolation_word(run.isolation, language) if run.isolation else ""
        # What was done elsewhere may not say with which seed.
        seed = "" if run.profile == IMPORTED and "seed" not in run.parameters else str(run.seed)
        rows.append([run.id, run.profile, seed, state_word(run.state, language), took, apart, "; ".join(remarks)])
    return Grid("", columns, rows)


def _asked(answered: Sequence[Answered], language: str, points: Mapping[str, float]) -> Iterator[Checklist]:
    for dimension in dict.fromkeys(one.asked.dimension for one in answered):
        worth = f" ({points[dimension]:g} {word('points', language)})" if dimension in points else ""
        items = [_answer(one, language) for one in answered if one.asked.dimension == dimension]
        yield Checklist(f"{dimension_word(dimension, language)}{worth}", items)


def _answer(one: Answered, language: str) -> tuple[bool, str]:
    name = one.asked.name.in_language(language)
    if not one.asked.made_of:
        return False, f"{name}: {word('yours', language)}"
    if not one.missing:
        return True, f"{name}: {', '.join(one.found)}"
    here = f"{word('answered', language)} {', '.join(one.found)}; " if one.found else ""
    missing = ", ".join(f"{part} ({one.why[part]})" if part in one.why else part for part in one.missing)
    again = f"; {word('again', language)}" if any(part not in one.why for part in one.missing) else ""
    return False, f"{name}: {here}{word('missing', language)} {missing}{again}"


def _scores(one: ReportedRun, report: HandInReport, language: str) -> Grid:
    title = one.run.id if len(report.runs) > 1 else ""
    columns = [
        word(name, language) for name in ("score", "value", "interval", "n", "unread", "expected", "by", "remarks")
    ]
    return Grid(title, columns, [_score(score, language) for score in one.scores])


def _score(score: RunScore, language: str) -> list[str]:
    interval = f"{number(score.low)} – {number(score.high)}" if score.low is not None else ""
    ends = (score.expected_low, score.expected_high)
    expected = " – ".join(number(end) for end in ends) if ends != (None, None) else ""
    remarks = [word("outside", language)] if score.outside else []
    remarks += [word(score.flag.name, language)] if score.flag else []
    remarks += [score.reason] if score.reason else []
    n = "" if score.n is None else str(score.n)
    unread = str(score.parse_failures) if score.n is not None else ""
    return [score.name, number(score.value), interval, n, unread, expected, score.expected_source, "; ".join(remarks)]


def _pictures(report: HandInReport, language: str) -> Iterator[Picture]:
    for number, name in enumerate(dict.fromkeys(name for one in report.runs for name in one.series), 1):
        with_it = [one for one in report.runs if name in one.series]
        lines = {one.run.id[-6:]: _points(one.series[name]) for one in with_it}
        said = [
            (f"{one.run.id[-6:]}: " if len(report.runs) > 1 else "") + _went([v for _, v in one.series[name]], language)
            for one in with_it
        ]
        # A run may call its series anything; what it calls them does not name a file.
        file = f"{number:02}-{_UNFIT.sub('-', name).strip('-')[:60] or 'curve'}"
        yield Picture(name, file, curve(name, lines), "; ".join(said))


def _points(series: Sequence[tuple[int, float | None]]) -> list[tuple[int, float]]:
    return [(step, value) for step, value in series if value is not None]


def _went(values: Sequence[float | None], language: str) -> str:
    """Return what a series did, in words."""
    trend = trend_of(values)
    ends = f" ({number(trend.first)} → {number(trend.last)})" if trend.first is not None else ""
    gaps = f", {trend.missing} {word('gaps', language)}" if trend.missing else ""
    return f"{direction_word(trend.direction, language)}{ends}{gaps}"


def _tables(report: HandInReport) -> Iterator[Grid]:
    for one in report.runs:
        for event in one.tables.values():
            title = event.body["title"] + (f" ({one.run.id[-6:]})" if len(report.runs) > 1 else "")
            rows = [[_cell(value) for value in row] for row in event.body["rows"] if isinstance(row, list)]
            yield Grid(title, [str(column) for column in event.body["columns"]], rows)


def _parameters(report: HandInReport, language: str) -> Grid:
    columns = [
        word("parameter", language),
        *(one.run.id[-6:] for one in report.runs),
        word("course", language),
        word("paper", language),
    ]
    specs: dict[str, ParameterSpec | None] = {spec.name: spec for spec in report.offer.parameters}
    for one in report.runs:
        specs |= {name: None for name in one.run.parameters if name not in specs}
    rows = []
    for name, spec in specs.items():
        paper = f"{_cell(spec.paper.value)} ({spec.paper.of})" if spec and spec.paper else ""
        course = _cell(spec.values.get(_COURSE)) if spec else ""
        rows.append([name, *(_cell(one.run.parameters.get(name)) for one in report.runs), course, paper])
    return Grid("", columns, rows)


def _said(report: HandInReport, key: str) -> list[str]:
    return list(dict.fromkeys(str(said) for one in report.runs for said in (one.run.result or {}).get(key, ())))


def _artifacts(report: HandInReport, language: str) -> Grid:
    columns = [word("run", language), "", word("role", language), word("size", language), "SHA-256"]
    rows = [
        [one.run.id[-6:], artifact.name, artifact.role, f"{artifact.bytes:,}", artifact.sha256]
        for one in report.runs
        for artifact in one.artifacts
    ]
    return Grid("", columns, rows)


def _environment(report: HandInReport, language: str) -> Iterator[str]:
    for one in report.runs:
        found = (one.run.result or {}).get("environment", {})
        told = ", ".join(f"{name} {value}" for name, value in found.items()) or word("nothing", language)
        yield f"{one.run.id[-6:]}: {told}"


def number(value: float | None) -> str:
    """Return a number as it is printed: three digits that count, or all of a large one; or nothing.

    >>> number(0.12345), number(1234.5), number(1e12)
    ('0.123', '1,234', '1e+12')
    """
    if value is None:
        return ""
    return f"{value:,.0f}" if 1000 <= abs(value) < 1e9 else f"{value:.3g}"


def _cell(value: object) -> str:
    if isinstance(value, list | tuple):
        return ", ".join(map(_cell, value))
    if isinstance(value, bool):
        return str(value).lower()
    return number(value) if isinstance(value, float) else "" if value is None else str(value)
