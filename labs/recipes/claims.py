"""What a run may say that it shows: only what its own figures bear out; the rest it says that it does not."""

from collections.abc import Mapping, Sequence

from labs.running.results import Measure


def borne_out(claims: Mapping[str, bool], never: Sequence[str] = ()) -> dict[str, tuple[str, ...]]:
    """Return what a run shows and what it does not.

    Args:
        claims: Sentences, and whether the figures bear each out.
        never: What no run of this kind shows.

    >>> borne_out({"It learns.": True, "It learns fast.": False})
    {'shows': ('It learns.',), 'does_not_show': ('Not borne out by this run: It learns fast.',)}
    """
    return {
        "shows": tuple(claim for claim, holds in claims.items() if holds),
        "does_not_show": (
            *(f"Not borne out by this run: {claim}" for claim, holds in claims.items() if not holds),
            *never,
        ),
    }


def above(higher: Measure, lower: Measure) -> bool:
    """Return whether one share is above another, with their intervals apart."""
    return higher.low is not None and lower.high is not None and higher.low > lower.high
