"""Writing a site into a folder: only what changed, each file as a whole, nothing that is not ours, nothing outside."""

import hashlib
from collections.abc import Mapping
from contextlib import suppress
from dataclasses import dataclass, replace
from pathlib import Path

from reading.site.manifest import MANIFEST, Manifest, is_name, manifest_of
from schema.errors import SourceError

_LARGEST_MANIFEST = 16 * 1024 * 1024
_NO_MANIFEST = Manifest(revision="", course=None, files={})


@dataclass(frozen=True, slots=True)
class Site:
    """The files of a site.

    Attributes:
        revision: Revision of the graph it was made from.
        course: Slug of the course that it holds; None where each course has a folder of its own.
        files: What is in each file, by its name below the folder.
    """

    revision: str
    course: str | None
    files: Mapping[str, str]


@dataclass(frozen=True, slots=True)
class Published:
    """What publishing a site changes in a folder, by names of files, sorted.

    Attributes:
        written: New, or with another content.
        unchanged: Left as they were, with their times.
        removed: Written by an earlier run, and no longer part of the site.
        kept: The same, but somebody has changed them since, so that they stay.
    """

    written: tuple[str, ...]
    unchanged: tuple[str, ...]
    removed: tuple[str, ...]
    kept: tuple[str, ...]


def manifest_in(folder: Path, *, force: bool = False) -> Manifest | None:
    """Return the manifest of a folder that was published before, or None where nothing was.

    Args:
        folder: The folder; it need not exist.
        force: Take a folder that is not ours as an empty one.

    Raises:
        SourceError: The folder cannot be used, or holds something and no sound manifest.
    """
    try:
        if not folder.exists():
            return None
        if not folder.is_dir():
            raise SourceError(str(folder), "is no folder", remedy="Name a folder to publish into")
        manifest = folder / MANIFEST
        if manifest.is_file() and not manifest.is_symlink():
            return _read(manifest, force=force)
        # What is hidden belongs to version control or the file system.
        if not force and any(not each.name.startswith(".") for each in folder.iterdir()):
            raise SourceError(
                str(folder),
                f"is not empty, and no {MANIFEST} says that it was published before",
                remedy="Name an empty folder, or use --force: files of the site's names are then replaced",
            )
    except OSError as error:
        raise _told(folder, error) from error
    return None


def publish(site: Site, folder: Path, *, force: bool = False, dry_run: bool = False) -> Published:
    """Make a folder hold a site, and say what that changes.

    A run that is interrupted leaves every file whole, old or new, and the next run completes it.

    Args:
        site: What to write.
        folder: Where to; made if it does not exist.
        force: Also write into a folder that is not ours, and over files there that have the same names.
        dry_run: Only say what would change.

    Raises:
        SourceError: The folder cannot be used, or files in it that are not ours are in the way.
    """
    for name in (name for name in site.files if not is_name(name) or name == MANIFEST):
        raise SourceError(name, "cannot be the name of a file of a site")
    known = manifest_in(folder, force=force) or _NO_MANIFEST
    root = folder.resolve()
    try:
        found = _compared(site, root, known, force=force)
        if not dry_run:
            _write(site, root, known, found)
    except OSError as error:
        raise _told(folder, error) from error
    return found


def _read(manifest: Path, *, force: bool) -> Manifest | None:
    try:
        with manifest.open("rb") as file:
            return manifest_of(file.read(_LARGEST_MANIFEST).decode())
    except (ValueError, RecursionError) as error:
        if force:
            return None
        raise SourceError(
            str(manifest),
            f"is no manifest of a published site: {error}",
            remedy="Name another folder, or use --force: files of the site's names are then replaced",
        ) from error


def _compared(site: Site, root: Path, known: Manifest, *, force: bool) -> Published:
    written, unchanged = [], []
    problems: list[Exception] = []
    for name, text in sorted(site.files.items()):
        path = root / name
        if (hindrance := _hindrance(root, path)) is not None:
            problems.append(SourceError(str(hindrance), "is in the way: no folder", remedy="Move it elsewhere"))
        elif _content(path) == text.encode():
            unchanged.append(name)
        elif not _is_there(path) or known.hashes(name) or (force and not path.is_dir()):
            written.append(name)
        else:
            problems.append(
                SourceError(str(path), "was not written by publish", remedy="Move it elsewhere, or use --force")
            )
    if problems:
        raise ExceptionGroup(f"{len(problems)} files cannot be written", problems)
    gone = sorted((known.files.keys() | known.pending.keys()) - site.files.keys())
    there = [name for name in gone if _hindrance(root, root / name) is None and _is_there(root / name)]
    ours = {name for name in there if _hash(_content(root / name) or b"") in known.hashes(name)}
    kept = tuple(name for name in there if name not in ours)
    return Published(tuple(written), tuple(unchanged), tuple(sorted(ours)), kept)


def _write(site: Site, root: Path, known: Manifest, found: Published) -> None:
    hashes = {name: _hash(text.encode()) for name, text in site.files.items()}
    root.mkdir(parents=True, exist_ok=True)
    for name in known.pending:
        if _hindrance(root, root / name) is None:
            _aside(root / name).unlink(missing_ok=True)
    if found.written or found.removed:
        # Said before anything is done, so that a later run knows as ours what this one may have left.
        pending = {**known.pending, **{name: hashes[name] for name in found.written}}
        _replace(root / MANIFEST, replace(known, pending=pending).text())
    for name in sorted(found.written, key=_turn):
        _replace(root / name, site.files[name])
    for name in found.removed:
        (root / name).unlink(missing_ok=True)
        _remove_empty_folders(root, (root / name).parent)
    manifest = Manifest(site.revision, site.course, hashes).text()
    if _content(root / MANIFEST) != manifest.encode():
        _replace(root / MANIFEST, manifest)


def _turn(name: str) -> tuple[bool, int, bool, str]:
    """Return what sorts files so that a page comes after what it shows and leads to, as far as can be."""
    return name.endswith(".html"), -name.count("/"), name.endswith("index.html"), name


def _replace(path: Path, text: str) -> None:
    path.parent.mkdir(parents=True, exist_ok=True)
    aside = _aside(path)
    aside.unlink(missing_ok=True)
    # Mode x follows no link.
    with aside.open("xb") as file:
        file.write(text.encode())
    aside.replace(path)


def _aside(path: Path) -> Path:
    return path.with_name(f".{path.name}.part")


def _remove_empty_folders(root: Path, folder: Path) -> None:
    with suppress(OSError):
        while folder != root:
            folder.rmdir()
            folder = folder.parent


def _hindrance(root: Path, path: Path) -> Path | None:
    """Return what on the way from a folder to a file is no folder: a link could lead anywhere."""
    for parent in list(path.parents)[::-1]:
        if root in parent.parents and _is_there(parent) and (parent.is_symlink() or not parent.is_dir()):
            return parent
    return None


def _is_there(path: Path) -> bool:
    return path.is_symlink() or path.exists()


def _content(path: Path) -> bytes | None:
    return path.read_bytes() if path.is_file() and not path.is_symlink() else None


def _hash(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


def _told(folder: Path, error: OSError) -> SourceError:
    return SourceError(
        str(error.filename or folder),
        error.strerror or "cannot be used",
        remedy="Files that were published before are whole; run the command again to complete them",
    )
