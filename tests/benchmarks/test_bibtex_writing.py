"""Writing BibTeX, against bibtexparser's writer, in one run.

Times are CPU times of this process; each figure is the least over rounds in which the rivals take turns. Both write the
same entries: what is written is read back and has to say the same. Three things are told apart:

* again: a service writes papers that it has written before; the peer writes entries whose values are LaTeX already;
* at first: nothing of ours is remembered, and names are taken apart, titles escaped and capitals marked. The peer puts
  names together and escapes, by the middlewares it has for that;
* at first, without that work of the peer's: it only writes, while we do all of it.
"""

import gc
import time
from functools import cache

from bibtexparser.entrypoint import parse_string, write_string
from bibtexparser.middlewares.latex_encoding import LatexDecodingMiddleware, LatexEncodingMiddleware
from bibtexparser.middlewares.names import MergeCoAuthors, MergeNameParts, SeparateCoAuthors, SplitNameParts

from reading import bibliography as bibliographies
from reading import bibtex, latex, names
from reading.bibliography import BibliographyFormat, Item, bibliography
from reading.citation_keys import keys_for
from tests.reading.papers import real_papers

ROUNDS = 7
AGAIN_FACTOR = 20.0
"""How many times faster than the peer's plain writer writing again has to be; measured, 30."""

FIRST_FACTOR = 3.0
"""How many times faster than the peer writing at first has to be, where both escape; measured, 6."""

PLAIN_FACTOR = 2.0
"""How many times longer writing at first may take than the peer takes for writing alone; measured, 1."""


@cache
def items():
    return tuple(Item(paper) for paper in real_papers() if not paper.withdrawn)


@cache
def keys():
    return keys_for(item.paper for item in items())


def written():
    return bibliography(items(), BibliographyFormat.BIBTEX, keys=keys()).text


def written_at_first():
    for module in (bibliographies, bibtex, latex, names):
        for function in vars(module).values():
            if hasattr(function, "cache_clear"):
                function.cache_clear()
    return written()


def read(text, stack=()):
    return parse_string(text, append_middleware=[middleware() for middleware in stack])


def least_times(*rivals):
    """Return the least CPU time of each rival, each of which makes its input ready before the clock starts."""
    times = [float("inf") for _ in rivals]
    for _ in range(ROUNDS):
        for place, (ready, work) in enumerate(rivals):
            given = ready()
            gc.collect()
            gc.disable()
            try:
                start = time.process_time()
                work(given)
                times[place] = min(times[place], time.process_time() - start)
            finally:
                gc.enable()
    return times


def plain_peer():
    return lambda: read(written()), write_string


def escaping_peer():
    def write(library):
        return write_string(library, prepend_middleware=[LatexEncodingMiddleware(), MergeNameParts(), MergeCoAuthors()])

    return lambda: read(written(), (SeparateCoAuthors, SplitNameParts, LatexDecodingMiddleware)), write


def test_both_write_the_same():
    ours, theirs = read(written_at_first()), read(write_string(read(written())))

    assert len(ours.entries) == len(items()) > 80
    for one, other in zip(ours.entries, theirs.entries, strict=True):
        assert (one.entry_type, one.key) == (other.entry_type, other.key)
        assert list(map(_content, one.fields)) == list(map(_content, other.fields))


def _content(field):
    return field.key, field.value


def test_the_escaping_peer_writes_the_same_names():
    ready, write = escaping_peer()

    theirs = read(write(ready()), (SeparateCoAuthors, SplitNameParts, LatexDecodingMiddleware))
    ours = read(written(), (SeparateCoAuthors, SplitNameParts, LatexDecodingMiddleware))

    assert [entry["author"] for entry in theirs.entries] == [entry["author"] for entry in ours.entries]


def test_writing_again_is_many_times_faster_than_the_peer():
    written()

    ours, theirs = least_times((lambda: None, lambda _: written()), plain_peer())

    assert theirs / ours >= AGAIN_FACTOR, f"{theirs / ours:.1f} times faster"


def test_writing_at_first_is_some_times_faster_than_the_peer():
    ours, theirs = least_times((lambda: None, lambda _: written_at_first()), escaping_peer())

    assert theirs / ours >= FIRST_FACTOR, f"{theirs / ours:.1f} times faster"


def test_writing_at_first_keeps_up_with_a_peer_that_only_writes():
    ours, theirs = least_times((lambda: None, lambda _: written_at_first()), plain_peer())

    assert ours / theirs <= PLAIN_FACTOR, f"{ours / theirs:.1f} times slower"
