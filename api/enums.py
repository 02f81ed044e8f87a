"""The enumerations of the API, with what each value means."""

from enum import StrEnum
from typing import Any

import strawberry

from graph.minutes import Basis
from graph.nodes import NodeKind
from graph.plan import Route
from graph.search import Match
from reading.bibliography import BibliographyFormat
from schema.lab_records import AssetKind, Dimension, Scope
from schema.values import (
    ConceptKind,
    Evidence,
    PageKind,
    PaperConceptKind,
    Priority,
    RelationKind,
    Role,
    Severity,
)


class Language(StrEnum):
    """A language that texts exist in."""

    ZH = "zh"
    EN = "en"


class StepKind(StrEnum):
    """What a step of a learning path is."""

    CONCEPT = "Concept"
    PAPER = "Paper"
    PAGE = "Page"
    LAB = "Lab"
    LECTURE = "Lecture"


def _shown(enumeration: Any, description: str, **values: str) -> None:  # noqa: ANN401 - strawberry adds an attribute
    """Make an enumeration part of the API; every value has to be described."""
    strawberry.enum(enumeration, description=description)
    for value in enumeration.__strawberry_definition__.values:
        value.description = values[value.name]


_shown(Language, "A language that texts exist in.", ZH="Chinese.", EN="English.")
_shown(
    NodeKind,
    "What a node is: the name of its type.",
    COURSE="A course.",
    LECTURE="A lecture of a course.",
    PAGE="A page of a course.",
    CONCEPT="Something that can be learnt.",
    PAPER="A paper.",
    RESOURCE="A recommended book, site or tool that is not a paper.",
    LAB="A lab of a course.",
)
_shown(
    StepKind,
    "What a step of a learning path is.",
    CONCEPT="A concept to learn.",
    PAPER="A paper to read.",
    PAGE="A page to read.",
    LAB="A lab to do.",
    LECTURE="A lecture to follow.",
)
_shown(
    PageKind,
    "What a page is for.",
    OVERVIEW="The entrance of the course or of a lecture.",
    SECTION="Teaches.",
    PAPERS="Recommends papers.",
    LAB="Describes a lab.",
    PROJECT="Describes a project.",
    RESOURCE="Collects material.",
    GRADING="Says how work is graded.",
)
_shown(
    Role,
    "How a page recommends something.",
    CORE="Part of what everyone reads.",
    EXTENDED="For those who want more.",
)
_shown(
    Priority,
    "How urgently a page recommends something.",
    MUST="Has to be read.",
    STRONG="Strongly recommended.",
    RECOMMENDED="Recommended.",
    OPTIONAL="If there is time.",
    REFERENCE="To look things up in.",
)
_shown(
    Evidence,
    "How an edge is known, from the strongest.",
    STATED="A page or paper says so, and the place is given.",
    DECLARED="The course's instructor accepted it.",
    CURATED="This project's vocabulary says so; the course has not confirmed it.",
    INFERRED="A rule proposes it; never part of a learning path unless asked for.",
)
_shown(
    ConceptKind,
    "What sort of thing a concept is.",
    STAGE="A stage of training.",
    METHOD="A method.",
    OBJECTIVE="What is optimised.",
    DATA="A kind of data.",
    EVALUATION="A way to measure.",
    MODEL="A model or a part of one.",
    THEORY="A piece of theory.",
    TECHNIQUE="A technique within methods.",
    PHENOMENON="Something that is observed.",
    TOOL="A tool.",
)
_shown(
    RelationKind,
    "How one concept stands to another, apart from needing it.",
    PART_OF="Is a part of it.",
    VARIANT_OF="Is a variant of it.",
    ANSWERS="Answers a question that it raises.",
    REPAIRS="Repairs a fault of it.",
    REMOVES="Does without it.",
    COMBINES="Combines it with others.",
    APPLIES="Applies it.",
    EQUALS="Is the same under another view.",
)
_shown(
    PaperConceptKind,
    "How a paper treats a concept.",
    INTRODUCES="Introduces it.",
    USES="Uses it.",
    SURVEYS="Surveys it.",
)
_shown(
    Scope,
    "Which run of a lab a setting belongs to.",
    MAIN="The run that everyone does.",
    ABLATION="A run that changes one thing to compare.",
    GENERATION="Generating text.",
    EVALUATION="Measuring a model.",
    BONUS="Extra work, or one of several to choose from.",
)
_shown(
    AssetKind,
    "What has to be downloaded.",
    MODEL="A model.",
    DATA_SET="A data set.",
)
_shown(
    Dimension,
    "What a lab report is graded by.",
    COMPLETENESS="Whether all steps are done.",
    ANALYSIS="How deep the results are thought through.",
    REPRODUCIBILITY="Whether others can repeat it.",
)
_shown(
    Severity,
    "How much a finding matters.",
    ERROR="Would make the graph wrong: what it names was left out.",
    WARNING="Likely a mistake of the source.",
    INFO="Worth knowing.",
)
_shown(
    Match,
    "How something was found, from the surest.",
    REF="The text is a reference to just this.",
    ALIAS="The text is one of its names.",
    TEXT="Its names or texts hold the words.",
)
_shown(
    Route,
    "Which edges a learning path follows.",
    REQUIRED="Only what the targets need.",
    COURSE="Also what the course teaches before, each such step marked.",
)
_shown(
    Basis,
    "Where minutes come from.",
    DECLARED="The source says so.",
    ESTIMATED="Estimated from lengths and priorities by a fixed table.",
    MIXED="Partly declared, partly estimated.",
)
_shown(
    BibliographyFormat,
    "A format for bibliographies.",
    BIBTEX="BibTeX.",
    BIBLATEX="BibLaTeX.",
    RIS="RIS, as EndNote and Zotero read it.",
    CSL_JSON="CSL-JSON, as Pandoc and Zotero read it.",
    MARKDOWN="Markdown.",
    HTML="A page of HTML.",
)
