"""What this machine has: processor, memory, disk, GPUs, kept models."""

import os
import shutil
import subprocess
from dataclasses import dataclass
from pathlib import Path

_MEMINFO = Path("/proc/meminfo")
_SECONDS = 10
_MB = 1_000_000


@dataclass(frozen=True, slots=True)
class Gpu:
    """A GPU.

    Attributes:
        name: Its name.
        memory_gb: Its memory.
    """

    name: str
    memory_gb: float


@dataclass(frozen=True, slots=True)
class Machine:
    """What a machine has.

    Attributes:
        cores: Processor cores that may be used.
        memory_mb: Memory; None where it cannot be read.
        free_memory_mb: What of it is free.
        free_disk_mb: Free space where runs are kept.
        gpus: Its GPUs.
    """

    cores: int
    memory_mb: int | None
    free_memory_mb: int | None
    free_disk_mb: int
    gpus: tuple[Gpu, ...]


def this_machine(folder: Path) -> Machine:
    """Return what this machine has.

    Args:
        folder: Where runs are kept; it need not exist yet.
    """
    memory = _memory()
    return Machine(
        cores=len(os.sched_getaffinity(0)) if hasattr(os, "sched_getaffinity") else os.cpu_count() or 1,
        memory_mb=memory.get("MemTotal"),
        free_memory_mb=memory.get("MemAvailable"),
        free_disk_mb=shutil.disk_usage(_existing(folder)).free // _MB,
        gpus=_gpus(),
    )


def kept_in(folder: Path | None, name: str) -> bool:
    """Say whether a model or data set of a hub is kept in a cache folder, as the hub's own library keeps it."""
    if folder is None:
        return False
    owner_and_name = name.replace("/", "--")
    kept = [folder / "hub" / f"{kind}--{owner_and_name}" / "snapshots" for kind in ("models", "datasets")]
    return any(path.is_dir() and any(path.iterdir()) for path in kept)


def _memory() -> dict[str, int]:
    try:
        lines = _MEMINFO.read_text().splitlines()
    except OSError:
        return {}
    # Each line is as "MemTotal:  24576000 kB".
    return {name: int(rest.split()[0]) * 1024 // _MB for name, _, rest in (line.partition(":") for line in lines)}


def _gpus() -> tuple[Gpu, ...]:
    tool = shutil.which("nvidia-smi")
    if tool is None:
        return ()
    try:
        done = subprocess.run(
            [tool, "--query-gpu=name,memory.total", "--format=csv,noheader,nounits"],
            capture_output=True,
            text=True,
            timeout=_SECONDS,
            check=True,
        )
    except (OSError, subprocess.SubprocessError):
        return ()
    rows = (line.rpartition(",") for line in done.stdout.splitlines())
    return tuple(
        Gpu(name.strip(), round(int(mib) * 1.048576 / 1000, 1)) for name, _, mib in rows if mib.strip().isdigit()
    )


def _existing(folder: Path) -> Path:
    """Return a folder, or the nearest above it that exists."""
    return next((each for each in (folder, *folder.parents) if each.is_dir()), Path("/"))
