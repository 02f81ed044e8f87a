"""What a lab offers to run: profiles, parameters with the values that each profile, the course and papers give them."""

from enum import StrEnum
from typing import Annotated, Any, Self

from pydantic import Field, StringConstraints, model_validator

from labs.running.config import Parameter
from schema.records import Line, Slug
from schema.values import Text, Value

Name = Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_-]{0,59}$")]
"""Small letters, digits, hyphens and underscores."""

GRACE_S = 2.0
"""Seconds for a checkpoint where a profile says nothing else."""


class ParameterKind(StrEnum):
    """What values a parameter has."""

    INT = "int"
    FLOAT = "float"
    BOOL = "bool"
    CHOICE = "choice"
    INTS = "ints"
    FLOATS = "floats"
    CHOICES = "choices"

    @property
    def is_list(self) -> bool:
        """Whether a value is a list of values."""
        return self in (ParameterKind.INTS, ParameterKind.FLOATS, ParameterKind.CHOICES)


class PaperValue(Value):
    """The value that a paper gives a parameter.

    Attributes:
        value: The value, as written.
        of: Id of the paper.
        where: Section or table.
    """

    value: str | int | float | bool | list[float] | list[str]
    of: str
    where: str = ""


class ParameterSpec(Value):
    """A parameter of a recipe.

    Attributes:
        name: Its name.
        kind: What values it has.
        low: The least value; of a list, of each member.
        high: The greatest.
        choices: The values that a choice has.
        most: The most members of a list.
        about: What it does.
        values: Its value with each profile.
        sources: Who says so, by profile.
        paper: What a paper says, where one does.
    """

    name: Name
    kind: ParameterKind
    low: float | None = None
    high: float | None = None
    choices: tuple[str, ...] = ()
    most: int = Field(default=16, ge=1, le=100)
    about: Text
    values: dict[Slug, Any]
    sources: dict[Slug, Any] = Field(default_factory=dict)
    paper: PaperValue | None = None

    @model_validator(mode="before")
    @classmethod
    def _paper_among_sources(cls, given: Any) -> Any:  # noqa: ANN401 - whatever a file holds
        if isinstance(given, dict) and isinstance(given.get("sources"), dict) and "paper" in given["sources"]:
            sources = dict(given["sources"])
            return {**given, "paper": sources.pop("paper"), "sources": sources}
        return given

    @model_validator(mode="after")
    def _is_bounded(self) -> Self:
        if self.kind in (ParameterKind.CHOICE, ParameterKind.CHOICES):
            if not self.choices:
                msg = f"{self.name} is a choice without choices"
                raise ValueError(msg)
        elif self.kind is not ParameterKind.BOOL and (self.low is None or self.high is None or self.low > self.high):
            msg = f"{self.name} needs low and high, low not above high"
            raise ValueError(msg)
        return self


class MinutesEstimate(Value):
    """How long a profile takes.

    Attributes:
        likely: Minutes, most likely.
        low: At the least.
        high: At the most.
        source: Who says so.
    """

    likely: float
    low: float | None = None
    high: float | None = None
    source: Line


class Download(Value):
    """What a profile needs from elsewhere.

    Attributes:
        kind: ``model`` or ``data``.
        name: Its name where it comes from, as ``Qwen/Qwen3-1.7B-Base``.
        mb: Its size in megabytes, where known.
        source: Who says so.
    """

    kind: Line
    name: Line
    mb: float | None = None
    source: str = ""


class Profile(Value):
    """A size in which a recipe runs.

    Attributes:
        about: What it is.
        minutes: How long it takes.
        timeout_minutes: After how long it is ended.
        grace_seconds: How long it has for a checkpoint when it is asked to end.
        memory_mb: Memory that it takes; twice as much and it is ended.
        disk_mb: What it writes; twice as much and it is ended.
        gpu_gb: Memory of a GPU that it needs, or None for none.
        network: Whether it may use the network.
        packages: Packages it needs to be installed.
        downloads: What it needs from elsewhere.
    """

    about: Text
    minutes: MinutesEstimate | None = None
    timeout_minutes: float = Field(gt=0, le=7 * 24 * 60)
    grace_seconds: float = Field(default=GRACE_S, ge=0, le=600)
    memory_mb: int = Field(ge=16)
    disk_mb: int = Field(ge=1)
    gpu_gb: float | None = None
    network: bool = False
    packages: tuple[str, ...] = ()
    downloads: tuple[Download, ...] = ()


class Expected(Value):
    """What a score should come to: a range, or one value that somebody got.

    Attributes:
        low: The least.
        high: The most.
        value: A value that was got.
        n: On how many cases.
        source: Who says so.
    """

    low: float | None = None
    high: float | None = None
    value: float | None = None
    n: int | None = None
    source: Line


class ScoreSpec(Value):
    """A score that a recipe measures.

    Attributes:
        name: Its name.
        about: What it measures.
        unit: Its unit.
        expected: What it should come to, by profile; ``student`` and ``paper`` are others' values.
    """

    name: Name
    about: Text
    unit: str = ""
    expected: dict[Slug, Expected] = Field(default_factory=dict)


class Made(Value):
    """Something that a run makes.

    Attributes:
        name: Its name.
        role: What it is.
        about: What it holds.
    """

    name: Line
    role: Line
    about: Text | None = None


class StartsFrom(Value):
    """What a run starts from that another lab made.

    Attributes:
        name: How the recipe calls it.
        any_of: Labs, one of which made it.
        role: What it is.
        or_model: What it starts from where there is none; without it, it cannot start.
    """

    name: Name
    any_of: tuple[Slug, ...]
    role: Line
    or_model: str | None = None


class HandIn(Value):
    """Something that the lab asks to hand in.

    Attributes:
        name: What it is.
        dimension: Dimension of the rubric that it counts in.
        made_of: What of a run answers it: ``series:…``, ``table:…``, ``score:…``, ``artifact:…``, or ``environment``;
            nothing for what people write themselves.
    """

    name: Text
    dimension: Line
    made_of: tuple[str, ...] = Field(alias="from")


class LabOffer(Value):
    """What a lab offers to run.

    Attributes:
        course: Slug of the course, or empty for a lab of no course.
        lab: Slug of the lab.
        recipe: Name of the recipe.
        title: What it is called.
        makes: What a run makes.
        starts_from: What it starts from.
        profiles: Its profiles, smallest first.
        parameters: Its parameters.
        scores: What it measures.
        deliverables: What the lab asks to hand in.
    """

    course: Slug = "llm-post-training"
    lab: Slug
    recipe: Annotated[str, StringConstraints(pattern=r"^[a-z][a-z0-9_]{0,59}$")]
    title: Text
    makes: tuple[Made, ...] = ()
    starts_from: tuple[StartsFrom, ...] = ()
    profiles: dict[Slug, Profile] = Field(min_length=1)
    parameters: tuple[ParameterSpec, ...] = ()
    scores: tuple[ScoreSpec, ...] = ()
    deliverables: tuple[HandIn, ...] = ()

    def parameter(self, name: str) -> ParameterSpec | None:
        """Return a parameter by its name, if there is one."""
        return next((one for one in self.parameters if one.name == name), None)

    def values_of(self, profile: str) -> dict[str, Parameter]:
        """Return the value of every parameter with a profile."""
        return {one.name: one.values[profile] for one in self.parameters}

    def expected(self, score: str, profile: str) -> Expected | None:
        """Return what a score should come to with a profile, where that is known."""
        return next((one.expected.get(profile) for one in self.scores if one.name == score), None)
