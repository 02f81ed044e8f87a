"""The graph of a course as it was."""

from collections.abc import Mapping

from graph.history import History
from graph.served import Served
from reading.citation_keys import keys_for
from schema.errors import InputError

_LONGEST = 80


def earlier(history: History | None, course: str, revision: str) -> tuple[Served, Mapping[str, str]]:
    """Return the graph of a course in a revision, with the citation keys that papers have today.

    Args:
        history: What the store remembers, if there is a store.
        course: Slug of the course.
        revision: The beginning of the revision's id, or ``@1`` for the one before the newest.

    Raises:
        NotFoundError: There is no such course or revision.
        InputError: Nothing is remembered.
    """
    if history is None:
        raise InputError("this service was given one graph and keeps no earlier ones", remedy="Leave revision out")
    served = history.served(history.edition(revision[:_LONGEST], course))
    return served, keys_for(served.catalogue.papers.values())
