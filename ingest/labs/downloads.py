"""What a course has one download beforehand, with sizes, from its scripts and its tables of sizes."""

import re
from collections.abc import Iterator, Sequence
from dataclasses import dataclass, replace

from ingest.labs.data_sets import loads_in_text
from ingest.labs.surroundings import Surroundings
from schema.blocks import BlockKind
from schema.lab_records import AssetKind, LabAsset

_COMMAND = re.compile(
    r"\b(?:huggingface-cli|hf|modelscope)\s+download\s+"
    r"(?P<options>(?:--(?:repo-type|model|dataset)[ =]+)?(?:dataset\s+)?)"
    r"(?P<name>[A-Za-z0-9][\w-]*/[\w.-]+)(?P<rest>(?:[^\n\\]|\\\n)*)"
)
_SNAPSHOT = re.compile(r"\bsnapshot_download\s*\(\s*(?:repo_id\s*=\s*)?['\"](?P<name>[\w-]+/[\w.-]+)['\"]")
_DATA_SET = re.compile(r"repo-type[ =]+dataset|--dataset|\bdataset\s")
_SIZE = re.compile(r"大小|体积|空间|存储|\b(?:sizes?|space|disk)\b", re.IGNORECASE)
_MODEL = re.compile(r"模型|\bmodels?\b", re.IGNORECASE)
_DATA = re.compile(r"数据集?|\bdata\s?sets?\b", re.IGNORECASE)
_TOTAL = re.compile(r"^\s*(?:合计|总计|共计|全部|total\b|sum\b|all\b)", re.IGNORECASE)
_TIMES = re.compile(r"\s*[x×]\s*\d+\s*$")


@dataclass(frozen=True, slots=True)
class _Download:
    kind: AssetKind
    name: str
    position: int
    subset: str | None = None
    size: str | None = None
    use: str | None = None


def downloads_in(course: str, page: str, around: Surroundings) -> tuple[LabAsset, ...]:
    """Return what a page has one download; a table gives the sizes of what the scripts name."""
    listed = [*_of_tables(around)]
    found: list[_Download] = []
    told: set[int] = set()
    for one in _of_code(around):
        if any((one.kind, one.name, one.subset) == (other.kind, other.name, other.subset) for other in found):
            continue
        at = _row_of(one, listed)
        if at is not None:
            told.add(listed[at].position)
            one = replace(one, size=one.size or listed[at].size, use=listed[at].use)
        found.append(one)
    found += [one for one in listed if one.position not in told]
    found.sort(key=lambda one: one.position)
    return tuple(
        LabAsset(
            course=course,
            order=order,
            kind=one.kind,
            name=one.name,
            subset=one.subset,
            size=one.size,
            use=one.use,
            page=page,
            position=one.position,
        )
        for order, one in enumerate(found)
    )


def _of_code(around: Surroundings) -> Iterator[_Download]:
    for block in around.of_kind(BlockKind.CODE):
        for match in _COMMAND.finditer(block.text):
            is_data = _DATA_SET.search(match["options"] + match["rest"]) is not None
            yield _Download(AssetKind.DATA_SET if is_data else AssetKind.MODEL, match["name"], block.position)
        for match in _SNAPSHOT.finditer(block.text):
            yield _Download(AssetKind.MODEL, match["name"], block.position)
        for one in loads_in_text(block.text):
            yield _Download(AssetKind.DATA_SET, one.name, block.position, one.subset, one.size)


def _of_tables(around: Surroundings) -> Iterator[_Download]:
    for table in around.of_kind(BlockKind.TABLE):
        heads, rows = around.cells(table)
        size = next((at for at in sorted(heads) if at and _SIZE.search(heads[at])), None)
        is_data = _DATA.search(heads.get(0, "")) is not None
        if size is None or not (is_data or _MODEL.search(heads.get(0, ""))):
            continue
        for row in rows:
            if 0 not in row or size not in row or _TOTAL.match(row[0].text):
                continue
            rest = (row[at].text.strip() for at in sorted(row) if at not in {0, size})
            use = " · ".join(text for text in rest if text not in {"", "—", "-"}) or None
            amount = _TIMES.sub("", row[size].text.strip()) or None
            kind = AssetKind.DATA_SET if is_data else AssetKind.MODEL
            for name in re.split(r"\s+/\s+|、|\s*[,，]\s*", row[0].text.strip()):
                if name:
                    yield _Download(kind, name, row[0].position, size=amount, use=use)


def _row_of(one: _Download, listed: Sequence[_Download]) -> int | None:
    """Return the number of the listed name that means this one: the whole name, or else the longest end of it."""
    tail = one.name.rsplit("/", 1)[-1].casefold()
    ends = [
        (len(other.name), -at)
        for at, other in enumerate(listed)
        if other.kind is one.kind and (tail == other.name.casefold() or tail.endswith(f"-{other.name.casefold()}"))
    ]
    return -max(ends)[1] if ends else None
