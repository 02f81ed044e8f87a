"""Keys: one key for two entries, two keys for one paper."""

from collections.abc import Iterator, Sequence
from itertools import count

from reading.bib_identity import BibIdentity
from reading.bib_records import BibEntry
from reading.citation_keys import is_key, key_for
from reading.verifying.findings import BibFinding, Code, Edit, found_in
from reading.verifying.titles_alike import plain_title
from schema.records import Paper

_LONGEST_TITLE = 2000
_SHORT_TITLE = 20


def key_findings(
    text: str, entries: Sequence[BibEntry], identities: Sequence[BibIdentity], papers: Sequence[Paper | None]
) -> Iterator[BibFinding]:
    """Yield which keys clash, and which papers stand under two keys; all lists are parallel."""
    taken = {entry.key.lower() for entry in entries}
    first_of_key: dict[str, int] = {}
    first_of_paper: dict[str, int] = {}
    for place, entry in enumerate(entries):
        names = list(_names(entry, identities[place], papers[place]))
        same_paper = next((first_of_paper[name] for name in names if name in first_of_paper), None)
        same_key = first_of_key.setdefault(entry.key.lower(), place)
        for name in names:
            first_of_paper.setdefault(name, place)
        if same_key != place and entry.key:
            yield _clash(text, entry, entries[same_key], _alike(names, entries[same_key], identities[same_key]), taken)
        elif same_paper is not None:
            first = entries[same_paper]
            message = f"{entry.key} and {first.key} (line {first.line}) are the same paper"
            yield found_in(entry, None, Code.SAME_PAPER, message, "Keep one, and cite only that")


def _names(entry: BibEntry, identity: BibIdentity, paper: Paper | None) -> Iterator[str]:
    """Yield by what an entry can be recognised as a paper."""
    if identity.arxiv_id:
        yield f"arxiv {identity.arxiv_id}"
    elif paper and paper.arxiv_id:
        yield f"arxiv {paper.arxiv_id}"
    if identity.doi:
        yield f"doi {identity.doi.lower()}"
    # A preface or an editorial has the title of many others.
    if len(title := plain_title(identity.title)) > _SHORT_TITLE and entry.authors:
        yield f"title {title} by {plain_title(entry.authors[0].sorted_by)}"


def _alike(names: list[str], first: BibEntry, identity: BibIdentity) -> bool:
    return bool(set(names) & set(_names(first, identity, None)))


def _clash(text: str, entry: BibEntry, first: BibEntry, same_paper: bool, taken: set[str]) -> BibFinding:
    """Return the finding that an entry has the key of an earlier one."""
    if same_paper:
        message = f"{entry.key} stands a second time; the first is on line {first.line}"
        edits = (_without_entry(text, entry),) if _says_nothing_new(entry, first) else ()
        return found_in(entry, None, Code.KEY_REPEATED, message, "Take one out", edits)
    new = _free_key(entry, taken)
    message = f"another paper on line {first.line} has the key {first.key}; BibTeX takes the first only"
    edits = (Edit(entry.key_span, new),)
    return found_in(entry, None, Code.KEY_CLASH, message, f"Call this one {new}, and cite it so", edits)


def _says_nothing_new(entry: BibEntry, first: BibEntry) -> bool:
    """Return whether each field of an entry stands in an earlier one as well, with the same value."""
    return all(first.text(field.name) == field.text for field in entry.fields)


def _without_entry(text: str, entry: BibEntry) -> Edit:
    start, end = entry.span
    while end < len(text) and text[end].isspace():
        end += 1
    return Edit((start, end), "")


def _free_key(entry: BibEntry, taken: set[str]) -> str:
    """Return a key that no entry has: with the first telling word of the title, else with a number; and take it."""
    word = _telling_word(entry)
    candidates = (f"{entry.key}{word}" if number == 1 else f"{entry.key}{word}{number}" for number in count(1))
    new = next(key for key in candidates if key.lower() not in taken)
    taken.add(new.lower())
    return new


def _telling_word(entry: BibEntry) -> str:
    """Return the word by which citation keys tell papers of one author and year apart."""
    title = " ".join(entry.text("title").split())[:_LONGEST_TITLE]
    if not title:
        return "x"
    # The rule for keys lives with keys; without author and year it gives "anonymous" and the word.
    word = key_for(Paper(id="entry", title=title)).removeprefix("anonymous")
    return word if is_key(word) else "x"
