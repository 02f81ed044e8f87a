"""Authors of papers, with their names taken apart."""

import strawberry

from reading.names import Name, name_of


@strawberry.type(description="The name of an author, taken apart as bibliographies need it.")
class AuthorName:
    """An author's name, as clients see it."""

    printed: str = strawberry.field(description="As the source prints it.")
    family: str | None = strawberry.field(description="Family name, or the only name.")
    given: str | None = strawberry.field(description="Given names and initials.")
    particle: str | None = strawberry.field(description="What stands before the family name, as `van der`.")
    suffix: str | None = strawberry.field(description="What stands behind, as `Jr.`.")
    group: str | None = strawberry.field(description="The whole name where it is that of a collaboration or company.")

    @classmethod
    def of(cls, printed: str) -> "AuthorName":
        """Show a name as it was printed; one without a letter has no parts."""
        name = name_of(printed) or Name()
        return cls(
            printed=printed,
            family=name.family or None,
            given=name.given or None,
            particle=name.particle or None,
            suffix=name.suffix or None,
            group=name.literal or None,
        )
