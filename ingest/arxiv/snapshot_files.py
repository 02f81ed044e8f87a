"""Opening the file of a snapshot, as it was fetched: plain, or compressed in one of the usual ways."""

import bz2
import gzip
import hashlib
import io
import lzma
import zipfile
from collections.abc import Iterator
from contextlib import contextmanager
from pathlib import Path
from typing import IO

from schema.errors import SourceError

_LOOKED_AT = 1 << 16
_ZSTD = b"\x28\xb5\x2f\xfd"


@contextmanager
def opened_snapshot(path: Path) -> Iterator[io.BufferedIOBase]:
    """Open a snapshot for reading; its first bytes say how it is compressed, and reading decompresses it.

    Raises:
        SourceError: It is compressed in a way not read here.
        OSError: It cannot be opened.
    """
    with path.open("rb") as file:
        start = file.peek(6)[:6]
        if start.startswith(b"\x1f\x8b"):
            with gzip.open(file, "rb") as inner:
                yield inner
        elif start.startswith(b"BZh"):
            with bz2.open(file, "rb") as inner:
                yield inner
        elif start.startswith(b"\xfd7zXZ"):
            with lzma.open(file, "rb") as inner:
                yield inner
        elif start.startswith(b"PK\x03\x04"):
            with _only_file_in(file, path) as inner:
                yield inner
        elif start.startswith(_ZSTD):
            raise SourceError(str(path), "is compressed in a way not read here", remedy="Decompress it: zstd -d")
        else:
            yield file


def snapshot_mark(path: Path) -> str:
    """Return what tells a snapshot from others without reading it: its length, its beginning and its end.

    Raises:
        SourceError: It cannot be opened.
    """
    try:
        with path.open("rb") as file:
            looked = hashlib.sha256(file.read(_LOOKED_AT))
            length = file.seek(0, 2)
            file.seek(max(0, length - _LOOKED_AT))
            looked.update(file.read(_LOOKED_AT))
    except OSError as error:
        raise SourceError(str(path), f"cannot be opened: {error.strerror}") from error
    return f"{length}-{looked.hexdigest()}"


def _only_file_in(file: IO[bytes], path: Path) -> io.BufferedIOBase:
    try:
        names = [one for one in zipfile.ZipFile(file).infolist() if not one.is_dir()]
        if len(names) == 1:
            return io.BufferedReader(zipfile.ZipFile(file).open(names[0]))  # type: ignore[type-var]
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError) as error:
        raise SourceError(str(path), f"cannot be read: {error}", remedy="Fetch it again, or try: unzip") from error
    raise SourceError(str(path), f"holds {len(names)} files, not one", remedy="Take out the snapshot: unzip")
