"""JSON Schemas of the files of a pack, for editors."""

from typing import Any

from ingest.pack import models as models
from ingest.pack.claim_models import ClaimsFile
from ingest.pack.lab_models import LabsFile, WorkFile
from ingest.pack.models import Entry
from schema.errors import NotFoundError

FILE_KINDS: dict[str, type[Entry]] = {
    "vocabulary": models.VocabularyFile,
    "course": models.CourseFile,
    "recommendations": models.RecommendationsFile,
    "labs": LabsFile,
    "work": WorkFile,
    "teaching": models.TeachingFile,
    "order": models.OrderFile,
    "claims": ClaimsFile,
}
"""The shape of each kind of file."""

_DRAFT = "https://json-schema.org/draft/2020-12/schema"


def schema_of(kind: str) -> dict[str, Any]:
    """Return the JSON Schema of a kind of file.

    Raises:
        NotFoundError: There is no such kind.
    """
    if kind not in FILE_KINDS:
        raise NotFoundError(kind, list(FILE_KINDS), what="kind of file")
    schema = FILE_KINDS[kind].model_json_schema()
    return {"$schema": _DRAFT, "title": f"A pack's {kind} file", **_as_written(schema)}


def _as_written(schema: dict[str, Any]) -> dict[str, Any]:
    """Return a schema that takes text without quotes: in a pack, 2305.18290 is an id and 0.1 is what a page says."""
    loosened = {name: _inside(value) for name, value in schema.items() if name != "title"}
    if loosened.get("type") == "string" and not {"enum", "const", "format"} & loosened.keys():
        loosened["type"] = ["string", "number"]
    return loosened


def _inside(value: Any) -> Any:  # noqa: ANN401 - whatever a schema holds
    if isinstance(value, dict):
        if all(isinstance(one, dict) for one in value.values()):
            return {name: _as_written(one) for name, one in value.items()}
        return _as_written(value)
    if isinstance(value, list):
        return [_as_written(one) if isinstance(one, dict) else one for one in value]
    return value
