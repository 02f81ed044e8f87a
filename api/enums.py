"""The enumerations of the API, with what each value means."""

from enum import StrEnum
from typing import Any

import strawberry

from graph.auditing.reordering import WhyNot
from graph.changes.told import ChangeKind, ChangeSubject
from graph.drawing.formats import PictureFormat
from graph.drawing.picture import BoxRole, EdgeKind
from graph.minutes import Basis
from graph.nodes import NodeKind
from graph.plan import Route
from graph.plans.constraints import Constraint
from graph.questions.chains import LinkKind, WhyAnswer
from graph.search import Match
from reading.bibliography import BibliographyFormat, BibliographyStyle
from reading.list_formats import ListFormat
from reading.saved_list_text import SavedListFormat
from reading.selection import Grouping, ListOrder
from schema.lab_records import AssetKind, Dimension, Scope
from schema.saved_list_records import ListItemKind
from schema.values import (
    ConceptKind,
    Evidence,
    PageKind,
    PaperConceptKind,
    Priority,
    PublicationState,
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


def described(
    enumeration: Any,  # noqa: ANN401 - strawberry adds an attribute
    description: str,
    *,
    called: str | None = None,
    **values: str,
) -> None:
    """Make an enumeration part of the API; every value has to be described."""
    strawberry.enum(enumeration, name=called, description=description)
    for value in enumeration.__strawberry_definition__.values:
        value.description = values[value.name]


described(Language, "A language that texts exist in.", ZH="Chinese.", EN="English.")
described(
    NodeKind,
    "What a node is: the name of its type.",
    COURSE="A course.",
    LECTURE="A lecture of a course.",
    PAGE="A page of a course.",
    CONCEPT="Something that can be learnt.",
    PAPER="A paper.",
    RESOURCE="A recommended book, site or tool that is not a paper.",
    LAB="A lab of a course.",
    SAVED_LIST="A list that somebody keeps; never found by search or by a name, only by its slug or id.",
    LAB_RUN="A run of a lab; found only by its id.",
)
described(
    StepKind,
    "What a step of a learning path is.",
    CONCEPT="A concept to learn.",
    PAPER="A paper to read.",
    PAGE="A page to read.",
    LAB="A lab to do.",
    LECTURE="A lecture to follow.",
)
described(
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
described(
    Role,
    "How a page recommends something.",
    CORE="Part of what everyone reads.",
    EXTENDED="For those who want more.",
)
described(
    Priority,
    "How urgently a page recommends something.",
    MUST="Has to be read.",
    STRONG="Strongly recommended.",
    RECOMMENDED="Recommended.",
    OPTIONAL="If there is time.",
    REFERENCE="To look things up in.",
)
described(
    Evidence,
    "How an edge is known, from the strongest.",
    STATED="A page or paper says so, and the place is given.",
    DECLARED="The course's instructor accepted it.",
    CURATED="This project's vocabulary says so; the course has not confirmed it.",
    INFERRED="A rule proposes it; never part of a learning path unless asked for.",
)
described(
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
described(
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
described(
    PaperConceptKind,
    "How a paper treats a concept.",
    INTRODUCES="Introduces it.",
    USES="Uses it.",
    SURVEYS="Surveys it.",
)
described(
    PublicationState,
    "Whether a paper that began as a preprint was published.",
    PUBLISHED="A source has seen where, and no other says otherwise.",
    CLAIMED="It is said to be published; no source has confirmed it.",
    DIFFERS="Sources name different venues, years or DOIs.",
    PREPRINT="ArXiv was asked, and no source names a publication.",
    UNVERIFIED="It could not be verified: no source names a publication, and arXiv was never asked.",
)
described(
    Scope,
    "Which run of a lab a setting belongs to.",
    MAIN="The run that everyone does.",
    ABLATION="A run that changes one thing to compare.",
    GENERATION="Generating text.",
    EVALUATION="Measuring a model.",
    BONUS="Extra work, or one of several to choose from.",
)
described(
    AssetKind,
    "What has to be downloaded.",
    MODEL="A model.",
    DATA_SET="A data set.",
)
described(
    Dimension,
    "What a lab report is graded by.",
    COMPLETENESS="Whether all steps are done.",
    ANALYSIS="How deep the results are thought through.",
    REPRODUCIBILITY="Whether others can repeat it.",
)
described(
    Severity,
    "How much a finding matters.",
    ERROR="Would make the graph wrong: what it names was left out.",
    WARNING="Likely a mistake of the source.",
    INFO="Worth knowing.",
)
described(
    Match,
    "How something was found, from the surest.",
    REF="The text is a reference to just this.",
    ALIAS="The text is one of its names.",
    TEXT="Its names or texts hold the words.",
)
described(
    Route,
    "Which edges a learning path follows.",
    REQUIRED="Only what the targets need.",
    COURSE="Also what the course teaches before, each such step marked.",
)
described(
    Constraint,
    "A constraint on a learning path.",
    LEAST_EVIDENCE="How well edges have to be known.",
    GPU_MEMORY="How much memory the GPU has.",
    PRIORITIES="How urgently papers are recommended.",
    LANGUAGE="In which language materials are.",
    MAX_MINUTES="How much time there is.",
)
described(
    Basis,
    "Where minutes come from.",
    DECLARED="The source says so.",
    ESTIMATED="Estimated from lengths and priorities by a fixed table.",
    MIXED="Partly declared, partly estimated.",
)
described(
    BibliographyFormat,
    "A format for bibliographies.",
    BIBTEX="BibTeX.",
    BIBLATEX="BibLaTeX.",
    RIS="RIS, as EndNote and Zotero read it.",
    CSL_JSON="CSL-JSON, as Pandoc and Zotero read it.",
    TEXT="Plain text, in a style.",
    MARKDOWN="Markdown.",
    HTML="A page of HTML.",
)
described(
    BibliographyStyle,
    "How formal references look in text, Markdown and HTML.",
    GBT7714="GB/T 7714-2015, numeric: the Chinese national standard.",
    APA="APA, 7th edition: sorted by author.",
    IEEE="IEEE.",
)
described(
    ListOrder,
    "An order of a reading list.",
    PREREQUISITE="Each paper after those it builds on, else as the course has them.",
    COURSE="As the course recommends them.",
    PRIORITY="The most urgent first.",
    DATE="The oldest first version first.",
)
described(
    Grouping,
    "What a reading list is grouped by.",
    LECTURE="The lecture that papers are recommended for.",
    CONCEPT="The concept that a paper is about first of all.",
    NONE="Nothing: one group.",
)
described(
    ListFormat,
    "A format for reading lists.",
    MARKDOWN="Markdown, with tasks to tick.",
    HTML="A page to print, with boxes to tick.",
    CSV="A table for spreadsheets, in UTF-8 with its mark.",
    JSON="JSON, texts in both languages.",
)
described(
    ListItemKind,
    "What can stand on a saved list.",
    PAPER="A paper.",
    RESOURCE="A recommended book, site or tool that is not a paper.",
    PAGE="A page of a course.",
)
described(
    SavedListFormat,
    "A format for saved lists.",
    BIB="BibTeX, of its papers.",
    BIBLATEX="BibLaTeX, of its papers.",
    RIS="RIS, of its papers.",
    JSON="CSL-JSON, of its papers.",
    TXT="References in plain text, of its papers.",
    MD="Markdown, with tasks to tick.",
    HTML="A page to print, with boxes to tick.",
    CSV="A table for spreadsheets, in UTF-8 with its mark.",
)
described(
    WhyAnswer,
    "How one thing stands to another that may come after it, from the strongest.",
    SAME="They are the same.",
    NEEDED="The later one cannot do without the earlier one.",
    ONE_OF_SEVERAL="The earlier one leads to the later one, but something else would do as well.",
    OTHER_WAY_ROUND="It is the other way round: the earlier one needs the later one.",
    ORDER="Neither needs the other; a course teaches one before the other.",
    RELATED="Neither needs the other; they stand to each other in another way.",
    NONE="Nothing joins them.",
)
described(
    LinkKind,
    "What a link of a chain says.",
    REQUIRES="The later one needs the earlier one.",
    TEACHES="The earlier one, a page or lecture, teaches the later one.",
    INTRODUCES="The earlier one, a paper, introduces the later one.",
    STARTS_FROM="The later one, a lab, starts from what the earlier one has made.",
    PRECEDES="A course teaches the earlier one first: an order, not a need.",
)
described(
    ChangeKind,
    "What happened to something.",
    ADDED="It is there now.",
    REMOVED="It is there no more.",
    RENAMED="It goes by another name.",
    MOVED="It stands elsewhere.",
    CHANGED="It is different.",
)
described(
    ChangeSubject,
    "What a change is about.",
    COURSE="The course.",
    LECTURE="A lecture.",
    PAGE="A page: its place, its title, its text.",
    SECTION="The headings of a page.",
    CONCEPT="A concept of the vocabulary.",
    REQUIREMENT="What a concept requires, or why.",
    RELATION="How one concept stands to another.",
    ORDER="What the course teaches before what.",
    COVERAGE="What a page teaches.",
    RECOMMENDATION="What a page recommends, and how.",
    PAPER="What is known of a paper.",
    LAB="A lab.",
    LAB_STEP="A step of a lab.",
    SETTING="A setting that a lab uses.",
    ASSET="A model or data set that a lab uses.",
    LAB_CONCEPT="What a lab practises or assesses.",
    ARTIFACT="What a lab starts from.",
    DELIVERABLE="What a lab asks to hand in.",
    EXPECTED_RESULT="What a lab tells one to expect.",
    HARDWARE="What a lab, or a kind of work, takes.",
    GRADING="What is graded, and how much it counts.",
    PROJECT="What a project can be, and when it is due.",
    FINDING="Something a person should know about the course.",
)
described(
    WhyNot,
    "Why no order of pages mends a violation.",
    ENTRANCE="The page is the entrance of the course or of a lecture: it looks ahead.",
    CIRCLE="What the page needs in turn needs the page.",
)
described(
    PictureFormat,
    "A format of pictures.",
    SVG="One file for browsers, light and dark.",
    MERMAID="A flowchart that many editors draw.",
    DOT="A graph for Graphviz.",
    LAYOUT="JSON with the place of every box and edge.",
)
described(
    BoxRole,
    "Why a box is in a picture.",
    TARGET="What the picture is about.",
    STEP="To be learnt, read or done.",
    FOR_ORDER="Here only because the course teaches it before.",
    KNOWN="Known already.",
    ASSUMED="A basic that is taken for granted.",
    ALTERNATIVE="Would do as well as what was chosen.",
    AROUND="Stands near what the picture is about.",
    MATERIAL="To read or do for what the picture is about.",
    ONE_OF="No node: edges meet here of which one is enough.",
)
described(
    EdgeKind,
    "What an edge of a picture says.",
    REQUIRES="The target cannot be understood without the source.",
    ONE_OF="The source is one of several that are enough.",
    PRECEDES="A course teaches the source before the target: an order, not a need.",
    RELATION="How one concept stands to another, apart from needing it.",
    MATERIAL="A page, paper or lab treats a concept.",
)
