from datetime import UTC, datetime, timedelta, timezone

import pytest
from sqlalchemy import Column, MetaData, Table, create_engine, insert, select, text

from schema.columns import EnumColumn, JsonColumn, UtcColumn
from schema.values import Hours, Role, SourceRef, Text


def stored_and_read(column_type, value):
    """Return a value as it comes back from a database, and as it lies there."""
    engine = create_engine("sqlite://")
    cups = Table("cups", MetaData(), Column("value", column_type))
    with engine.begin() as connection:
        cups.create(connection)
        connection.execute(insert(cups), [{"value": value}])
        result = connection.scalar(select(cups.c.value)), connection.scalar(text("SELECT value FROM cups"))
    engine.dispose()
    return result


@pytest.mark.parametrize(
    ("column_type", "value", "lies"),
    [
        (JsonColumn(Text), Text(zh="茶"), '{"zh":"茶"}'),
        (JsonColumn(tuple[str, ...]), (), "[]"),
        (JsonColumn(tuple[str, ...]), ("a", '"', "𠀀"), '["a","\\"","𠀀"]'),
        (JsonColumn(Hours), Hours(low=0.5, high=2, text="半小时"), '{"low":0.5,"high":2.0,"text":"半小时"}'),
        (JsonColumn(tuple[SourceRef, ...]), (SourceRef(page="/", position=0),), '[{"page":"/","position":0}]'),
        (EnumColumn(Role), Role.CORE, "core"),
        (UtcColumn(), datetime(2026, 5, 1, tzinfo=UTC), "2026-05-01T00:00:00.000000+00:00"),
        (JsonColumn(Text), None, None),
        (EnumColumn(Role), None, None),
        (UtcColumn(), None, None),
    ],
)
def test_what_is_stored_comes_back_the_same(column_type, value, lies):
    back, lay = stored_and_read(column_type, value)

    assert back == value
    assert type(back) is type(value)
    assert lay == lies


def test_a_point_in_time_is_kept_in_utc():
    morning = datetime(2026, 5, 1, 8, 0, 0, 5, tzinfo=timezone(timedelta(hours=8)))

    back, lay = stored_and_read(UtcColumn(), morning)

    assert back == morning
    assert lay == "2026-05-01T00:00:00.000005+00:00"


@pytest.mark.parametrize(
    ("column_type", "value"),
    [(UtcColumn(), datetime(2026, 5, 1)), (EnumColumn(Role), "lukewarm")],
    ids=["time", "role"],
)
def test_what_a_column_cannot_hold_is_refused_when_it_is_written(column_type, value):
    with pytest.raises(Exception, match=r"no time zone|not a valid Role"):
        stored_and_read(column_type, value)


def test_columns_of_different_types_are_not_confused_in_sqlalchemys_cache():
    assert stored_and_read(JsonColumn(tuple[int, ...]), (1,))[0] == (1,)
    assert stored_and_read(JsonColumn(tuple[str, ...]), ("1",))[0] == ("1",)
