"""``syllagraph bibliography``: is a BibTeX file sound, and does it say what is known of its papers?"""

import shutil
from collections import Counter
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.console import say, show, show_json, show_raw
from cli.opened import opened_graph
from reading.bib_records import BibFile
from reading.bibtex_reader import read_bibtex_file
from reading.tex import folded
from reading.verifying.checking import Mended, Verification, mended, patch, verified
from reading.verifying.findings import BibFinding
from reading.verifying.library import PaperLibrary, Verdict
from schema.errors import InputError, SourceError

_LONGEST_LINE = 500

bibliography = typer.Typer(help="Check a BibTeX file, and mend it.", no_args_is_help=True)
# With a callback a single command stays a command that has to be named.
bibliography.callback()(lambda: None)


@bibliography.command("verify")
def verify_command(
    path: Annotated[Path, typer.Argument(metavar="FILE.bib", help="The bibliography.")],
    *,
    fix: Annotated[bool, typer.Option("--fix", help="Print a patch of what can be mended safely.")] = False,
    write: Annotated[bool, typer.Option("--write", help="Mend the file; it stays beside as FILE.bib.orig.")] = False,
    out: Annotated[Path | None, typer.Option("--out", "-o", help="Write the mended bibliography to this file.")] = None,
    ascii_only: Annotated[bool, typer.Option("--ascii", help="Accents have to be LaTeX commands.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON: findings, verdicts, patch.")] = False,
) -> None:
    """Check a bibliography against what is known of its papers, and for what BibTeX and styles stumble over.

    Exit code 1 if something is found, or with --write and --out if something is left; 3 if the file cannot be read.
    """
    if write and out:
        raise InputError("--write and --out both say where to write", remedy="Give one of them")
    file = read_bibtex_file(path)
    library = PaperLibrary(opened_graph().catalogue.papers.values())
    found = verified(file, library, ascii_only=ascii_only)
    done = mended(file, library, ascii_only=ascii_only) if fix or write or out or as_json else None
    diff = patch(file.text, done.text, path.name) if done else ""
    target = path if write else out
    if target and done:
        _write(file, done, target, keep=write)
    if as_json:
        show_json(_as_json(found, done, diff))
    elif done:
        show_raw(diff)
        _say_what_is_left(found, done, target)
    else:
        _show(found)
    if (done.left if done and target else found).findings:
        raise typer.Exit(1)


def _write(file: BibFile, done: Mended, target: Path, *, keep: bool) -> None:
    """Write a mended bibliography as a whole or not at all; in place of the original, that stays beside it.

    Raises:
        SourceError: It cannot be written.
    """
    # What a link leads to is mended, not the link.
    target = target.resolve()
    aside = target.with_name(f".{target.name}.part")
    original = target.with_name(f"{target.name}.orig")
    try:
        target.parent.mkdir(parents=True, exist_ok=True)
        aside.write_bytes(done.text.encode(file.encoding))
        # An older original is the one that a person wrote.
        if keep and done.made and not original.exists():
            shutil.copy2(target, original)
        if target.exists():
            shutil.copymode(target, aside)
        aside.replace(target)
    except OSError as error:
        raise SourceError(
            str(target), error.strerror or "cannot be written", remedy="Name another with --out"
        ) from error


def _show(found: Verification) -> None:
    for finding in found.findings:
        show(_line_about(found.file, finding))
        show(f"    {folded(finding.remedy)[:_LONGEST_LINE]}{' (--fix)' if finding.edits else ''}", style="dim")
    if found.findings:
        show()
    counts = Counter(finding.code for finding in found.findings)
    show(_summary(found))
    if counts:
        show("found     " + " · ".join(f"{code} {count}" for code, count in counts.most_common()))
    if fixable := sum(bool(finding.edits) for finding in found.findings):
        say(f"{fixable} can be mended safely: --fix shows how, --write does it")


def _line_about(file: BibFile, finding: BibFinding) -> str:
    key = f" {finding.key}:" if finding.key else ""
    # What comes from the file could otherwise steer the terminal.
    about = folded(f"{key} {finding.code}: {finding.message}")
    return f"{file.source}:{finding.line}: {about[:_LONGEST_LINE]}{'…' if len(about) > _LONGEST_LINE else ''}"


def _summary(found: Verification) -> str:
    verdicts = " · ".join(f"{found.count(verdict)} {verdict}" for verdict in Verdict)
    return f"entries   {len(found.file.entries)}: {verdicts}"


def _say_what_is_left(found: Verification, done: Mended, target: Path | None) -> None:
    for finding in done.left.findings:
        say(_line_about(done.left.file, finding))
        say(f"    {folded(finding.remedy)[:_LONGEST_LINE]}", style="dim")
    where = f"written to {target}" if target else "nothing is written: --write mends the file, --out another"
    say(f"{len(done.made)} mended, {len(done.left.findings)} left to decide; {where}")


def _as_json(found: Verification, done: Mended | None, diff: str) -> dict[str, Any]:
    file = found.file
    return {
        "file": file.source,
        "encoding": file.encoding,
        "counts": {
            "entries": len(file.entries),
            "strings": len(file.strings),
            "comments": len(file.comments),
            "unread": sum(failure.lost for failure in file.failures),
        },
        "verdicts": [
            {"key": one.key, "line": one.line, "verdict": one.verdict.value, "paper": one.paper}
            for one in found.verdicts
        ],
        "findings": [_finding_as_json(finding) for finding in found.findings],
        "left": [_finding_as_json(finding) for finding in done.left.findings] if done else None,
        "patch": diff,
    }


def _finding_as_json(finding: BibFinding) -> dict[str, Any]:
    return {
        "line": finding.line,
        "key": finding.key,
        "code": finding.code,
        "message": finding.message,
        "remedy": finding.remedy,
        "fixable": bool(finding.edits),
    }
