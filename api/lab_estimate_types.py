"""How long profiles of labs take, as clients see it."""

from dataclasses import asdict

import strawberry

from labs import estimates
from labs.estimates import Grounds


@strawberry.type(name="LabEstimate", description="How long a profile takes on some hardware, and what that costs.")
class LabEstimate:
    """An estimate, as clients see it."""

    profile: str = strawberry.field(description="Name of the profile.")
    grounds: Grounds = strawberry.field(description="What it rests on.")
    likely: float = strawberry.field(description="Minutes, most likely; of runs, their median.")
    low: float | None = strawberry.field(description="At the least.")
    high: float | None = strawberry.field(description="At the most.")
    hardware: str | None = strawberry.field(description="On what, where that is said.")
    price: str | None = strawberry.field(description="What hiring that costs, by the course's prices.")
    n: int | None = strawberry.field(description="How many runs it is the median of.")
    source: str = strawberry.field(description="Who says so.")

    @classmethod
    def of(cls, record: estimates.Estimate) -> "LabEstimate":
        """Show an estimate."""
        return cls(**asdict(record))
