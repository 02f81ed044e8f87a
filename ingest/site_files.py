"""Finding the pages of a built site on disk: a folder laid out as the site serves it, or one file."""

import os
import re
from collections.abc import Iterator
from dataclasses import dataclass
from pathlib import Path

from schema.errors import Place, SourceError
from schema.records import Finding
from schema.values import Severity

_PAYLOAD_START = re.compile(rb"(?:[0-9a-f]{1,8}:|:[A-Z])")
_MOST_FILES = 20_000
_MOST_BYTES = 32 * 2**20


@dataclass(frozen=True, slots=True)
class PageFile:
    """A file that holds a page.

    Attributes:
        name: Its path relative to what was ingested, with slashes: where findings say they are.
        data: What it holds.
        is_html: Whether it is an HTML page rather than a flight payload.
    """

    name: str
    data: bytes
    is_html: bool


def page_file(path: Path) -> PageFile:
    """Read one page.

    Raises:
        SourceError: It cannot be read, or is larger than any page.
    """
    data = _bytes_of(path, path.name)
    return PageFile(path.name, data, is_html=not _looks_like_payload(data))


def page_files(folder: Path) -> tuple[tuple[PageFile, ...], tuple[Finding, ...]]:
    """Read the pages below a folder, by name; of a page that is there twice, the payload.

    Files that cannot be read, and links that lead out of the folder, are findings.

    Raises:
        SourceError: The folder holds no page at all, or far more files than a course.
    """
    found: dict[str, PageFile] = {}
    findings: list[Finding] = []
    for path in _candidates(folder):
        name = path.relative_to(folder).as_posix()
        page = re.sub(r"\.(?:txt|html)$", "", name)
        if page in found:
            continue
        try:
            data = _bytes_of(path, name, inside=folder)
        except SourceError as error:
            findings.append(unreadable(error))
            continue
        if path.suffix == ".txt" and not _looks_like_payload(data):
            continue
        found[page] = PageFile(name, data, is_html=path.suffix == ".html")
    if not found and not findings:
        raise SourceError(
            str(folder),
            "there is no page in this folder",
            remedy="Give the folder that holds the built site, with an index.txt or index.html for each page",
        )
    return tuple(found[page] for page in sorted(found)), tuple(findings)


def unreadable(error: SourceError) -> Finding:
    """Return the finding that a file could not be read; its page keeps what was known of it."""
    return Finding(
        code="UNREADABLE_FILE",
        severity=Severity.ERROR,
        message=error.reason,
        remedy=error.remedy or "Build or fetch the page again; until then what was read of it before is kept",
        source=error.place.source,
        place=str(error.place),
    )


def _candidates(folder: Path) -> Iterator[Path]:
    """Yield what may be pages, each payload before the HTML of the same name."""
    seen = 0
    for root, folders, names in os.walk(folder):
        folders[:] = sorted(name for name in folders if not name.startswith((".", "_next")))
        for name in sorted(names, reverse=True):
            if name.endswith((".txt", ".html")):
                seen += 1
                if seen > _MOST_FILES:
                    raise SourceError(
                        str(folder), f"more than {_MOST_FILES:,} pages", remedy="Give one course's folder"
                    )
                yield Path(root) / name


def _bytes_of(path: Path, name: str, *, inside: Path | None = None) -> bytes:
    if inside is not None and not path.resolve().is_relative_to(inside.resolve()):
        raise SourceError(name, "leads out of the folder", remedy="Copy the file here instead of linking it")
    try:
        with path.open("rb") as file:
            data = file.read(_MOST_BYTES + 1)
    except OSError as error:
        raise SourceError(name, f"cannot be read: {error.strerror}", remedy="Check the path and its rights") from error
    if len(data) > _MOST_BYTES:
        raise SourceError(name, f"is larger than {_MOST_BYTES:,} bytes", remedy="A page of a course is far smaller")
    if not data.strip():
        raise SourceError(Place(name, offset=0), "is empty", remedy="Build or fetch the page again")
    return data


def _looks_like_payload(data: bytes) -> bool:
    return _PAYLOAD_START.match(data) is not None
