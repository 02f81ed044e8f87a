"""The signs, on one page, that it explains a concept."""

import re
from collections import defaultdict
from collections.abc import Iterator, Mapping, Sequence
from dataclasses import dataclass, field

from ingest.linking import weights
from ingest.linking.definitions import Told, told_in
from ingest.linking.elsewhere import told_elsewhere
from ingest.linking.headings import Announced, announced_in, recalls
from ingest.linking.links import Link, TextKind
from ingest.linking.outline import Section, sections_of, tabs_of
from schema.blocks import Block, BlockKind
from schema.records import Page
from schema.values import PageKind

_TITLE = {
    Announced.ALONE: weights.TITLE_ALONE,
    Announced.SUBJECT: weights.TITLE_SUBJECT,
    Announced.SHARED: weights.TITLE_SUBJECT,
}
_HEADING = {
    Announced.SHARED: weights.SHARED_HEADING,
    Announced.FACET: weights.FACET_HEADING,
    Announced.RECALLED: weights.RECALLING_HEADING,
}
_TOLD = {
    Told.LED: weights.LED,
    Told.DEFINED: weights.DEFINED,
    Told.INTRODUCED: weights.INTRODUCED,
    Told.LED_ON: weights.LED_ON,
    Told.EXAMPLE: weights.EXAMPLE,
    Told.EXPANDED: weights.EXPANDED,
}
_DEFINING = frozenset({Told.LED, Told.DEFINED, Told.INTRODUCED})
_SAID_IN_ROW = 10
_BESIDE_NAME = re.compile(r"(?:\s*[(（][^()（）]*[)）])?(?:\s*\S{1,24})?")
_TELLS_ROLE = re.compile(
    r"(?:主要|核心)?(?:作用|功能|职责|含义|定义)|role|purpose|function|meaning|definition|what it (?:is|does|means)",
    re.IGNORECASE,
)


@dataclass(slots=True)
class Signs:
    """What speaks for a page explaining a concept, and against it: each sign by its name, with its weight."""

    found: dict[str, float] = field(default_factory=dict)

    def add(self, sign: str, weight: float) -> None:
        """Note a sign; of the same sign, the strongest counts."""
        self.found[sign] = max(weight, self.found.get(sign, weight))

    @property
    def score(self) -> float:
        """What the signs add up to."""
        return sum(self.found.values())

    @property
    def explain(self) -> bool:
        """Whether one of them does more than name the concept."""
        return any(self.found.get(sign, 0.0) > weights.NO_MORE_THAN_NAMED for sign in weights.EXPLAINING)

    @property
    def strongest(self) -> str:
        """The sign that weighs most; of equal ones, the first in the alphabet."""
        return min(self.found, key=lambda sign: (-self.found[sign], sign), default="")


class PageSigns:
    """Reads the signs of a page.

    Attributes:
        signs: The signs for each concept that the page names.
    """

    def __init__(self, page: Page, links: Sequence[Link]) -> None:
        self.signs: defaultdict[str, Signs] = defaultdict(Signs)
        self._blocks = {block.position: block for block in page.blocks}
        self._links: defaultdict[int, list[Link]] = defaultdict(list)
        of_page = [link for link in links if link.position is None]
        for link in links:
            if link.position is not None:
                self._links[link.position].append(link)
        naming = [at for at in self._links if self._blocks[at].kind is BlockKind.HEADING]
        self._sections = sections_of(page.blocks, naming)
        self._tabs = tabs_of(page.blocks)
        self._lesson = page.lecture
        self._heads: defaultdict[int | None, dict[int | None, str]] = defaultdict(dict)
        for block in page.blocks:
            if block.kind is BlockKind.CELL and block.header:
                self._heads[block.parent][block.column] = block.text
        paragraphs = (block.position for block in page.blocks if block.kind is BlockKind.PARAGRAPH)
        self._opening = next(paragraphs, None) if page.kind is PageKind.OVERVIEW else None
        self._subjects: dict[int, set[str]] = {}
        self._read_title(page.title, of_page)
        for position, block in self._blocks.items():
            self._read_block(block, self._links.get(position, ()), self._sections[position])
        self._read_use()

    def _read_title(self, title: str, links: Sequence[Link]) -> None:
        names = [(link.start, link.end, link.concept) for link in links if link.kind is TextKind.TITLE]
        for concept, how in announced_in(title, names).items():
            self.signs[concept].add("title", _TITLE.get(how, weights.TITLE_NAMED))
        for link in links:
            if link.kind is TextKind.DESCRIPTION:
                self.signs[link.concept].add("description", weights.DESCRIPTION_NAMED)

    def _read_block(self, block: Block, links: Sequence[Link], section: Section) -> None:
        if section.is_aside:
            return
        if block.kind is BlockKind.HEADING:
            self._read_heading(block, links, section.length)
        elif block.position in self._tabs:
            self._read_heading(block, links, self._tabs[block.position])
        for concept, told in told_in(block, links, before_formula=self._is_formula(block.position + 1)):
            sign, weight = told.value, _TOLD[told]
            if told in _DEFINING:
                sign = "defined"
                if block.kind is BlockKind.ITEM:
                    sign, weight = "listed", weights.IN_LIST
            by_the_way = section.is_lead_in or recalls(block.text)
            self.signs[concept].add(sign, weight * weights.BY_THE_WAY if by_the_way else weight)
            if block.position == self._opening and told in _DEFINING and "description" in self.signs[concept].found:
                self.signs[concept].add("opening", weights.OPENING)
        for concept, sign, weight in self._in_row(block, links):
            self.signs[concept].add(sign, weight)
        for elsewhere in told_elsewhere(block.text, links, self._lesson) if block.kind is not BlockKind.CODE else ():
            under = self._subjects.get(section.heading.position, set()) if section.heading else set()
            for concept in [elsewhere] if elsewhere is not None else under:
                if self.signs[concept].found.get("title", 0.0) <= weights.TITLE_NAMED and (
                    concept in under or not self._has_section(concept)
                ):
                    self.signs[concept].add("elsewhere", weights.ELSEWHERE)

    def _has_section(self, concept: str) -> bool:
        """Tell whether a heading so far has announced the concept, and enough has followed."""
        return self.signs[concept].found.get("heading", 0.0) >= weights.HEADING_SUBJECT

    def _is_formula(self, position: int) -> bool:
        block = self._blocks.get(position)
        return block is not None and block.kind is BlockKind.FORMULA

    def _read_heading(self, block: Block, links: Sequence[Link], length: int) -> None:
        whole = weights.HEADING_SUBJECT * (weights.SHORT_SECTION if length < weights.LONG_ENOUGH else 1.0)
        names = [(link.start, link.end, link.concept) for link in links]
        for concept, how in announced_in(block.text, names).items():
            if how is Announced.NAMED:
                self.signs[concept].add("heading", weights.HEADING_NAMED)
                continue
            self.signs[concept].add("heading", whole * _HEADING.get(how, 1.0))
            self._subjects.setdefault(block.position, set()).add(concept)

    def _in_row(self, block: Block, links: Sequence[Link]) -> Iterator[tuple[str, str, float]]:
        """Yield the concept that a cell is, where it heads a row that says something, with the sign and its weight."""
        if block.kind is not BlockKind.CELL or block.column != 0 or block.header:
            return
        saying = [cell for cell in self._row_of(block) if len(cell.text) >= _SAID_IN_ROW]
        if not saying or not links or links[0].start != 0:
            return
        heads = self._heads.get(block.parent, {})
        if links[0].end == len(block.text):
            yield links[0].concept, "row", weights.IN_ROW
        if _BESIDE_NAME.fullmatch(block.text, links[0].end) and any(
            _TELLS_ROLE.fullmatch(heads.get(cell.column, "").strip()) for cell in saying
        ):
            yield links[0].concept, "defined", weights.ROLE_IN_ROW

    def _row_of(self, cell: Block) -> Iterator[Block]:
        position = cell.position + 1
        while (one := self._blocks.get(position)) is not None and one.row == cell.row and one.parent == cell.parent:
            yield one
            position += 1

    def _read_use(self) -> None:
        """Note in how many blocks each concept is named, summaries and references left out."""
        counts: defaultdict[str, int] = defaultdict(int)
        for position, links in self._links.items():
            if not self._sections[position].is_aside:
                for concept in {link.concept for link in links}:
                    counts[concept] += 1
        for concept, count in counts.items():
            self.signs[concept].add("use", weights.IN_MANY_BLOCKS * min(1.0, count / weights.MANY_BLOCKS))


def signs_on(page: Page, links: Sequence[Link]) -> Mapping[str, Signs]:
    """Return the signs for each concept that a page names."""
    return PageSigns(page, links).signs
