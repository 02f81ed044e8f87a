"""What has to hold for the repository as a whole."""

import subprocess
from importlib.metadata import packages_distributions
from pathlib import Path

import pytest

from cli.main import COMMANDS

ROOT = Path(__file__).resolve().parents[1]
OURS = ("api", "cli", "graph", "ingest", "labs", "reading", "schema")


@pytest.mark.parametrize("package", OURS)
def test_no_installed_distribution_takes_our_name(package):
    assert set(packages_distributions().get(package, [])) <= {"syllagraph"}


@pytest.mark.parametrize("lock", sorted(ROOT.glob("requirements/*.txt")), ids=str)
def test_pinned_requirements_name_no_address(lock):
    assert "://" not in lock.read_text(encoding="utf-8")


@pytest.mark.parametrize("folder", ["web", "tests/oracles"])
def test_lock_files_of_npm_do_not_say_where_packages_were_fetched(folder):
    assert '"resolved"' not in (ROOT / folder / "package-lock.json").read_text(encoding="utf-8")


@pytest.mark.parametrize("lock", sorted(ROOT.glob("requirements/*.txt")), ids=str)
def test_every_pinned_package_has_a_hash(lock):
    lines = [line for line in lock.read_text(encoding="utf-8").splitlines() if "==" in line]

    assert lines
    assert all(line.rstrip().endswith("\\") for line in lines)


@pytest.mark.parametrize("name", COMMANDS)
def test_every_command_is_in_the_readme(name):
    assert f"syllagraph {name}" in (ROOT / "README.md").read_text(encoding="utf-8")


def test_no_page_of_the_course_is_in_the_repository():
    tracked = subprocess.run(["git", "ls-files"], cwd=ROOT, capture_output=True, text=True, check=False).stdout.split()

    assert not [name for name in tracked if name.endswith(("index.txt", "index.html")) and not name.startswith("web/")]
