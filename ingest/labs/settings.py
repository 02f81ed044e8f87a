"""The settings a lab uses, from its code, its tables of parameters and its lists of them."""

import re
from collections.abc import Iterator
from dataclasses import dataclass, replace

from ingest.labs.python_code import Call, Setting, calls_in
from ingest.labs.python_values import Names
from ingest.labs.scopes import scope_of, words_of
from ingest.labs.surroundings import Surroundings
from ingest.labs.variants import Variant, variants_of
from schema.blocks import Block, BlockKind
from schema.lab_records import HyperParameter, Scope
from schema.records import Lab

_CONFIGURES = re.compile(r"(?:Config|Arguments|Args|Params|Parameters)$")
_GENERATES = frozenset({"generate", "SamplingParams", "GenerationConfig"})
_JUDGES = frozenset({"create"})
_LOADS = frozenset({"from_pretrained"})
_VARIANTS = frozenset({Scope.ABLATION, Scope.BONUS})
_PREPARES = frozenset({"train_test_split", "shuffle", "select", "take"})
_GENERATION_KEYWORDS = frozenset({"max_new_tokens", "temperature", "top_p", "do_sample", "repetition_penalty"})
_JUDGE = re.compile(r"(?:^|[._])judge(?:[._]|$)|评委", re.IGNORECASE)
_CODE_LANGUAGES = frozenset({None, "", "python", "py", "python3", "ipython"})
_NAMES = re.compile(r"^(?:超?参数(?:名称?)?|设置项?|配置项|(?:hyper-?)?parameters?|settings?|options?)$", re.IGNORECASE)
_VALUES = re.compile(r"值|设置|配置|推荐|取值|\b(?:values?|settings?|default|recommended)\b", re.IGNORECASE)
_SECTION = re.compile(
    r"超参数|参数(?:设置|配置)|训练配置|\bhyper-?parameters?\b|\b(?:training )?settings\b", re.IGNORECASE
)
_ITEM = re.compile(
    r"^\s*(?P<name>[A-Za-z][A-Za-z0-9_]*)\s*(?:=|[:：])\s*(?P<value>[^\s，,；;（(][^，；;（(]*?)\s*(?:[（(，；;].*)?$"
)
_UNIT = re.compile(r"(?<=\d)\s*(?P<unit>%|[A-Za-z]{1,12}|个?\s*[步轮条次])$")
_NO_UNIT = re.compile(r"^(?:e|E|K|M|B|k|x)$")


@dataclass(frozen=True, slots=True)
class _Found:
    scope: Scope
    group: str
    name: str
    value: str
    unit: str | None
    position: int
    line: int | None
    variant: str | None = None


def settings_in(lab: Lab, around: Surroundings) -> tuple[HyperParameter, ...]:
    """Return the settings of a lab, in reading order.

    A call that repeats another one whole counts once; each block of an ablation or of extra work is a run of its own.
    """
    found = [*_of_code(around), *_of_tables(around), *_of_lists(around)]
    found.sort(key=lambda one: (one.position, one.line or 0))
    return tuple(
        HyperParameter(
            course=lab.course,
            lab=lab.slug,
            order=order,
            scope=one.scope,
            group=one.group,
            variant=one.variant,
            name=one.name,
            value=one.value,
            unit=one.unit,
            position=one.position,
            line=one.line,
        )
        for order, one in enumerate(found)
    )


def calls_of(around: Surroundings) -> Iterator[tuple[Block, Call]]:
    """Yield the calls that the Python of a page makes, block after block."""
    names = Names()
    for block in around.of_kind(BlockKind.CODE):
        if (block.language or "").lower() in _CODE_LANGUAGES:
            for call in calls_in(block.text, names):
                yield block, call


def _of_code(around: Surroundings) -> Iterator[_Found]:
    seen: set[tuple[Scope, int | None, str, str | None, tuple[tuple[str, str], ...]]] = set()
    calls: list[tuple[Variant, list[_Found]]] = []
    for block, call in calls_of(around):
        if not _is_setting_something(call):
            continue
        settings = [one for one in call.settings if not _is_no_setting(call, one)]
        scope = _scope_of_call(call, settings, scope_of(block, around))
        run = block.position if scope in _VARIANTS else None
        key = scope, run, call.name, call.case, tuple((one.name, one.known.value) for one in settings)
        if key in seen or not settings:
            continue
        seen.add(key)
        found = [
            _Found(scope, call.name, one.name, one.known.value, None, block.position, one.line) for one in settings
        ]
        calls.append((Variant(scope, call.name, words_of(block, around), call.case, always=scope in _VARIANTS), found))
    for variant, (_, settings_of_call) in zip(variants_of([one for one, _ in calls]), calls, strict=True):
        yield from (replace(one, variant=variant) for one in settings_of_call)


def _is_setting_something(call: Call) -> bool:
    known = call.name in _GENERATES | _LOADS | _PREPARES or call.is_own
    asks = call.name in _JUDGES and "completions" in call.callee
    return known or asks or bool(_CONFIGURES.search(call.name) and call.name[0].isupper())


def _is_no_setting(call: Call, one: Setting) -> bool:
    """Say whether a keyword only says where something lies, or is of no known meaning."""
    if call.is_own and not _CONFIGURES.search(call.name) and call.name not in _GENERATES:
        return one.name not in _GENERATION_KEYWORDS
    return one.name in {"output_dir", "logging_dir", "cache_dir", "run_name"} or one.name.startswith("return_")


def _scope_of_call(call: Call, settings: list[Setting], around: Scope) -> Scope:
    if around in {Scope.BONUS, Scope.ABLATION}:
        return around
    if any(one.known.swept for one in settings):
        return Scope.ABLATION
    if call.name in _JUDGES or ((call.name in _GENERATES or call.is_own) and _JUDGE.search(call.callee)):
        return Scope.EVALUATION
    if call.name in _GENERATES or call.is_own:
        return Scope.GENERATION
    return around


def _of_tables(around: Surroundings) -> Iterator[_Found]:
    for table in around.of_kind(BlockKind.TABLE):
        heads, rows = around.cells(table)
        if not heads or not _NAMES.match(heads.get(0, "")):
            continue
        column = next((at for at in sorted(heads) if at and _VALUES.search(heads[at])), None)
        if column is None:
            continue
        scope = scope_of(table, around)
        for row in rows:
            if 0 in row and column in row and row[0].text.strip() and row[column].text.strip():
                value, unit = _parted(row[column].text.strip())
                yield _Found(scope, "", row[0].text.strip(), value, unit, row[column].position, None)


def _of_lists(around: Surroundings) -> Iterator[_Found]:
    for item in around.of_kind(BlockKind.ITEM):
        if any(_SECTION.search(text) for text in around.words(item)) and (match := _ITEM.match(item.text)):
            value, unit = _parted(match["value"])
            yield _Found(scope_of(item, around), "", match["name"], value, unit, item.position, None)


def _parted(text: str) -> tuple[str, str | None]:
    """Return a value and its unit.

    >>> [_parted(text) for text in ("2e-4", "95 %", "500 步", "nf4", "30 min")]
    [('2e-4', None), ('95', '%'), ('500', '步'), ('nf4', None), ('30', 'min')]
    """
    match = _UNIT.search(text)
    if match is None or _NO_UNIT.match(match["unit"]) or not re.match(r"[~≈约]?\s*[\d.]", text):
        return text, None
    return text[: match.start()].strip(), match["unit"].strip()
