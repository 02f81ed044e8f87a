"""What is served at a moment: a graph, what it shows, and the files made from it, together until a newer one comes."""

from collections.abc import Callable
from functools import lru_cache
from threading import Lock

from api.exports import Export, ExportRequest, export_of
from api.graph_exports import GraphExportRequest, graph_export_of
from api.shown import Shown
from graph.served import Served


class Snapshot:
    """One graph and what has been made from it.

    Attributes:
        served: The graph with its indexes.
        shown: Its nodes as clients see them.
    """

    def __init__(self, served: Served) -> None:
        self.served = served
        self.shown = Shown(served.catalogue)
        self._graph_export = lru_cache(maxsize=64)(lambda request: graph_export_of(served, request))
        self._export = lru_cache(maxsize=512)(lambda request: export_of(served, self.shown.citation_keys, request))

    def export(self, request: ExportRequest) -> Export:
        """Return a file, made once.

        Raises:
            NotFoundError: There is no such course or lecture.
        """
        return self._export(request)

    def graph_export(self, request: GraphExportRequest) -> Export:
        """Return a file of the graph, made once.

        Raises:
            NotFoundError: There is no such course.
        """
        return self._graph_export(request)


class Snapshots:
    """The newest snapshot of what a function returns, or of one graph for ever.

    Args:
        source: The graph, or a function that returns the newest one, or None as long as there is none.
    """

    def __init__(self, source: Served | Callable[[], Served | None]) -> None:
        self._source = source
        self._lock = Lock()
        self._newest: Snapshot | None = None

    def newest(self) -> Snapshot | None:
        """Return the newest snapshot, or None as long as nothing has been ingested."""
        served = self._source if isinstance(self._source, Served) else self._source()
        newest = self._newest
        if served is None or not served.catalogue.states:
            return None
        if newest is not None and newest.served is served:
            return newest
        with self._lock:
            if self._newest is None or self._newest.served is not served:
                self._newest = Snapshot(served)
            return self._newest
