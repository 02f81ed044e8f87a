"""Runs as a report takes them, made of nothing but what a test says."""

from datetime import UTC, datetime, timedelta
from itertools import count

from labs.offered.offer_records import LabOffer
from labs.reports.hand_in import ReportedRun
from schema.run_records import LabRun, RunArtifact, RunEvent, RunScore, RunState, run_id

NOON = datetime(2026, 3, 11, 12, tzinfo=UTC)
NUMBERS = count(1)

OFFER = LabOffer.model_validate(
    {
        "lab": "lab-1",
        "recipe": "steep",
        "title": {"en": "Steeping", "zh": "泡茶"},
        "profiles": {
            "tiny": {"about": {"en": "A cup", "zh": "一杯"}, "timeout_minutes": 5, "memory_mb": 64, "disk_mb": 8}
        },
        "parameters": [
            {
                "name": "heat",
                "kind": "float",
                "low": 0,
                "high": 100,
                "about": {"en": "Heat", "zh": "水温"},
                "values": {"tiny": 80.0, "course": 85.0},
                "sources": {"paper": {"value": 90, "of": "2602.90001"}},
            }
        ],
        "deliverables": [
            {"name": {"en": "Curve", "zh": "曲线"}, "dimension": "completeness", "from": ["series:tea/heat"]},
            {
                "name": {"en": "Comparison", "zh": "对比"},
                "dimension": "completeness",
                "from": ["table:cups", "score:taste", "artifact:pot"],
            },
            {"name": {"en": "One page", "zh": "一页分析"}, "dimension": "analysis", "from": []},
        ],
    }
)


def a_run(**fields: object) -> LabRun:
    number = next(NUMBERS)
    return LabRun(
        **{
            "id": run_id(NOON + timedelta(seconds=number), number.to_bytes(10)),
            "course": "teapots",
            "lab": "lab-1",
            "recipe": "steep",
            "profile": "tiny",
            "seed": 7,
            "parameters": {"heat": 80.0},
            "asked": "x",
            "state": RunState.SUCCEEDED,
            "created_at": NOON,
            "started_at": NOON,
            "ended_at": NOON + timedelta(minutes=3),
            "timeout_s": 60.0,
            "grace_s": 1.0,
            "result": {"shows": ["Tea steeps."], "does_not_show": ["That it is good."], "environment": {"pot": "2.0"}},
        }
        | fields
    )


def a_table(run: LabRun, name="cups", title="Cups", columns=("cup", "taste"), rows=(("blue", 0.25),)) -> RunEvent:
    body = {"name": name, "title": title, "columns": list(columns), "rows": [list(row) for row in rows]}
    return RunEvent(run=run.id, seq=1, at=NOON, kind="table", body=body)


def a_score(run: LabRun, name="taste", **fields: object) -> RunScore:
    return RunScore(run=run.id, order=0, name=name, **fields)


def reported(run: LabRun | None = None, *, scores=(), tables=(), series=None, artifacts=()) -> ReportedRun:
    run = run or a_run()
    made = tuple(
        RunArtifact(run=run.id, name=name, role="model", path=name, bytes=1234, sha256="a" * 64) for name in artifacts
    )
    tables = {event.body["name"]: event for event in tables}
    return ReportedRun(run, tuple(scores), made, tables, series or {})
