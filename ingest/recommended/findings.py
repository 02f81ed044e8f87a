"""What is odd about the recommendations of a page."""

from collections.abc import Iterator, Sequence

from ingest.recommended.link_targets import Target
from ingest.recommended.paper_links import Link
from ingest.recommended.reading_advice import Advice
from schema.records import Finding, Page
from schema.values import Severity


def findings_of(page: Page, links: Sequence[Link], advice: Sequence[Advice]) -> Iterator[Finding]:
    """Yield the oddities of links and of advice, each kind in reading order."""
    told = [*_of_ids(links), *_of_names(advice), *_of_words(advice), *_of_conflicts(advice)]
    for code, message, remedy, position, subjects in dict.fromkeys(told):
        yield Finding(
            course=page.course,
            code=code,
            severity=Severity.WARNING,
            message=message,
            remedy=remedy,
            page=page.path,
            place=f"block {position}",
            subjects=subjects,
        )


_Told = tuple[str, str, str, int, tuple[str, ...]]


def _of_ids(links: Sequence[Link]) -> Iterator[_Told]:
    for link in links:
        if link.is_malformed:
            message = (
                f"the link of {_short(link.label)} looks like one to arXiv, but {_short(link.href)} is no arXiv id"
            )
            remedy = "Correct the id; until then it is kept as an address and joins no paper"
            yield "BAD_ARXIV_ID", message, remedy, link.position, (link.href[:200],)
        for other in link.other_ids:
            message = f"{_short(link.label)} links to {link.target.paper}, but the text beside says {other}"
            remedy = "Correct one of the two; the link is what counts"
            yield "ID_DISAGREES", message, remedy, link.position, (link.target.name, other)


def _of_names(advice: Sequence[Advice]) -> Iterator[_Told]:
    for each in advice:
        code, what = ("PRIORITY", "a priority") if each.word else ("SECTIONS", "sections to read")
        for named in each.named:
            if not named.targets:
                message = f"the page gives {_short(named.text)} {what}, but no paper on it goes by that name"
                remedy = "Link the paper on this page, or use a word of its title"
                yield f"{code}_UNMATCHED", message, remedy, each.position, ()
            elif len(named.targets) > 1:
                ids = tuple(sorted(target.name for target in named.targets))
                message = f"the page gives {_short(named.text)} {what}, which could be any of: {', '.join(ids)}"
                yield f"{code}_AMBIGUOUS", message, "Write more of the title", each.position, ids


def _of_words(advice: Sequence[Advice]) -> Iterator[_Told]:
    for each in advice:
        if each.word and each.priority is None:
            message = f"{_short(each.word)} is no priority that is known; it is kept as text"
            remedy = "Write 必读, 强烈推荐, 推荐, 选读 or 参考, or their English words"
            yield "PRIORITY_UNKNOWN", message, remedy, each.position, tuple(target.name for target in each.targets)


def _of_conflicts(advice: Sequence[Advice]) -> Iterator[_Told]:
    first: dict[Target, Advice] = {}
    for each in advice:
        for target in each.targets if each.priority else ():
            other = first.setdefault(target, each)
            if other.priority != each.priority:
                message = f"{target.name} is {other.word} in block {other.position} and {each.word} here"
                remedy = "Give it one priority on this page; the first is used"
                yield "PRIORITY_CONFLICT_ON_PAGE", message, remedy, each.position, (target.name,)


def _short(text: str) -> str:
    return repr(text if len(text) <= 80 else text[:79] + "…")
