"""The Aho–Corasick automaton: all places of many patterns in a text, in one pass over it."""

from collections import deque
from collections.abc import Iterator, Sequence


class _State(dict[str, "_State"]):
    """What was read so far; holds the states that follow.

    Attributes:
        fail: The state of the longest end of what was read that begins some pattern.
        number: Number of the pattern that was read whole, or -1.
        length: Its length.
        shorter: The nearest state, along the ends, at which a shorter pattern was read whole.
    """

    __slots__ = ("fail", "length", "number", "shorter")

    def __init__(self) -> None:
        super().__init__()
        self.fail: _State = self
        self.number = -1
        self.length = 0
        self.shorter: _State | None = None


class Automaton:
    """Finds patterns in texts; takes time in proportion to the text and what is found.

    >>> list(Automaton(["tea", "green tea"]).occurrences("a green tea"))
    [(2, 11, 1), (8, 11, 0)]
    """

    def __init__(self, patterns: Sequence[str]) -> None:
        self._root = _State()
        for number, pattern in enumerate(patterns):
            state = self._root
            for character in pattern:
                following = state.get(character)
                if following is None:
                    following = state[character] = _State()
                state = following
            if pattern and state.number < 0:
                state.number, state.length = number, len(pattern)
        self._join_ends()

    def occurrences(self, text: str) -> Iterator[tuple[int, int, int]]:
        """Yield start, end and number of each pattern in a text, by end, the longest first."""
        root = state = self._root
        for at, character in enumerate(text, 1):
            following = state.get(character)
            while following is None:
                if state is root:
                    following = root
                else:
                    state = state.fail
                    following = state.get(character)
            state = following
            if state.number >= 0:
                yield at - state.length, at, state.number
            shorter = state.shorter
            while shorter is not None:
                yield at - shorter.length, at, shorter.number
                shorter = shorter.shorter

    def _join_ends(self) -> None:
        """Give each state its longest end, the shallow states first."""
        root = self._root
        waiting = deque(root.values())
        for state in waiting:
            state.fail = root
        while waiting:
            state = waiting.popleft()
            for character, following in state.items():
                end = state.fail
                while character not in end and end is not root:
                    end = end.fail
                following.fail = end.get(character, root)
                following.shorter = following.fail if following.fail.number >= 0 else following.fail.shorter
                waiting.append(following)
