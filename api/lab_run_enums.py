"""The enumerations of runs of labs, with what each value means."""

from enum import StrEnum

from api.enums import described
from labs.estimates import Grounds
from labs.offered.offer_records import ParameterKind
from schema.run_records import Isolation, RunState, ScoreFlag


class EventKind(StrEnum):
    """What an event of a run tells."""

    STATE = "state"
    PROGRESS = "progress"
    METRIC = "metric"
    LOG = "log"
    ARTIFACT = "artifact"
    SCORE = "score"
    TABLE = "table"
    RESULT = "result"
    FAILURE = "failure"
    NOTICE = "notice"


class Subject(StrEnum):
    """What is compared with what the course and papers say."""

    PARAMETER = "parameter"
    SCORE = "score"


described(
    RunState,
    "How far a run is.",
    called="LabRunState",
    QUEUED="Asked for, and waiting for its turn.",
    STARTING="Its process is being started.",
    RUNNING="It runs.",
    CANCELLING="Asked to end; it may save a checkpoint first.",
    SUCCEEDED="It has ended as it should.",
    FAILED="It has ended otherwise; `reason` says how.",
    CANCELLED="It was ended by whoever asked for it.",
    TIMED_OUT="It took longer than it may.",
    INTERRUPTED="Its process was lost, as where the machine went down.",
)
described(
    EventKind,
    "What an event of a run tells.",
    called="LabRunEventKind",
    STATE="Another state of the run: `state`, `reason`.",
    PROGRESS="How far it is: `progress`.",
    METRIC="A value of a series: `metric`.",
    LOG="Something for people: `text`.",
    ARTIFACT="Something it has made: `artifact`.",
    SCORE="Something it has measured: `score`.",
    TABLE="A table for the report: `table`.",
    RESULT="What it shows and does not show: `text`.",
    FAILURE="Why it failed: `text`.",
    NOTICE="What its keeper has to say, as of lines that could not be read: `text`.",
)
described(
    Isolation,
    "What keeps a run away from everything else.",
    called="LabRunIsolation",
    SANDBOXED="Namespaces of its own: it sees its inputs and its folder, and no network unless its profile says so.",
    PLAIN="A process like any other, with limits; only shipped recipes run so.",
)
described(
    ScoreFlag,
    "Why a score may be none.",
    called="LabScoreFlag",
    UNREAD="No answer could be read, so it says nothing of the model.",
    CONSTANT="Every case has the same value, as where a judge or a parser gives its default.",
)
described(
    ParameterKind,
    "What values a parameter has.",
    called="LabParameterKind",
    INT="A whole number.",
    FLOAT="A number.",
    BOOL="`true` or `false`.",
    CHOICE="One of its choices.",
    INTS="A list of whole numbers.",
    FLOATS="A list of numbers.",
    CHOICES="A list of its choices.",
)
described(
    Grounds,
    "What an estimate rests on.",
    called="LabEstimateGrounds",
    OFFERED="What the offer says, as measured by this project or told by the course.",
    COURSE="What the course says of some hardware.",
    OBSERVED="Runs of this service that have succeeded.",
)
described(
    Subject,
    "What is compared with what the course and papers say.",
    called="LabComparisonSubject",
    PARAMETER="A parameter.",
    SCORE="A score.",
)
