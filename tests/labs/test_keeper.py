"""The keeper by itself, without a sandbox: what it keeps must not outlive it, wherever it hides."""

import json
import os
import signal
import subprocess
import sys
import time

import pytest

from labs.control.process_tree import TAG
from labs.control.sandbox import python
from tests.labs.supervising import gone_within, left_behind

LIMITS = {"memory_mb": 300, "disk_mb": 20, "processes": 40, "log_bytes": 10_000, "CORE": 0, "NOFILE": 64}
HIDES = """
import os, signal, sys, time
signal.signal(signal.SIGTERM, signal.SIG_IGN)
for _ in range(3):
    if os.fork() == 0:
        os.setsid()
        if os.fork() == 0:
            os.execve("/usr/bin/sleep", ["sleep", sys.argv[1]], {})
        os._exit(0)
print("hidden", flush=True)
time.sleep(float(sys.argv[2]))
"""


class Kept:
    """A script with a keeper."""

    def __init__(self, folder, script: str, *arguments: str, **order: object) -> None:
        (folder / "work").mkdir()
        self.folder = folder
        self.mark = f"8639{time.monotonic_ns() % 1_000_000_000}.5"
        environment = {"PATH": os.environ["PATH"], "LANG": "C.UTF-8", TAG: self.mark}
        order = {
            "run": self.mark,
            "folder": str(folder),
            "work": str(folder / "work"),
            "command": [sys.executable, "-I", "-c", script, self.mark, *arguments],
            "environment": environment,
            "config": "{}",
            "sandboxed": False,
            "timeout_s": 20,
            "grace_s": 0.3,
            "limits": LIMITS,
        } | order
        self.process = subprocess.Popen(
            python("labs.control.keeper", bare=True), env=environment, stdin=subprocess.PIPE, start_new_session=True
        )
        self.process.stdin.write(json.dumps(order).encode())
        self.process.stdin.close()

    def printed(self, text: str) -> None:
        until = time.monotonic() + 10
        while text not in self.output():
            assert time.monotonic() < until
            time.sleep(0.02)

    def output(self) -> str:
        path = self.folder / "output.log"
        return path.read_text() if path.exists() else ""

    def ended(self) -> dict:
        assert self.process.wait(15) == 0
        return json.loads((self.folder / "ended.json").read_text())


@pytest.fixture
def kept(tmp_path):
    started: list[Kept] = []

    def keep(script, *arguments, **order):
        started.append(Kept(tmp_path, script, *arguments, **order))
        return started[-1]

    yield keep
    for one in started:
        one.process.kill()
        one.process.wait()


def test_what_has_hidden_in_sessions_of_its_own_without_a_trace_in_its_environment_is_ended_with_the_run(kept):
    one = kept(HIDES, "60")
    one.printed("hidden")
    until = time.monotonic() + 10
    while len(left_behind(one.mark)) < 5:
        assert time.monotonic() < until

    since = time.monotonic()
    one.process.send_signal(signal.SIGTERM)

    assert one.ended()["cause"] == "asked"
    assert time.monotonic() - since < 3
    assert left_behind(one.mark) == []


def test_what_a_run_leaves_running_when_it_ends_by_itself_is_ended_too(kept):
    one = kept(HIDES, "0.2")

    ending = one.ended()

    assert (ending["cause"], ending["exit_code"]) == ("exited", 0)
    assert left_behind(one.mark) == []


def test_the_runs_own_process_goes_down_with_its_keeper(kept):
    one = kept("import time; print('up', flush=True); time.sleep(60)")
    one.printed("up")

    one.process.kill()
    one.process.wait()

    assert gone_within(2, one.mark)


def test_a_folder_that_is_claimed_is_left_alone(kept, tmp_path):
    (tmp_path / "keeper.json").write_text("{}")

    one = kept("open('ran', 'w')")

    assert one.process.wait(10) == 0
    assert list((tmp_path / "work").iterdir()) == []
    assert (tmp_path / "keeper.json").read_text() == "{}"


def test_a_command_that_is_not_there_is_told_as_an_end(kept):
    one = kept("", command=["/nowhere/kettle"])

    ending = one.ended()

    assert (ending["cause"], ending["exit_code"]) == ("exited", 127)
    assert "No such file" in one.output()


def test_what_is_printed_is_kept_from_its_beginning_and_its_end(kept):
    one = kept("print('first'); print('x' * 5_000_000); print('last')")

    ending = one.ended()

    assert ending["printed"] == 5_000_012
    output = one.output()
    assert output.startswith("first\nxxx")
    assert output.endswith("xxx\nlast\n")
    assert "bytes are left out here" in output
    assert len(output) < 30_000


@pytest.mark.parametrize(
    ("script", "cause"),
    [
        ("held = [bytearray(b'x' * (20 << 20)) for _ in range(60) if not __import__('time').sleep(.03)]", "memory"),
        ("for n in range(60): open(f'f{n}', 'wb').write(b'x' * (1 << 20)); __import__('time').sleep(.06)", "disk"),
        ("import os, time\nfor _ in range(100):\n    if os.fork() == 0: time.sleep(60)\ntime.sleep(60)", "processes"),
        ("import time; time.sleep(60)", "timed-out"),
    ],
)
def test_what_goes_beyond_a_limit_is_ended_for_it(kept, script, cause):
    one = kept(script, timeout_s=0.5 if cause == "timed-out" else 20)

    assert one.ended()["cause"] == cause
    assert left_behind(one.mark) == []


def test_limits_of_the_kernel_and_the_environment_are_the_orders_and_nothing_is_inherited(kept):
    descriptor = os.open("/dev/null", os.O_RDONLY)
    os.set_inheritable(descriptor, True)

    one = kept(
        "import json, os, resource as r\n"
        "print(json.dumps([r.getrlimit(r.RLIMIT_NOFILE), sorted(os.environ), len(os.listdir('/proc/self/fd'))]))"
    )

    one.ended()
    os.close(descriptor)
    # The three of every process, and the one that looks.
    assert json.loads(one.output()) == [[64, 64], ["LANG", "PATH", TAG], 4]
