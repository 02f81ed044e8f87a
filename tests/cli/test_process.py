"""What only a process of its own shows: the console script, what it imports, its encoding, a pipe that breaks."""

import sys
from pathlib import Path

import pytest

from tests.cli.running import start

SCRIPT = str(Path(sys.executable).parent / "syllagraph")
TELLS_WHAT_IT_LOADED = """
import atexit, sys
atexit.register(lambda: print(*sys.modules, file=sys.stderr))
from cli.main import main
main()
"""


def ended(shell, *arguments, program, **env):
    """Run the command as a program, and return its code and what it printed."""
    process = start(*arguments, cwd=shell.folder, env=shell.env | env, program=program)
    out, err = process.communicate(timeout=60)
    return process.returncode, out, err


@pytest.mark.parametrize(
    ("arguments", "code"),
    [
        (("show", "grpo"), 0),
        (("plan", "--help"), 0),
        (("known", "sft,dp", "--language", "en"), 4),
        (("plan", "grpo", "--route", "scenic"), 2),
        (("nonsense",), 2),
    ],
)
def test_the_console_script_does_what_other_tests_see_in_their_own_process(shell, arguments, code):
    here = shell(*arguments, code=code)

    assert ended(shell, *arguments, program=[SCRIPT]) == (code, here.stdout, here.stderr)


def test_a_plain_question_loads_neither_graphql_nor_a_server_nor_readers(shell):
    code, _, loaded = ended(shell, "show", "grpo", program=[sys.executable, "-c", TELLS_WHAT_IT_LOADED])

    assert code == 0
    assert {"graph.served", "sqlalchemy"} <= set(loaded.split())
    assert not {"strawberry", "graphql", "uvicorn", "arxiv", "bibtexparser", "ingest.run"} & set(loaded.split())


@pytest.mark.parametrize("encoding", [{"LC_ALL": "C"}, {"LC_ALL": "POSIX", "PYTHONCOERCECLOCALE": "0"}])
def test_chinese_is_printed_where_the_locale_knows_none(shell, encoding):
    assert ended(shell, "show", "dpo", program=[SCRIPT], **encoding) == (0, shell("show", "dpo").stdout, "")


def test_a_reader_that_has_had_enough_is_no_error(shell):
    process = start("export", "--format", "json", cwd=shell.folder, env=shell.env, program=[SCRIPT])
    assert process.stdout is not None
    assert process.stdout.read(1) == "{"
    process.stdout.close()
    _, err = process.communicate(timeout=60)

    assert err == ""
