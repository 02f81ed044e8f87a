"""The reading lists of the shipped course that people have read and found good, as the command prints them.

``python -m tests.cli.golden_lists`` writes them anew: read the difference as an instructor would before keeping it.
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.cli.running import Shell

FOLDER = Path(__file__).parent / "golden_lists"
_LECTURE = ("--lecture", "4", "--order", "prerequisite")
_WEEKS = ("--target", "dapo", "--known", "sft", "--weeks", "3", "--hours-per-week", "2")
LISTS = {
    "lecture-4": _LECTURE,
    "lecture-4.en": (*_LECTURE, "--language", "en"),
    "lecture-4-ten-hours.en": (*_LECTURE, "--max-minutes", "600", "--language", "en"),
    "dapo-in-three-weeks": _WEEKS,
    "dapo-in-three-weeks.en": (*_WEEKS, "--language", "en"),
}
"""Arguments of ``syllagraph list preview``, by the name of the file that holds its answer."""


def printed(arguments: tuple[str, ...], shell: Shell) -> str:
    """Return what the command prints; if its database is empty, it fills it with the shipped course."""
    done = shell("list", "preview", *arguments)
    return "".join(line.rstrip() + "\n" for line in done.stdout.splitlines())


def main() -> None:
    """Write all files anew."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        for name, arguments in LISTS.items():
            text = printed(arguments, Shell(Path(folder)))
            (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
            print(f"{name}: {len(text.splitlines())} lines{os.linesep}", end="")


if __name__ == "__main__":
    main()
