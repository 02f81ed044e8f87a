"""The claims of an invented pack about tea, whole and damaged."""

import pytest

from ingest.pack.loading import load_pack
from schema.errors import PackError

COURSE = """\
course:
  slug: tea
  title: Tea
  language: en
tree:
  - page: /docs
    title: Start
    kind: overview
  - page: /docs/pots
    title: Pots
    kind: section
"""
CLAIMS = """\
course: tea
claims:
  - slug: heat
    name: {zh: 水温, en: heat of the water}
    kind: number
    tolerance: 0.05
    places:
      - {page: /docs, near: [water], pattern: '(?P<value>[0-9]{1,3})', value: 80}
      - {page: /docs/pots, column: Heat, value: 75-85, times: 1/2}
"""


@pytest.fixture
def write(tmp_path):
    def write(claims):
        folder = tmp_path / "courses" / "tea"
        folder.mkdir(parents=True)
        (folder / "course.yaml").write_text(COURSE, encoding="utf-8")
        (folder / "claims.yaml").write_text(claims, encoding="utf-8")
        return tmp_path

    return write


def test_claims_come_with_their_course(write):
    (claim,) = load_pack(write(CLAIMS)).courses[0].claims

    assert (claim.slug, claim.name.en, [place.value for place in claim.places]) == (
        "heat",
        "heat of the water",
        ["80", "75-85"],
    )
    assert [float(place.factor) for place in claim.places] == [1, 0.5]


# words to replace, replacement, words at the line that is told, words of the message
DAMAGE = {
    "unknown key": ("tolerance:", "leeway:", "leeway:", "leeway: nothing of this name"),
    "unknown kind": ("kind: number", "kind: guess", "kind: guess", "kind: Input should be"),
    "another course": ("course: tea", "course: cups", "course: cups", "lies in the folder tea"),
    "unknown page": ("page: /docs/pots", "page: /docs/pans", "- {page: /docs/pans", "no page /docs/pans"),
    "one place": (
        "      - {page: /docs/pots, column: Heat, value: 75-85, times: 1/2}\n",
        "",
        "- slug: heat",
        "two places or more",
    ),
    "no group": ("(?P<value>[0-9]{1,3})", "[0-9]{1,3}", "- {page: /docs, near", "a group named value"),
    "endless": ("{1,3}", "+", "- {page: /docs, near", "repeats without an end"),
    "nothing to read": ("column: Heat, ", "", "- {page: /docs/pots", "needs a pattern, or the column"),
    "no number": ("value: 80", "value: hot", "- slug: heat", "'hot', recorded for /docs, is no number"),
    "no factor": ("times: 1/2", "times: half", "- {page: /docs/pots", "times: String should match"),
    "no language": ("zh: 水温, ", "", "name:", "zh is missing"),
}


@pytest.mark.parametrize("damage", DAMAGE)
def test_damage_is_told_with_its_line(write, damage):
    old, new, at, message = DAMAGE[damage]
    text = CLAIMS.replace(old, new)
    assert text != CLAIMS

    with pytest.raises(ExceptionGroup) as caught:
        load_pack(write(text))

    (problem,) = caught.value.exceptions
    assert isinstance(problem, PackError)
    assert message in str(problem)
    assert problem.place.source == "courses/tea/claims.yaml"
    assert problem.place.line == text[: text.index(at)].count("\n") + 1


def test_a_claim_given_twice_is_told(write):
    claim = CLAIMS.partition("claims:\n")[2]

    with pytest.raises(ExceptionGroup) as caught:
        load_pack(write(CLAIMS + claim))

    (problem,) = caught.value.exceptions
    assert "claim heat: given twice" in str(problem)
