"""What can be run of labs: recipes, profiles, parameters, and what runs should come to, so that a form can be built."""

import orjson
import strawberry

import api.lab_run_enums  # noqa: F401 - describes the kinds of parameters
from api.context import Info
from api.evidence_types import LanguageArgument
from api.lazy_types import LabType, PaperType
from labs.offered.offer_records import (
    Download,
    Expected,
    HandIn,
    LabOffer,
    Made,
    MinutesEstimate,
    PaperValue,
    ParameterKind,
    ParameterSpec,
    Profile,
    ScoreSpec,
    StartsFrom,
)


def as_json(value: object) -> str:
    """Return a value of a parameter as clients see it: in JSON, for its kind depends on the parameter."""
    return orjson.dumps(value).decode()


@strawberry.type(name="LabProfileMinutes", description="How long a profile takes, in minutes.")
class ProfileMinutes:
    """Minutes, as clients see them."""

    likely: float = strawberry.field(description="Most likely.")
    low: float | None = strawberry.field(description="At the least.")
    high: float | None = strawberry.field(description="At the most.")
    source: str = strawberry.field(description="Who says so.")

    @classmethod
    def of(cls, record: MinutesEstimate) -> "ProfileMinutes":
        """Show an estimate."""
        return cls(likely=record.likely, low=record.low, high=record.high, source=record.source)


@strawberry.type(name="LabDownload", description="A model or data set that a profile needs from elsewhere.")
class LabDownload:
    """A download, as clients see it."""

    kind: str = strawberry.field(description="`model` or `data`.")
    name: str = strawberry.field(description="Its name where it comes from.")
    megabytes: float | None = strawberry.field(description="Its size, where known.")
    source: str = strawberry.field(description="Who says so.")

    @classmethod
    def of(cls, record: Download) -> "LabDownload":
        """Show a download."""
        return cls(kind=record.kind, name=record.name, megabytes=record.mb, source=record.source)


@strawberry.type(name="LabProfile", description="A size in which a lab can be run.")
class LabProfile:
    """A profile, as clients see it."""

    record: strawberry.Private[Profile]

    name: str = strawberry.field(description="`tiny`, `small` or `course`.")
    minutes: ProfileMinutes | None = strawberry.field(description="How long it takes.")
    timeout_minutes: float = strawberry.field(description="After how long it is ended.")
    memory_megabytes: int = strawberry.field(description="Memory that it takes.")
    disk_megabytes: int = strawberry.field(description="What it writes.")
    gpu_gigabytes: float | None = strawberry.field(description="Memory of the GPU it needs; null where it needs none.")
    network: bool = strawberry.field(description="Whether it may use the network.")
    packages: list[str] = strawberry.field(description="Python packages that it needs.")
    downloads: list[LabDownload] = strawberry.field(description="What it needs from elsewhere.")

    @classmethod
    def of(cls, name: str, record: Profile) -> "LabProfile":
        """Show a profile."""
        return cls(
            record=record,
            name=name,
            minutes=ProfileMinutes.of(record.minutes) if record.minutes else None,
            timeout_minutes=record.timeout_minutes,
            memory_megabytes=record.memory_mb,
            disk_megabytes=record.disk_mb,
            gpu_gigabytes=record.gpu_gb,
            network=record.network,
            packages=list(record.packages),
            downloads=[LabDownload.of(one) for one in record.downloads],
        )

    @strawberry.field(description="What it is.")
    def about(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``about``."""
        return info.context.text(self.record.about, language)


@strawberry.type(name="LabParameterValue", description="The value of a parameter with a profile.")
class ParameterValue:
    """A value, as clients see it."""

    profile: str = strawberry.field(description="The profile; `course` has the course's own values.")
    value: str = strawberry.field(description="In JSON.")
    source: str | None = strawberry.field(description="Who says so.")


@strawberry.type(name="LabPaperValue", description="The value that a paper gives a parameter.")
class ValueInPaper:
    """A paper's value, as clients see it."""

    record: strawberry.Private[PaperValue]

    value: str = strawberry.field(description="In JSON.")
    where: str = strawberry.field(description="Section or table.")

    @strawberry.field(description="The paper; null where the graph does not have it.")
    def paper(self, info: Info) -> PaperType | None:
        """Resolve ``paper``."""
        return info.context.shown.papers.get(self.record.of)


@strawberry.type(name="LabParameter", description="A parameter of a lab's recipe, with all that a form needs.")
class LabParameter:
    """A parameter, as clients see it."""

    record: strawberry.Private[ParameterSpec]

    name: str = strawberry.field(description="Its name.")
    kind: ParameterKind = strawberry.field(description="What values it has.")
    low: float | None = strawberry.field(description="The least value; of a list, of each member.")
    high: float | None = strawberry.field(description="The greatest.")
    choices: list[str] = strawberry.field(description="The values that a choice has.")
    values: list[ParameterValue] = strawberry.field(description="Its value with each profile.")
    in_paper: ValueInPaper | None = strawberry.field(description="What a paper says, where one does.")

    @classmethod
    def of(cls, record: ParameterSpec) -> "LabParameter":
        """Show a parameter."""
        paper = record.paper
        return cls(
            record=record,
            name=record.name,
            kind=record.kind,
            low=record.low,
            high=record.high,
            choices=list(record.choices),
            values=[
                ParameterValue(profile=profile, value=as_json(value), source=_source(record.sources.get(profile)))
                for profile, value in record.values.items()
            ],
            in_paper=ValueInPaper(record=paper, value=as_json(paper.value), where=paper.where) if paper else None,
        )

    @strawberry.field(description="What it does.")
    def about(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``about``."""
        return info.context.text(self.record.about, language)


def _source(given: object) -> str | None:
    return given if isinstance(given, str) else as_json(given) if given is not None else None


@strawberry.type(name="LabExpectation", description="What a score should come to: a range, or a value somebody got.")
class Expectation:
    """An expectation, as clients see it."""

    who: str = strawberry.field(description="A profile, or `student` or `paper`.")
    low: float | None = strawberry.field(description="The least.")
    high: float | None = strawberry.field(description="The most.")
    value: float | None = strawberry.field(description="A value that was got.")
    n: int | None = strawberry.field(description="On how many cases.")
    source: str = strawberry.field(description="Who says so.")

    @classmethod
    def of(cls, who: str, record: Expected) -> "Expectation":
        """Show an expectation."""
        return cls(who=who, low=record.low, high=record.high, value=record.value, n=record.n, source=record.source)


@strawberry.type(name="LabMeasure", description="A score that a lab's recipe measures.")
class LabMeasure:
    """A score, as clients see it before it is measured."""

    record: strawberry.Private[ScoreSpec]

    name: str = strawberry.field(description="Its name.")
    unit: str = strawberry.field(description="Its unit.")
    expected: list[Expectation] = strawberry.field(description="What it should come to.")

    @classmethod
    def of(cls, record: ScoreSpec) -> "LabMeasure":
        """Show a score."""
        expected = [Expectation.of(who, one) for who, one in record.expected.items()]
        return cls(record=record, name=record.name, unit=record.unit, expected=expected)

    @strawberry.field(description="What it measures.")
    def about(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``about``."""
        return info.context.text(self.record.about, language)


@strawberry.type(name="LabProduct", description="Something that a run of a lab makes.")
class LabProduct:
    """A product, as clients see it."""

    record: strawberry.Private[Made]

    name: str = strawberry.field(description="Its name.")
    role: str = strawberry.field(description="What it is: `model`, `adapter`, `data` and so on.")

    @classmethod
    def of(cls, record: Made) -> "LabProduct":
        """Show a product."""
        return cls(record=record, name=record.name, role=record.role)

    @strawberry.field(description="What it holds.")
    def about(self, info: Info, language: LanguageArgument = None) -> str | None:
        """Resolve ``about``."""
        return info.context.text(self.record.about, language) if self.record.about else None


@strawberry.type(name="LabInput", description="What a run of a lab starts from that a run of another has made.")
class LabInput:
    """An input, as clients see it."""

    name: str = strawberry.field(description="How the recipe calls it.")
    role: str = strawberry.field(description="What it is.")
    any_of: list[str] = strawberry.field(description="Slugs of the labs, one of which made it.")
    or_model: str | None = strawberry.field(description="What it starts from where there is none.")

    @classmethod
    def of(cls, record: StartsFrom) -> "LabInput":
        """Show an input."""
        return cls(name=record.name, role=record.role, any_of=list(record.any_of), or_model=record.or_model)


@strawberry.type(name="LabHandIn", description="Something that a lab asks to hand in, and what of a run answers it.")
class LabHandIn:
    """A part of what is handed in, as clients see it."""

    record: strawberry.Private[HandIn]

    dimension: str = strawberry.field(description="Dimension of the rubric that it counts in.")
    made_of: list[str] = strawberry.field(description="`series:…`, `table:…`, `score:…` or `artifact:…` of a run.")

    @classmethod
    def of(cls, record: HandIn) -> "LabHandIn":
        """Show a part of what is handed in."""
        return cls(record=record, dimension=record.dimension, made_of=list(record.made_of))

    @strawberry.field(description="What it is.")
    def name(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``name``."""
        return info.context.text(self.record.name, language)


@strawberry.type(name="LabOffer", description="What can be run of a lab here.")
class Offer:
    """An offer, as clients see it."""

    record: strawberry.Private[LabOffer]

    lab: str = strawberry.field(description="Slug of the lab, as `startLabRun` takes it.")
    recipe: str = strawberry.field(description="The recipe that is run.")
    profiles: list[LabProfile] = strawberry.field(description="The sizes it can be run in, smallest first.")
    parameters: list[LabParameter] = strawberry.field(description="What can be set, with the value of each profile.")
    measures: list[LabMeasure] = strawberry.field(description="The scores it measures.")
    makes: list[LabProduct] = strawberry.field(description="What a run makes.")
    starts_from: list[LabInput] = strawberry.field(description="What a run starts from.")
    hand_ins: list[LabHandIn] = strawberry.field(description="What the lab asks to hand in, and what answers it.")

    @classmethod
    def of(cls, record: LabOffer) -> "Offer":
        """Show an offer."""
        return cls(
            record=record,
            lab=record.lab,
            recipe=record.recipe,
            profiles=[LabProfile.of(name, one) for name, one in record.profiles.items()],
            parameters=[LabParameter.of(one) for one in record.parameters],
            measures=[LabMeasure.of(one) for one in record.scores],
            makes=[LabProduct.of(one) for one in record.makes],
            starts_from=[LabInput.of(one) for one in record.starts_from],
            hand_ins=[LabHandIn.of(one) for one in record.deliverables],
        )

    @strawberry.field(description="What it is called.")
    def title(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``title``."""
        return info.context.text(self.record.title, language)

    @strawberry.field(description="The lab; null where it belongs to no course of the graph.")
    def node(self, info: Info) -> LabType | None:
        """Resolve ``node``."""
        return info.context.shown.labs.get((self.record.course, self.record.lab))
