"""What keeps a run away from everything else: bubblewrap where it works, and a clean environment in any case.

In the sandbox there is a root of its own that cannot be written: Python, the recipes and their data, the run's inputs
and nothing else of this machine's files; no process but the run's own; no network unless its profile says so.
"""

import os
import shutil
import subprocess
import sys
from collections.abc import Mapping
from functools import cache
from pathlib import Path
from types import MappingProxyType

from labs.control.executor import Order
from labs.control.process_tree import TAG

ROOT = Path(__file__).parents[2]
"""The folder that holds this project's packages."""

WORK = "work"
SCRATCH = "scratch"

_SYSTEM = ("/usr", "/bin", "/sbin", "/lib", "/lib32", "/lib64")
_ETC = ("ld.so.cache", "ld.so.conf", "ld.so.conf.d", "alternatives", "localtime", "mime.types")
_ETC_OF_NETWORK = ("resolv.conf", "hosts", "nsswitch.conf", "ssl", "ca-certificates")
_GPU = ("/dev/nvidia0", "/dev/nvidiactl", "/dev/nvidia-uvm", "/dev/nvidia-modeset", "/dev/kfd", "/dev/dri")
_CODE = ("labs", "schema", "data/labs")
_KERNEL = ("/proc/sys", "/proc/irq", "/proc/bus", "/proc/fs", "/proc/acpi", "/proc/sysrq-trigger")
_MB = 1 << 20
_TMP_MB = 64
# What the machine says about its own libraries; never anything of the service's.
_PASSED_ON = ("OPENBLAS_CORETYPE", "OPENBLAS_L2_SIZE", "CUDA_VISIBLE_DEVICES", "LD_LIBRARY_PATH", "TZ")
# The interpreter takes nothing from its environment or the working folder, and finds this project first.
_BOOT = "import runpy, sys; sys.path.insert(0, sys.argv.pop(1)); runpy.run_module(sys.argv.pop(1), run_name='__main__')"


@cache
def bubblewrap() -> str | None:
    """Return where bubblewrap is, if it is there and can make namespaces on this machine."""
    program = shutil.which("bwrap")
    if program is None:
        return None
    trial = [program, *_APART, *_system(), "--proc", "/proc", *_guarded(), "--dev", "/dev", "/usr/bin/env", "true"]
    try:
        done = subprocess.run(trial, stdin=subprocess.DEVNULL, capture_output=True, timeout=10, check=False)
    except (OSError, subprocess.TimeoutExpired):
        return None
    return program if done.returncode == 0 else None


def python(module: str, *arguments: str, bare: bool = False) -> list[str]:
    """Return the command that runs a module of this project; bare without any installed package."""
    return [sys.executable, "-I", *(["-S"] if bare else []), "-c", _BOOT, str(ROOT), module, *arguments]


def environment_of(
    order: Order, *, threads: int, models: Path | None, judge: Mapping[str, str] = MappingProxyType({})
) -> dict[str, str]:
    """Return the whole environment of a run; the judge that is set is told only to a run that asks it."""
    scratch = str(order.home / SCRATCH)
    offline = {} if order.profile.network else {"HF_HUB_OFFLINE": "1", "TRANSFORMERS_OFFLINE": "1"}
    return {
        TAG: order.run,
        "PATH": os.pathsep.join((str(Path(sys.executable).parent), "/usr/local/bin", "/usr/bin", "/bin")),
        "HOME": scratch,
        "TMPDIR": scratch,
        "USER": "lab",
        "LANG": "C.UTF-8",
        "OMP_NUM_THREADS": str(threads),
        "MKL_NUM_THREADS": str(threads),
        "OPENBLAS_NUM_THREADS": str(threads),
        "TOKENIZERS_PARALLELISM": "false",
        "TRL_EXPERIMENTAL_SILENCE": "1",
        "HF_HUB_DISABLE_TELEMETRY": "1",
        "HF_HOME": str(models or order.home / SCRATCH / "models"),
        "HF_DATASETS_CACHE": str(order.home / SCRATCH / "data"),
        "HF_MODULES_CACHE": str(order.home / SCRATCH / "modules"),
        **offline,
        **(judge if order.asks_judge else {}),
        **{name: os.environ[name] for name in _PASSED_ON if name in os.environ},
    }


def confined(program: str, command: list[str], order: Order, *, models: Path | None) -> list[str]:
    """Return the command that runs another one in a sandbox."""
    network = ["--share-net", *_seen([Path("/etc") / name for name in _ETC_OF_NETWORK])] if order.network else []
    gpu = [word for path in _GPU if Path(path).exists() for word in ("--dev-bind", path, path)]
    return [
        program,
        *_APART,
        *_system(),
        "--proc", "/proc",
        *_guarded(),
        "--dev", "/dev",
        *_limited("/dev/shm", order),
        *gpu,
        "--remount-ro", "/dev",
        *_limited("/tmp", order),
        *network,
        *_seen([Path("/etc") / name for name in _ETC]),
        *_seen([Path("/sys/devices/system/cpu"), Path("/sys/devices/system/node")]),
        *_seen(_pythons()),
        *_seen([ROOT / name for name in _CODE]),
        *_seen([order.recipes] if order.recipes else []),
        *_models(models, writable=order.profile.network),
        *_seen(list(order.config.inputs.values())),
        "--bind", str(order.config.folder), str(order.config.folder),
        "--bind", str(order.home / SCRATCH), str(order.home / SCRATCH),
        "--chdir", str(order.config.folder),
        "--remount-ro", "/",
        "--",
        *command,
    ]  # fmt: skip


_APART = (
    "--unshare-all",
    "--die-with-parent",
    "--new-session",
    "--cap-drop",
    "ALL",
    "--hostname",
    "lab",
)


def limits_of(order: Order, *, most_processes: int, most_output: int) -> dict[str, float]:
    """Return the limits that a run's keeper holds it to; those in capitals are the kernel's own, for each process."""
    memory_mb = 2 * order.profile.memory_mb + 128
    disk_mb = 2 * order.profile.disk_mb + 16
    limits: dict[str, float] = {
        "memory_mb": memory_mb,
        "disk_mb": disk_mb,
        "processes": most_processes,
        "log_bytes": most_output,
        "CORE": 0,
        "CPU": int(order.timeout_s * (os.cpu_count() or 1)) + 60,
        "FSIZE": disk_mb * _MB,
        "NOFILE": 4096,
        "NPROC": 8192,
    }
    if order.profile.gpu_gb is None:
        # Libraries map far more than they use; what is used is measured by the keeper.
        limits["AS"] = (2 * memory_mb + 16 * 1024) * _MB
    return limits


def _system() -> list[str]:
    words = []
    for name in _SYSTEM:
        path = Path(name)
        if path.is_symlink():
            words += ["--symlink", str(path.readlink()), name]
        elif path.is_dir():
            words += ["--ro-bind", name, name]
    return words


def _guarded() -> list[str]:
    """Return what keeps the kernel's settings from being written: to these a run of root's is root, sandbox or not."""
    return [word for path in _KERNEL if Path(path).exists() for word in ("--ro-bind", path, path)]


def _limited(folder: str, order: Order) -> list[str]:
    return ["--size", str(min(_TMP_MB, order.profile.memory_mb) * _MB), "--tmpfs", folder]


def _pythons() -> list[Path]:
    """Return what belongs to this Python, but for what lies in the system's own folders."""
    own = {Path(sys.prefix), Path(sys.base_prefix), Path(sys.executable).resolve().parent.parent}
    return sorted(path for path in own if not path.is_relative_to("/usr"))


def _seen(paths: list[Path]) -> list[str]:
    return [word for path in paths if path.exists() for word in ("--ro-bind", str(path), str(path))]


def _models(models: Path | None, *, writable: bool) -> list[str]:
    if models is None or not models.is_dir():
        return []
    return ["--bind" if writable else "--ro-bind", str(models), str(models)]
