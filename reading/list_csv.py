"""Reading lists and schedules as a table in CSV, for spreadsheets.

It begins with the mark by which Excel knows UTF-8, without which it shows Chinese as other signs; rows end in CR LF.
No cell is a formula to a spreadsheet: what looks like one has an apostrophe before it.
"""

import csv
import io

from graph.export.plain_files import harmless
from reading.list_document import Document

BYTE_ORDER_MARK = "\ufeff"
_COLUMNS = ("number", "section", "key", "title", "byline", "url", "minutes", "facts", "because", "notes")


def list_csv(document: Document) -> str:
    """Return a document as a table: a row for each paper or part, then one for each paper left out, without number."""
    out = io.StringIO()
    rows = csv.writer(out, lineterminator="\r\n")
    rows.writerow(_COLUMNS)
    for section in document.sections:
        for entry in section.entries:
            cells = (
                section.title,
                entry.key,
                entry.title,
                entry.byline,
                entry.url or "",
                str(entry.minutes),
                " · ".join(entry.facts),
                " | ".join(entry.reasons),
                " | ".join(entry.notes),
            )
            rows.writerow([entry.number, *map(harmless, cells)])
    for line in document.left_out:
        rows.writerow(["", harmless(document.left_out_title), "", harmless(line), *[""] * 6])
    return BYTE_ORDER_MARK + out.getvalue()
