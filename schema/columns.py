"""Database columns for what plain SQL types do not hold: values and tuples as JSON, enumerations as their value."""

from datetime import UTC, datetime
from enum import StrEnum
from functools import cache
from typing import Any

import orjson
from pydantic import TypeAdapter
from sqlalchemy import Dialect, String, Text
from sqlalchemy.types import TypeDecorator


class JsonColumn(TypeDecorator[Any]):
    """Stores what a pydantic type describes as compact JSON text, and reads it back validated.

    Text rather than the database's JSON type: the same bytes on SQLite and PostgreSQL.
    """

    impl = Text
    cache_ok = True

    def __init__(self, annotation: Any) -> None:  # noqa: ANN401 - any type annotation
        super().__init__()
        self.annotation = annotation

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401
        """Turn a value into JSON text."""
        return None if value is None else _adapter(self.annotation).dump_json(value, exclude_defaults=True).decode()

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401
        """Turn JSON text into a value."""
        return None if value is None else _adapter(self.annotation).validate_python(orjson.loads(value))


class EnumColumn(TypeDecorator[Any]):
    """Stores an enumeration's value as text: a new member needs no migration."""

    impl = String
    cache_ok = True

    def __init__(self, enumeration: type[StrEnum]) -> None:
        super().__init__()
        self.enumeration = enumeration

    def process_bind_param(self, value: Any, dialect: Dialect) -> str | None:  # noqa: ANN401
        """Turn a member into its value."""
        return None if value is None else str(self.enumeration(value))

    def process_result_value(self, value: Any, dialect: Dialect) -> Any:  # noqa: ANN401
        """Turn a value into its member."""
        return None if value is None else self.enumeration(value)


class UtcColumn(TypeDecorator[datetime]):
    """Stores a point in time as ISO 8601 text in UTC, and refuses one without a time zone."""

    impl = String
    cache_ok = True

    def process_bind_param(self, value: datetime | None, dialect: Dialect) -> str | None:
        """Turn a point in time into text."""
        if value is None:
            return None
        if value.tzinfo is None:
            msg = f"{value} has no time zone"
            raise ValueError(msg)
        return value.astimezone(UTC).isoformat(timespec="microseconds")

    def process_result_value(self, value: Any, dialect: Dialect) -> datetime | None:  # noqa: ANN401
        """Turn text into a point in time."""
        return None if value is None else datetime.fromisoformat(value)


@cache
def _adapter(annotation: Any) -> TypeAdapter[Any]:  # noqa: ANN401
    return TypeAdapter(annotation)
