import random
from itertools import combinations

from graph.changes.paired import moved, told_apart


def fewest_moved(before, after) -> int:
    """Try every set of names: return how many have to be taken out until both orders agree."""
    common = [name for name in before if name in after]
    for size in range(len(common) + 1):
        for out in combinations(common, size):
            left = [name for name in common if name not in out]
            if left == [name for name in after if name in left]:
                return size
    raise AssertionError


def orders(seed):
    chance = random.Random(seed)
    names = [f"n{number}" for number in range(chance.randint(0, 7))]
    return [chance.sample(names, chance.randint(len(names) // 2, len(names))) for _ in range(2)]


def test_the_fewest_have_moved_and_the_rest_keeps_its_order():
    for seed in range(300):
        before, after = orders(seed)

        elsewhere = moved(before, after)

        assert len(elsewhere) == fewest_moved(before, after), seed
        kept = [name for name in before if name in after and name not in elsewhere]
        assert kept == [name for name in after if name in kept], seed


def test_the_same_have_moved_whichever_side_is_the_older():
    for seed in range(300):
        before, after = orders(seed)
        assert moved(before, after) == moved(after, before), seed


def test_what_is_only_on_one_side_has_not_moved():
    assert moved("abc", "xaybzc") == frozenset()


def test_a_value_on_both_sides_is_no_difference_however_often_it_is_there():
    sides = ["cup", "cup", "pot"], ["pot", "cup", "pan"]

    assert list(told_apart(*sides, key=lambda _: "", value=lambda one: one)) == [("", (), ("pan",))]


def test_keys_that_agree_are_left_out():
    sides = ["a1", "b1"], ["b1", "c1"]

    told = list(told_apart(*sides, key=lambda one: one[0], value=lambda one: one[1]))

    assert told == [("a", ("1",), ()), ("c", (), ("1",))]
