import re

import pytest
from hypothesis import given
from hypothesis import strategies as st

from schema.arxiv_ids import arxiv_id, arxiv_ids_in

BEFORE = ("https://arxiv.org/abs/", "http://arxiv.org/abs/", "//arxiv.org/abs/", "arxiv.org/abs/", "arXiv:", "")
CANONICAL = re.compile(r"\d{4}\.\d{4,5}|[a-z-]+/\d{7}", re.ASCII)


@pytest.mark.parametrize(
    "spelling",
    [
        "2601.00017",
        "2601.00017v3",
        " 2601.00017 ",
        "https://arxiv.org/abs/2601.00017",
        "http://arxiv.org/abs/2601.00017",
        "https://arxiv.org/abs/2601.00017v12",
        "https://arxiv.org/abs/2601.00017#",
        "https://arxiv.org/abs/2601.00017*",
        "https://arxiv.org/abs/2601.00017 ",
        "https://arxiv.org/abs/2601.00017%20",
        "https://arxiv.org/abs/2601.00017/",
        "https://arxiv.org/abs/2601.00017）。",
        "https://arxiv.org/abs/2601.00017?context=cs.LG",
        "https://arxiv.org/abs/arXiv:2601.00017",
        "https://www.arxiv.org/abs/2601.00017",
        "https://export.arxiv.org/abs/2601.00017v1",
        "https://arxiv.org/pdf/2601.00017",
        "https://arxiv.org/pdf/2601.00017v2.pdf",
        "https://arxiv.org/pdf/2601.00017.pdf#page=4",
        "https://arxiv.org/html/2601.00017v1",
        "https://arxiv.org/html/2601.00017v1#S3",
        "https://ar5iv.labs.arxiv.org/html/2601.00017",
        "https://ar5iv.org/abs/2601.00017",
        "https://www.alphaxiv.org/abs/2601.00017v2",
        "https://huggingface.co/papers/2601.00017",
        "https://hf.co/papers/2601.00017",
        "10.48550/arXiv.2601.00017",
        "doi:10.48550/ARXIV.2601.00017",
        "https://doi.org/10.48550/arXiv.2601.00017",
        "arXiv:2601.00017",
        "arxiv: 2601.00017v2",
        "arXiv 2601.00017",
        "arXiv preprint arXiv:2601.00017",
        "arXiv:2601.00017 [cs.CL]",
        "（arXiv：2601.00017）",
        "【arXiv：2601.00017v2】",
        "ａｒＸｉｖ：２６０１．０００１７",
        "[2601.00017]",
    ],
)
def test_all_these_spell_the_same_id(spelling):
    assert arxiv_id(spelling) == "2601.00017"


@pytest.mark.parametrize(
    ("spelling", "canonical"),
    [
        ("cs/0112017", "cs/0112017"),
        ("CS/0112017v2", "cs/0112017"),
        ("math.GT/0309136", "math/0309136"),
        ("arXiv:math.GT/0309136v1", "math/0309136"),
        ("cond-mat.mtrl-sci/0112017", "cond-mat/0112017"),
        ("https://arxiv.org/abs/hep-th/9901001v2", "hep-th/9901001"),
        ("https://arxiv.org/pdf/cs/0112017v1.pdf", "cs/0112017"),
        ("https://doi.org/10.48550/arXiv.cs/0112017", "cs/0112017"),
    ],
)
def test_an_id_of_the_old_style_keeps_its_archive_and_drops_the_rest(spelling, canonical):
    assert arxiv_id(spelling) == canonical


@pytest.mark.parametrize("spelling", ["0704.0001", "1412.9999", "1501.00001"])
def test_the_number_has_four_digits_until_the_end_of_2014_and_five_after(spelling):
    assert arxiv_id(spelling) == spelling


@pytest.mark.parametrize(
    "text",
    [
        "",
        "arXiv:",
        "2026-01-17",
        "2026.01.17",
        "v2.10.3",
        "v2601.00017",
        "3.14159",
        "2405.123456",
        "9999.99999",
        "2313.00001",
        "2300.00001",
        "2601.00000",
        "0703.0001",
        "1412.00001",
        "1501.0001",
        "192.168.10.1",
        "2601.00017.4",
        "¥2601.00017",
        "$2601.00",
        "10.1145/2601.00017",
        "10.1145/3292500.3330701",
        "https://doi.org/10.1000/2601.00017",
        "ISSN 2601-0001",
        "2601-0001",
        "2601.00017.safetensors",
        "kettle-2601.00017.tar.gz",
        "papers/2601.00017.md",
        "deadbeef26010001700f",
        "26010.0017",
        "foo/0112017",
        "cs/0113017",
        "cs/0801001",
        "cs/011201",
        "2601.00017 and 2601.00018",
        "see arXiv:2601.00017",
        "٢٦٠١.٠٠٠١٧",
        "https://arxiv.org/",
        "https://arxiv.org/list/cs.CL/recent",
        "https://arxiv.org/abs/2313.00001",
        "https://arxiv.org/abs/2601.000170",
        "https://notarxiv.org/abs/2601.00017",
        "https://arxiv.org.teapots.example/abs/2601.00017",
        "https://teapots.example/abs/2601.00017",
        "https://teapots.example/?to=https://arxiv.org/abs/2601.00017",
    ],
)
def test_what_only_looks_like_an_id_is_none(text):
    assert arxiv_id(text) is None


@pytest.mark.parametrize(
    ("text", "ids"),
    [
        ("见arXiv:2601.00017，与论文arXiv：2601.00018v2的附录", ["2601.00017", "2601.00018"]),
        ("Steep (arXiv 2601.00017) or [2] arXiv preprint arXiv:2601.00018.", ["2601.00017", "2601.00018"]),
        (
            "茶（https://arxiv.org/abs/2601.00017）、https://arxiv.org/pdf/2601.00018v2.pdf。",
            ["2601.00017", "2601.00018"],
        ),
        ("doi:10.48550/arXiv.2601.00017, https://huggingface.co/papers/2601.00018", ["2601.00017", "2601.00018"]),
        ("arXiv: hep-th/9901001v1 [hep-th]", ["hep-th/9901001"]),
    ],
    ids=["Chinese around", "in prose", "addresses", "DOI and Hugging Face", "old style"],
)
def test_ids_are_found_in_running_text(text, ids):
    assert [mention.id for mention in arxiv_ids_in(text)] == ids


@pytest.mark.parametrize(
    "text",
    [
        "released 2601.00017, build 2602.00018",
        "costs 2601.00017",
        "arXiv in 2026.01",
        "arXiv:2601.000170",
        "arXiv:2601.00017.5",
        "arXiv:2601.00017abc",
        "myarxiv:2601.00017",
        "10.1145/arXiv.2601.00017",
        "arXiv:2613.00001",
    ],
)
def test_numbers_that_nothing_introduces_are_not_found_in_running_text(text):
    assert list(arxiv_ids_in(text)) == []


def test_a_mention_tells_its_version_and_where_it_stands():
    text = "绿茶（arXiv：2601.00017v3）"

    mention = next(arxiv_ids_in(text))

    assert (mention.version, text[mention.start : mention.end]) == (3, "arXiv：2601.00017v3")


@given(st.text() | st.text(alphabet="arxivARXIV.:/v0123456789 （[#*", max_size=40))
def test_any_text_is_either_an_id_in_canonical_form_or_none(text):
    found = [arxiv_id(text), *(mention.id for mention in arxiv_ids_in(text))]

    assert all(each is None or CANONICAL.fullmatch(each) for each in found)


@given(st.sampled_from(BEFORE), st.integers(15, 99), st.integers(1, 12), st.integers(1, 99999), st.integers(0, 99))
def test_a_canonical_id_is_its_own_and_stays_in_every_spelling(before, year, month, number, version):
    canonical = f"{year:02}{month:02}.{number:05}"

    assert arxiv_id(canonical) == canonical
    assert arxiv_id(f"{before}{canonical}{f'v{version}' if version else ''}") == canonical
