"""Why a paper is on a reading list: who recommends it, what it is about, and where the course treats that."""

from collections.abc import Iterable, Iterator, Sequence
from dataclasses import dataclass

from graph.catalogue import Catalogue
from graph.nodes import Node, brief_title_of, key_of
from graph.plan import Step
from reading.choosing import Chosen, links_of
from reading.list_words import joined, priority_word, role_word, spaced
from reading.ordering import weaker
from reading.selection import Meant, Selection
from schema.records import Concept, Coverage, Page, PaperConcept, Recommendation
from schema.values import CoverageKind, Evidence, PaperConceptKind, SourceRef, Text, section_in_words

_MOST = 4
"""Up to how many concepts are told, those that a paper only uses among them."""
_VERBS = {
    PaperConceptKind.INTRODUCES: ("提出", "Introduces"),
    PaperConceptKind.USES: ("用到", "Uses"),
    PaperConceptKind.SURVEYS: ("综述", "Surveys"),
}


@dataclass(frozen=True, slots=True)
class Because:
    """A reason why a paper is on a list.

    Attributes:
        text: The reason, as a sentence.
        evidence: How it is known, as well as its weakest part; None where somebody simply named the paper.
        concepts: The concepts it is about.
        page: The page of the course it is about: which recommends the paper, or teaches the concepts.
        lecture: Number of the lecture of that page.
        sources: Where it can be looked up.
    """

    text: Text
    evidence: Evidence | None
    concepts: tuple[Concept, ...] = ()
    page: Page | None = None
    lecture: int | None = None
    sources: tuple[SourceRef, ...] = ()


class Reasons:
    """The reasons of the papers of one list.

    Args:
        catalogue: The graph.
        selection: What was asked for.
        meant: What its names mean.
    """

    def __init__(self, catalogue: Catalogue, selection: Selection, meant: Meant) -> None:
        self._catalogue, self._least, self._course = catalogue, selection.least_evidence, meant.course.slug
        self._asked = {concept.slug for concept in meant.concepts}
        self._targets: tuple[Node, ...] = meant.path.targets if meant.path else ()
        steps = meant.path.steps if meant.path else ()
        self._steps = {step.node.slug: step for step in steps if isinstance(step.node, Concept)}

    def of(self, one: Chosen) -> tuple[Because, ...]:
        """Return why a paper is on the list: for the targets, by the course's word, by what it is about."""
        found = [*self._for_targets(one)]
        if one.recommendation is not None:
            found.append(self._recommended(one.recommendation))
        told = {concept.slug for each in found for concept in each.concepts}
        found += self._about(one, told)
        if one.named is not None and not found:
            found.append(Because(Text(zh="指名要读。", en="Asked for by name."), None))
        return tuple(found) or (Because(Text(zh="符合所选条件。", en="Fits what was asked for."), None),)

    def _for_targets(self, one: Chosen) -> Iterator[Because]:
        if any(key_of(target) == one.paper.id for target in self._targets):
            yield Because(Text(zh="它本身就是目标。", en="It is a target itself."), None)
        for link in links_of(self._catalogue, one.paper.id, self._least):
            if link.kind is PaperConceptKind.INTRODUCES and (step := self._steps.get(link.concept)):
                yield self._on_the_way(step, link)

    def _on_the_way(self, step: Step, link: PaperConcept) -> Because:
        concept = self._catalogue.concepts[link.concept]
        first, target = step.why[0], step.why[-1].node
        zh, en = _named([link], self._catalogue)
        evidence = link.evidence
        if key_of(target) == concept.slug:
            text = Text(zh=spaced(f"提出{zh}，它就是目标。"), en=f"Introduces {en}, which is a target.")
        else:
            evidence = weaker(evidence, first.evidence)
            why_zh, why_en = first.reason.in_language("zh"), first.reason.in_language("en")
            to_zh, to_en = brief_title_of(first.node, "zh"), brief_title_of(first.node, "en")
            if key_of(first.node) != key_of(target):
                to_zh += f"（通往{brief_title_of(target, 'zh')}）"
                to_en += f" on the way to {brief_title_of(target, 'en')}"
            text = Text(
                zh=f"{spaced(f'提出{zh}，学{to_zh}要先懂它')}：{why_zh.rstrip('。.')}。",
                en=f"Introduces {en}, needed for {to_en}: {why_en.rstrip('。.')}.",
            )
        page = self._teaching(concept, None)
        return Because(text, evidence, (concept,), page, page.lecture if page else None, link.sources)

    def _recommended(self, one: Recommendation) -> Because:
        page = self._catalogue.page(one.course, one.page)
        title = page.title if page else one.page
        urgency = priority_word(one, "zh")
        words_zh = f"{role_word(one.role, 'zh')}论文" + (f"（{urgency}）" if urgency else "")
        words_en = ", ".join(filter(None, (role_word(one.role, "en"), priority_word(one, "en"))))
        lecture_zh = "" if one.lecture is None else f"第 {one.lecture} 讲的"
        lecture_en = "" if one.lecture is None else f" for lecture {one.lecture}"
        return Because(
            text=Text(
                zh=f"{lecture_zh}{words_zh}，见《{title}》。",
                en=f"Recommended{lecture_en} ({words_en}), on the page “{title}”.",
            ),
            evidence=Evidence.STATED,
            page=page,
            lecture=one.lecture,
            sources=(SourceRef(page=one.page, position=one.position),),
        )

    def _about(self, one: Chosen, told: set[str]) -> Iterator[Because]:
        """Yield what a paper introduces, else what it uses that was asked for or that its lecture teaches first."""
        lecture = one.recommendation.lecture if one.recommendation else None
        links = links_of(self._catalogue, one.paper.id, self._least)
        introduced = [link for link in links if link.kind is PaperConceptKind.INTRODUCES]
        others = [link for link in links if link.kind is not PaperConceptKind.INTRODUCES]
        wanted = [link for link in others if link.concept in self._asked]
        rest = [link for link in others if link.concept not in self._asked]
        here = [link for link in rest if self._is_taught_in(link.concept, lecture)]
        elsewhere = [] if introduced else [link for link in rest if link not in here]
        room = max(0, _MOST - len(introduced) - len(wanted))
        said = [*introduced, *wanted, *(self._as_taught(here) + self._as_taught(elsewhere))[:room]]
        for kind in PaperConceptKind:
            mine = [link for link in said if link.kind is kind and link.concept not in told]
            for page, group in self._by_page(self._as_taught(mine), lecture):
                yield self._treats(kind, group, page)

    def _as_taught(self, links: Iterable[PaperConcept]) -> list[PaperConcept]:
        """Return links in the order in which the course first teaches the concepts."""

        def place(link: PaperConcept) -> tuple[int, int, str]:
            first = next(
                (one for one in self._catalogue.coverages_of_concept.get(link.concept, ()) if _is_taught(one)), None
            )
            position, slug = self._catalogue.course_order(link.concept, self._course)
            return position, first.order if first else 0, slug

        return sorted(links, key=place)

    def _treats(self, kind: PaperConceptKind, links: Sequence[PaperConcept], page: Page | None) -> Because:
        names_zh, names_en = _named(links, self._catalogue)
        verb_zh, verb_en = _VERBS[kind]
        concepts = tuple(self._catalogue.concepts[link.concept] for link in links)
        evidence = links[0].evidence
        for known in (*(link.evidence for link in links), *self._coverage(concepts, page)):
            evidence = weaker(evidence, known)
        zh, en = spaced(verb_zh + names_zh), f"{verb_en} {names_en}"
        if page is not None:
            of_zh = "" if page.lecture is None else f"第 {page.lecture} 讲"
            of_en = "" if page.lecture is None else f" of lecture {page.lecture}"
            zh += f"，{of_zh}《{page.title}》讲授。"
            en += f", taught on “{page.title}”{of_en}."
        else:
            zh, en = f"{zh}。", f"{en}."
        sources = dict.fromkeys(source for link in links for source in link.sources)
        lecture = page.lecture if page else None
        return Because(Text(zh=zh, en=en), evidence, concepts, page, lecture, tuple(sources))

    def _by_page(
        self, links: Iterable[PaperConcept], lecture: int | None
    ) -> Iterable[tuple[Page | None, list[PaperConcept]]]:
        found: dict[str, tuple[Page | None, list[PaperConcept]]] = {}
        for link in links:
            page = self._teaching(self._catalogue.concepts[link.concept], lecture)
            found.setdefault(page.path if page else "", (page, []))[1].append(link)
        return found.values()

    def _teaching(self, concept: Concept, lecture: int | None) -> Page | None:
        """Return the page that teaches a concept: of a lecture, if one does, else the first."""
        pages = self._catalogue.pages_teaching(concept.slug, self._course)
        return next((page for page in pages if page.lecture == lecture), pages[0] if pages else None)

    def _is_taught_in(self, concept: str, lecture: int | None) -> bool:
        return any(page.lecture == lecture for page in self._catalogue.pages_teaching(concept, self._course))

    def _coverage(self, concepts: Sequence[Concept], page: Page | None) -> Iterator[Evidence]:
        slugs = {concept.slug for concept in concepts}
        for one in self._catalogue.coverages_of_page.get((page.course, page.path), ()) if page else ():
            if _is_taught(one) and one.concept in slugs:
                yield one.evidence


def _is_taught(coverage: Coverage) -> bool:
    return coverage.kind is CoverageKind.TEACHES


def _named(links: Sequence[PaperConcept], catalogue: Catalogue) -> tuple[str, str]:
    """Return the names of concepts in Chinese and in English, each with its section."""
    names = []
    for link in links:
        concept = catalogue.concepts[link.concept]
        zh, en = (section_in_words(link.section, language) if link.section else "" for language in ("zh", "en"))
        section = f"（{zh}）" if zh else "", f" ({en})" if en else ""
        names.append((f"{brief_title_of(concept, 'zh')}{section[0]}", f"{brief_title_of(concept, 'en')}{section[1]}"))
    return joined([zh for zh, _ in names], "zh"), joined([en for _, en in names], "en")
