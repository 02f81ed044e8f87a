"""Every error a person may have to act on.

::

    SyllagraphError               the root: nothing else is shown to a user
    ├── InputError                a question cannot be answered as asked          (exit 2)
    │   ├── KnownTokenError       a word that stands for what is known is damaged
    │   └── ParameterError        a parameter of a lab run is none, or out of its range
    ├── SourceError               a source cannot be read or would harm the graph (exit 3)
    │   ├── PayloadError          a flight payload or HTML page breaks its format
    │   │   ├── PayloadLimitError a payload asks for more than a page may
    │   │   └── PayloadCycleError a payload's references run in a circle
    │   ├── ArxivError            arXiv does not answer, or not as it should
    │   ├── PageTreeMissingError  a payload is sound but carries no page tree
    │   ├── PackError             a file of a pack says something the graph cannot hold
    │   └── GraphError            the records do not fit together
    │       └── RequirementCycleError  concepts require each other in a circle
    ├── NotFoundError             nothing goes by this name                       (exit 4)
    │   ├── AmbiguousRefError     more than one thing goes by this name
    │   └── NotInLibraryError     a library of papers does not hold what is asked of it
    ├── ConflictError             something else is already there                 (exit 3)
    │   ├── KeyTakenError         a citation key is another paper's
    │   ├── StaleEditError        a list was edited by somebody else meanwhile
    │   └── RunStateError         a lab run is in a state in which this cannot be done
    ├── TooManyRunsError          somebody's runs already fill the queue            (exit 3)
    └── StoreError                the database cannot be used as it is            (exit 3)

Errors carry their values as attributes. Several at once travel in an ``ExceptionGroup``.
"""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import datetime
from typing import TYPE_CHECKING

if TYPE_CHECKING:
    from schema.saved_list_records import SavedList


@dataclass(frozen=True, slots=True)
class Place:
    """Where something is: a file, URL or page path, and how far inside it.

    >>> str(Place("docs/index.txt", line=None, offset=120, row="1a"))
    'docs/index.txt, row 1a, byte 120'
    """

    source: str
    line: int | None = None
    row: str | None = None
    offset: int | None = None
    path: str | None = None

    def __str__(self) -> str:
        parts = [self.source or "(input)"]
        if self.line is not None:
            parts[0] += f":{self.line}"
        if self.row is not None:
            parts.append(f"row {self.row or '(no id)'}")
        if self.offset is not None:
            parts.append(f"byte {self.offset}")
        if self.path:
            parts.append(self.path)
        return ", ".join(parts)


class SyllagraphError(Exception):
    """What a user of Syllagraph can be told and can act on."""

    exit_code = 1
    code = "BAD_USER_INPUT"

    def __init__(self, message: str, *, remedy: str = "") -> None:
        super().__init__(f"{message}. {remedy}" if remedy else message)
        self.message = message
        self.remedy = remedy


class InputError(SyllagraphError, ValueError):
    """A question cannot be answered as it was asked."""

    exit_code = 2


class KnownTokenError(InputError):
    """A word that stands for a set of known nodes is damaged, or cannot hold them.

    Attributes:
        place: The word, and how far it can be read.
        reason: What is wrong.
    """

    def __init__(self, place: Place, message: str) -> None:
        super().__init__(f"{place}: {message}", remedy="Make a new one of the names it stood for: syllagraph known")
        self.place = place
        self.reason = message


class ParameterError(InputError):
    """A parameter of a lab run is none of the recipe's, or has no value that it may have.

    Attributes:
        parameter: Its name.
        reason: What is wrong.
    """

    def __init__(self, parameter: str, reason: str, *, remedy: str = "") -> None:
        super().__init__(f"{_shortened(parameter)}: {reason}", remedy=remedy)
        self.parameter = parameter
        self.reason = reason


class SourceError(SyllagraphError):
    """A source cannot be read, or says something the graph cannot hold."""

    exit_code = 3

    def __init__(self, place: Place | str, message: str, *, remedy: str = "") -> None:
        self.place = Place(place) if isinstance(place, str) else place
        super().__init__(f"{self.place}: {message}", remedy=remedy)
        self.reason = message


class PayloadError(SourceError):
    """A flight payload or an HTML page breaks its own format."""


class PayloadLimitError(PayloadError):
    """A payload asks for more depth, rows, nodes or bytes than a page may have.

    Attributes:
        limit: The name of the limit, as in ``ingest.flight.budget.Budget``.
        allowed: The most it allows.
    """

    def __init__(self, place: Place | str, limit: str, allowed: int) -> None:
        super().__init__(
            place,
            f"more than {allowed:,} {limit.replace('_', ' ')}",
            remedy="A page of a course is far smaller: check that the file is what it should be",
        )
        self.limit = limit
        self.allowed = allowed


class PayloadCycleError(PayloadError):
    """A payload's references run in a circle.

    Attributes:
        rows: The ids of the rows on the circle, in order.
    """

    def __init__(self, place: Place | str, rows: Sequence[str]) -> None:
        super().__init__(
            place,
            f"references run in a circle: {' -> '.join(rows)}",
            remedy="Fetch the page again: a server never sends this",
        )
        self.rows = tuple(rows)


class PageTreeMissingError(SourceError):
    """A payload can be read but carries no Fumadocs page tree."""

    def __init__(self, place: Place | str, *, looked_at: int) -> None:
        super().__init__(
            place,
            f"no page tree found among {looked_at:,} values, so this is no page of a Fumadocs course",
            remedy="Give a page below the site's docs layout: its index.txt, or its index.html",
        )


class ArxivError(SourceError):
    """ArXiv, or what stands in for it, does not answer, or not as it should."""


class PackError(SourceError):
    """A file of a pack says something the graph cannot hold."""


class GraphError(SourceError):
    """The records do not fit together."""


class RequirementCycleError(GraphError):
    """Concepts require each other in a circle.

    Attributes:
        loop: The slugs on the loop, the first repeated at the end.
    """

    def __init__(self, place: Place | str, loop: Sequence[str], explanation: str = "") -> None:
        super().__init__(
            place,
            f"concepts require each other in a circle: {' -> '.join(loop)}"
            + (f"\n{explanation}" if explanation else ""),
            remedy="Remove or weaken one of these edges",
        )
        self.loop = tuple(loop)


class NotFoundError(SyllagraphError, LookupError):
    """Nothing goes by this name.

    Attributes:
        ref: What was asked for.
        candidates: Names that come near, best first.
    """

    exit_code = 4
    code = "NOT_FOUND"

    def __init__(self, ref: str, candidates: Sequence[str] = (), *, what: str = "node") -> None:
        near = f" Did you mean: {', '.join(candidates)}?" if candidates else ""
        super().__init__(f"no {what} goes by {_shortened(ref)!r}.{near}")
        self.ref = ref
        self.candidates = tuple(candidates)


class AmbiguousRefError(NotFoundError):
    """More than one thing goes by this name."""

    def __init__(self, ref: str, candidates: Sequence[str]) -> None:
        SyllagraphError.__init__(self, f"{_shortened(ref)!r} could be any of: {', '.join(candidates)}")
        self.ref = ref
        self.candidates = tuple(candidates)


class NotInLibraryError(NotFoundError):
    """A library of papers does not hold some that were asked for.

    Attributes:
        papers: Their ids.
    """

    def __init__(self, library: str, papers: Sequence[str]) -> None:
        more = f" and {len(papers) - 10} more" if len(papers) > 10 else ""
        SyllagraphError.__init__(
            self,
            f"{library} does not hold {', '.join(papers[:10])}{more}",
            remedy="Ask arXiv: syllagraph papers add ID --papers arxiv; or load a newer snapshot: "
            "syllagraph papers load SNAPSHOT",
        )
        self.ref = papers[0]
        self.candidates = ()
        self.papers = tuple(papers)


def _shortened(ref: str) -> str:
    return ref if len(ref) <= 200 else f"{ref[:199]}…"


class ConflictError(SyllagraphError):
    """What is asked for cannot be, since something else is already there."""

    exit_code = 3
    code = "CONFLICT"


class KeyTakenError(ConflictError):
    """A citation key is another paper's.

    Attributes:
        key: The key.
        paper: Id of the paper whose it is.
        since: When that paper got another key, if it has: documents may still mean it by this one.
    """

    def __init__(self, key: str, paper: str, *, since: datetime | None = None) -> None:
        was = f"was the key of {paper} until {since:%Y-%m-%d}" if since else f"is the key of {paper}"
        super().__init__(f"{key!r} {was}", remedy="Choose another; upper and lower case count as the same")
        self.key = key
        self.paper = paper
        self.since = since


class StaleEditError(ConflictError):
    """A list was edited by somebody else since it was read.

    Attributes:
        current: The list as it is now.
        attempted: The list as the edit would have made it.
    """

    def __init__(self, current: "SavedList", attempted: "SavedList") -> None:
        super().__init__(
            f"the list {current.slug!r} is at version {current.version}, and the edit was made from version "
            f"{attempted.version - 1}",
            remedy="Look at the list as it is now, and edit that",
        )
        self.current = current
        self.attempted = attempted


class RunStateError(ConflictError):
    """A lab run is in a state in which what is asked for cannot be done.

    Attributes:
        run: Id of the run.
        state: The state that it is in.
        wanted: The state that it was to go to.
    """

    def __init__(self, run: str, state: str, wanted: str) -> None:
        super().__init__(f"the run {run} is {state} and cannot become {wanted}")
        self.run = run
        self.state = state
        self.wanted = wanted


class TooManyRunsError(SyllagraphError):
    """Somebody has as many lab runs waiting as one may have.

    Attributes:
        owner: Whose they are.
        allowed: The most that may wait.
    """

    exit_code = 3
    code = "RATE_LIMITED"

    def __init__(self, owner: str, allowed: int) -> None:
        super().__init__(
            f"{owner or 'you'} already has {allowed:,} lab runs waiting",
            remedy="Wait for some to end, or cancel some: syllagraph lab cancel RUN",
        )
        self.owner = owner
        self.allowed = allowed


class StoreError(SyllagraphError):
    """The database cannot be used as it is."""

    exit_code = 3
    code = "INTERNAL_SERVER_ERROR"
