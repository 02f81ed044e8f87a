"""Where facts of papers may come from, as options of the command say it."""

from enum import StrEnum


class PaperSource(StrEnum):
    """Where facts of papers come from."""

    OFFLINE = "offline"
    ARXIV = "arxiv"
