"""Whose plans change: the plan to each lecture of a course, in one revision and in another."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.changes.paired import moved
from graph.nodes import NodeKind, global_id, key_of
from graph.plan import LearningPath, Route, Step
from graph.planning import learning_path
from graph.served import Served
from schema.records import Lecture


@dataclass(frozen=True, slots=True)
class PlanChange:
    """How the plan to a lecture differs between two revisions, for someone who knows nothing yet.

    Attributes:
        lecture: The lecture, as the newer revision has it if it does.
        before: Its plan in the older revision; None where there is no such lecture.
        after: Its plan in the newer.
        new: Steps that are there now.
        gone: Steps that are there no more.
        moved: Steps that stand elsewhere among those that both plans have.
    """

    lecture: Lecture
    before: LearningPath | None
    after: LearningPath | None
    new: tuple[Step, ...]
    gone: tuple[Step, ...]
    moved: tuple[Step, ...]

    def __bool__(self) -> bool:
        """Say whether anything differs that a student would see: the steps, their order or their time."""
        took, takes = (plan.minutes if plan else None for plan in (self.before, self.after))
        return bool(self.new or self.gone or self.moved) or took != takes


def plan_changes(before: Served, after: Served, course: str, route: Route = Route.REQUIRED) -> tuple[PlanChange, ...]:
    """Return the lectures of a course whose plans differ, by number."""
    return tuple(one for one in _compared(before, after, course, route) if one)


def _compared(before: Served, after: Served, course: str, route: Route) -> Iterator[PlanChange]:
    old, new = (
        {lecture.number: lecture for lecture in served.catalogue.lectures.get(course, ())} for served in (before, after)
    )
    for number in sorted(old.keys() | new.keys()):
        took = _plan_to(before, old.get(number), route)
        takes = _plan_to(after, new.get(number), route)
        earlier, later = _steps(took), _steps(takes)
        elsewhere = moved(list(earlier), list(later))
        yield PlanChange(
            lecture=new.get(number) or old[number],
            before=took,
            after=takes,
            new=tuple(step for key, step in later.items() if key not in earlier),
            gone=tuple(step for key, step in earlier.items() if key not in later),
            moved=tuple(step for key, step in later.items() if key in elsewhere),
        )


def _plan_to(served: Served, lecture: Lecture | None, route: Route) -> LearningPath | None:
    if lecture is None:
        return None
    target = global_id(NodeKind.LECTURE, key_of(lecture))
    return learning_path(served, [target], route=route, course=lecture.course)


def _steps(plan: LearningPath | None) -> dict[str, Step]:
    return {f"{step.kind.value}:{key_of(step.node)}": step for step in plan.steps} if plan else {}
