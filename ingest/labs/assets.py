"""The models and data sets that a lab uses."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.labs.data_sets import DataSets
from ingest.labs.hub_names import HUB_NAME, hub_name_of_link, is_hub_name, size_in
from ingest.labs.python_code import Call, calls_in
from ingest.labs.python_values import Names
from ingest.labs.scopes import scope_of
from ingest.labs.surroundings import Surroundings
from schema.blocks import Block, BlockKind, SpanKind
from schema.lab_records import AssetKind, LabAsset, Scope
from schema.records import Lab

_BASE = re.compile(
    r"基座|基础模型|起点|^模型$|\bbase(?:line)?\b|^models?$|\bstarting (?:point|checkpoint)\b", re.IGNORECASE
)
_DATA = re.compile(r"数据|\bdata(?:\s?sets?)?\b", re.IGNORECASE)
_JUDGE = re.compile(r"judge|评委|裁判|评判", re.IGNORECASE)
_OPENS_MODEL = re.compile(r"(?:^|\.)(?:Auto(?!Tokenizer|Processor|Config)\w+|\w+For\w+|\w+Model\w*)\.from_pretrained$")
_OPENS = re.compile(r"(?:^|\.)(?:from_pretrained|snapshot_download)$")
_PYTHON = frozenset({None, "", "python", "py", "python3", "ipython"})
_USES = {Scope.EVALUATION: "evaluation", Scope.ABLATION: "ablation", Scope.BONUS: "bonus"}


@dataclass(frozen=True, slots=True)
class Asset:
    """A model or data set, where it stands and what for."""

    kind: AssetKind
    name: str
    position: int
    subset: str | None = None
    size: str | None = None
    use: str | None = None
    is_code: bool = False


def assets_in(lab: Lab, page: str, around: Surroundings) -> tuple[LabAsset, ...]:
    """Return the models and data sets of a lab: what its tables name first, then what its code loads."""
    stated = [*named_in_tables(around)]
    loaded = [*loaded_by_code(around)]
    found = _merged([*stated, *loaded, *_of_links(around)])
    if not any(one.use == "base" for one in found):
        first = next((one for one in loaded if one.kind is AssetKind.MODEL and one.use is None), None)
        found = [replace(one, use="base") if first and one.name == first.name else one for one in found]
    return tuple(
        LabAsset(
            course=lab.course,
            lab=lab.slug,
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


def _merged(found: list[Asset]) -> list[Asset]:
    """Return each asset once: code tells more exactly than a table what is loaded, a table what for."""
    kept: dict[tuple[AssetKind, str, str | None], Asset] = {}
    loaded: set[tuple[AssetKind, str]] = set()
    for one in found:
        if one.is_code:
            first = kept.setdefault((one.kind, one.name, one.subset), one)
            kept[one.kind, one.name, one.subset] = replace(first, size=first.size or one.size)
            loaded.add((one.kind, one.name))
    for one in found:
        if one.is_code:
            continue
        if (one.kind, one.name) not in loaded:
            kept.setdefault((one.kind, one.name, one.subset), one)
            continue
        key = next(key for key in kept if key[:2] == (one.kind, one.name))
        kept[key] = replace(kept[key], use=one.use or kept[key].use, size=kept[key].size or one.size)
    return sorted(kept.values(), key=lambda one: one.position)


def named_in_tables(around: Surroundings) -> Iterator[Asset]:
    """Yield the base models and data sets that tables name, row by row."""
    for table in around.of_kind(BlockKind.TABLE):
        for row in around.rows(table):
            head = row[min(row)].text if row else ""
            is_data = _DATA.search(head) is not None
            if not is_data and not _BASE.search(head):
                continue
            for column in sorted(row)[1:]:
                cell = row[column]
                for match in HUB_NAME.finditer(cell.text):
                    kind = AssetKind.DATA_SET if is_data else AssetKind.MODEL
                    size = size_in(cell.text) if is_data else None
                    use = None if is_data else "base"
                    yield Asset(kind, match["name"], cell.position, size=size, use=use)


def loaded_by_code(around: Surroundings) -> Iterator[Asset]:
    """Yield the models and data sets that code loads, block after block."""
    names, sets = Names(), DataSets()
    for block in around.of_kind(BlockKind.CODE):
        if (block.language or "").lower() not in _PYTHON:
            continue
        use = _USES.get(scope_of(block, around))
        for call in calls_in(block.text, names):
            yield from _of_call(call, block, use)
        for one in sets.in_code(block.text, names):
            taken = "evaluation" if one.is_part or re.search(r"test|valid|\beval", one.subset or "") else use
            yield Asset(AssetKind.DATA_SET, one.name, block.position, one.subset, one.size, taken, is_code=True)


def _of_call(call: Call, block: Block, use: str | None) -> Iterator[Asset]:
    named = call.setting("pretrained_model_name_or_path", "model_name", "repo_id", "model_name_or_path", "model_id")
    first = named or next(iter(call.arguments), None)
    if first and first.is_text and is_hub_name(first.value) and (_OPENS.search(call.callee) or named):
        is_model = _OPENS_MODEL.search(call.callee) or "Tokenizer" not in call.callee
        if is_model:
            yield Asset(AssetKind.MODEL, first.value, block.position, use=use, is_code=True)
    asked = call.setting("model")
    if asked and asked.is_text and call.name == "create" and "completions" in call.callee:
        yield Asset(AssetKind.MODEL, asked.value, block.position, use="judge", is_code=True)


def _of_links(around: Surroundings) -> Iterator[Asset]:
    for block in around.blocks:
        hrefs = [span.href for span in block.spans if span.kind is SpanKind.LINK and span.href]
        for href in (*hrefs, *([block.href] if block.kind is BlockKind.CARD and block.href else ())):
            if named := hub_name_of_link(href):
                kind = AssetKind.DATA_SET if named[1] else AssetKind.MODEL
                yield Asset(kind, named[0], block.position, use="judge" if _JUDGE.search(block.text) else None)
