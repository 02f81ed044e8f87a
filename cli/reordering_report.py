"""What ``syllagraph audit`` prints of the order of pages: which to move, and what moving cannot mend."""

from cli.console import show
from graph.auditing.order_needs import OrderNeed
from graph.auditing.reordering import Reordering, reordering_of
from graph.auditing.reordering_words import move_sentence, why_not
from graph.catalogue import Catalogue
from graph.served import Served


def show_reorderings(served: Served, course: str | None) -> None:
    """Print the smallest reordering of a course, or of each."""
    for slug in [course] if course else served.catalogue.courses:
        reordering = reordering_of(served.catalogue, slug)
        if reordering.violations:
            show()
            show(f"order of {slug}: {_headline(reordering)}", style="bold")
            _show(reordering, served.catalogue)


def _headline(reordering: Reordering) -> str:
    count = len(reordering.moves)
    stuck = len(reordering.unmendable)
    mended = len(reordering.violations) - stuck
    moves = f"{count} {'move mends' if count == 1 else 'moves mend'} {mended} of {len(reordering.violations)}"
    return moves + ("" if reordering.exact else " (fewer moves may do: not all were tried)")


def _show(reordering: Reordering, catalogue: Catalogue) -> None:
    for move in reordering.moves:
        leaving = ", into another lecture" if move.leaves_lecture else ""
        show(f"  {move_sentence(move).in_language('en')}{leaving}")
        for need in move.mends:
            show(f"      mends: {_told(need)}", style="dim")
            show(f"             {need.requirement.reason.in_language('en')}", style="dim")
    for stuck in reordering.unmendable:
        show(f"  stays: {_told(stuck.need)}")
        show(f"         {why_not(stuck, catalogue).in_language('en')}", style="dim")


def _told(need: OrderNeed) -> str:
    members = " or ".join(need.requirement.any_of)
    return f"{need.page} teaches {need.concept}, which requires {members} ({need.after[0]})"
