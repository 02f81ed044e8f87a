"""A run of a lab as it happens: how far it is and its curves, on a terminal as a picture that moves, else as lines."""

from collections import defaultdict
from collections.abc import Iterator
from contextlib import contextmanager

from rich.console import Group
from rich.live import Live
from rich.progress_bar import ProgressBar
from rich.table import Table
from rich.text import Text

from cli.console import error_console, say
from cli.lab_words import lab_word, span_word, state_word
from cli.sparkline import sparkline
from schema.run_records import RunEvent, RunState

_MOST_CURVES = 8
_LINES = 10
"""Into how many lines the progress of a run is told where there is no terminal."""


class Watched:
    """What a run has told so far.

    Args:
        language: In which to speak.
        live: The picture on the terminal, if there is one.
    """

    def __init__(self, language: str, live: Live | None) -> None:
        self._language = language
        self._live = live
        self._series: defaultdict[str, list[float | None]] = defaultdict(list)
        self._progress: tuple[int, int, str] = (0, 0, "")
        self._state = RunState.QUEUED
        self._left: float | None = None
        self._started: RunEvent | None = None
        self._told: tuple[int, str] | None = None

    def hear(self, event: RunEvent) -> None:
        """Take in an event, and show what is new."""
        match event.kind:
            case "state":
                self._state = RunState(event.body["state"])
                if self._state is RunState.RUNNING:
                    self._started = event
                self._line(self._state_line(event.body.get("reason")))
            case "metric":
                self._series[event.body["series"]].append(event.body["value"])
            case "progress":
                self._hear_progress(event)
            case "log":
                self._line(str(event.body["text"]))
            case "failure":
                self._line(f"{event.body['error']}: {event.body['text']}")
            case "notice":
                self._line(str(event.body.get("text", "")))
        if self._live is not None:
            self._live.update(self._picture())

    def _hear_progress(self, event: RunEvent) -> None:
        done, total, doing = event.body["done"], event.body["total"], event.body["doing"]
        self._progress = (done, total, doing)
        if self._started is not None and 0 < done <= total:
            self._left = (event.at - self._started.at).total_seconds() / done * (total - done)
        part = done * _LINES // total if total else 0
        if self._live is None and (part, doing) != self._told:
            self._told = (part, doing)
            self._line(" · ".join([f"{done}/{total}", doing, *self._newest_values()]))

    def _newest_values(self) -> list[str]:
        return [f"{name} {values[-1]:.3g}" for name, values in self._series.items() if values[-1] is not None][:4]

    def _state_line(self, reason: str | None) -> str:
        return state_word(self._state, self._language) + (f": {reason}" if reason else "")

    def _line(self, text: str) -> None:
        if self._live is not None:
            self._live.console.print(Text(text, style="dim"), soft_wrap=True)
        else:
            say(text)

    def _picture(self) -> Group:
        done, total, doing = self._progress
        head = Table.grid(padding=(0, 1))
        left = f"{span_word(self._left)} {lab_word('left', self._language)}" if self._left else ""
        head.add_row(
            Text(state_word(self._state, self._language), style="bold"),
            ProgressBar(total=total or 1, completed=done, width=30),
            f"{done}/{total}",
            doing,
            Text(left, style="dim"),
        )
        curves = Table.grid(padding=(0, 1))
        for name, values in list(self._series.items())[:_MOST_CURVES]:
            newest = values[-1]
            curves.add_row(name, sparkline(values), "" if newest is None else f"{newest:.4g}")
        return Group(head, curves)


@contextmanager
def watching(language: str) -> Iterator[Watched]:
    """Give what shows a run as it happens, on standard error."""
    console = error_console()
    if not console.is_terminal:
        yield Watched(language, None)
        return
    with Live(console=console, refresh_per_second=8, transient=False) as live:
        yield Watched(language, live)
