"""What can go wrong when arXiv is asked: what asking again may mend, what asking for less may, and what neither."""

from schema.errors import ArxivError

_LATER = "What was fetched is kept; ask again later: syllagraph papers refresh"


class ArxivUnreachedError(ArxivError):
    """ArXiv gave no usable answer, however often it was asked."""

    def __init__(self, url: str, reason: str, *, remedy: str = _LATER) -> None:
        super().__init__(url, reason, remedy=remedy)


class ListRefusedError(ArxivError):
    """ArXiv refuses a list of ids as a whole, because of one of them.

    Attributes:
        culprit: The id that the answer names; empty where it names none.
        message: What the answer says.
    """

    def __init__(self, url: str, message: str, *, culprit: str = "") -> None:
        super().__init__(url, f"refuses the list: {message}")
        self.culprit = culprit
        self.message = message


class UnreadableEntryError(ArxivError):
    """An answer holds entries without proper dates, on which the reader would give up all of it.

    Attributes:
        entries: The addresses of the entries.
    """

    def __init__(self, url: str, entries: tuple[str, ...]) -> None:
        super().__init__(url, f"answers with an entry that has no proper dates: {entries[0][:100]}")
        self.entries = entries


class UnusableAnswerError(ArxivError):
    """An answer is too long or broken, each time it is asked for: a part of the list may fare better."""


class BrokenAnswerError(Exception):
    """An answer is no Atom feed of papers; asking again may help.

    Attributes:
        lasting: Whether asking again for the same cannot help.
    """

    def __init__(self, reason: str, *, lasting: bool = False) -> None:
        super().__init__(reason)
        self.lasting = lasting
