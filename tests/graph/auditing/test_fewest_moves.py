"""The fewest units to move, against every order there is."""

import random
from itertools import combinations, permutations

from graph.auditing.fewest_moves import Ordering


def is_met(order, needs) -> bool:
    places = {unit: place for place, unit in enumerate(order)}
    return all(any(places[each] < places[unit] for each in need) for unit, groups in needs.items() for need in groups)


def every_smallest_set(units, needs, fixed) -> set[frozenset[str]]:
    """Try every set of moves with every order: return the smallest sets that will do."""
    orders = [order for order in permutations(units) if is_met(order, needs)]
    for size in range(len(units) + 1):
        found = set()
        for moved in map(frozenset, combinations([unit for unit in units if unit not in fixed], size)):
            kept = [unit for unit in units if unit not in moved]
            if any([unit for unit in order if unit not in moved] == kept for order in orders):
                found.add(moved)
        if found:
            return found
    return set()


def random_ordering(seed: int) -> Ordering:
    chance = random.Random(seed)
    units = [f"u{number}" for number in range(chance.randint(2, 6))]
    hidden = chance.sample(units, len(units))
    needs: dict[str, list[frozenset[str]]] = {}
    for _ in range(chance.randint(1, 7)):
        unit = chance.choice(units)
        # Mostly needs that some order meets, now and then any.
        others = hidden[: hidden.index(unit)] if chance.random() < 0.9 else [one for one in units if one != unit]
        if others:
            size = min(len(others), chance.choice((1, 1, 2, 3)))
            needs.setdefault(unit, []).append(frozenset(chance.sample(others, size)))
    fixed = frozenset(unit for unit in units if chance.random() < 0.1)
    return Ordering(units, needs, fixed)


def test_no_smaller_set_will_do_and_all_of_the_smallest_are_found():
    sizes = set()
    for seed in range(400):
        ordering = random_ordering(seed)

        fewest = ordering.fewest()

        expected = every_smallest_set(ordering.units, ordering.needs, ordering.fixed)
        assert fewest.exact
        assert set(fewest.sets) == expected, seed
        sizes |= {len(one) for one in expected}
    assert {0, 1, 2} <= sizes


def test_the_order_with_a_set_meets_every_need_and_leaves_the_rest_as_it_was():
    for seed in range(400):
        ordering = random_ordering(seed)
        for moved in ordering.fewest().sets:
            order = ordering.order_with(moved)

            assert sorted(order) == sorted(ordering.units)
            assert is_met(order, ordering.needs), seed
            assert [unit for unit in order if unit not in moved] == [one for one in ordering.units if one not in moved]


def fixed_in(order, ordering: Ordering) -> list[str]:
    return [unit for unit in order if unit in ordering.fixed]


def test_what_no_order_meets_is_never_placed():
    for seed in range(400):
        ordering = random_ordering(seed)
        units = ordering.units
        orders = [one for one in permutations(units) if fixed_in(one, ordering) == fixed_in(units, ordering)]

        possible = any(is_met(order, ordering.needs) for order in orders)

        assert (not ordering.never_placed()) == possible, seed


def test_what_comes_too_early_goes_back_no_further_than_it_must():
    ordering = Ordering("abcd", {"a": [frozenset("c")], "b": []})

    assert ordering.order_with(frozenset("a")) == list("bcad")


def test_what_is_needed_earlier_comes_just_before():
    ordering = Ordering("abcd", {"b": [frozenset("d")]})

    assert ordering.order_with(frozenset("d")) == list("adbc")


def test_when_too_many_sets_would_have_to_be_tried_a_set_is_given_that_is_not_called_the_smallest():
    units = [f"u{number:02}" for number in range(40)]
    needs = {unit: [frozenset([other])] for unit, other in zip(units, reversed(units), strict=True) if unit < other}
    ordering = Ordering(units, needs)

    fewest = ordering.fewest(most_tried=3)

    assert not fewest.exact
    (moved,) = fewest.sets
    assert is_met(ordering.order_with(moved), needs)


def test_sixty_units_are_put_in_order_exactly():
    for seed in range(10):
        chance = random.Random(seed)
        units = [f"u{number:02}" for number in range(60)]
        hidden = sorted(units, key=lambda unit: int(unit[1:]) + chance.random() * 6)
        needs: dict[str, list[frozenset[str]]] = {}
        for place, unit in enumerate(hidden[1:], 1):
            needs[unit] = [frozenset(chance.sample(hidden[:place], 1))]

        assert Ordering(units, needs).fewest().exact, seed
