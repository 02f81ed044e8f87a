"""A choice of papers and how they are to be listed, as clients make it."""

import strawberry

from api.connections import at_most
from api.filters import short
from api.known_types import known_given
from reading.selection import Grouping, ListOrder, Selection
from schema.values import Evidence, Priority, Role


@strawberry.input(
    description="A choice of papers. Without lectures, targets, concepts and refs it is all that the course recommends."
)
class ReadingListInput:
    """A choice of papers, as clients make it."""

    lectures: list[int] = strawberry.field(
        default_factory=list, description="Numbers of lectures whose papers to take."
    )
    concepts: list[str] = strawberry.field(default_factory=list, description="REFs of concepts whose papers to take.")
    refs: list[str] = strawberry.field(
        default_factory=list,
        description="REFs of papers to take, whatever the course says of them and whatever else is asked.",
    )
    targets: list[str] = strawberry.field(
        default_factory=list,
        description="REFs of what to reach: the papers that introduce what a learning path there needs.",
    )
    known: list[str] = strawberry.field(
        default_factory=list, description="REFs or tokens of what is known on the way to the targets."
    )
    role: Role | None = strawberry.field(
        default=None, description="Only papers that are recommended in this role; all if it is left out."
    )
    roles: list[Role] = strawberry.field(
        default_factory=list, description="Only papers that are recommended in one of these roles, or in `role`."
    )
    priorities: list[Priority] = strawberry.field(
        default_factory=list, description="Only papers that are recommended this urgently; all if it is empty."
    )
    least_evidence: Evidence | None = strawberry.field(
        default=None, description="How well it has to be known that a paper treats a concept; `CURATED` by default."
    )
    text: str | None = strawberry.field(
        default=None,
        description="Only papers in whose title, other names and names of concepts every word of this occurs.",
    )
    max_minutes: int | None = strawberry.field(
        default=None, description="How many likely minutes there are; what there is no time for is told."
    )
    order: ListOrder | None = strawberry.field(
        default=None,
        description="How to order them. By default those that `refs` name come first, as they are named, and the rest "
        "is as the course has it; where there are targets, all are ordered by prerequisites.",
    )
    group_by: Grouping | None = strawberry.field(default=None, description="What to group by; `LECTURE` by default.")
    course: str | None = strawberry.field(default=None, description="Slug of the course; the first by default.")

    def selection(self) -> Selection:
        """Return the choice.

        Raises:
            InputError: There are too many names, or one is too long.
        """
        for name in ("lectures", "roles", "priorities"):
            at_most(name, getattr(self, name))
        for name in ("concepts", "refs", "targets"):
            for ref in at_most(name, getattr(self, name)):
                short("a reference", ref)
        known_given("known", self.known)
        return Selection(
            lectures=tuple(self.lectures),
            concepts=tuple(self.concepts),
            refs=tuple(self.refs),
            targets=tuple(self.targets),
            known=tuple(self.known),
            roles=tuple(dict.fromkeys((*([self.role] if self.role else []), *self.roles))),
            priorities=tuple(self.priorities),
            least_evidence=self.least_evidence or Evidence.CURATED,
            text=short("text", self.text or ""),
            max_minutes=self.max_minutes,
            order=self.order,
            group_by=self.group_by or Grouping.LECTURE,
            course=self.course,
        )
