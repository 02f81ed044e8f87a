"""What leads to what, kept up to date while edges are added."""

from collections.abc import Iterable


class Reach:
    """Which nodes can be reached from which, over any number of edges.

    >>> reach = Reach([("leaf", "tea"), ("tea", "cup")])
    >>> reach.leads("leaf", "cup"), reach.leads("cup", "leaf")
    (True, False)
    """

    def __init__(self, edges: Iterable[tuple[str, str]] = ()) -> None:
        self._bits: dict[str, int] = {}
        self._reached: list[int] = []
        for source, target in edges:
            self.add(source, target)

    def add(self, source: str, target: str) -> None:
        """Add an edge."""
        start, end = self._number(source), self._number(target)
        gained = self._reached[end] | 1 << end
        for node, reached in enumerate(self._reached):
            if node == start or reached >> start & 1:
                self._reached[node] = reached | gained

    def leads(self, source: str, target: str) -> bool:
        """Say whether one node leads to another; each leads to itself."""
        if source == target:
            return True
        if source not in self._bits or target not in self._bits:
            return False
        return bool(self._reached[self._bits[source]] >> self._bits[target] & 1)

    def _number(self, node: str) -> int:
        if node not in self._bits:
            self._bits[node] = len(self._bits)
            self._reached.append(0)
        return self._bits[node]
