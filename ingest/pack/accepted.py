"""What an instructor has accepted, as records.

The file lies in a pack as ``accepted/<course>.yaml``. Its entries are those of the vocabulary and of the teaching
order; as a group of its own, what is accepted adds to what a concept requires and replaces nothing.
"""

from zlib import crc32

from pydantic import TypeAdapter

from ingest.pack import models as models
from ingest.pack.document import Document
from ingest.pack.records import Records, each_once, edge
from schema.records import Precedence, Relation, Requirement, Slug

_FIRST_GROUP, _GROUPS = 10_000, 1_000_000


class AcceptedRequirement(models.RequirementEntry):
    """What a concept needs: a group of its own."""

    concept: Slug


class AcceptedRelation(models.RelationEntry):
    """How a concept stands to another."""

    concept: Slug


class AcceptedFile(models.Entry):
    """``accepted/<course>.yaml``."""

    course: Slug
    requires: tuple[AcceptedRequirement, ...] = ()
    relations: tuple[AcceptedRelation, ...] = ()
    precedes: tuple[models.PrecedenceEntry, ...] = ()


ACCEPTED = TypeAdapter(AcceptedFile)
"""The shape of the file, to hold a document against."""


def add_accepted(records: Records, document: Document, file: AcceptedFile) -> None:
    """Make what an instructor has accepted."""
    for number, need in enumerate(file.requires):
        place = document.place("requires", number)
        members = tuple(sorted(set(need.any_of)))
        records.once(f"accepted: {need.concept} requires", members, place)
        each_once(records, f"{need.concept} requires any of", need.any_of, place)
        group = _FIRST_GROUP + crc32(" ".join(members).encode()) % _GROUPS
        records.add(Requirement, place, concept=need.concept, group=group, any_of=need.any_of, **edge(need, place))
    for number, relation in enumerate(file.relations):
        place = document.place("relations", number)
        records.once(f"accepted: {relation.concept} {relation.kind}", relation.to, place)
        fields = {"source": relation.concept, "kind": relation.kind, "target": relation.to}
        records.add(Relation, place, **fields, **edge(relation, place))
    for number, entry in enumerate(file.precedes):
        place = document.place("precedes", number)
        records.once("accepted order", (entry.before, "before", entry.after), place)
        records.add(Precedence, place, course=file.course, before=entry.before, after=entry.after, **edge(entry, place))
