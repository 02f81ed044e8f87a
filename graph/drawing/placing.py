"""Where boxes of ordered ranks lie from left to right: near what they are joined to, never over each other."""

from collections.abc import Callable, Mapping, Sequence

_ROUNDS = 24


def centres_of(
    ranks: Sequence[Sequence[str]],
    joined: Mapping[str, Sequence[tuple[str, float]]],
    *,
    apart: Callable[[str, str], float],
) -> dict[str, float]:
    """Return where the middle of each box lies.

    Args:
        ranks: The boxes of each rank, from the left.
        joined: For each box, those it is joined to, each with how strongly it draws.
        apart: How far the middles of two neighbours are apart at the least.
    """
    rank_of = {name: number for number, rank in enumerate(ranks) for name in rank}
    centres: dict[str, float] = {}
    for rank in ranks:
        at = 0.0
        for place, name in enumerate(rank):
            at += apart(rank[place - 1], name) if place else 0
            centres[name] = at
        for name in rank:
            centres[name] -= at / 2
    for turn in range(_ROUNDS):
        downwards = turn % 2 == 0
        everyone = turn >= _ROUNDS - 4
        for number in range(len(ranks)) if downwards else range(len(ranks) - 1, -1, -1):
            rank = ranks[number]
            drawn = {
                name: [
                    (other, weight)
                    for other, weight in joined.get(name, ())
                    if everyone or (rank_of[other] < number) == downwards
                ]
                for name in rank
            }
            _settle(rank, drawn, centres, apart)
    return centres


def _settle(
    rank: Sequence[str],
    drawn: Mapping[str, Sequence[tuple[str, float]]],
    centres: dict[str, float],
    apart: Callable[[str, str], float],
) -> None:
    """Move the boxes of a rank as near as may be to where they are drawn: isotonic regression, which is exact."""
    offset = 0.0
    offsets: list[float] = []
    blocks: list[tuple[float, float, int]] = []
    for place, name in enumerate(rank):
        offset += apart(rank[place - 1], name) if place else 0
        offsets.append(offset)
        weight = sum(weight for _, weight in drawn[name])
        wish = sum(centres[other] * pull for other, pull in drawn[name]) / weight if weight else centres[name]
        block = (wish - offset, weight or 0.1, 1)
        while blocks and blocks[-1][0] >= block[0]:
            value, heft, count = blocks.pop()
            heavy = heft + block[1]
            block = ((value * heft + block[0] * block[1]) / heavy, heavy, count + block[2])
        blocks.append(block)
    values = [value for value, _, count in blocks for _ in range(count)]
    for name, value, shift in zip(rank, values, offsets, strict=True):
        centres[name] = value + shift
