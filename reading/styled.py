"""Lists of references in a style, as plain text, Markdown or HTML."""

from collections.abc import Iterable, Sequence
from datetime import date
from enum import StrEnum

from reading.references import Reference
from reading.styles.apa import apa, sorted_for_apa
from reading.styles.gbt7714 import gbt7714
from reading.styles.ieee import ieee
from reading.styles.runs import Run


class BibliographyStyle(StrEnum):
    """How references look."""

    GBT7714 = "gbt7714"
    """GB/T 7714-2015, numeric."""
    APA = "apa"
    """APA, 7th edition."""
    IEEE = "ieee"


def styled(
    references: Sequence[Reference], style: BibliographyStyle, *, accessed: date | None
) -> list[tuple[Reference, tuple[Run, ...]]]:
    """Return references in the order of a list, each as the list has it.

    Args:
        references: The references, in the order in which they are cited.
        style: How they look.
        accessed: Day on which the addresses were looked up; styles that print none leave it out.
    """
    match style:
        case BibliographyStyle.GBT7714:
            return _numbered((reference, gbt7714(reference, accessed=accessed)) for reference in references)
        case BibliographyStyle.IEEE:
            return _numbered((reference, ieee(reference, accessed=accessed)) for reference in references)
        case BibliographyStyle.APA:
            ordered = sorted_for_apa(references)
            return [(one, tuple(apa(one, accessed=accessed, letter=letter))) for one, letter in ordered]


def _numbered(
    references: Iterable[tuple[Reference, Iterable[Run]]],
) -> list[tuple[Reference, tuple[Run, ...]]]:
    return [(one, (Run(f"[{number}] "), *runs)) for number, (one, runs) in enumerate(references, 1)]
