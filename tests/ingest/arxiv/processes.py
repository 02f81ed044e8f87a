"""Starting askers that are processes of their own."""

import subprocess
import sys
from pathlib import Path

ROOT = Path(__file__).resolve().parents[3]


def start_asker(stand_in, folder, ids, *, database, interval=0.0, most=100):
    """Start a process that asks for papers; its cache is shared with all that are given the same folder."""
    arguments = [stand_in.url, folder / "cache", f"sqlite:///{folder / database}", interval, most, *ids]
    return subprocess.Popen(
        [sys.executable, "-m", "tests.ingest.arxiv.asker", *map(str, arguments)],
        cwd=ROOT,
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )


def finished(asker):
    """Return what an asker printed, once it is done."""
    out, err = asker.communicate(timeout=120)
    assert asker.returncode == 0, err
    return out.strip()
