"""Verified facts of papers, told as arXiv's three interfaces would tell them: Atom, ``arXivRaw``, and the snapshot."""

import json
import unicodedata
from dataclasses import replace
from datetime import date, datetime, timedelta

from schema.arxiv_ids import arxiv_id
from tests.ingest.arxiv.oai_stand_in import answer, record
from tests.ingest.arxiv.stand_in import Shelved
from tests.ingest.arxiv.test_snapshot import lines
from tests.shared_files import shared_file

# What each accent is called in TeX.
_ACCENTS = {"\u0300": "`", "\u0301": "'", "\u0302": "^", "\u0303": "~", "\u0308": '"', "\u030c": "v", "\u0327": "c"}


def verified_facts():
    """Return the facts of all papers by id; skips, or fails, where the table is missing."""
    return {one["id"]: one for one in json.loads(shared_file("arxiv/papers.json").read_text(encoding="utf-8"))}


def on_arxiv(facts):
    """Return the facts of those that arXiv has."""
    return [one for one in facts.values() if arxiv_id(one["id"])]


def is_confirmed(one, name):
    return one["verification"].get(name) == "confirmed"


def is_confirmed_absent(one, name):
    return one["verification"].get(name) == "confirmed-absent"


def as_shelved(one):
    """Return what the stand-in for the query interface holds."""
    return replace(Shelved.of(one), title=folded(one["title"]), doi=one.get("doi"))


def as_line(one):
    """Return the paper's line of the snapshot."""
    return lines(
        {
            "id": one["id"],
            "submitter": one["authors"][0],
            "authors": author_line(one),
            "title": folded(one["title"]),
            "comments": one.get("comment"),
            "journal-ref": one.get("journal_ref"),
            "doi": one.get("doi"),
            "report-no": one.get("report_no"),
            "categories": " ".join(one.get("categories") or [one["primary_category"]]),
            "license": one.get("license"),
            "abstract": "",
            "versions": [{"version": f"v{number}", "created": mailed(day)} for number, day, *_ in versions(one)],
            "update_date": versions(one)[-1][1].date().isoformat(),
            "authors_parsed": [[in_tex(part) for part in parts] for parts in name_parts(one)],
        }
    )


def as_harvested(ones):
    """Return an answer to harvesters that holds the papers."""
    return answer(
        *(
            record(
                one["id"],
                title=folded(one["title"]),
                authors=author_line(one),
                versions=[(f"v{number}", mailed(day), *held) for number, day, *held in versions(one)],
                categories=" ".join(one.get("categories") or [one["primary_category"]]),
                comments=one.get("comment"),
                journal_ref=one.get("journal_ref"),
                doi=one.get("doi"),
            )
            for one in ones
        )
    )


def versions(one):
    """Return number, moment, size and flags of each version; between those that are known, days are made up."""
    told = {version["v"]: version for version in one.get("versions") or ()}
    told.setdefault(1, {"date": one.get("published_utc") or one["published"]})
    moments = []
    for number in range(1, one["latest_version"] + 1):
        known = told.get(number, {})
        day = known.get("date") or (one.get("updated") if number == one["latest_version"] else None)
        moment = moment_of(day) if day and len(day) >= 10 else moments[-1][1] + timedelta(hours=1)
        moments.append((number, moment, f"{known.get('size_kb', 9)}kb", known.get("flags", "D")))
    return moments


def moment_of(text):
    return datetime.fromisoformat(text.removesuffix("Z") if "T" in text else f"{text}T12:00")


def mailed(moment):
    return f"{moment:%a}, {moment.day} {moment:%b %Y %H:%M:%S} GMT"


def name_parts(one):
    """Return family name, given names, suffix and affiliations of each author."""
    known = one.get("author_parts") or ()
    if len(known) == len(one["authors"]):
        return [[part["family"], part["given"], part["suffix"], *part.get("affiliation", ())] for part in known]
    return [[(words := name.split())[-1], " ".join(words[:-1]), ""] for name in one["authors"]]


def author_line(one):
    """Return the authors as one text, as bulk interfaces have them."""
    names = ((given, family, suffix) for family, given, suffix, *_ in name_parts(one))
    return ", ".join(in_tex(" ".join(filter(None, name))) for name in names)


def in_tex(name):
    r"""Return a name with its accents in TeX, as bulk interfaces have them."""
    told = []
    for char in name:
        letter, *accents = unicodedata.normalize("NFD", char)
        told.append(rf"\{_ACCENTS[accents[0]]}{{{letter}}}" if accents else char)
    return "".join(told)


def folded(text):
    """Return a text with a fold in it, as long ones have."""
    return text.replace(" ", "\n  ", 1) if len(text) > 60 else text


def day(text):
    return date.fromisoformat(text[:10])
