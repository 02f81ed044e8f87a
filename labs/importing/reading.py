"""The files of a run elsewhere: each read as far as it can be, each accounted for."""

import ast
import codecs
import json
import os
import re
from collections import Counter
from collections.abc import Iterable, Iterator
from itertools import islice
from pathlib import Path

import orjson
import yaml

from labs.importing.findings import FileRead, Found
from labs.importing.redacting import is_secret_name, kept_text
from labs.importing.shapes import found_in, lines_of_dicts, setting_of
from schema.errors import SourceError

_MOST_FILES = 500
_MOST_BYTES = 20_000_000
_MOST_BYTES_OF_SETTINGS = 200_000
_MOST_PRINTED = 50_000
_LONGEST_PATH = 300
_JSON = (".json",)
_JSON_LINES = (".jsonl", ".ndjson")
_LOGS = (".log", ".txt", ".out")
_CONFIGURATION = (".yaml", ".yml")
_PASSED_OVER = frozenset((".git", "__pycache__", "node_modules", ".venv", ".ipynb_checkpoints"))
# Python prints what it has no word for; it is read as what is beyond all measure.
_NOT_FINITE = re.compile(r"(?<=: )-?(?:nan|inf)(?=[,}])")
_MODEL_FILES = frozenset(("tokenizer.json", "vocab.json", "tokenizer_config.json", "special_tokens_map.json"))


def files_read(paths: Iterable[Path]) -> tuple[FileRead, ...]:
    """Return what came of reading some files and folders.

    Raises:
        SourceError: There is no such file, or there are too many.
    """
    found: list[tuple[Path, str]] = []
    seen = Counter[str]()
    for root in paths:
        if not root.exists():
            raise SourceError(str(root), "there is no such file or folder")
        for path in _files(root):
            within = path.relative_to(root).as_posix() if root.is_dir() else path.name
            shown = kept_text(within, _LONGEST_PATH)
            seen[shown] += 1
            found.append((path, f"{shown} ({seen[shown]})" if seen[shown] > 1 else shown))
            if len(found) > _MOST_FILES:
                raise SourceError(
                    str(root), f"holds more than {_MOST_FILES} files", remedy="Name the folder of one run"
                )
    return tuple(_read(path, shown) for path, shown in found)


def _files(root: Path) -> Iterator[Path]:
    if not root.is_dir():
        yield root
        return
    for folder, names, files in os.walk(root):
        names[:] = sorted(name for name in names if name not in _PASSED_OVER)
        # A link to a folder is told of, and not followed.
        links = (name for name in names if (Path(folder) / name).is_symlink())
        yield from (Path(folder) / name for name in sorted([*files, *links]))


def _read(path: Path, shown: str) -> FileRead:
    suffix = path.suffix.lower()
    if path.is_symlink() or not path.is_file():
        return FileRead(shown, why="it is no plain file")
    if path.name in _MODEL_FILES:
        return FileRead(shown, why="it belongs to a model")
    if suffix not in (*_JSON, *_JSON_LINES, *_LOGS, *_CONFIGURATION):
        return FileRead(shown, why="only JSON, JSON lines, YAML settings and logs are read")
    most = _MOST_BYTES_OF_SETTINGS if suffix in _CONFIGURATION else _MOST_BYTES
    try:
        if path.stat().st_size > most:
            return FileRead(shown, why=f"it is larger than {most / 1e6:g} MB")
        kind, found = _found(path, suffix)
    except Exception as error:
        says = kept_text(error, 200)
        return FileRead(shown, why=f"it cannot be read: {type(error).__name__}: {says}")
    return FileRead(shown, kind, found) if found else FileRead(shown, why="nothing in it looks like a log or a result")


def _found(path: Path, suffix: str) -> tuple[str, Found]:
    raw = path.read_bytes().removeprefix(codecs.BOM_UTF8)
    if suffix in _JSON:
        return found_in(_json(raw), path.stem)
    if suffix in _JSON_LINES:
        return found_in([_json(line) for line in raw.splitlines() if line.strip()], path.stem)
    if suffix in _CONFIGURATION:
        return _settings_in(raw)
    return _printed_in(raw.decode("utf-8", "replace"), path.stem)


def _json(raw: bytes) -> object:
    """Return a JSON value; as trainers write it, with NaN and Infinity where a loss was lost."""
    try:
        return orjson.loads(raw)
    except orjson.JSONDecodeError:
        return json.loads(raw)


def _settings_in(raw: bytes) -> tuple[str, Found]:
    """Return the settings in a flat YAML file, as LLaMA-Factory has them."""
    read = yaml.safe_load(raw)
    found = Found()
    if isinstance(read, dict):
        for name, value in list(read.items())[:500]:
            if not is_secret_name(str(name)) and (kept := setting_of(value)) is not None:
                found.settings[kept_text(name, 120)] = kept
    return "settings", found


def _printed_in(text: str, name: str) -> tuple[str, Found]:
    """Return what a trainer printed among other things: a record a line, counted where it tells no step."""
    rows: list[object] = []
    for number, line in enumerate(islice(lines_of_dicts(text), _MOST_PRINTED), 1):
        try:
            row = ast.literal_eval(_NOT_FINITE.sub("1e999", line))
        except (ValueError, SyntaxError, MemoryError, RecursionError):
            continue
        if isinstance(row, dict):
            # Some trainers print their numbers as text.
            clean = {key: _as_number(value) for key, value in row.items()}
            rows.append(clean if "step" in clean else {"step": number, **clean})
    return found_in(rows, name) if len(rows) > 1 else ("", Found())


def _as_number(value: object) -> object:
    if isinstance(value, str) and len(value) < 40:
        try:
            return float(value)
        except ValueError:
            return value
    return value
