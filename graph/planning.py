"""Planning: what to learn, read and run before something, in which order, and why."""

from collections.abc import Sequence
from collections.abc import Set as AbstractSet

from graph.plan import LearningPath, Route
from graph.plans.budget import within_time
from graph.plans.constraints import PlanConstraints
from graph.plans.fitting import Fitted, known_well, with_fitting_materials, within_memory
from graph.plans.requirements import PLANNED, RequirementGraph
from graph.plans.steps import alternatives_in, assumed_by, steps_of
from graph.plans.trails import steps_along, trail_to
from graph.plans.ways import way_to
from graph.questions.known_set import numbers_known
from graph.served import Served
from schema.errors import NotFoundError


def learning_path(
    served: Served,
    targets: Sequence[str],
    known: Sequence[str] = (),
    *,
    route: Route = Route.REQUIRED,
    course: str | None = None,
    constraints: PlanConstraints | None = None,
) -> LearningPath:
    """Return what to learn, read and run to reach the targets.

    Args:
        served: The graph.
        targets: REFs of concepts, papers, pages, labs or lectures, mixed.
        known: REFs or tokens of what is known; it implies what it requires through groups of one member.
        route: Which edges to follow.
        course: Slug of the course whose pages, labs and order count; the first by default.
        constraints: What the plan has to fit; what does not is told.

    Raises:
        ExceptionGroup: Of ``NotFoundError``: some REFs mean nothing or no single thing, or there is no such course.
    """
    if course is not None and course not in served.catalogue.courses:
        raise ExceptionGroup("there is no such course to follow", [NotFoundError(course, what="course")])
    graph = served.requirements_of(course)
    target_nodes = _meant(served, graph, targets, course)
    known_nodes = numbers_known(served, known, course=course) if known else []
    known_numbers = graph.known_with(known_nodes) if known_nodes else frozenset()
    if len(target_nodes) == 1 and not known_nodes and route is Route.REQUIRED and constraints is None:
        return _along_the_trail(served, graph, target_nodes[0])
    fitted = Fitted(graph, way_to(graph, target_nodes, known_numbers, route))
    if constraints is not None:
        fitted = _fitted(served, fitted, target_nodes, known_numbers, route, constraints)
    graph, way = fitted.graph, fitted.way
    steps, minutes = steps_of(graph, way, fitted.left_out)
    return LearningPath(
        targets=tuple(map(graph.nodes.__getitem__, target_nodes)),
        known=tuple(map(graph.nodes.__getitem__, known_nodes)),
        route=route,
        steps=steps,
        assumed=assumed_by(graph, way, target_nodes, known_numbers),
        minutes=minutes,
        alternatives=alternatives_in(graph, way, known_numbers),
        exact=way.exact,
        revision=served.catalogue.revision,
        excluded=fitted.excluded,
    )


def _along_the_trail(served: Served, graph: RequirementGraph, target: int) -> LearningPath:
    trail = trail_to(graph, target)
    # Values in order, since names take as long as some steps.
    return LearningPath(
        (graph.nodes[target],),
        (),
        Route.REQUIRED,
        steps_along(graph, target, trail),
        trail.assumed,
        trail.total,
        trail.alternatives,
        trail.exact,
        served.catalogue.revision,
    )


def _fitted(
    served: Served,
    fitted: Fitted,
    targets: Sequence[int],
    known: AbstractSet[int],
    route: Route,
    constraints: PlanConstraints,
) -> Fitted:
    """Make a way fit, one constraint after another."""
    if constraints.least_evidence is not None:
        strict = served.requirements_of(fitted.graph.course, constraints.least_evidence)
        fitted = known_well(fitted, Fitted(strict, way_to(strict, targets, known, route)), constraints.least_evidence)
    if constraints.gpu_memory_gb is not None:
        fitted = within_memory(fitted, served.catalogue, known, route, constraints.gpu_memory_gb)
    fitted = with_fitting_materials(fitted, served.catalogue, constraints)
    if constraints.max_minutes is not None:
        fitted = within_time(fitted, known, route, constraints.max_minutes)
    return fitted


def _meant(served: Served, graph: RequirementGraph, refs: Sequence[str], course: str | None) -> list[int]:
    numbers: dict[int, None] = {}
    problems: list[NotFoundError] = []
    for ref in refs:
        number = graph.concepts.get(ref)
        if number is None:
            try:
                number = graph.number(served.refs.node(ref, course=course, kinds=PLANNED))
            except NotFoundError as error:
                problems.append(error)
                continue
        numbers[number] = None
    if problems:
        raise ExceptionGroup(f"{len(problems)} of {len(refs)} names cannot be planned with", problems)
    return list(numbers)
