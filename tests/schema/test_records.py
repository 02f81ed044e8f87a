from typing import Any

import pytest
from pydantic import ValidationError

from schema.blocks import Block, Span
from schema.errors import AmbiguousRefError, NotFoundError
from schema.record_set import FIELD_OF, RecordSet
from schema.records import Course, Lecture, Page, Paper, Record, Resource
from schema.tables import ROW_OF, CitationRow, PaperRow
from schema.values import Hours, SourceRef, Text, Value, plain
from tests.schema.teapots import COURSE, EVERY_KIND, LECTURE, PAPER, TEAPOTS

HIDDEN = ("\x00", "\x1b", "\x7f", "\ud800", "\udfff")


def texts_in(value: Value) -> list[tuple[str, ...]]:
    """Return the path of every text that a value holds, at any depth."""
    found: list[tuple[str, ...]] = []

    def look(data: Any, at: tuple[str, ...]) -> None:
        if isinstance(data, dict):
            for name, part in data.items():
                look(part, (*at, name))
        elif isinstance(data, list | tuple):
            for number, part in enumerate(data):
                look(part, (*at, str(number)))
        elif isinstance(data, str):
            found.append(at)

    look(value.model_dump(mode="json"), ())
    return found


def spoilt(value: Value, at: tuple[str, ...], hidden: str) -> dict[str, Any]:
    """Return the data of a value with a character put into one of its texts."""
    data: dict[str, Any] = value.model_dump(mode="json")
    place: Any = data
    for step in at[:-1]:
        place = place[int(step) if isinstance(place, list) else step]
    last: Any = int(at[-1]) if isinstance(place, list) else at[-1]
    place[last] = f"{place[last]}{hidden}"
    return data


EVERY_TEXT = [
    pytest.param(record, at, id=f"{type(record).__name__}.{'.'.join(at)}")
    for record in EVERY_KIND
    for at in texts_in(record)
]


@pytest.mark.parametrize(("record", "at"), EVERY_TEXT)
def test_no_text_of_a_record_holds_what_a_database_cannot(record, at):
    for hidden in HIDDEN:
        with pytest.raises(ValidationError):
            type(record).model_validate(spoilt(record, at, hidden))


@pytest.mark.parametrize("record", EVERY_KIND, ids=lambda record: type(record).__name__)
def test_a_record_survives_json(record):
    assert type(record).model_validate_json(record.model_dump_json()) == record


def test_texts_keep_tabs_line_ends_and_all_of_unicode():
    text = "a\tb\nc\r\n茶 𠀀 👩‍🔬 \u200b\u202e"

    assert Block(position=0, kind="code", text=text).text == text


@pytest.mark.parametrize("record", EVERY_KIND, ids=lambda record: type(record).__name__)
def test_a_record_refuses_a_field_it_does_not_have(record):
    with pytest.raises(ValidationError, match="Extra inputs"):
        type(record).model_validate(record.model_dump() | {"milk": "yes"})


@pytest.mark.parametrize(
    ("kind", "fields"),
    [(Text, {"zh": "茶", "fr": "thé"}), (SourceRef, {"page": "/a", "milk": 1}), (Span, {"kind": "code", "milk": 1})],
)
def test_a_value_refuses_a_field_it_does_not_have(kind, fields):
    with pytest.raises(ValidationError, match="Extra inputs"):
        kind.model_validate(fields)


@pytest.mark.parametrize("record", EVERY_KIND, ids=lambda record: type(record).__name__)
def test_a_record_cannot_be_changed_and_has_a_hash(record):
    name = next(iter(type(record).model_fields))

    with pytest.raises(ValidationError, match="frozen"):
        setattr(record, name, getattr(record, name))
    assert len({record, record.model_copy()}) == 1


@pytest.mark.parametrize(
    "slug",
    ["", "Tea", "tea pot", "tea_pot", "-tea", "tea-", "tea--pot", "tea\n", "\ntea", "茶", "tea/pot", "..", "a" * 81],
)
def test_a_slug_is_lower_case_words_joined_by_hyphens(slug):
    with pytest.raises(ValidationError):
        Course(slug=slug, title="Tea")


@pytest.mark.parametrize(
    "path", ["", "docs", "/docs/", "/a b", "/a?b", "/a#b", "/a\n", "//" + "a/" * 10, "/" + "a" * 500]
)
def test_a_page_path_begins_with_a_slash_and_ends_without(path):
    with pytest.raises(ValidationError):
        Lecture(course="tea", number=1, title="Tea", path=path)


@pytest.mark.parametrize("path", ["/", "/docs", "/docs/lecture-1/茶", "/docs/%E8%8C%B6"])
def test_a_page_path_may_be_in_any_script(path):
    assert Lecture(course="tea", number=1, title="Tea", path=path).path == path


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ("2301.00001v2", "2301.00001"),
        ("hep-th/9901001v1", "hep-th/9901001"),
        ("math.GT/0309136", "math/0309136"),
    ],
)
def test_a_paper_id_has_no_version_and_no_category(spelling, canonical):
    with pytest.raises(ValidationError, match=f"without version and prefix: {canonical}"):
        Paper(id=spelling, title="Tea")


@pytest.mark.parametrize(
    "spelling", ["", "2301.00001\n", "../tea", "https://arxiv.org/abs/2301.00001", "a b", "a" * 81]
)
def test_a_paper_id_is_short_and_plain(spelling):
    with pytest.raises(ValidationError):
        Paper(id=spelling, title="Tea")


@pytest.mark.parametrize("url", ["javascript:alert(1)", "ftp://tea.example", "//tea.example", "https://a b", "data:,"])
def test_a_resource_is_on_the_web(url):
    with pytest.raises(ValidationError):
        Resource(course="tea", url=url, title="Tea")


@pytest.mark.parametrize("number", [-1, 2**31, 10**30])
def test_a_number_is_one_that_databases_and_clients_can_hold(number):
    with pytest.raises(ValidationError):
        Lecture(course="tea", number=number, title="Tea")


def test_a_number_may_be_as_large_as_databases_hold():
    assert Lecture(course="tea", number=2**31 - 1, title="Tea").number == 2**31 - 1


@pytest.mark.parametrize("low", [float("nan"), float("inf"), -1.0])
def test_hours_are_finite_and_not_negative(low):
    with pytest.raises(ValidationError):
        Hours(low=low, text="long")


@pytest.mark.parametrize("fields", [{}, {"zh": ""}, {"zh": "", "en": ""}])
def test_a_text_is_in_at_least_one_language(fields):
    with pytest.raises(ValidationError, match="at least one language"):
        Text(**fields)


@pytest.mark.parametrize("fields", [{}, {"line": 3}, {"anchor": "water"}])
def test_a_source_names_something(fields):
    with pytest.raises(ValidationError, match="a page, a paper or a file"):
        SourceRef(**fields)


def test_a_value_as_plain_data_has_no_empty_fields():
    assert plain(SourceRef(file="tea.yaml", line=1)) == {"file": "tea.yaml", "line": 1}


def test_a_set_keeps_every_kind_of_record_in_the_order_given():
    assert set(TEAPOTS) == set(EVERY_KIND)
    second, first = LECTURE, LECTURE.model_copy(update={"number": 0})
    assert RecordSet.of([second, COURSE, first]).lectures == (second, first)


def test_two_sets_together_hold_each_record_once():
    more = COURSE.model_copy(update={"slug": "cups"})

    both = RecordSet.of([COURSE]) | RecordSet.of([more, COURSE])

    assert both.courses == (COURSE, more)


def test_every_kind_of_record_has_a_place_in_a_set_and_a_table():
    kinds = set(Record.__subclasses__()) - {PaperRow, CitationRow, *ROW_OF.values()}

    assert kinds == set(FIELD_OF)
    assert {type(record) for record in EVERY_KIND} == kinds
    assert kinds - set(ROW_OF) == {Paper, type(TEAPOTS.citations[0])}


def test_every_field_of_every_record_is_set_by_some_example():
    unset = {
        f"{kind.__name__}.{name}"
        for kind in FIELD_OF
        for name, field in kind.model_fields.items()
        if all(getattr(r, name) == field.default for r in EVERY_KIND if isinstance(r, kind))
    }

    assert unset <= {"Course.language", "Recommendation.resource", "Paper.withdrawn"}


def test_a_paper_knows_whether_arxiv_holds_it():
    assert PAPER.arxiv_id == "2301.00001"
    assert Paper(id="blend-note", title="On Blending").arxiv_id is None


def test_a_page_refuses_a_kind_that_does_not_exist():
    with pytest.raises(ValidationError, match="kind"):
        Page(course="tea", path="/", title="Tea", kind="samovar", position=0)


@pytest.mark.parametrize("error", [NotFoundError, AmbiguousRefError])
def test_an_error_about_a_very_long_name_is_short(error):
    told = error("x" * 100_000, ["tea"])

    assert len(str(told)) < 300
    assert told.ref == "x" * 100_000
