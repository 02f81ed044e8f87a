"""What a lab asks to hand in, as the lab's own page and the page of grades say."""

import re
from collections.abc import Iterator, Mapping

from ingest.labs.lab_names import LabNames
from ingest.labs.surroundings import Surroundings
from schema.blocks import Block, BlockKind
from schema.lab_records import Deliverable, Dimension
from schema.records import Lab

_HEADING = re.compile(
    r"交付|提交(?:内容|物|材料|清单|要求)"
    r"|\bdeliverables?\b|\bwhat to (?:submit|hand in)\b|\bhand(?:ing)? in\b|\bsubmission\b",
    re.IGNORECASE,
)
_WHAT = re.compile(r"交付物|提交内容|提交物|\bdeliverables?\b|\bhand in\b", re.IGNORECASE)
_GRADED_BY = re.compile(r"维度|评分|\b(?:dimensions?|graded|criteri(?:on|a))\b", re.IGNORECASE)
_DIMENSIONS = {
    Dimension.COMPLETENESS: re.compile(r"完整|完成度|\bcomplete", re.IGNORECASE),
    Dimension.ANALYSIS: re.compile(r"分析|\banalys[ie]s|\binsight", re.IGNORECASE),
    Dimension.REPRODUCIBILITY: re.compile(r"复现|重现|\breproduc", re.IGNORECASE),
}
_HOLDERS = frozenset({BlockKind.CALLOUT, BlockKind.ITEM, BlockKind.TAB})


def deliverables_in(lab: Lab, page: str, around: Surroundings) -> tuple[Deliverable, ...]:
    """Return what the page of a lab asks to hand in."""
    return tuple(
        Deliverable(
            course=lab.course,
            lab=lab.slug,
            order=order,
            what=one.text.strip().rstrip("：:") or one.text,
            page=page,
            position=one.position,
        )
        for order, one in enumerate(_asked_for(around))
    )


def graded_deliverables_in(
    course: str, page: str, around: Surroundings, labs: LabNames, points: Mapping[Dimension, float]
) -> tuple[Deliverable, ...]:
    """Return what a page of grades asks of each lab, with what it is graded by."""
    found: list[Deliverable] = []
    for table in around.of_kind(BlockKind.TABLE):
        heads, rows = around.cells(table)
        what = next((at for at in sorted(heads) if _WHAT.search(heads[at])), None)
        by = next((at for at in sorted(heads) if at != what and _GRADED_BY.search(heads[at])), None)
        lab = next((slug for text in around.words(table) if (slug := labs.named_in(text))), None)
        if what is None or by is None or lab is None:
            continue
        order = sum(one.lab == lab for one in found)
        for row in rows:
            if what in row and row[what].text.strip():
                dimension = dimension_of(row[by].text if by in row else "")
                found.append(
                    Deliverable(
                        course=course,
                        lab=lab,
                        order=order,
                        what=row[what].text.strip(),
                        dimension=dimension,
                        points=points.get(dimension) if dimension else None,
                        page=page,
                        position=row[what].position,
                    )
                )
                order += 1
    return tuple(found)


def dimension_of(text: str) -> Dimension | None:
    """Return the dimension of a lab report that a text names.

    >>> [dimension_of(text) for text in ("完整性", "Reproducibility", "taste")]
    [<Dimension.COMPLETENESS: 'completeness'>, <Dimension.REPRODUCIBILITY: 'reproducibility'>, None]
    """
    return next((dimension for dimension, words in _DIMENSIONS.items() if words.search(text)), None)


def _asked_for(around: Surroundings) -> Iterator[Block]:
    """Yield what is asked for: the headings of the section, or else the outer items of its lists."""
    for heading in around.of_kind(BlockKind.HEADING):
        if not _HEADING.search(heading.text) or any(_HEADING.search(one.text) for one in around.headings(heading)):
            continue
        below = [block for block in around.after(heading) if heading in around.headings(block)]
        headings = [block for block in below if block.kind is BlockKind.HEADING and block.text.strip()]
        if headings:
            yield from (one for one in headings if one.level == min(one.level or 0 for one in headings))
            continue
        yield from (block for block in below if block.text.strip() and _is_outer(block, around))


def _is_outer(block: Block, around: Surroundings) -> bool:
    """Say whether a block is an outer item of a list, or the first cell of a row."""
    if block.kind is BlockKind.CELL:
        return block.column == 0 and not block.header
    return block.kind is BlockKind.ITEM and not any(one.kind in _HOLDERS for one in around.holders(block))
