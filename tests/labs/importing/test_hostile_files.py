"""Files that somebody made with care so that reading them goes wrong: each is accounted for, and harms nothing."""

import json
import os
import time

import orjson
import pytest
from hypothesis import given
from hypothesis import strategies as st

from labs.importing.reading import files_read
from labs.importing.redacting import kept_text, redacted
from labs.importing.shapes import found_in
from schema.errors import SourceError

ROOT = "/root"
KEY = "sk-" + "a1b2c3d4" * 4
HUB = "hf_" + "AbCdEfGh" * 4
AWS = "AKIA" + "ABCDEFGH12345678"
SECRETS = (KEY, HUB, AWS, "hunter-two-two", "mei-lin")

DEEP = "[" * 100_000
HOSTILE = {
    "deep.json": DEEP,
    "deep-objects.json": '{"a":' * 100_000,
    "deep-enough.json": '{"a":' * 500 + "1" + "}" * 500,
    "deep.yaml": DEEP[:5_000],
    "deep.log": f"{{'loss': {DEEP[:4000]}}}\n" * 3,
    "digits.json": '{"loss": ' + "9" * 5_000 + "}",
    "many-digits.log": "{'loss': " + "9" * 4_000 + ", 'step': 1}\n{'loss': " + "9" * 400 + ", 'step': 2}\n",
    "empty.json": "",
    "half.json": '{"loss": 1.5, "log_hist',
    "text.json": "the kettle is on",
    "null.json": "null",
    "mixed.json": '[1, {"a": 2}, "x", null]',
    "aliases.yaml": "a: &a [x, x]\n"
    + "".join(f"{chr(98 + n)}: &{chr(98 + n)} [*{chr(97 + n)}, *{chr(97 + n)}]\n" for n in range(20)),
    "tags.yaml": "a: !!python/object/apply:os.system [reboot]\n",
    "bool.yaml": "a: !!bool kettle\n",
    "time.yaml": "a: !!timestamp kettle\n",
    "int.yaml": 'a: !!int ""\n',
    "broken.yaml": f"api_key: {KEY}: {{\n",
    "spaces.json": json.dumps({"count": "1/2" + " " * 200_000 + "x"}),
    "binary.json": "\x00\x01\x02\x7fELF",
    "weights.safetensors": "\x00" * 100,
    "tokenizer.json": '{"model": {"vocab": {"tea": 1}}}',
}


def test_every_file_is_accounted_for_and_none_keeps_another_from_being_read(tmp_path):
    for name, content in HOSTILE.items():
        (tmp_path / name).write_text(content)
    (tmp_path / "good.json").write_text('{"loss": 1.5}')
    (tmp_path / "bytes.jsonl").write_bytes(bytes(range(256)) * 20)

    found = {one.path: one for one in files_read([tmp_path])}

    assert set(found) == {*HOSTILE, "good.json", "bytes.jsonl"}
    assert all(one.why for one in found.values() if not one.found)
    assert found["good.json"].found.scores[0].value == 1.5
    assert not any(
        found[name].found for name in ("deep.json", "tags.yaml", "bool.yaml", "time.yaml", "int.yaml", "bytes.jsonl")
    )
    assert found["tokenizer.json"].why == "it belongs to a model"
    assert all(KEY not in one.why for one in found.values())


def test_a_number_beyond_all_measure_is_no_number():
    _, found = found_in(json.loads('{"a": 1e400, "b": -1e400, "c": NaN, "d": 1e200, "e": 2}'), "x")

    assert {score.name: score.value for score in found.scores} == {
        "x/a": None,
        "x/b": None,
        "x/c": None,
        "x/d": None,
        "x/e": 2,
    }
    assert all(score.reason for score in found.scores if score.value is None)
    assert found_in({"a": 10**4000}, "x")[1].scores[0].value is None


def test_what_is_too_large_is_not_opened(tmp_path):
    with (tmp_path / "huge.json").open("wb") as file:
        file.truncate(10**12)
    (tmp_path / "large.yaml").write_text("a: 1\n" * 100_000)

    huge, large = files_read([tmp_path])

    assert "larger than 20 MB" in huge.why
    assert "larger than 0.2 MB" in large.why


def test_a_large_file_full_of_what_searches_stumble_over_takes_seconds_and_not_hours(tmp_path):
    begun = time.process_time()
    (tmp_path / "a.json").write_text(json.dumps([{"x": "ey-" * 1_000_000, "y": "a=" * 1_000_000}]))
    (tmp_path / "b.log").write_text("{}\n" * 2_000_000)
    (tmp_path / "c.json").write_text(json.dumps({"key " + "ey-" * 500_000: 1}))

    files_read([tmp_path])

    assert time.process_time() - begun < 20


def test_links_and_pipes_are_told_of_and_not_followed(tmp_path):
    outside = tmp_path / "outside"
    outside.mkdir()
    (outside / "secret.json").write_text('{"loss": 1}')
    run = tmp_path / "run"
    run.mkdir()
    (run / "link.json").symlink_to(outside / "secret.json")
    (run / "folder").symlink_to(outside)
    (run / "itself").symlink_to(run)
    (run / "nowhere.json").symlink_to("nowhere")
    os.mkfifo(run / "pipe.json")

    found = files_read([run])

    assert {one.path for one in found} == {"link.json", "folder", "itself", "nowhere.json", "pipe.json"}
    assert {one.why for one in found} == {"it is no plain file"}
    assert files_read([run / "pipe.json"])[0].why == "it is no plain file"


def test_a_folder_of_a_whole_machine_is_refused_before_anything_is_read(tmp_path):
    for number in range(501):
        (tmp_path / f"{number}.json").touch()

    with pytest.raises(SourceError, match="500 files"):
        files_read([tmp_path])
    with pytest.raises(SourceError, match="no such file"):
        files_read([tmp_path / "nowhere"])


def test_names_that_no_encoding_has_are_shown_as_far_as_they_can_be(tmp_path):
    (tmp_path / os.fsdecode(b"l\xf6ss\x1b[31m.json")).write_text('{"loss": 1}')

    (one,) = files_read([tmp_path])

    assert one.found
    one.path.encode()
    assert "\x1b" not in one.path


def test_half_a_sign_never_gets_into_what_is_kept():
    text = '[{"\\ud800k": "v\\udfff", "score": 1}, {"\\ud800k": "\\u0000w\\u001b[2J", "score": 1}]'

    _, found = found_in(json.loads(text), "x\udc80")

    orjson.dumps([found.tables[0].columns, found.tables[0].rows, found.tables[0].name, found.scores[0].name])
    assert found.tables[0].rows[1][0] == "w"


def test_nothing_that_looks_like_a_key_or_a_home_is_kept_wherever_it_stands(tmp_path):
    nested = {"config": {"api_key": "hunter-two-two", "dir": "/home/mei-lin/x"}}
    (tmp_path / "eval.json").write_text(
        json.dumps(
            {
                "rows": [
                    {
                        "prompt": f"use {KEY} at /home/mei-lin/lab",
                        "answer": f"Bearer {HUB}",
                        "token": "hunter-two-two",
                        "more": nested,
                    },
                    {
                        "prompt": f"C:\\Users\\mei-lin\\x {AWS}",
                        "answer": "password = hunter-two-two",
                        "DASHSCOPE_API_KEY": KEY,
                    },
                ],
                f"/Users/mei-lin/{KEY}": 3,
                "password": 123456789,
                "wandb_key": 987654321,
            }
        )
    )
    (tmp_path / "run.yaml").write_text(
        f"api_key: {KEY}\nDASHSCOPE_API_KEY: hunter-two-two\npassword: 123456789\nhub: {HUB}\n"
        "path: /home/mei-lin/models\nurl: https://x/?token=hunter-two-two\n"
        "win: 'C:\\Users\\mei-lin\\x'\n" + f"root: {ROOT}/x\n"
    )
    (tmp_path / "run.log").write_text(f"{{'loss': 1, 'at': '{KEY}'}}\n{{'loss': 2, 'password': 123456789}}\n")

    kept = repr(files_read([tmp_path]))

    for secret in (*SECRETS, "123456789", "987654321"):
        assert secret not in kept
    assert "•••" in kept
    assert "~/models" in kept
    assert ROOT not in kept


def test_words_about_tokens_are_no_secrets():
    assert redacted("mean token accuracy: 0.5, tokens 512, keyboard, skeleton-key-of-tea") == (
        "mean token accuracy: 0.5, tokens 512, keyboard, skeleton-key-of-tea"
    )


NUMBERS = st.one_of(st.integers(), st.floats(allow_nan=True), st.just(10**400))
NAMES = st.one_of(st.text(), st.sampled_from(["step", "score", "log_history"]))
JSON = st.recursive(
    st.one_of(st.none(), st.booleans(), NUMBERS, st.text(st.characters())),
    lambda inner: st.one_of(st.lists(inner, max_size=4), st.dictionaries(NAMES, inner, max_size=4)),
    max_leaves=25,
)


@given(JSON)
def test_whatever_json_holds_what_is_found_in_it_can_be_kept(value):
    _, found = found_in(value, "x")

    kept = [found.points, [[s.name, s.value, s.low, s.high, s.n] for s in found.scores], found.settings]
    tables = [[table.columns, [list(row) for row in table.rows]] for table in found.tables]
    assert json.loads(json.dumps([kept, tables], allow_nan=False)) is not None
    orjson.dumps([kept, tables])
    assert all(0 <= score.value <= 1 for score in found.scores if score.unit == "share")


@given(st.text(st.characters()), st.integers(1, 50))
def test_a_text_that_is_kept_is_one_short_line(text, most):
    kept = kept_text(text, most)

    assert len(kept) <= most
    assert kept.isprintable() or not any(c in kept for c in "\n\r\t\x00\x1b")
    kept.encode()
