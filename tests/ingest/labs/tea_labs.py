"""An invented lab on tea, to read facts from."""

from ingest.labs.lab_facts import LabFacts, course_facts_in, lab_facts_in
from schema.records import Lab
from schema.values import PageKind
from tests.ingest.recommended.block_pages import Part, page_of

LAB = Lab(course="tea", slug="lab-1", number=1, title="Brewing", page="/docs/lecture-1/lab", lecture=1)


def lab_facts(*parts: Part) -> LabFacts:
    return lab_facts_in(page_of(*parts, kind=PageKind.LAB, path=LAB.page), LAB)


def course_facts(*parts: Part, kind: PageKind = PageKind.RESOURCE) -> LabFacts:
    return course_facts_in(page_of(*parts, kind=kind, lecture=None, path="/docs/tea"), [LAB])


def of(facts: LabFacts, kind: type) -> list:
    return [record for record in facts.records if isinstance(record, kind)]
