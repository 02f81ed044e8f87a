import json
from pathlib import Path

import jsonschema
import pytest
import yaml

from ingest.pack.json_schemas import FILE_KINDS, schema_of
from ingest.pack.loading import DATA
from schema.errors import NotFoundError

SCHEMAS = DATA / "schemas"
FILES = [(path, "vocabulary") for path in sorted(DATA.glob("vocabulary/*.yaml"))]
FILES += [(path, path.stem) for path in sorted(DATA.glob("courses/*/*.yaml"))]


@pytest.mark.parametrize("kind", FILE_KINDS)
def test_the_committed_schema_is_current(kind):
    committed = json.loads((SCHEMAS / f"{kind}.json").read_text(encoding="utf-8"))

    assert committed == schema_of(kind), f"run: syllagraph pack schema {kind} > data/schemas/{kind}.json"


def test_there_is_a_schema_for_each_kind_of_file_and_no_other():
    assert {path.stem for path in SCHEMAS.iterdir()} == set(FILE_KINDS)


@pytest.mark.parametrize(("path", "kind"), FILES, ids=lambda value: value.stem if isinstance(value, Path) else value)
def test_the_shipped_files_fit_their_schema_as_an_editor_reads_them(path, kind):
    schema = schema_of(kind)
    jsonschema.Draft202012Validator.check_schema(schema)

    jsonschema.validate(yaml.safe_load(path.read_text(encoding="utf-8")), schema)


def test_a_stray_key_does_not_fit():
    with pytest.raises(jsonschema.ValidationError, match="'pots' was unexpected"):
        jsonschema.validate({"course": "tea", "precedes": [], "pots": 1}, schema_of("order"))


def test_an_id_needs_no_quotes_in_an_editor():
    paper = {"paper": 2301.00010, "kind": "uses"}
    concept = {"slug": "leaf", "name": {"zh": "叶", "en": "Leaf"}, "kind": "data", "papers": [paper]}
    concept["definition"] = concept["name"]

    jsonschema.validate({"area": "tea", "name": concept["name"], "concepts": [concept]}, schema_of("vocabulary"))


def test_an_unknown_kind_is_told_with_those_there_are():
    with pytest.raises(NotFoundError, match="vocabulary, course"):
        schema_of("tea")
