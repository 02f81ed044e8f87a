"""A PostgreSQL cluster of the tests' own: reached through a socket in a folder of its own, gone afterwards."""

import os
import shutil
import subprocess
import tempfile
from collections.abc import Sequence
from itertools import count
from pathlib import Path

import psycopg

_NOBODY = 65534


def folder_of_programs() -> Path | None:
    """Return the folder that holds ``initdb`` and ``pg_ctl``, if PostgreSQL is installed."""
    beside = Path(os.path.realpath(shutil.which("initdb") or "/nowhere/initdb")).parent
    folders = [beside, *sorted(Path("/usr/lib/postgresql").glob("*/bin"), reverse=True)]
    return next((folder for folder in folders if (folder / "initdb").is_file() and (folder / "pg_ctl").is_file()), None)


class Cluster:
    """A running cluster."""

    def __init__(self, programs: Path) -> None:
        self._programs = programs
        # Not below pytest's own folder: PostgreSQL refuses to run as root, and nobody else may look into that.
        self.folder = Path(tempfile.mkdtemp(prefix="teapots-"))
        self._numbers = count(1)
        if os.geteuid() == 0:
            os.chown(self.folder, _NOBODY, _NOBODY)

    def start(self) -> None:
        """Make the cluster and wait until it answers."""
        self._run("initdb", "--auth=trust", "--encoding=UTF8", "--locale=C", "--username=tea", "--no-sync")
        options = f"-c listen_addresses='' -c unix_socket_directories='{self.folder}' -F"
        self._run("pg_ctl", "--wait", f"--log={self.folder / 'log'}", f"--options={options}", "start")

    def stop(self) -> None:
        """Stop the cluster and remove all of it."""
        if (self.folder / "data" / "postmaster.pid").exists():
            self._run("pg_ctl", "--wait", "--mode=fast", "stop")
        shutil.rmtree(self.folder)

    def new_database(self) -> str:
        """Return the URL of what looks like an empty database: a namespace of its own, which is made in no time."""
        name = f"teapot{next(self._numbers)}"
        with psycopg.connect(f"host={self.folder} user=tea dbname=postgres", autocommit=True) as connection:
            connection.execute(f"CREATE SCHEMA {name}")
        return f"postgresql+psycopg://tea@/postgres?host={self.folder}&options=-csearch_path%3D{name}"

    def _run(self, program: str, *arguments: str) -> None:
        command: Sequence[str] = [str(self._programs / program), f"--pgdata={self.folder / 'data'}", *arguments]
        user = _NOBODY if os.geteuid() == 0 else None
        done = subprocess.run(
            command,
            user=user,
            group=user,
            extra_groups=[] if user else None,
            cwd=self.folder,
            stdin=subprocess.DEVNULL,
            stdout=subprocess.DEVNULL,
            stderr=subprocess.PIPE,
            text=True,
            check=False,
        )
        if done.returncode:
            raise RuntimeError(f"{program} failed: {done.stderr}")
