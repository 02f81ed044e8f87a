import os
import shutil
import stat
from pathlib import Path

from labs.checks.machine import Gpu, kept_in, this_machine


def test_this_machine_has_what_the_system_says(tmp_path):
    found = this_machine(tmp_path)

    assert found.cores == len(os.sched_getaffinity(0))
    assert abs(found.memory_mb - os.sysconf("SC_PAGE_SIZE") * os.sysconf("SC_PHYS_PAGES") / 1e6) < 10
    assert 0 < found.free_memory_mb <= found.memory_mb
    assert abs(found.free_disk_mb - shutil.disk_usage(tmp_path).free / 1e6) < 2_000


def test_a_folder_that_is_not_there_yet_has_the_disk_of_the_one_above_it(tmp_path):
    assert this_machine(tmp_path / "not" / "yet").free_disk_mb > 0


def a_tool(folder: Path, script: str) -> None:
    path = folder / "nvidia-smi"
    path.write_text(f"#!/bin/sh\n{script}\n")
    path.chmod(path.stat().st_mode | stat.S_IXUSR)


def test_gpus_are_those_that_the_drivers_tool_names(tmp_path, monkeypatch):
    a_tool(tmp_path, "printf 'NVIDIA A100-SXM4-80GB, 81920\\nTeapot, GPU, 24576\\nbroken, [N/A]\\n\\n'")
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")

    assert this_machine(tmp_path).gpus == (Gpu("NVIDIA A100-SXM4-80GB", 85.9), Gpu("Teapot, GPU", 25.8))


def test_a_tool_that_fails_finds_no_gpu(tmp_path, monkeypatch):
    monkeypatch.setenv("PATH", f"{tmp_path}:{os.environ['PATH']}")
    for script in ("exit 9", "printf 'nonsense'", "kill -9 $$"):
        a_tool(tmp_path, script)
        assert this_machine(tmp_path).gpus == ()


def test_a_model_is_kept_where_a_snapshot_of_it_is(tmp_path):
    assert not kept_in(None, "tea/pot")
    assert not kept_in(tmp_path, "tea/pot")
    snapshots = tmp_path / "hub" / "models--tea--pot" / "snapshots"
    snapshots.mkdir(parents=True)
    assert not kept_in(tmp_path, "tea/pot"), "a download that was given up leaves an empty folder"
    (snapshots / "abc").mkdir()
    assert kept_in(tmp_path, "tea/pot")
    (tmp_path / "hub" / "datasets--leaf" / "snapshots" / "abc").mkdir(parents=True)
    assert kept_in(tmp_path, "leaf")
    assert not kept_in(tmp_path, "tea/pot-2")
