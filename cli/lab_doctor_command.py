"""``syllagraph lab doctor``: what can be run on this machine, and where libraries differ from the course's code."""

import os
from dataclasses import asdict
from pathlib import Path
from typing import Annotated, Any

import typer

from cli.console import show, show_json
from cli.language import LanguageOption, chosen_language
from cli.opened import opened_graph
from cli.settings import lab_settings
from labs.checks.drift import Drift, drift_with, installed_libraries
from labs.checks.fitting import Fit, fits_of
from labs.checks.machine import Machine, this_machine
from labs.control.local_process import LocalProcesses
from labs.control.settings import LabSettings
from labs.offered.loading import shipped_offers
from schema.run_records import Isolation

_LINES = {
    "machine": ("这台机器", "this machine"),
    "cores": ("核", "cores"),
    "memory": ("内存", "memory"),
    "free": ("可用", "free"),
    "disk": ("磁盘可用", "free disk"),
    "no GPU": ("没有 GPU", "no GPU"),
    "sandbox": ("隔离", "sandbox"),
    "sandboxed": ("bubblewrap：只见自己的文件，没有网络", "bubblewrap: a run sees its own files and no network"),
    "plain": (
        "没有 bubblewrap：只运行自带的配方（apt-get install bubblewrap）",
        "no bubblewrap: only shipped recipes run (apt-get install bubblewrap)",
    ),
    "models": ("模型缓存", "models kept in"),
    "no models": ("没有（SYLLAGRAPH_LAB_MODELS 或 HF_HOME）", "nowhere (SYLLAGRAPH_LAB_MODELS or HF_HOME)"),
    "can run": ("能运行什么", "what can be run"),
    "yes": ("可以", "yes"),
    "needs": ("需要", "needs"),
    "has": ("现有", "has"),
    "libraries": ("库", "libraries"),
    "absent": ("未安装", "not installed"),
    "drift": ("课程代码与已装版本不符之处", "where the course's code does not fit what is installed"),
    "write": ("改写为", "write"),
}


def doctor_command(
    *,
    language: LanguageOption = None,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Print what can be run here and what to change for the rest; exit code 1 if no lab can be run at all."""
    settings = lab_settings()
    machine = this_machine(settings.folder)
    models = models_folder(settings)
    fits = fits_of(shipped_offers(), machine, models)
    versions = installed_libraries()
    drift = drift_with(versions)
    isolation = LocalProcesses(settings).isolation
    if as_json:
        show_json(_as_json(machine, isolation, models, fits, versions, drift))
    else:
        _show(chosen_language(opened_graph(), language), machine, isolation, models, fits, versions, drift)
    if not any(fit.runs for fit in fits if fit.lab.startswith("lab-")):
        raise typer.Exit(1)


def models_folder(settings: LabSettings) -> Path | None:
    """Return where models from elsewhere are kept: as it is set, else where the hub's own library keeps them."""
    home = os.environ.get("HF_HOME")
    kept = settings.models or (Path(home) if home else Path.home() / ".cache" / "huggingface")
    return kept if kept.is_dir() else None


def _as_json(
    machine: Machine,
    isolation: Isolation,
    models: Path | None,
    fits: tuple[Fit, ...],
    versions: dict[str, str | None],
    drift: tuple[Drift, ...],
) -> dict[str, Any]:
    return {
        "machine": asdict(machine),
        "isolation": isolation.name,
        "models": str(models) if models else None,
        "profiles": [{**asdict(fit), "runs": fit.runs} for fit in fits],
        "libraries": versions,
        "drift": [one.model_dump(mode="json") for one in drift],
    }


def _show(
    language: str,
    machine: Machine,
    isolation: Isolation,
    models: Path | None,
    fits: tuple[Fit, ...],
    versions: dict[str, str | None],
    drift: tuple[Drift, ...],
) -> None:
    def word(name: str) -> str:
        return _LINES[name][language == "en"]

    gpus = ", ".join(f"{gpu.name} {gpu.memory_gb:g} GB" for gpu in machine.gpus) or word("no GPU")
    memory = (
        "?" if machine.memory_mb is None else f"{machine.memory_mb:,} MB ({machine.free_memory_mb:,} {word('free')})"
    )
    disk = f"{word('disk')} {machine.free_disk_mb:,} MB"
    show(f"{word('machine')}  {machine.cores} {word('cores')} · {word('memory')} {memory} · {disk} · {gpus}")
    show(f"{word('sandbox')}  {word(isolation.value)}")
    show(f"{word('models')}  {models or word('no models')}")
    show(f"{word('libraries')}  " + ", ".join(f"{name} {found or word('absent')}" for name, found in versions.items()))
    show()
    show(word("can run"), style="bold")
    for fit in fits:
        show(f"  {fit.lab:10} {fit.profile:7} {word('yes') if fit.runs else ''}", style="green" if fit.runs else None)
        for one in fit.in_the_way:
            show(f"      {word('needs')} {one.needs}; {word('has')} {one.has} → {one.remedy}")
    if drift:
        show()
        show(word("drift"), style="bold")
        for moved in drift:
            show(f"  {', '.join(moved.labs)} · {moved.library} ≥ {moved.since}: {moved.written}")
            show(f"      {moved.says.in_language(language)}")
            show(f"      {word('write')} {moved.instead}")
