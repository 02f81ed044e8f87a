"""``syllagraph lab`` before and after a run: what can be run here, what is handed in, what was done elsewhere."""

import json
import re

import pytest
from lxml import html as parser

from labs.control.sandbox import bubblewrap
from labs.offered.loading import shipped_offers

KEY = "sk-" + "a1b2c3d4" * 4


@pytest.fixture(scope="module")
def lab(shell):
    def lab(*arguments, **more):
        return shell("lab", *arguments, **more)

    lab.folder = shell.folder
    return lab


@pytest.fixture(scope="module")
def runs(lab):
    """Two runs of the rehearsal."""
    quick = ("--set", "steps=40", "--set", "pause_s=0", "--json")
    return [json.loads(lab("run", "rehearsal", "--seed", seed, *quick).stdout)["id"] for seed in (1, 2)]


def test_what_can_be_run_here_is_told_of_every_size_and_the_code_says_whether_any_lab_can(lab):
    from importlib.metadata import PackageNotFoundError, version

    try:
        version("torch")
        code = 0
    except PackageNotFoundError:
        code = 1
    told = json.loads(lab("doctor", "--json", code=code).stdout)

    found = {(one["lab"], one["profile"]): one for one in told["profiles"]}
    assert set(found) == {(lab, name) for lab, offer in shipped_offers().items() for name in offer.profiles}
    assert found["rehearsal", "tiny"]["runs"] is True
    assert all(one["runs"] or all(each["remedy"] for each in one["in_the_way"]) for one in told["profiles"])
    assert told["isolation"] == ("SANDBOXED" if bubblewrap() else "PLAIN")
    assert told["machine"]["cores"] >= 1
    if code:
        assert told["drift"] == []
        shown = lab("doctor", "-l", "en", code=1).stdout
        assert re.search(r"lab-4 +tiny", shown)
        assert "make labs" in shown
        assert "make labs" in lab("doctor", "-l", "zh", code=1).stdout


def test_what_a_size_needs_from_elsewhere_is_told_and_nothing_is_fetched(lab, monkeypatch, tmp_path):
    monkeypatch.setenv("HF_HOME", str(tmp_path))
    (tmp_path / "hub" / "datasets--openai--gsm8k" / "snapshots" / "a").mkdir(parents=True)

    told = json.loads(lab("prefetch", "4", "--profile", "course", "--json").stdout)

    kept = {one["name"]: one["kept"] for one in told["needs"]}
    assert kept["openai/gsm8k"] is True
    assert kept["Qwen/Qwen3-1.7B-Base"] is False
    assert [path.name for path in (tmp_path / "hub").iterdir()] == ["datasets--openai--gsm8k"]
    shown = lab("prefetch", "4")
    assert re.search(r"^kept +openai/gsm8k", shown.stdout, re.MULTILINE)
    assert "--download fetches them" in shown.stderr
    assert json.loads(lab("prefetch", "--profile", "tiny", "--json").stdout)["needs"] == []
    assert "lab-99" in lab("prefetch", "lab-99", code=4).stderr


def test_a_hand_in_is_written_with_its_curves_beside_it(lab, runs):
    out = lab.folder / "hand in" / "rehearsal.md"
    out.parent.mkdir()

    said = lab("report", runs[0], "--out", out, "-l", "en").stderr

    assert "1 of 1 parts are answered" in said
    text = out.read_text("utf-8")
    assert "- [x] Reward over training: series:rehearsal/reward" in text
    (place,) = re.findall(r"!\[rehearsal/reward\]\(<(.+?)>\)", text)
    assert (out.parent / place).read_text("utf-8").startswith("<svg")
    assert "rehearsal/reward: rose" in text
    assert re.search(r"\| accuracy \| [\d.]+ \| [\d.]+ – [\d.]+ \| 20 \| 0 \| 0\.9 – 1 \|", text)


def test_a_page_needs_nothing_else_and_compares_runs_in_either_language(lab, runs):
    out = lab.folder / "both.html"

    lab("report", *runs, "--out", out, "-l", "zh")

    page = parser.parse(str(out)).getroot()
    assert page.get("lang") == "zh-CN"
    assert not page.xpath("//@src|//@href|//script|//link")
    assert len(page.xpath("//svg//path/title")) == 2
    for run in runs:
        assert run in page.text_content()
    assert lab("report", "last").stdout.startswith("# ")


def test_runs_of_two_labs_make_no_report(lab, runs):
    imported = lab.folder / "log.json"
    imported.write_text(json.dumps([{"step": n, "loss": 1 / n} for n in range(1, 4)]))
    other = json.loads(lab("import", imported, "--lab", "4", "--json").stdout)["run"]["id"]

    assert "one lab" in lab("report", runs[0], other, code=2).stderr
    assert "lab run" in lab("report", "01KKD32X000000000000000000", code=4).stderr


def test_a_run_done_elsewhere_is_read_told_file_by_file_kept_once_and_handed_in(lab):
    folder = lab.folder / "outputs"
    folder.mkdir()
    rows = [{"step": n, "reward": n / 10, "reward_std": 0.4} for n in range(1, 11)]
    (folder / "training_log.json").write_text(json.dumps(rows))
    (folder / "gsm8k_comparison.json").write_text(json.dumps({"基座": "35/50", "GRPO": "10/50"}))
    (folder / "config.yaml").write_text(f"seed: 42\nDASHSCOPE_API_KEY: {KEY}\nurl: https://x/?token={KEY}\n")
    (folder / "notes.md").write_text("tea")
    (folder / "broken.json").write_text("{")

    only_read = lab("import", folder, "--lab", "4", "--dry-run").stdout
    assert "read training_log.json: log by step, 2 series" in only_read
    assert re.search(r"broken\.json: it cannot be read", only_read)
    assert re.search(r"notes\.md: only JSON", only_read)

    told = json.loads(lab("import", folder, "--lab", "lab-4", "--json").stdout)
    again = json.loads(lab("import", folder, "--lab", "lab-4", "--json").stdout)

    run = told["run"]
    assert again["run"]["id"] == run["id"]
    assert (run["profile"], run["state"], run["seed"]) == ("imported", "SUCCEEDED", 42)
    scores = {score["name"]: score for score in run["scores"]}
    assert scores["gsm8k_comparison/基座"]["value"] == 0.7
    assert scores["gsm8k_comparison/GRPO"]["n"] == 50
    assert len(told["files"]) == 5
    shown = lab("import", folder, "--lab", "4", "-l", "en").stdout + lab("report", run["id"], "-l", "en").stdout
    assert "reward: rose (0.15 → 0.95)" in shown
    everything = shown + json.dumps(told) + lab("logs", run["id"], "--json").stdout + lab("status", run["id"]).stdout
    assert KEY not in everything
    assert KEY.encode() not in lab.folder.joinpath("syllagraph.db").read_bytes()


@pytest.mark.parametrize(
    ("arguments", "code", "words"),
    [
        (("import", "nowhere", "--lab", "4"), 3, "no such file"),
        (("import", ".", "--lab", "lab-99"), 4, "lab-99"),
    ],
)
def test_what_cannot_be_imported_is_told_with_the_exit_code_that_belongs_to_it(lab, arguments, code, words):
    assert words in lab(*arguments, code=code).stderr


def test_files_of_which_nothing_comes_make_no_run(lab, tmp_path):
    (tmp_path / "notes.md").write_text("tea")

    done = lab("import", tmp_path, "--lab", "4", code=2)

    assert "notes.md: only JSON" in done.stdout
    assert "none of these files" in done.stderr
