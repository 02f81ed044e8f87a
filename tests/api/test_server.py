"""Running the application."""

import os
import signal
import socket
import subprocess
import sys
from pathlib import Path

import pytest

from api.server import address_of, listening_socket

ROOT = Path(__file__).parents[2]
PROGRAM = """
from api.app import create_app
from api.server import serve
from api.settings import Settings
serve(create_app(lambda: None, Settings(_env_file=None)), port=0, on_ready=lambda address: print(address, flush=True))
print("ended")
"""


def test_a_port_that_is_taken_gives_the_next():
    with listening_socket("127.0.0.1", 0) as first:
        taken = first.getsockname()[1]
        with listening_socket("127.0.0.1", taken) as second:
            assert taken < second.getsockname()[1] <= taken + 20
            assert address_of(second) == f"http://127.0.0.1:{second.getsockname()[1]}"


def test_a_host_that_is_not_ours_is_an_error():
    with pytest.raises(OSError, match="assign"):
        listening_socket("192.0.2.1", 8000)


def test_an_address_can_be_opened_wherever_it_listens():
    with socket.socket() as everywhere:
        everywhere.bind(("0.0.0.0", 0))
        assert address_of(everywhere).startswith("http://127.0.0.1:")


@pytest.mark.parametrize("sent", [signal.SIGINT, signal.SIGTERM])
def test_a_signal_ends_the_server_cleanly(sent):
    process = subprocess.Popen(
        [sys.executable, "-c", PROGRAM],
        cwd=ROOT,
        env={**os.environ, "PYTHONPATH": str(ROOT)},
        stdout=subprocess.PIPE,
        stderr=subprocess.PIPE,
        text=True,
    )
    assert process.stdout is not None
    assert process.stdout.readline().startswith("http://127.0.0.1:")

    process.send_signal(sent)
    out, err = process.communicate(timeout=10)

    assert (process.returncode, out, err) == (0, "ended\n", "")
