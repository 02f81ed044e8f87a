"""Labs: what they practise, what they start from, and what they are in full."""

from typing import Annotated

import strawberry

from api.context import Info
from api.evidence_types import KnownEdge, ReasonedEdge
from api.lab_conformance import LabConformance, conformance_of
from api.lab_estimate_types import LabEstimate
from api.lab_offer_types import Offer
from api.lab_run_types import LabRun
from api.lazy_types import ConceptType, CourseType, LectureType, PageType, PaperType
from api.node import Node, id_of
from api.work_types import Deliverable, ExpectedResult, HardwareNeed, HyperParameter, LabAsset, LabStep
from graph.lab_catalogue import LabFacts
from labs.estimates import estimates_of
from labs.offered.loading import shipped_offers
from labs.offered.offer_records import LabOffer
from schema import records
from schema.lab_records import AssetKind, Scope
from schema.lab_runs import RunFilter
from schema.run_records import RunState
from schema.values import LabConceptKind, PaperConceptKind


@strawberry.type(description="A lab of a course.")
class Lab(Node):
    """A lab, as clients see it."""

    record: strawberry.Private[records.Lab]

    slug: str = strawberry.field(description="Its name, as `lab-1`.")
    number: int = strawberry.field(description="Its number.")
    title: str = strawberry.field(description="Its title.")

    @classmethod
    def of(cls, record: records.Lab) -> "Lab":
        """Show a lab."""
        return cls(id=id_of(record), record=record, slug=record.slug, number=record.number, title=record.title)

    @strawberry.field(description="Its course.")
    def course(self, info: Info) -> CourseType:
        """Resolve ``course``."""
        return info.context.shown.courses[self.record.course]

    @strawberry.field(description="The page that describes it.")
    def page(self, info: Info) -> PageType | None:
        """Resolve ``page``."""
        return info.context.shown.pages.get((self.record.course, self.record.page))

    @strawberry.field(description="Its lecture, if it belongs to one.")
    def lecture(self, info: Info) -> LectureType | None:
        """Resolve ``lecture``."""
        return info.context.shown.lectures.get((self.record.course, self.record.lecture))

    @strawberry.field(description="The concepts it practises.")
    def practises(self, info: Info) -> list[ConceptType]:
        """Resolve ``practises``."""
        return [info.context.shown.concepts[link.concept] for link in self._links(info, LabConceptKind.PRACTISES)]

    @strawberry.field(description="The concepts it assesses.")
    def assesses(self, info: Info) -> list[ConceptType]:
        """Resolve ``assesses``."""
        return [info.context.shown.concepts[link.concept] for link in self._links(info, LabConceptKind.ASSESSES)]

    @strawberry.field(description="What it practises and assesses, with how that is known.")
    def concepts(self, info: Info) -> list["LabConceptLink"]:
        """Resolve ``concepts``."""
        return [LabConceptLink.of(link) for link in self._links(info, None)]

    @strawberry.field(description="What it is for, as its page says in a sentence; null where the page says nothing.")
    def goal(self, info: Info) -> str | None:
        """Resolve ``goal``."""
        page = info.context.shown.pages.get((self.record.course, self.record.page))
        return (page.description or None) if page else None

    @strawberry.field(description="The papers that introduce what it practises, in the order of the concepts.")
    def papers(self, info: Info) -> list[PaperType]:
        """Resolve ``papers``."""
        treating = info.context.catalogue.papers_of_concept
        found = dict.fromkeys(
            link.paper
            for practised in self._links(info, LabConceptKind.PRACTISES)
            for link in treating.get(practised.concept, ())
            if link.kind is PaperConceptKind.INTRODUCES
        )
        return [info.context.shown.papers[paper] for paper in found]

    @strawberry.field(description="What it starts from: all of these groups.")
    def needs(self, info: Info) -> list["ArtifactNeed"]:
        """Resolve ``needs``."""
        needs = info.context.catalogue.artifact_needs.get((self.record.course, self.slug), ())
        return [ArtifactNeed.of(need) for need in needs]

    @strawberry.field(description="How long its steps take, if the course says so.")
    def minutes(self, info: Info) -> int | None:
        """Resolve ``minutes``."""
        return self._facts(info).minutes

    @strawberry.field(description="Its steps, in order.")
    def steps(self, info: Info) -> list[LabStep]:
        """Resolve ``steps``."""
        return [LabStep.of(step) for step in self._facts(info).steps]

    @strawberry.field(description="The settings it uses, in order.")
    def hyper_parameters(
        self,
        info: Info,
        scope: Annotated[Scope | None, strawberry.argument(description="Only settings of this run.")] = None,
    ) -> list[HyperParameter]:
        """Resolve ``hyperParameters``."""
        found = self._facts(info).hyper_parameters
        return [HyperParameter.of(one) for one in found if scope in (None, one.scope)]

    @strawberry.field(description="The models it uses.")
    def models(self, info: Info) -> list[LabAsset]:
        """Resolve ``models``."""
        return [LabAsset.of(asset) for asset in self._facts(info).assets_of(AssetKind.MODEL)]

    @strawberry.field(description="The data sets it uses.")
    def data_sets(self, info: Info) -> list[LabAsset]:
        """Resolve ``dataSets``."""
        return [LabAsset.of(asset) for asset in self._facts(info).assets_of(AssetKind.DATA_SET)]

    @strawberry.field(description="What it asks to hand in.")
    def deliverables(self, info: Info) -> list[Deliverable]:
        """Resolve ``deliverables``."""
        return [Deliverable.of(one) for one in self._facts(info).deliverables]

    @strawberry.field(description="What the course tells one to expect.")
    def expected_results(self, info: Info) -> list[ExpectedResult]:
        """Resolve ``expectedResults``."""
        return [ExpectedResult.of(one) for one in self._facts(info).expected_results]

    @strawberry.field(description="What it takes on which hardware.")
    def hardware(self, info: Info) -> list[HardwareNeed]:
        """Resolve ``hardware``."""
        return [HardwareNeed.of(one) for one in self._facts(info).hardware]

    @strawberry.field(description="What can be run of it here: recipe, profiles, parameters; null where nothing can.")
    def offer(self, info: Info) -> Offer | None:
        """Resolve ``offer``."""
        offer = self._offer(info)
        return Offer.of(offer) if offer else None

    @strawberry.field(description="How a profile compares with what the course and papers say.")
    def conformance(
        self, info: Info, profile: Annotated[str, strawberry.argument(description="Name of the profile.")] = "tiny"
    ) -> list[LabConformance]:
        """Resolve ``conformance``."""
        offer = self._offer(info)
        return conformance_of(offer, profile) if offer and profile in offer.profiles else []

    @strawberry.field(description="How long each profile takes, by all who say something of it: the course, runs here.")
    def estimates(self, info: Info) -> list[LabEstimate]:
        """Resolve ``estimates``."""
        offer, desk = self._offer(info), info.context.runs
        if offer is None:
            return []
        runs = desk.runs(RunFilter(lab=self.slug, states=(RunState.SUCCEEDED,)), limit=200) if desk else ()
        return [LabEstimate.of(one) for one in estimates_of(offer, runs, info.context.catalogue, self.record)]

    @strawberry.field(description="Its newest runs; see `labRuns` for all.")
    def recent_runs(
        self, info: Info, first: Annotated[int, strawberry.argument(description="How many, at most 20.")] = 5
    ) -> list[LabRun]:
        """Resolve ``recentRuns``."""
        if info.context.runs is None:
            return []
        which = RunFilter(lab=self.slug, course=self.record.course)
        return [LabRun.of(run) for run in info.context.runs.runs(which, limit=max(0, min(first, 20)))]

    def _offer(self, info: Info) -> LabOffer | None:
        offers = info.context.runs.offers if info.context.runs else shipped_offers()
        offer = offers.get(self.slug)
        return offer if offer and offer.course == self.record.course else None

    def _facts(self, info: Info) -> LabFacts:
        return info.context.catalogue.lab_facts(self.record)

    def _links(self, info: Info, kind: LabConceptKind | None) -> list[records.LabConcept]:
        links = info.context.catalogue.concepts_of_lab.get((self.record.course, self.slug), ())
        return [link for link in links if kind in (None, link.kind)]


@strawberry.type(description="A lab practises a concept, or assesses it.")
class LabConceptLink(KnownEdge):
    """That a lab treats a concept, as clients see it."""

    edge: strawberry.Private[records.LabConcept]

    assessed: bool = strawberry.field(description="Whether the lab assesses the concept; otherwise it practises it.")
    elective: int | None = strawberry.field(
        description="Number of the elective part that practises it; of a lab's electives, one is enough; 0 for a bonus."
    )

    @classmethod
    def of(cls, record: records.LabConcept) -> "LabConceptLink":
        """Show that a lab treats a concept."""
        return cls(edge=record, assessed=record.kind is LabConceptKind.ASSESSES, elective=record.elective)

    @strawberry.field(description="The concept.")
    def concept(self, info: Info) -> ConceptType:
        """Resolve ``concept``."""
        return info.context.shown.concepts[self.edge.concept]


@strawberry.type(description="A lab starts from what one of a group of labs made, or from a public model.")
class ArtifactNeed(ReasonedEdge):
    """What a lab starts from, as clients see it."""

    edge: strawberry.Private[records.ArtifactNeed]

    or_model: str | None = strawberry.field(description="A public model that does instead.")
    artifact: str = strawberry.field(description="What is needed, as `adapter`.")
    optional: bool = strawberry.field(description="Whether the lab can be done without it.")

    @classmethod
    def of(cls, record: records.ArtifactNeed) -> "ArtifactNeed":
        """Show what a lab starts from."""
        return cls(edge=record, or_model=record.or_model, artifact=record.artifact, optional=record.optional)

    @strawberry.field(description="The labs of which one is enough.")
    def any_of(self, info: Info) -> list[Lab]:
        """Resolve ``anyOf``."""
        labs = info.context.shown.labs
        return [labs[self.edge.course, slug] for slug in self.edge.any_of if (self.edge.course, slug) in labs]
