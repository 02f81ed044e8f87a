"""What an instructor accepts of what rules propose, ingested as a pack."""

from datetime import UTC, datetime

import pytest

from graph.planning import learning_path
from graph.served import served_from
from ingest.run import ingest
from schema.errors import NotFoundError
from schema.store import Store
from schema.values import Evidence

NOW = datetime(2026, 3, 11, tzinfo=UTC)
ACCEPTED = """
course: {course}
requires:
  - concept: grpo
    any_of: [chat-template]
    reason: {{zh: 提示要按模板书写。, en: Prompts are written by a template.}}
    evidence: declared
precedes:
  - before: lora
    after: quantization
    reason: {{zh: 第 1 课先讲 LoRA。, en: Lecture 1 comes with LoRA first.}}
    evidence: declared
"""


@pytest.fixture
def store(tmp_path):
    store = Store.open(f"sqlite:///{tmp_path / 'course.db'}")
    yield store
    store.close()


def accepted(folder, course="llm-post-training"):
    file = folder / "accepted" / f"{course}.yaml"
    file.parent.mkdir(parents=True)
    file.write_text(ACCEPTED.format(course=course), encoding="utf-8")
    return folder


def test_what_is_accepted_is_declared_and_part_of_plans(store, tmp_path):
    ingest(store, now=NOW)

    ingest(store, accepted(tmp_path / "pack"), now=NOW)

    served = served_from(store)
    added = [need for need in served.catalogue.requirements["grpo"] if need.any_of == ("chat-template",)]
    assert [need.evidence for need in added] == [Evidence.DECLARED]
    assert "chat-template" in [getattr(step.node, "slug", "") for step in learning_path(served, ["grpo"]).steps]
    order = [one for one in served.catalogue.preceded_by["quantization"] if one.before == "lora"]
    assert [one.evidence for one in order] == [Evidence.DECLARED]


def test_it_stays_when_the_course_is_ingested_again(store, tmp_path):
    ingest(store, now=NOW)
    ingest(store, accepted(tmp_path / "pack"), now=NOW)

    ingest(store, now=NOW)

    catalogue = served_from(store).catalogue
    assert any(one.before == "lora" for one in catalogue.preceded_by["quantization"])
    assert any(need.any_of == ("chat-template",) for need in catalogue.requirements["grpo"])


def test_accepting_for_a_course_that_is_not_there_is_refused(store, tmp_path):
    ingest(store, now=NOW)

    with pytest.raises(NotFoundError, match="tea"):
        ingest(store, accepted(tmp_path / "pack", "tea"), now=NOW)
