"""Asks a stand-in from a process of its own: ``… asker URL CACHE DATABASE INTERVAL MOST ID…``."""

import sys
from datetime import UTC, datetime
from pathlib import Path

from ingest.arxiv.refresh import refresh
from ingest.arxiv.service import Arxiv
from ingest.arxiv.settings import ArxivSettings
from schema.store import Store


def main() -> None:
    """Refresh papers and print how many there were."""
    url, cache, database, interval, most, *ids = sys.argv[1:]
    now = datetime.now(UTC)
    arxiv = Arxiv(ArxivSettings(url=url, cache=Path(cache)), now=now, interval=float(interval), most_ids=int(most))
    report = refresh(Store.open(database), ids, arxiv=arxiv, now=now)
    print(report.fetched)


if __name__ == "__main__":
    main()
