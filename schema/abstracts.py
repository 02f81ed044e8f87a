"""Abstracts of papers, kept for whoever loaded them and for nobody else.

They are not ours to pass on: they stand beside the revisions, in no record of the graph, and are read by what links
papers to concepts, and by nothing that serves, exports or publishes.
"""

from datetime import datetime
from typing import Annotated

from pydantic import StringConstraints
from sqlmodel import Field

from schema.columns import UtcColumn
from schema.paper_accounts import SourceName
from schema.records import PaperId
from schema.values import Value

LONGEST_ABSTRACT = 20_000
"""The most characters of an abstract that are kept; arXiv itself takes a tenth of that."""


class Abstract(Value):
    """The abstract of a paper by one source.

    Attributes:
        paper: Id of the paper.
        source: Name of the source, as in ``PaperAccount``.
        text: The abstract, in one line.
        read_at: When the source gave it.
    """

    paper: PaperId
    source: SourceName
    text: Annotated[str, StringConstraints(min_length=1, max_length=LONGEST_ABSTRACT)]
    read_at: datetime = Field(sa_type=UtcColumn)
