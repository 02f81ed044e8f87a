"""Papers and readers that several tests share."""

import json
from datetime import date
from functools import cache
from html.parser import HTMLParser

from schema.records import Paper
from tests.shared_files import shared_file

_FIELDS = ("title", "authors", "author_count", "primary_category", "doi", "venue", "venue_year", "journal_ref")


class Reader(HTMLParser):
    """Reads the tags, and the text as a browser shows it."""

    def __init__(self, html):
        super().__init__()
        self.tags = []
        self.text = ""
        self.feed(html)
        self.close()

    def handle_starttag(self, tag, attrs):
        self.tags.append(tag)

    def handle_data(self, data):
        self.text += data


@cache
def real_records():
    """Return what is known of the papers of the course and of arXiv's hard cases."""
    return json.loads(shared_file("arxiv/papers.json").read_text(encoding="utf-8"))


@cache
def real_papers():
    """Return the papers of the course and arXiv's hard cases."""
    return tuple(map(paper_of, real_records()))


def paper_of(record):
    states = record["verification"] | {"venue_year": record["verification"].get("venue")}
    known = {name: record[name] for name in _FIELDS if record.get(name) is not None}
    return Paper(
        **known,
        id=record["id"],
        published=date.fromisoformat(record["published"]) if len(record.get("published", "")) == 10 else None,
        withdrawn=record.get("withdrawn", False),
        unverified=tuple(name for name in known if not str(states.get(name, "confirmed")).startswith("confirmed")),
    )
