"""Names that people use for nodes, and the nodes they mean.

A REF is a concept slug, name or alias, an arXiv id, URL or DOI, a citation key, a page URL or path, a lab slug or
number, a lecture such as ``lecture-3``, a course slug, a resource URL, or a global id.
"""

import difflib
import re
import unicodedata
from collections import defaultdict
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from urllib.parse import unquote, urlsplit

from graph.catalogue import Catalogue
from graph.nodes import Node, NodeKind, key_of, kind_and_key, kind_of, title_of
from schema.arxiv_ids import arxiv_id
from schema.errors import AmbiguousRefError, InputError, NotFoundError
from schema.records import Concept, Course, Lab, Lecture, Page, Paper, Resource

_LAB = re.compile(r"(?:lab|实验|实验室)[\s_-]*(\d{1,3})", re.IGNORECASE)
_LECTURE = re.compile(r"(?:lecture|lec|第)[\s_-]*(\d{1,3})\s*(?:课|讲)?", re.IGNORECASE)
_DOI = re.compile(r"(?:https?://(?:dx\.)?doi\.org/|doi:\s*)?(10\.\d{4,9}/\S+)", re.IGNORECASE)
_CANDIDATES = 5
_LONGEST = 4096


@dataclass(frozen=True, slots=True)
class Resolution:
    """What a REF means.

    Attributes:
        ref: What was asked.
        node: The node it means, or None where none or several go by the name.
        candidates: Where no single node is meant, those that could be, the likeliest first.
        ambiguous: Whether the candidates all go by exactly this name.
    """

    ref: str
    node: Node | None
    candidates: tuple[Node, ...] = ()
    ambiguous: bool = False


class RefIndex:
    """All the names of a catalogue's nodes."""

    def __init__(self, catalogue: Catalogue) -> None:
        self._catalogue = catalogue
        names: defaultdict[str, dict[tuple[NodeKind, str], None]] = defaultdict(dict)
        for identity, node in catalogue.nodes.items():
            for name in names_of(node):
                if plain := folded(name):
                    names[plain][identity] = None
        self._names: Mapping[str, tuple[tuple[NodeKind, str], ...]] = {
            name: tuple(sorted(found, key=lambda identity: identity[0] is not NodeKind.CONCEPT))
            for name, found in names.items()
        }

    def resolve(self, ref: str, *, course: str | None = None) -> Resolution:
        """Return what a REF means; within a course, if one is given, where several courses use the name."""
        if len(ref) > _LONGEST:
            return Resolution(ref, None)
        for found in (self._exactly(ref, course), self._by_name(ref, course)):
            if len(found) == 1:
                return Resolution(ref, found[0])
            if found:
                return Resolution(ref, None, found, ambiguous=True)
        return Resolution(ref, None, self._near(ref))

    def node(self, ref: str, *, course: str | None = None, kinds: Iterable[NodeKind] = ()) -> Node:
        """Return the one node that a REF means.

        Raises:
            NotFoundError: Nothing goes by the name, or not of these kinds; candidates are given.
            AmbiguousRefError: Several nodes do.
        """
        wanted = set(kinds)
        resolution = self.resolve(ref, course=course)
        if resolution.ambiguous:
            fitting = tuple(node for node in resolution.candidates if not wanted or kind_of(node) in wanted)
            if len(fitting) != 1:
                raise AmbiguousRefError(ref, [_shown(node) for node in fitting or resolution.candidates])
            return fitting[0]
        if resolution.node is None:
            raise NotFoundError(ref, [_shown(node) for node in resolution.candidates])
        if wanted and kind_of(resolution.node) not in wanted:
            raise NotFoundError(ref, what=" or ".join(sorted(kind.value.lower() for kind in wanted)))
        return resolution.node

    def _exactly(self, ref: str, course: str | None) -> tuple[Node, ...]:
        """Find by what can only be one kind of thing: a global id, an arXiv id, an address, a number."""
        nodes = self._catalogue.nodes
        ref = ref.strip()
        try:
            if (node := nodes.get(kind_and_key(ref))) is not None:
                return (node,)
        except InputError:
            pass
        if (paper := arxiv_id(ref)) is not None and (NodeKind.PAPER, paper) in nodes:
            return (nodes[NodeKind.PAPER, paper],)
        for kind in (NodeKind.CONCEPT, NodeKind.COURSE):
            if (named := nodes.get((kind, ref.lower()))) is not None:
                return (named,)
        slug = course or next(iter(self._catalogue.courses), "")
        if match := _LAB.fullmatch(ref):
            return tuple(lab for lab in self._catalogue.labs.get(slug, ()) if lab.number == int(match[1]))
        if match := _LECTURE.fullmatch(ref):
            lecture = self._catalogue.lecture(slug, int(match[1]))
            return (lecture,) if lecture else ()
        return self._by_address(ref, course)

    def _by_address(self, ref: str, course: str | None) -> tuple[Node, ...]:
        try:
            parts = urlsplit(ref)
        except ValueError:
            return ()
        spellings = dict.fromkeys(path.rstrip("/") or "/" for path in (parts.path, unquote(parts.path)))
        pages = [
            page
            for slug in ([course] if course else self._catalogue.courses)
            for path in spellings
            if (page := self._catalogue.page(slug, path)) is not None
        ]
        if parts.scheme in ("http", "https"):
            here = [page for page in pages if _host(self._catalogue.courses[page.course].site) == _host(ref)]
            resources = [one for kept in self._catalogue.resources.values() for one in kept if one.url == ref]
            return tuple(here or resources or pages)
        return tuple(pages) if ref.startswith("/") else ()

    def _by_name(self, ref: str, course: str | None) -> tuple[Node, ...]:
        doi = _DOI.fullmatch(ref.strip())
        found = self._names.get(folded(doi[1] if doi else ref), ())
        # A concept owns its name: the paper, page or lab that is called the same has an id of its own.
        concepts = [identity for identity in found if identity[0] is NodeKind.CONCEPT]
        nodes = tuple(self._catalogue.nodes[identity] for identity in (concepts if len(concepts) == 1 else found))
        return tuple(node for node in nodes if course is None or getattr(node, "course", course) == course) or nodes

    def _near(self, ref: str) -> tuple[Node, ...]:
        wanted = folded(ref)
        inside = [n for n in self._names if len(wanted) >= 2 and (wanted in n or (n in wanted and len(n) > 2))]
        inside.sort(key=lambda name: (abs(len(name) - len(wanted)), name))
        near = [*inside, *difflib.get_close_matches(wanted, self._names)]
        nodes = [self._catalogue.nodes[identity] for name in near for identity in self._names[name]]
        return tuple({(kind_of(n), key_of(n)): n for n in nodes}.values())[:_CANDIDATES]


def names_of(node: Node) -> tuple[str, ...]:
    """Return all that a node is called, its proper name first."""
    names: tuple[str | None, ...]
    match node:
        case Concept():
            names = (node.slug, node.name.zh, node.name.en, *node.aliases)
        case Paper():
            names = (node.title, *node.aliases, node.citation_key, node.doi, node.id)
        case Course() | Lab():
            names = (node.slug, node.title)
        case Page():
            names = (node.title, node.path)
        case Resource():
            names = (node.title, node.url)
        case Lecture():
            names = (node.title,)
    return tuple(name for name in names if name)


def folded(name: str) -> str:
    """Return a name without what people write differently: case, width, spaces, hyphens and underscores.

    >>> folded("Direct  Preference-Optimization") == folded("direct_preference optimization")
    True
    """
    return re.sub(r"[\s_\-‐‑–—]+", " ", unicodedata.normalize("NFKC", name).casefold()).strip()


def _host(site: str | None) -> str | None:
    try:
        return urlsplit(site).netloc.lower() if site else None
    except ValueError:
        return None


def _shown(node: Node) -> str:
    match node:
        case Concept() | Lab() | Course():
            return node.slug
        case Paper():
            return f"{node.id} ({node.title})"
        case Page():
            return node.path
        case _:
            return title_of(node)
