"""What an operator may set about arXiv."""

from pathlib import Path

import pytest

from ingest.arxiv.settings import ArxivSettings, introduction


@pytest.fixture(autouse=True)
def _nothing_set(monkeypatch, tmp_path):
    for name in ("URL", "CONTACT", "CACHE"):
        monkeypatch.delenv(f"SYLLAGRAPH_ARXIV_{name}", raising=False)
    monkeypatch.chdir(tmp_path)


def test_by_default_arxiv_itself_is_asked():
    assert ArxivSettings().url == "https://export.arxiv.org/api/query"


def test_an_empty_setting_is_none(monkeypatch):
    monkeypatch.setenv("SYLLAGRAPH_ARXIV_URL", "")

    assert ArxivSettings().url == "https://export.arxiv.org/api/query"


def test_answers_are_kept_where_caches_are(monkeypatch, tmp_path):
    monkeypatch.setenv("XDG_CACHE_HOME", str(tmp_path))

    assert ArxivSettings().cache == tmp_path / "syllagraph" / "arxiv"


@pytest.mark.parametrize("value", ["", "relative/folder"])
def test_a_place_for_caches_that_is_none_is_overlooked(monkeypatch, value):
    monkeypatch.setenv("XDG_CACHE_HOME", value)

    assert ArxivSettings().cache == Path.home() / ".cache" / "syllagraph" / "arxiv"


def test_a_folder_may_be_given_from_home(monkeypatch):
    monkeypatch.setenv("SYLLAGRAPH_ARXIV_CACHE", "~/tea")

    assert ArxivSettings().cache == Path.home() / "tea"


def test_settings_may_stand_in_a_file(tmp_path):
    (tmp_path / ".env").write_text("SYLLAGRAPH_ARXIV_CONTACT=teapot@example.org\n")

    assert ArxivSettings().contact == "teapot@example.org"


def test_whoever_gives_no_contact_is_said_to_give_none():
    assert introduction(" ", "1.0") == "syllagraph/1.0 (no contact given)"
