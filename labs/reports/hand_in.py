"""What a hand-in is made of: runs with all that they told, beside what the lab asks for and what others got."""

from collections import defaultdict
from collections.abc import Mapping, Sequence
from dataclasses import dataclass

from labs.offered.offer_records import HandIn, LabOffer
from schema.errors import InputError
from schema.lab_runs import artifacts_of, events_after, scores_of
from schema.run_records import LabRun, RunArtifact, RunEvent, RunScore
from schema.store import Transaction

IMPORTED = "imported"
"""The profile of runs that were done elsewhere, of which seed and versions may not be known."""

MOST_RUNS = 8
"""How many runs a report may be of."""


@dataclass(frozen=True, slots=True)
class ReportedRun:
    """A run with all that it told.

    Attributes:
        run: The run.
        scores: What it measured.
        artifacts: What it made.
        tables: Its tables, the newest of each name.
        series: Its series: steps and values by name; a value that was no number is None.
    """

    run: LabRun
    scores: tuple[RunScore, ...]
    artifacts: tuple[RunArtifact, ...]
    tables: Mapping[str, RunEvent]
    series: Mapping[str, Sequence[tuple[int, float | None]]]

    def holds(self, part: str) -> bool:
        """Say whether it has something, as ``series:grpo/reward``, ``table:…``, ``score:…``, ``artifact:…``."""
        kind, _, name = part.partition(":")
        match kind:
            case "series":
                return any(value is not None for _, value in self.series.get(name, ()))
            case "table":
                return name in self.tables
            case "score":
                return any(score.name == name and score.value is not None for score in self.scores)
            case "environment":
                # With its recipe, parameters and seed, which every run here has, it is what doing it again needs.
                return bool((self.run.result or {}).get("environment")) and self.run.profile != IMPORTED
            case "artifact":
                return any(artifact.name == name for artifact in self.artifacts)
        return False


@dataclass(frozen=True, slots=True)
class Answered:
    """Something the lab asks to hand in, and whether the runs answer it.

    Attributes:
        asked: What it asks.
        found: The parts that are there.
        missing: The parts that are not.
        why: Why a part is missing, where a run says so: a score that it cannot show.
    """

    asked: HandIn
    found: tuple[str, ...]
    missing: tuple[str, ...]
    why: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class HandInReport:
    """A report.

    Attributes:
        offer: What the lab offers and asks.
        runs: The runs that it is of.
        answered: What the lab asks to hand in.
    """

    offer: LabOffer
    runs: tuple[ReportedRun, ...]
    answered: tuple[Answered, ...]


def report_of(offer: LabOffer, runs: Sequence[ReportedRun]) -> HandInReport:
    """Return the report of some runs of a lab.

    Raises:
        InputError: There is none, there are too many, or one is of another lab.
    """
    if not 1 <= len(runs) <= MOST_RUNS:
        raise InputError(f"a report is of 1 to {MOST_RUNS} runs, not of {len(runs)}")
    others = sorted({one.run.lab for one in runs} - {offer.lab})
    if others:
        raise InputError(f"a report is of one lab, and these runs are of {offer.lab} and {', '.join(others)}")
    why = {f"score:{score.name}": score.reason for one in runs for score in one.scores if score.value is None}
    answered = tuple(
        Answered(
            one,
            tuple(part for part in one.made_of if any(run.holds(part) for run in runs)),
            tuple(part for part in one.made_of if not any(run.holds(part) for run in runs)),
            why,
        )
        for one in offer.deliverables
    )
    return HandInReport(offer, tuple(runs), answered)


def reported_run(transaction: Transaction, run: LabRun) -> ReportedRun:
    """Return a run with all that it told."""
    series: defaultdict[str, list[tuple[int, float | None]]] = defaultdict(list)
    tables: dict[str, RunEvent] = {}
    after = 0
    while part := events_after(transaction, run.id, after, kinds=["metric", "table"]):
        for event in part:
            if event.kind == "table":
                tables[event.body["name"]] = event
            else:
                series[event.body["series"]].append((event.body["step"], event.body["value"]))
        after = part[-1].seq
    return ReportedRun(run, scores_of(transaction, run.id), artifacts_of(transaction, run.id), tables, series)
