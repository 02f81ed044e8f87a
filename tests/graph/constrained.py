"""Short ways to plan under constraints in the invented course, and to say what came of it."""

from graph.nodes import key_of
from graph.plan import LearningPath, Route
from graph.planning import learning_path
from graph.plans.constraints import Excluded, PlanConstraints
from schema.record_set import RecordSet
from schema.records import Paper, PaperConcept
from schema.values import Evidence, PaperConceptKind, Priority
from tests.graph.teahouse import (
    recommends,
    served,
    with_more,
)

TEAHOUSE_SERVED = served()


def plan(targets: str, known: str = "", *, of=TEAHOUSE_SERVED, route: Route = Route.REQUIRED, **asked) -> LearningPath:
    return learning_path(of, targets.split(), known.split(), route=route, constraints=PlanConstraints(**asked))


def names(path: LearningPath) -> list[str]:
    return [key_of(step.node) for step in path.steps]


def told(path: LearningPath, *, kept: bool = False) -> list[str]:
    return [key_of(one.node) for one in path.excluded if one.kept is kept]


def about(path: LearningPath, name: str) -> Excluded:
    return next(one for one in path.excluded if key_of(one.node) == name)


def materials(path: LearningPath) -> set[str]:
    return {key_of(one) for step in path.steps for one in (*step.pages, *step.papers, *step.labs)}


def likely(path: LearningPath) -> int:
    return path.minutes.likely if path.minutes else 0


def with_papers() -> RecordSet:
    """Return the teahouse with two more papers on water, which has a page."""
    papers = [Paper(id="on-springs", title="On Springs"), Paper(id="on-wells", title="On Wells")]
    links = [
        PaperConcept(paper=paper.id, concept="water", kind=PaperConceptKind.INTRODUCES, evidence=Evidence.CURATED)
        for paper in papers
    ]
    said = [
        recommends("/docs/lecture-1/papers", 8, paper="on-springs", priority=Priority.STRONG),
        recommends("/docs/lecture-1/papers", 9, paper="on-wells", priority=Priority.OPTIONAL),
    ]
    return with_more(*papers, *links, *said)
