"""The plans of the shipped course that people have read and found good, as the command prints them.

``python -m tests.cli.golden_plans`` writes them anew: read the difference as a student would before keeping it.
"""

import os
from pathlib import Path
from tempfile import TemporaryDirectory

from tests.cli.running import Shell

FOLDER = Path(__file__).parent / "golden"
PLANS = {
    "grpo": ("grpo",),
    "grpo.en": ("grpo", "--language", "en"),
    "grpo-course": ("grpo", "--route", "course"),
    "grpo-knowing-sft": ("grpo", "--known", "sft"),
    "grpo-knowing-sft.en": ("grpo", "--known", "sft", "--language", "en"),
    "paper-dapo": ("2503.14476",),
    "paper-dapo.en": ("2503.14476", "--language", "en"),
    "lab-3": ("lab-3",),
    "lab-5": ("lab-5",),
    "lab-5.en": ("lab-5", "--language", "en"),
}
"""Arguments of ``syllagraph plan``, by the name of the file that holds its answer."""


def printed(arguments: tuple[str, ...], shell: Shell) -> str:
    """Return what the command prints; if its database is empty, it fills it with the shipped course."""
    done = shell("plan", *arguments)
    return "".join(line.rstrip() + "\n" for line in done.stdout.splitlines())


def main() -> None:
    """Write all files anew."""
    FOLDER.mkdir(exist_ok=True)
    with TemporaryDirectory() as folder:
        for name, arguments in PLANS.items():
            text = printed(arguments, Shell(Path(folder)))
            (FOLDER / f"{name}.txt").write_text(text, encoding="utf-8", newline="\n")
            print(f"{name}: {len(text.splitlines())} lines{os.linesep}", end="")


if __name__ == "__main__":
    main()
