"""Training by any of the trainers: its figures told as events, stopped on request, taken up again from a checkpoint.

A recipe trains one or more *arms*: one rank, one beta, one share of noise each. An arm that is done is kept in the
run's folder, so that a run taken up again does only what is left.
"""

import json
import platform
import shutil
from collections.abc import Callable, Iterable, Mapping
from pathlib import Path
from typing import Any

import torch
from datasets import disable_progress_bars
from transformers import (
    PreTrainedModel,
    PrinterCallback,
    Trainer,
    TrainerCallback,
    TrainerControl,
    TrainerState,
    TrainingArguments,
)
from transformers.trainer_utils import get_last_checkpoint
from transformers.utils import logging

from labs.recipes.models import Speaker, trained_in
from labs.running.config import Config
from labs.running.events import Events
from labs.running.results import Measure, Result

HISTORY = "trainer_state.json"
KEPT = "checkpoint"
"""The folder in a run's own that it can be taken up again from."""


class StoppedError(Exception):
    """The run was asked to stop; what it had reached is saved."""

    def __init__(self, arm: str, step: int) -> None:
        super().__init__(f"stopped in {arm} after step {step}, as asked; the checkpoint takes it up again")


class Telling(TrainerCallback):
    """Tells the figures of a trainer as events, and stops it when asked.

    Args:
        events: Where to tell.
        series: Names of series by the trainer's names.
        doing: What is being trained, in a few words.
        before: Steps that were done before this arm.
        total: Steps of all arms.
    """

    def __init__(self, events: Events, series: Mapping[str, str], doing: str, before: int, total: int) -> None:
        self._events = events
        self._series = series
        self._doing = doing
        self._before = before
        self._total = total

    def on_log(
        self,
        args: TrainingArguments,
        state: TrainerState,
        control: TrainerControl,
        logs: Mapping[str, float] | None = None,
        **rest: object,
    ) -> None:
        """Tell what the trainer has logged."""
        for name, value in (logs or {}).items():
            if name in self._series:
                self._events.metric(self._series[name], state.global_step, float(value))

    def on_step_end(
        self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **rest: object
    ) -> TrainerControl:
        """Tell how far it is; save and stop where that is asked."""
        self._events.progress(self._before + state.global_step, self._total, self._doing)
        if self._events.stop_requested:
            control.should_save = True
            control.should_training_stop = True
        return control

    def on_save(self, args: TrainingArguments, state: TrainerState, control: TrainerControl, **rest: object) -> None:
        """Tell of what a run can be taken up again from."""
        self._events.artifact(KEPT, Path(KEPT), "checkpoint")


class Arms:
    """The arms of a run, trained one after another.

    Args:
        config: The run.
        events: Where to tell of it.
        total: Steps of all arms together.
    """

    def __init__(self, config: Config, events: Events, total: int) -> None:
        self._events = events
        self._total = total
        self._done = 0
        self._config = config
        self.folder = config.folder / KEPT
        if (earlier := config.inputs.get("checkpoint")) and not self.folder.exists():
            shutil.copytree(earlier, self.folder)
        self.folder.mkdir(parents=True, exist_ok=True)

    def folder_of(self, arm: str) -> Path:
        """Return where an arm's trainer writes."""
        return self.folder / arm

    def history(self, arm: str, name: str) -> list[float]:
        """Return all that a trainer logged under a name while an arm was trained; nothing for no arm."""
        file = self.folder_of(arm) / "done" / HISTORY
        logged = json.loads(file.read_text())["log_history"] if file.exists() else []
        return [float(one[name]) for one in logged if name in one]

    def train(
        self,
        arm: str,
        steps: int,
        trainer_on: Callable[[TrainerCallback], Trainer],
        base: Callable[[], Speaker],
        *,
        series: Mapping[str, str],
    ) -> PreTrainedModel:
        """Return the trained model of an arm: trained now, or as an earlier attempt left it.

        Args:
            arm: Its name.
            steps: How many steps it takes.
            trainer_on: Makes its trainer, with a callback to add.
            base: Makes the model that it starts from, for an adapter that is done already.
            series: Names of series by the trainer's names.

        Raises:
            StoppedError: The run was asked to stop.
        """
        done = self.folder_of(arm) / "done"
        if done.exists():
            self._done += steps
            return trained_in(done, base())
        torch.manual_seed(self._config.seed)
        trainer = trainer_on(Telling(self._events, series, arm, self._done, self._total))
        trainer.remove_callback(PrinterCallback)
        last = get_last_checkpoint(str(self.folder_of(arm))) if self.folder_of(arm).exists() else None
        trainer.train(resume_from_checkpoint=last)
        if trainer.state.global_step < steps:
            raise StoppedError(arm, trainer.state.global_step)
        self._done += steps
        trainer.save_model(str(done))
        trainer.state.save_to_json(str(done / HISTORY))
        for checkpoint in self.folder_of(arm).glob("checkpoint-*"):
            shutil.rmtree(checkpoint)
        return trainer.model


def plain_settings(config: Config, steps: int, folder: Path) -> dict[str, Any]:
    """Return what all trainers are told alike: the seed, where to write, and nothing sent anywhere.

    A trainer left to itself stores activations anew and reckons in bfloat16; both are said here.
    """
    on_gpu = torch.cuda.is_available()
    course = config.profile == "course"
    return {
        "output_dir": str(folder),
        "max_steps": steps,
        "seed": config.seed,
        "data_seed": config.seed,
        "bf16": course,
        "gradient_checkpointing": course,
        "use_cpu": not on_gpu,
        "report_to": "none",
        "logging_steps": 1,
        "save_strategy": "steps" if course else "no",
        "save_steps": max(1, steps // 5),
        "save_total_limit": 2,
        "disable_tqdm": True,
        "dataloader_pin_memory": on_gpu,
    }


def stopped(scores: Iterable[str], why: StoppedError) -> Result:
    """Return what a run that was stopped comes to: none of its scores yet, and where it can be taken up."""
    return Result(
        scores=[Measure.missing(name, str(why)) for name in scores],
        does_not_show=("Anything: it was stopped before it was done.",),
        environment=environment(),
    )


class GpuMissingError(Exception):
    """A profile needs a GPU, and there is none."""

    def __init__(self, profile: str) -> None:
        super().__init__(
            f"the profile {profile} needs a GPU, and torch finds none here: set dry_run, or take tiny or small"
        )


def begin(config: Config) -> None:
    """Make ready: one thread for small models, and all that is random from the seed.

    Raises:
        GpuMissingError: The profile needs a GPU, and there is none.
    """
    if config.profile == "course" and not torch.cuda.is_available():
        raise GpuMissingError(config.profile)
    if config.profile == "tiny":
        torch.set_num_threads(1)  # Two threads on a busy machine take three times as long.
    torch.manual_seed(config.seed)
    disable_progress_bars()
    logging.disable_progress_bar()


def environment() -> dict[str, str]:
    """Return versions, device and threads, for the report."""
    from importlib.metadata import version

    names = ("torch", "transformers", "trl", "peft", "datasets", "accelerate")
    device = torch.cuda.get_device_name() if torch.cuda.is_available() else f"cpu ({platform.machine()})"
    return {
        **{name: version(name) for name in names},
        "python": platform.python_version(),
        "device": device,
        "threads": str(torch.get_num_threads()),
    }
