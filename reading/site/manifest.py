"""The manifest of a published folder: what was written there, so that the next run can tell what is ours."""

import json
import re
from collections.abc import Mapping
from dataclasses import dataclass, field
from typing import Any

MANIFEST = "site.json"
"""Name of the manifest in its folder."""

SCHEMA_VERSION = 1
"""Version of its shape; a higher one may have changed or removed fields."""

_PART = r"(?!\.{1,2}(?:/|$))[A-Za-z0-9._-]+"
_NAME = re.compile(rf"{_PART}(?:/{_PART})*")
_HASH = re.compile(r"[0-9a-f]{64}")


@dataclass(frozen=True, slots=True)
class Manifest:
    """What a folder holds.

    Attributes:
        revision: Revision of the graph it was made from.
        course: Slug of the course that it holds; None where each course has a folder of its own.
        files: SHA-256 of each file, in hexadecimal, by name.
        pending: The same of the files that a run has begun to write; empty when it has ended.
    """

    revision: str
    course: str | None
    files: Mapping[str, str]
    pending: Mapping[str, str] = field(default_factory=dict)

    def text(self) -> str:
        """Return it as JSON; the same manifest is always the same text."""
        data: dict[str, Any] = {
            "schema_version": SCHEMA_VERSION,
            "revision": self.revision,
            "course": self.course,
            "files": dict(sorted(self.files.items())),
        }
        if self.pending:
            data["pending"] = dict(sorted(self.pending.items()))
        return json.dumps(data, ensure_ascii=False, indent=2) + "\n"

    def hashes(self, name: str) -> frozenset[str]:
        """Return what a file may hash to if it is as we have written it."""
        return frozenset(filter(None, (self.files.get(name), self.pending.get(name))))


def manifest_of(text: str) -> Manifest:
    """Read a manifest.

    Raises:
        ValueError: It is none, or it names what cannot be a file of its folder.

    >>> manifest_of('{"schema_version": 1, "revision": "1", "course": null, "files": {}}')
    Manifest(revision='1', course=None, files={}, pending={})
    """
    data = json.loads(text)
    if not isinstance(data, dict) or data.get("schema_version") != SCHEMA_VERSION:
        msg = f"it is not of version {SCHEMA_VERSION}"
        raise ValueError(msg)
    files, pending = _files(data.get("files")), _files(data.get("pending", {}))
    revision, course = data.get("revision"), data.get("course")
    if not isinstance(revision, str) or not (course is None or isinstance(course, str)):
        msg = "it names no revision, or no course"
        raise ValueError(msg)
    return Manifest(revision, course, files, pending)


def is_name(text: str) -> bool:
    """Say whether a text can name a file of a site: it cannot lead out of its folder on any file system.

    >>> is_name("en/concepts/ppo.html"), is_name(".nojekyll"), is_name("../x"), is_name("a/./b"), is_name("/x")
    (True, True, False, False, False)
    """
    return _NAME.fullmatch(text) is not None


def _files(data: object) -> dict[str, str]:
    if not isinstance(data, dict):
        msg = "it lists no files"
        raise ValueError(msg)  # noqa: TRY004 - a manifest that is none, whatever is wrong with it
    for name, digest in data.items():
        if not is_name(name) or not isinstance(digest, str) or not _HASH.fullmatch(digest):
            msg = f"{name[:80]!r} is no file of a site"
            raise ValueError(msg)
    return data
