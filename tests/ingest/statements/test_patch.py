import pytest
import yaml

from graph.check import problems_in
from ingest.pack.accepted import ACCEPTED, add_accepted
from ingest.pack.document import shaped
from ingest.pack.records import Records
from ingest.pack.yaml_file import parse_yaml
from ingest.statements.patch import patch_of
from ingest.statements.proposals import Proposal, ProposalKind
from schema.record_set import RecordSet
from schema.records import Course, Precedence, Relation, Requirement
from schema.values import Evidence, SourceRef
from tests.ingest.statements.kitchen import BY_SLUG, COURSE, known, need

PLACE = SourceRef(page="/tea", anchor="冲泡", position=3)


def proposed(kind, source="steeping", target="leaf", *, quote="冲泡是\x07奉茶的: 基础\n#", sources=(PLACE,)):
    return Proposal(ProposalKind(kind), source, target, 0.72, "built-on", sources, COURSE, quote)


def accepted(text):
    records = Records()
    document = parse_yaml(f"accepted/{COURSE}.yaml", text)
    add_accepted(records, document, shaped(document, ACCEPTED))
    assert records.problems == []
    return RecordSet.of(records.places)


def test_what_is_accepted_is_declared():
    found = [proposed("requires"), proposed("precedes"), proposed("combines")]

    records = accepted(patch_of(found, COURSE, BY_SLUG))

    assert {one.evidence for one in records} == {Evidence.DECLARED}
    assert [(one.concept, one.any_of) for one in records.requirements] == [("steeping", ("leaf",))]
    assert [(one.before, one.after, one.course) for one in records.precedences] == [("steeping", "leaf", COURSE)]
    assert [(one.source, one.kind, one.target) for one in records.relations] == [("steeping", "combines", "leaf")]


@pytest.mark.parametrize("kind", ProposalKind)
def test_every_kind_has_a_reason_in_both_languages_and_keeps_its_place(kind):
    (record,) = accepted(patch_of([proposed(kind)], COURSE, BY_SLUG))

    assert isinstance(record, Requirement | Relation | Precedence)
    assert record.reason.languages == ("zh", "en")
    assert "冲泡" in record.reason.zh
    assert "Steeping" in record.reason.en
    assert record.sources == (SourceRef(page="/tea", anchor="冲泡"),)


def test_what_is_accepted_adds_to_what_is_required():
    old = need("steeping", "water", sources=(PLACE,))

    both = accepted(patch_of([proposed("requires")], COURSE, BY_SLUG)) | known(old, Course(slug=COURSE, title="Tea"))

    assert len(both.requirements) == 2
    assert problems_in(both) == ()


def test_without_a_source_the_line_is_the_source():
    (record,) = accepted(patch_of([proposed("requires", sources=())], COURSE, BY_SLUG))

    assert record.sources[0].file == f"accepted/{COURSE}.yaml"


def test_a_paper_is_a_source_and_its_id_stays_text():
    source = SourceRef(paper="2305.10000")

    (record,) = accepted(patch_of([proposed("requires", sources=(source, source))], COURSE, BY_SLUG))

    assert record.sources == (source,)


def test_a_quote_is_a_comment_on_one_line():
    text = patch_of([proposed("requires", quote="冲" * 300 + "\n- x: 1")], COURSE, BY_SLUG)

    (comment,) = [line for line in text.splitlines() if line.startswith("  # 0.72")]

    assert comment.startswith("  # 0.72 built-on: 冲冲")
    assert comment.endswith("…")
    assert list(yaml.safe_load(text)) == ["course", "requires"]


def test_without_proposals_the_file_still_holds():
    assert list(accepted(patch_of([], COURSE, BY_SLUG))) == []


def test_an_edge_that_is_given_twice_is_a_problem():
    text = patch_of([proposed("requires"), proposed("requires")], COURSE, BY_SLUG)
    document = parse_yaml("accepted/tea.yaml", text)
    records = Records()

    add_accepted(records, document, shaped(document, ACCEPTED))

    assert ["given twice" in str(problem) for problem in records.problems] == [True]
