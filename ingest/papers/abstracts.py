"""Keeping abstracts, and what they make of papers: links to concepts, proposed anew whenever one of them changes.

Nothing but the linker reads an abstract. What it proposes lies in a layer of its own, beside the vocabulary and its
revision: the same course has the same revision, whoever keeps which abstracts.
"""

from collections.abc import Collection, Iterable, Mapping
from datetime import datetime

from ingest.linking.paper_linker import PaperLinker, papers_treated
from ingest.papers.keeping import keep_vocabulary
from ingest.papers.merging import ARXIV_ITSELF
from schema.abstracts import LONGEST_ABSTRACT, Abstract
from schema.records import Paper
from schema.store import VOCABULARY, Transaction
from schema.stored_abstracts import erase_abstracts, save_abstracts, stored_abstracts
from schema.stored_proposals import proposed_links, save_proposed_links


def keep_abstracts(transaction: Transaction, source: str, texts: Mapping[str, str], *, now: datetime) -> None:
    """Keep the abstracts that a source gives, and link their papers to concepts.

    Args:
        transaction: Where.
        source: Name of the source, as in ``PaperAccount``.
        texts: Abstracts by paper; of a paper whose abstract is empty, what is known may still have changed.
        now: When the source gave them.
    """
    lines = {paper: _in_one_line(text) for paper, text in texts.items()}
    kept = [
        Abstract(paper=paper, source=source, text=line, read_at=now)
        for paper, line in lines.items()
        if 0 < len(line) <= LONGEST_ABSTRACT
    ]
    save_abstracts(transaction, kept)
    link_papers(transaction, texts.keys(), now=now)


def forget_abstracts(transaction: Transaction, *, now: datetime) -> int:
    """Forget all abstracts and what was proposed from them, and return how many there were."""
    count = erase_abstracts(transaction)
    link_papers(transaction, now=now)
    if head := transaction.head(VOCABULARY):
        keep_vocabulary(transaction, sources=head.sources, now=now)
    return count


def link_papers(transaction: Transaction, papers: Collection[str] | None = None, *, now: datetime) -> None:
    """Propose what some papers, by default all, do with the concepts of the newest vocabulary.

    A paper without abstract is linked by its title where the vocabulary says nothing of it and a source has confirmed
    the title.

    Args:
        transaction: Where.
        papers: Ids of the papers that something changed about.
        now: The time to note down.
    """
    head = transaction.head(VOCABULARY)
    if head is None or (papers is not None and not papers):
        return
    vocabulary = transaction.revision(VOCABULARY, head.revision)
    abstracts = _best(stored_abstracts(transaction, papers))
    treated = papers_treated(vocabulary.paper_concepts)
    linkable = [one for one in transaction.papers() if papers is None or one.id in papers]
    linkable = [one for one in linkable if one.id in abstracts or _speaks_for_itself(one, treated)]
    before = proposed_links(transaction)
    after = [link for link in before if papers is not None and link.paper not in papers]
    if linkable:
        linker = PaperLinker(vocabulary)
        after += [link for one in linkable for link in linker.links(one, abstracts.get(one.id, ""))]
    if set(after) != set(before):
        save_proposed_links(transaction, after, now=now)


def _speaks_for_itself(paper: Paper, treated: Collection[str]) -> bool:
    return paper.id not in treated and "title" not in paper.unverified


def _best(abstracts: Iterable[Abstract]) -> dict[str, str]:
    """Return one abstract of each paper: arXiv's own before others, of these the newest."""
    ordered = sorted(abstracts, key=lambda one: (one.source in ARXIV_ITSELF, one.read_at, one.source))
    return {one.paper: one.text for one in ordered}


def _in_one_line(text: str) -> str:
    return " ".join("".join(sign if sign.isprintable() else " " for sign in text).split())
