"""Concepts, and the edges between them."""

from typing import Annotated

import strawberry

from api.context import Info
from api.enums import Language
from api.evidence_types import LanguageArgument, ReasonedEdge
from api.lazy_types import CourseType, LabType, PageType, PaperType
from api.node import Node, id_of
from api.page_types import Coverage
from api.paper_types import PaperConceptLink
from schema import records
from schema.values import ConceptKind, CoverageKind, Evidence, PaperConceptKind, RelationKind


@strawberry.type(description="One thing that can be learnt.")
class Concept(Node):
    """A concept, as clients see it."""

    record: strawberry.Private[records.Concept]

    slug: str = strawberry.field(description="Its name everywhere.")
    aliases: list[str] = strawberry.field(description="Other spellings, in any language.")
    kind: ConceptKind = strawberry.field(description="What sort of thing it is.")
    area: str = strawberry.field(description="The part of the field it belongs to.")
    assumed: bool = strawberry.field(description="Whether courses take it for granted.")
    languages: list[Language] = strawberry.field(description="The languages that its name and definition exist in.")

    @classmethod
    def of(cls, record: records.Concept) -> "Concept":
        """Show a concept."""
        defined = record.definition.languages
        return cls(
            id=id_of(record),
            record=record,
            slug=record.slug,
            aliases=list(record.aliases),
            kind=record.kind,
            area=record.area,
            assumed=record.assumed,
            languages=[Language(code) for code in record.name.languages if code in defined],
        )

    @strawberry.field(description="Its name.")
    def name(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``name``."""
        return info.context.text(self.record.name, language)

    @strawberry.field(description="What it is, in one or two sentences.")
    def definition(self, info: Info, language: LanguageArgument = None) -> str:
        """Resolve ``definition``."""
        return info.context.text(self.record.definition, language)

    @strawberry.field(description="What has to be understood before: all of these groups, of each any one concept.")
    def requires(
        self,
        info: Info,
        least_evidence: Annotated[
            Evidence | None, strawberry.argument(description="Only groups that are known at least this well.")
        ] = None,
    ) -> list["Requirement"]:
        """Resolve ``requires``."""
        least = least_evidence or Evidence.INFERRED
        needs = info.context.catalogue.requirements.get(self.slug, ())
        return [Requirement(edge=need) for need in needs if need.evidence.is_at_least(least)]

    @strawberry.field(description="What courses teach directly before it: an order, not a need.")
    def preceded_by(self, info: Info) -> list["Precedence"]:
        """Resolve ``precededBy``."""
        return [Precedence(edge=one) for one in info.context.catalogue.preceded_by.get(self.slug, ())]

    @strawberry.field(description="The concepts that directly require it.")
    def unlocks(self, info: Info) -> list["Concept"]:
        """Resolve ``unlocks``."""
        return [info.context.shown.concepts[slug] for slug in info.context.catalogue.unlocks.get(self.slug, ())]

    @strawberry.field(description="How it stands to other concepts, and they to it, apart from needing.")
    def relations(self, info: Info) -> list["Relation"]:
        """Resolve ``relations``."""
        return [Relation.of(one) for one in info.context.catalogue.relations.get(self.slug, ())]

    @strawberry.field(description="The pages that explain it, in the order of the course.")
    def taught_by(self, info: Info) -> list[PageType]:
        """Resolve ``taughtBy``."""
        return self._pages(info, CoverageKind.TEACHES)

    @strawberry.field(description="The pages that name it without explaining it, in the order of the course.")
    def mentioned_by(self, info: Info) -> list[PageType]:
        """Resolve ``mentionedBy``."""
        return self._pages(info, CoverageKind.MENTIONS)

    @strawberry.field(description="The pages that explain or name it, with how that is known.")
    def coverages(self, info: Info) -> list[Coverage]:
        """Resolve ``coverages``."""
        return [Coverage.of(one) for one in info.context.catalogue.coverages_of_concept.get(self.slug, ())]

    @strawberry.field(
        description="The papers that introduce it, use it or survey it, in this order; where that is only inferred, "
        "they are left out by default."
    )
    def papers(
        self,
        info: Info,
        kind: Annotated[
            PaperConceptKind | None, strawberry.argument(description="Only those that treat it so.")
        ] = None,
        least_evidence: Annotated[
            Evidence | None,
            strawberry.argument(description="Only where that is known at least this well; by default `CURATED`."),
        ] = None,
    ) -> list[PaperType]:
        """Resolve ``papers``."""
        links = info.context.catalogue.papers_treating(self.slug, least_evidence or Evidence.CURATED)
        found = dict.fromkeys(link.paper for link in links if kind in (None, link.kind))
        return [info.context.shown.papers[paper] for paper in found]

    @strawberry.field(description="How papers treat it, and how that is known.")
    def paper_links(
        self,
        info: Info,
        least_evidence: Annotated[
            Evidence | None, strawberry.argument(description="Only what is known at least this well; all by default.")
        ] = None,
    ) -> list[PaperConceptLink]:
        """Resolve ``paperLinks``."""
        links = info.context.catalogue.papers_treating(self.slug, least_evidence or Evidence.INFERRED)
        return [PaperConceptLink.of(link) for link in links]

    @strawberry.field(description="The labs that practise or assess it.")
    def labs(self, info: Info) -> list[LabType]:
        """Resolve ``labs``."""
        links = info.context.catalogue.labs_of_concept.get(self.slug, ())
        found = dict.fromkeys((link.course, link.lab) for link in links)
        return [info.context.shown.labs[lab] for lab in found]

    def _pages(self, info: Info, kind: CoverageKind) -> list[PageType]:
        found = info.context.catalogue.coverages_of_concept.get(self.slug, ())
        return [info.context.shown.pages[one.course, one.page] for one in found if one.kind is kind]


@strawberry.type(description="A concept cannot be understood without one of a group of others.")
class Requirement(ReasonedEdge):
    """A group of prerequisites, as clients see it."""

    edge: strawberry.Private[records.Requirement]

    @strawberry.field(description="The concepts of which one is enough.")
    def any_of(self, info: Info) -> list[Concept]:
        """Resolve ``anyOf``."""
        return [info.context.shown.concepts[slug] for slug in self.edge.any_of]

    @strawberry.field(description="The concept that needs one of them.")
    def concept(self, info: Info) -> Concept:
        """Resolve ``concept``."""
        return info.context.shown.concepts[self.edge.concept]


@strawberry.type(description="A course teaches one concept before another: an order, not a need.")
class Precedence(ReasonedEdge):
    """A step of a course's order, as clients see it."""

    edge: strawberry.Private[records.Precedence]

    @strawberry.field(description="The concept that is taught first.")
    def concept(self, info: Info) -> Concept:
        """Resolve ``concept``."""
        return info.context.shown.concepts[self.edge.before]

    @strawberry.field(description="The course that teaches in this order.")
    def course(self, info: Info) -> CourseType:
        """Resolve ``course``."""
        return info.context.shown.courses[self.edge.course]


@strawberry.type(description="How one concept stands to another, apart from needing it.")
class Relation(ReasonedEdge):
    """A relation, as clients see it."""

    edge: strawberry.Private[records.Relation]

    kind: RelationKind = strawberry.field(description="How the source stands to the target.")

    @classmethod
    def of(cls, record: records.Relation) -> "Relation":
        """Show a relation."""
        return cls(edge=record, kind=record.kind)

    @strawberry.field(description="The concept that stands so to the other.")
    def source(self, info: Info) -> Concept:
        """Resolve ``source``."""
        return info.context.shown.concepts[self.edge.source]

    @strawberry.field(description="The other concept.")
    def target(self, info: Info) -> Concept:
        """Resolve ``target``."""
        return info.context.shown.concepts[self.edge.target]
