"""Whether something can be reached from nothing if some nodes are left out."""

from collections import defaultdict
from collections.abc import Callable, Sequence

from graph.needs import Identity, Need


def is_attainable(target: Identity, needs: Callable[[Identity], Sequence[Need]], avoided: set[Identity]) -> bool:
    """Say whether a target can be reached from nothing without some nodes."""
    open_groups: dict[Identity, int] = {}
    answering: defaultdict[Identity, list[list[Identity]]] = defaultdict(list)
    waiting, ready = [target], []
    while waiting:
        node = waiting.pop()
        if node in open_groups or node in avoided:
            continue
        groups = needs(node)
        open_groups[node] = len(groups)
        if not groups:
            ready.append(node)
        for group in groups:
            # Shared by its members, and emptied by the first that is attained.
            unanswered = [node]
            for member in group.any_of:
                answering[member].append(unanswered)
                waiting.append(member)
    attained = set()
    while ready:
        node = ready.pop()
        attained.add(node)
        for unanswered in answering[node]:
            if unanswered:
                later = unanswered.pop()
                open_groups[later] -= 1
                if open_groups[later] == 0:
                    ready.append(later)
    return target in attained
