"""The nodes of the graph: their kinds, keys, global ids and names."""

import base64
import binascii
import re
from enum import StrEnum
from unicodedata import east_asian_width

from schema.errors import InputError
from schema.records import Concept, Course, Lab, Lecture, Page, Paper, Resource

Node = Course | Lecture | Page | Concept | Paper | Resource | Lab
"""Everything that can be looked up by a global id."""


class NodeKind(StrEnum):
    """What a node is. The value is the name of its GraphQL type."""

    COURSE = "Course"
    LECTURE = "Lecture"
    PAGE = "Page"
    CONCEPT = "Concept"
    PAPER = "Paper"
    RESOURCE = "Resource"
    LAB = "Lab"
    SAVED_LIST = "SavedList"
    """Lives outside revisions, so that no catalogue has one among its nodes."""
    LAB_RUN = "LabRun"
    """Lives outside revisions as well."""


_ACRONYM = re.compile(r"(?=(?:[a-z]*[A-Z0-9]){3})[A-Z][A-Za-z0-9]{2,8}")
"""A short word with at least three capitals or digits."""

_KIND_OF: dict[type, NodeKind] = {
    Course: NodeKind.COURSE,
    Lecture: NodeKind.LECTURE,
    Page: NodeKind.PAGE,
    Concept: NodeKind.CONCEPT,
    Paper: NodeKind.PAPER,
    Resource: NodeKind.RESOURCE,
    Lab: NodeKind.LAB,
}


def kind_of(node: Node) -> NodeKind:
    """Return what a node is."""
    return _KIND_OF[type(node)]


def key_of(node: Node) -> str:
    """Return what identifies a node among those of its kind, the same after every ingest and on every machine.

    >>> key_of(Lecture(course="tea", number=2, title="Steeping"))
    'tea/2'
    """
    match node:
        case Course() | Concept():
            return node.slug
        case Lecture():
            return f"{node.course}/{node.number}"
        case Page():
            return f"{node.course}{node.path}"
        case Paper():
            return node.id
        case Resource():
            return f"{node.course}/{node.url}"
        case Lab():
            return f"{node.course}/{node.slug}"


def global_id(kind: NodeKind, key: str) -> str:
    """Return the opaque id of a node.

    >>> global_id(NodeKind.CONCEPT, "dpo")
    'Q29uY2VwdDpkcG8='
    """
    return base64.b64encode(f"{kind.value}:{key}".encode()).decode()


def kind_and_key(id_: str) -> tuple[NodeKind, str]:
    """Return the kind and key that an opaque id stands for.

    Raises:
        InputError: It is no id of this service.

    >>> kind_and_key("Q29uY2VwdDpkcG8=")
    (<NodeKind.CONCEPT: 'Concept'>, 'dpo')
    """
    try:
        kind, _, key = base64.b64decode(id_, validate=True).decode().partition(":")
        return NodeKind(kind), key
    except (binascii.Error, ValueError) as error:
        raise InputError(
            f"{id_[:80]!r} is no id of this service", remedy="Use an id that a query has returned"
        ) from error


def title_of(node: Node, language: str = "zh") -> str:
    """Return what a node is called."""
    match node:
        case Concept():
            return node.name.in_language(language)
        case _:
            return node.title


def brief_title_of(node: Node, language: str = "zh") -> str:
    """Return a node's title in few words: a concept's acronym where it is shorter, another title up to its colon.

    >>> from schema.values import Text
    >>> name = Text(zh="近端策略优化", en="Proximal Policy Optimization")
    >>> brief_title_of(Concept(slug="ppo", name=name, aliases=("clipped PPO", "PPO"), kind="method", area="rl",
    ...     definition=Text(zh="一种方法。", en="A method.")))
    'PPO'
    >>> brief_title_of(Paper(id="1", title="Tea: A Survey")), brief_title_of(Paper(id="2", title="Tea"))
    ('Tea', 'Tea')
    """
    title = title_of(node, language)
    if isinstance(node, Concept):
        acronym = acronym_of(node)
        return acronym if acronym and len(acronym) < 0.75 * _columns(title) else title
    return re.split(r":\s|：", title, maxsplit=1)[0].strip() or title


def acronym_of(concept: Concept) -> str | None:
    """Return the first alias made of three or more initials of the concept's English name, if there is one."""
    initials = "".join(re.findall(r"[A-Z0-9]|\b[a-z]", concept.name.en or "")).upper()
    for alias in concept.aliases:
        left = iter(initials)
        if _ACRONYM.fullmatch(alias) and all(letter in left for letter in re.findall(r"[A-Z0-9]", alias)):
            return alias
    return None


def _columns(title: str) -> int:
    return sum(2 if east_asian_width(character) in "WF" else 1 for character in title)
