"""The pictures of the documentation: ``python -m tests.graph.drawing.in_docs`` draws them anew."""

from collections.abc import Iterable
from functools import cache
from pathlib import Path

from graph.catalogue import catalogue_of
from graph.drawing.of_course import map_of
from graph.drawing.of_plan import picture_of_plan
from graph.drawing.svg import svg
from graph.plan import Route
from graph.planning import learning_path
from graph.served import Served
from ingest.pack.loading import load_pack
from schema.record_set import RecordSet

DOCS = Path(__file__).resolve().parents[3] / "docs"


@cache
def shipped() -> Served:
    """Return the graph of the shipped pack."""
    pack = load_pack()
    of_courses = (record for course in pack.courses for record in course.records)
    return Served.of(catalogue_of(RecordSet.of([*pack.vocabulary, *pack.papers, *pack.citations, *of_courses]), ()))


def pictures() -> Iterable[tuple[Path, str]]:
    """Yield each file with what has to be in it."""
    path = learning_path(shipped(), ["grpo"], route=Route.COURSE)
    yield DOCS / "arc.svg", svg(picture_of_plan(shipped(), path, language="en"))
    yield DOCS / "map.svg", svg(map_of(shipped(), language="en"))


if __name__ == "__main__":
    for file, text in pictures():
        file.write_text(text, encoding="utf-8")
