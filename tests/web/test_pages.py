"""The pages in a real browser that can reach nothing but the service itself."""

import os
import shutil
import subprocess

import pytest

from tests.cli.running import Shell


@pytest.fixture(scope="module")
def chromium():
    found = shutil.which("chromium") or shutil.which("chromium-browser") or shutil.which("google-chrome")
    if found is None:
        message = "no Chromium on this machine: make system installs it where apt is"
        if os.environ.get("CI") == "true":
            pytest.fail(message)
        pytest.skip(message)
    return found


@pytest.fixture(scope="module")
def address(tmp_path_factory):
    folder = tmp_path_factory.mktemp("served")
    server = Shell(folder).start("serve", "--port", "0", PYTHONUNBUFFERED="1")
    assert server.stdout is not None
    line = server.stdout.readline()
    assert line.startswith("open "), line + (server.stderr.read() if server.stderr else "")
    yield line.split()[1]
    server.terminate()
    server.communicate(timeout=10)
    assert server.returncode == 0


def page_in_browser(chromium, profile, url):
    done = subprocess.run(
        [
            chromium,
            *["--headless", "--no-sandbox", "--disable-gpu", "--disable-quic", "--no-first-run"],
            *["--disable-background-networking", "--disable-component-update", "--disable-sync"],
            "--host-resolver-rules=MAP * ~NOTFOUND, EXCLUDE 127.0.0.1",
            "--enable-logging=stderr",
            "--virtual-time-budget=15000",
            f"--user-data-dir={profile}",
            "--dump-dom",
            url,
        ],
        capture_output=True,
        text=True,
        encoding="utf-8",
        timeout=90,
        check=False,
    )
    console = [line for line in done.stderr.splitlines() if "CONSOLE" in line]
    return done.stdout, console


def test_the_start_page_shows_the_lectures_their_papers_and_where_everything_is(chromium, address, tmp_path):
    page, console = page_in_browser(chromium, tmp_path, f"{address}/?lang=en")

    for words in ("SFT", "LIMA: Less Is More for Alignment", "Must read", "/schema.graphql", "syllagraph plan grpo"):
        assert words in page
    assert "/courses/llm-post-training/lectures/6" in page or "/courses/llm-post-training/lectures/5/papers.bib" in page
    assert console == []


def test_graphiql_works_without_a_network(chromium, address, tmp_path):
    page, console = page_in_browser(chromium, tmp_path, f"{address}/graphql")

    assert "graphiql-container" in page
    assert "recommendations" in page
    assert console == []
