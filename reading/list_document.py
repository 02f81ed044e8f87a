"""What a reading list or a weekly schedule says in one language, as plain text, before a format writes it."""

from collections.abc import Iterator
from dataclasses import dataclass

from graph.nodes import brief_title_of
from reading.advice import advice
from reading.because import Because
from reading.list_words import basis_word, count_of, evidence_word, span_of, time_of, word
from reading.listed import LeftOut, ListedPaper, ReadingList
from reading.markdown import authors_shown
from reading.ordering import Foundation
from reading.references import Item, reference_to
from reading.schedule import Schedule, Sitting
from reading.tex import folded
from schema.records import Paper


@dataclass(frozen=True, slots=True)
class Entry:
    """A paper, or a part of one.

    Attributes:
        number: Its place in the list; a part has that of its paper.
        key: Its citation key.
        title: Its title.
        url: Where it is, if that is known.
        byline: Who wrote it, where and when.
        facts: Role, priority, sections and time.
        reasons: Why it is here, each with how that is known.
        notes: What to read before, and what is missing.
        minutes: How long it takes.
    """

    number: int
    key: str
    title: str
    url: str | None
    byline: str
    facts: tuple[str, ...]
    reasons: tuple[str, ...]
    notes: tuple[str, ...]
    minutes: int


@dataclass(frozen=True, slots=True)
class Section:
    """A group or a week.

    Attributes:
        title: What it is called; empty for a list without groups.
        summary: How much it is.
        entries: Its papers.
    """

    title: str
    summary: str
    entries: tuple[Entry, ...]


@dataclass(frozen=True, slots=True)
class Document:
    """A reading list or schedule in words.

    Attributes:
        language: ``zh`` or ``en``.
        title: Its title.
        summary: How much it is.
        sections: Its groups or weeks.
        left_out_title: Heading of what is left out.
        left_out: A line for each paper that there is no time for.
        legend: What the words mean that say how something is known.
        revision: What it was made from.
    """

    language: str
    title: str
    summary: str
    sections: tuple[Section, ...]
    left_out_title: str
    left_out: tuple[str, ...]
    legend: str
    revision: str


def document_of(
    made: ReadingList, schedule: Schedule | None = None, *, language: str, title: str | None = None
) -> Document:
    """Return what a list says, or its schedule where there is one."""
    language = "en" if language == "en" else "zh"
    teller = _Teller(made, language)
    name = word("schedule" if schedule else "list", language)
    summary = [count_of(len(made.items), language), span_of(made.minutes, language)]
    if schedule is not None:
        summary = [count_of(_papers_in(schedule), language), word("per week", language, f"{schedule.hours_per_week:g}")]
    left_out = (*made.left_out, *(schedule.left_out if schedule else ()))
    return Document(
        language=language,
        title=folded(title or "") or f"{folded(made.course.title)} · {name}",
        summary=" · ".join(summary) if made.items else word("nothing", language),
        sections=tuple(teller.weeks(schedule) if schedule else teller.groups()),
        left_out_title=word("left out", language),
        left_out=tuple(teller.left_out(one) for one in left_out),
        legend=word("legend", language) if made.items else "",
        revision=made.revision,
    )


def _papers_in(schedule: Schedule) -> int:
    return len({one.listed.number for week in schedule.weeks for one in week.sittings})


class _Teller:
    """Tells of the papers of one list in one language."""

    def __init__(self, made: ReadingList, language: str) -> None:
        self._language = language
        self._made = made
        self._items = {one.paper.id: one for one in made.items}
        self._known = {one.paper.id: one.paper for one in made.items}
        self._known |= {one.paper.id: one.paper for one in made.left_out}

    def groups(self) -> Iterator[Section]:
        for group in self._made.groups:
            title = folded(group.title.in_language(self._language)) if group.title else ""
            summary = f"{count_of(len(group.items), self._language)} · {span_of(group.minutes, self._language)}"
            entries = tuple(self._entry(one, Sitting(one, 1, 1, (), one.minutes.likely)) for one in group.items)
            yield Section(title, summary if title and len(self._made.groups) > 1 else "", entries)

    def weeks(self, schedule: Schedule) -> Iterator[Section]:
        gone = {one.paper.id: one.paper for one in schedule.left_out}
        self._known |= gone
        for week in schedule.weeks:
            entries = tuple(self._entry(one.listed, one, gone) for one in week.sittings)
            summary = time_of(week.minutes, self._language) if entries else word("free", self._language)
            yield Section(word("week", self._language, week.number), summary, entries)

    def left_out(self, one: LeftOut) -> str:
        dash = "——" if self._language == "zh" else " — "
        return f"{_title(one.item)}{dash}{one.reason.in_language(self._language)}"

    def _entry(self, one: ListedPaper, sitting: Sitting, gone: dict[str, Paper] | None = None) -> Entry:
        reference = reference_to(one.item, key=one.key)
        where = " ".join(filter(None, (reference.container, str(reference.year or ""))))
        # Whatever it builds on has told the rest.
        told = {lack.paper for each in one.builds_on for lack in self._items[each.paper].lacks}
        lacks = [each for each in one.lacks if each.paper not in told]
        lacks += [each for each in one.builds_on if gone and each.paper in gone]
        after = [each for each in one.builds_on if each not in lacks]
        return Entry(
            number=one.number,
            key=one.key,
            title=reference.plain_title,
            url=reference.url,
            byline=self._byline(authors_shown(reference, self._language).strip(), where),
            facts=tuple(self._facts(one, sitting)),
            reasons=tuple(self._reason(each) for each in (one.because if sitting.part == 1 else ())),
            notes=tuple(self._notes(after, lacks) if sitting.part == 1 else ()),
            minutes=sitting.minutes,
        )

    def _byline(self, authors: str, where: str) -> str:
        if not (authors and where):
            return authors or where
        if self._language == "zh":
            return f"{authors}，{where}"
        return f"{authors}{' ' if authors.endswith('.') else '. '}{where}"

    def _reason(self, one: Because) -> str:
        """Return a reason with how it is known before the full stop."""
        text = folded(one.text.in_language(self._language))
        if one.evidence is None:
            return text
        known = evidence_word(one.evidence, self._language)
        bracket = f"（{known}）。" if self._language == "zh" else f" ({known})."
        return text.rstrip("。.") + bracket

    def _facts(self, one: ListedPaper, sitting: Sitting) -> Iterator[str]:
        item = Item(
            paper=one.paper,
            role=one.item.role,
            priority=one.item.priority,
            priority_text=one.item.priority_text,
            lecture=one.item.lecture,
            sections=sitting.sections or one.item.sections,
        )
        if one.paper.withdrawn:
            yield word("withdrawn", self._language)
        yield from advice(item, language=self._language)
        if sitting.parts > 1:
            yield word("part", self._language, sitting.part, sitting.parts)
            yield time_of(sitting.minutes, self._language)
        else:
            bracket = "{}（{}）" if self._language == "zh" else "{} ({})"
            basis = basis_word(one.minutes.basis, self._language)
            yield bracket.format(time_of(sitting.minutes, self._language), basis)

    def _notes(self, after: list[Foundation], lacks: list[Foundation]) -> Iterator[str]:
        if after:
            named = [self._named(each, f"#{self._items[each.paper].number}") for each in after]
            yield f"{word('after', self._language)}{self._joined(named)}"
        if lacks:
            named = [self._named(each, brief_title_of(self._known[each.paper])) for each in lacks]
            yield f"{word('lacks', self._language)}{self._joined(named)}"

    def _named(self, one: Foundation, shown: str) -> str:
        if one.concept is None:
            return folded(shown)
        about = brief_title_of(one.concept, self._language)
        return f"{folded(shown)}（{about}）" if self._language == "zh" else f"{folded(shown)} ({about})"

    def _joined(self, names: list[str]) -> str:
        return ("：" if self._language == "zh" else ": ") + ("、" if self._language == "zh" else ", ").join(names)


def _title(item: Item) -> str:
    return reference_to(item, key="").plain_title
