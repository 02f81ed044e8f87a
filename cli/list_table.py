"""Papers of a reading list as a table: what to read, how long it takes, and why."""

from rich.cells import cell_len
from rich.table import Table
from rich.text import Text as RichText

from cli.words import word
from cli.wrapping import wrapped
from reading.list_document import Section
from reading.list_words import time_of

_GAPS = 8
"""Columns between the columns."""


def list_table(section: Section, language: str, columns: int) -> Table:
    """Lay papers out in as many columns of text as the terminal has: two parts for what, three for why."""
    times = [time_of(entry.minutes, language) for entry in section.entries]
    heading = word("time", language)
    number = max(len(str(entry.number)) for entry in section.entries)
    left = columns - number - max(map(cell_len, (heading, *times))) - _GAPS
    narrow, wide = max(left * 2 // 5, 14), max(left * 3 // 5, 16)
    table = Table(box=None, padding=(0, 2, 0, 0), show_edge=False)
    table.add_column("#", justify="right", no_wrap=True)
    table.add_column(word("papers", language), width=narrow)
    table.add_column(heading, justify="right", no_wrap=True)
    table.add_column(word("why", language), width=wide)
    for entry, time in zip(section.entries, times, strict=True):
        what = RichText(wrapped(entry.title, narrow), style="bold")
        for line in (entry.key, " · ".join(entry.facts[:-1])):
            if line:
                what.append("\n" + wrapped(line, narrow), style="not bold dim")
        why = "\n".join(wrapped(line, wide) for line in (*entry.reasons, *entry.notes))
        table.add_row(str(entry.number), what, time, RichText(why))
    return table
