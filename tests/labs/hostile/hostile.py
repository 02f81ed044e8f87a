"""Runs that mean harm, each bounded, so that they do none where nothing stops them."""

import json
import os
import signal
import socket
import sys
import time
from contextlib import suppress
from pathlib import Path

from labs.running.config import Config
from labs.running.events import Events
from labs.running.results import Measure, Result

SLEEPER = "86399.25"
"""What a process that was left behind can be known by."""


def run(config: Config, events: Events) -> Result:
    events.log("begun")
    DEEDS[config.parameters["deed"]](config, events)
    return Result(scores=[Measure("harm", 1.0)])


def be_deaf(config, events):
    signal.signal(signal.SIGTERM, signal.SIG_IGN)
    time.sleep(60)


def detach(config, events):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            signal.signal(signal.SIGTERM, signal.SIG_IGN)
            os.execve("/usr/bin/sleep", ["sleep", SLEEPER], {})
        os._exit(0)
    time.sleep(0.3)
    events.log("detached")
    be_deaf(config, events)


def fill_disk(config, events):
    for number in range(200):
        Path(f"fill{number}").write_bytes(b"x" * (1 << 20))
        time.sleep(0.02)
    time.sleep(60)


def fill_files(config, events):
    for number in range(20_000):
        Path(f"f{number}").touch()
    time.sleep(60)


def fill_memory(config, events):
    held = []
    for _ in range(40):
        held.append(b"x" * (25 << 20))
        time.sleep(0.05)
    time.sleep(60)


def fill_shared_memory(config, events):
    refused = []
    for folder in ("/dev/shm", "/tmp", "/", "/dev", "/usr", "/etc"):
        try:
            with (Path(folder) / "fill").open("wb") as file:
                for _ in range(200):
                    file.write(b"x" * (1 << 20))
        except OSError as error:
            refused.append(f"{folder}: {type(error).__name__}")
    events.log(f"refused {len(refused)}")


def endless_line(config, events):
    with Path("events.jsonl").open("ab") as file:
        for _ in range(300):
            file.write(b"x" * (1 << 16))
            file.flush()
    events.log("after the line")


def flood(config, events):
    for number in range(60_000):
        events.log(f"line {number}")


def fork(config, events):
    for _ in range(200):
        if os.fork() == 0:
            os.execve("/usr/bin/sleep", ["sleep", SLEEPER], {})
    time.sleep(60)


def reach_out(config, events):
    for address in ("127.0.0.1", "::1", "10.0.0.1"):
        try:
            socket.create_connection((address, config.parameters["port"]), timeout=0.5).close()
            events.log(f"reached {address}")
        except OSError as error:
            events.log(f"not reached {address}: {type(error).__name__}")


def snoop(config, events):
    """Read whatever can be read, and tell all of it."""
    seen = {}
    for path in [*Path("/proc").glob("[0-9]*/environ"), *Path("/proc").glob("[0-9]*/cmdline")]:
        with suppress(OSError):
            seen[str(path)] = path.read_bytes().decode(errors="replace")
    for top in (*config.folder.parents, Path("/root"), Path("/home"), Path("/etc")):
        for folder, within, names in os.walk(top):
            if folder.startswith(("/proc", "/sys", "/usr", "/dev", sys.prefix, sys.base_prefix)):
                within.clear()
                continue
            for name in names:
                path = Path(folder) / name
                with suppress(OSError):
                    seen[str(path)] = path.read_bytes()[:100_000].decode(errors="replace")
    Path("seen.json").write_text(json.dumps(seen))
    events.artifact("seen", Path("seen.json"), "data")
    for path in sorted(seen):
        events.log(f"{path} {seen[path][:500]}")


def rule(config, events):
    """Write settings of the kernel, each as it is already."""
    names = ("core_pattern", "hostname", "domainname", "pid_max", "modprobe")
    for path in (*(Path("/proc/sys/kernel") / name for name in names), Path("/proc/sys/vm/overcommit_memory")):
        if path.exists():
            try:
                path.write_text(path.read_text())
                events.log(f"wrote {path}")
            except OSError as error:
                events.log(f"refused {path}: {type(error).__name__}")


def mislead(config, events):
    """Tell of artifacts that are somebody else's."""
    Path("link").symlink_to("/etc/hostname")
    Path("up").symlink_to("..")
    os.mkfifo("pipe")
    folder = Path("folder")
    folder.mkdir()
    (folder / "inner").symlink_to("/etc")
    (folder / "own").write_text("own")
    for number, path in enumerate(
        ("/etc/hostname", "../keeper.json", "link", "up/keeper.json", "pipe", "none", "", ".")
    ):
        events.artifact(f"a{number}", Path(path), "data")
    events.artifact("folder", folder, "data")


def wreck_events(config, events):
    """Put something else in the place of the file of events."""
    Path("events.jsonl").unlink()
    Path("events.jsonl").symlink_to("/etc/passwd")


def lie(config, events):
    """Write lines that are none, or mean something that a run may not say."""
    lines = [
        b'{"kind": "state", "state": "succeeded"}',
        b'{"kind": "metric", "series": "x", "step": 1, "value": NaN}',
        b'{"kind": "metric", "series": "x", "step": 99999999999999999999, "value": 1}',
        b'{"kind": "log", "text": "\\u0000bell\\u0007 \\ud800 \\u001b[31mred\\u001b[0m"}',
        b'{"kind": "log", "text": ' + b"[" * 100_000 + b"]" * 100_000 + b"}",
        b'{"kind": "score", "name": "s", "value": 1e999, "n": null, "low": null, "high": null, "parse_failures": 0,'
        b' "unit": "", "reason": ""}',
        b"\xff\xfe not even text",
        b"",
        b"[]",
        b'{"kind": "log", "at": "9999-12-31T23:59:59+00:00", "text": "from the future"}',
    ]
    with Path("events.jsonl").open("ab") as file:
        file.write(b"\n".join(lines) + b"\n")


def vanish(config, events):
    os.kill(os.getpid(), signal.SIGKILL)


def print_much(config, events):
    for _ in range(400):
        os.write(1, b"y" * (1 << 16))
    os.write(1, b"\n\x1b[31mlast words\x1b[0m\n")
    raise RuntimeError("enough\x07")


DEEDS = {
    deed.__name__: deed
    for deed in (
        be_deaf,
        detach,
        fill_disk,
        fill_files,
        fill_memory,
        fill_shared_memory,
        endless_line,
        flood,
        fork,
        reach_out,
        snoop,
        rule,
        mislead,
        wreck_events,
        lie,
        vanish,
        print_much,
    )
}
