"""An invented bibliography with the defects of real ones, and what each of its fields should become.

The defects and their numbers are those that a published bibliography of about 400 entries has; papers, people and
titles are invented. The same seed gives the same text.
"""

import random
from dataclasses import dataclass, field
from datetime import date

from schema.records import Paper

SIZE, AND_OTHERS, HIDDEN, ACRONYMS = 400, 78, 109, 73
GROUPS_OF_THREE, GROUPS_OF_TWO = 26, 14
KNOWN = 40
_FAMILIES = str.split(
    "Kettle Samovar Chahu Gaiwan Teapot Saucer Strainer Matcha Oolong Sencha Assam Darjeeling Kyusu Ceylon Rooibos"
)
_GIVEN = str.split("Ann Bela Chen Dora Emil Fumiko Gita Hugo Ines Jonas Kaja Lena Milo Nora Otto Pia Q. R. Tove Uma")
_FIRST = str.split("Boiling Steeping Pouring Warming Cooling Tasting Blending Drying Rolling Sifting Storing Serving")
_SECOND = str.split("leaves water cups pots spoons lids handles spouts baskets trays cloths stoves jars tins")
_THIRD = str.split("slowly quickly twice alone together again outdoors indoors overnight weekly daily yearly carefully")
_ACRONYMS = ("RLHF", "LLM", "GPT-4", "BERT", "DPO", "LoRA", "PPO", "QLoRA")
_PROTECTED = {"GPT-4": "{GPT}-4"}
_MONTHS = str.split("January February March April May June July August September October November December")


@dataclass
class Field:
    """A field as it is written and as it should be.

    Attributes:
        name: Its name.
        written: Its value in the text.
        expected: The value that it should have when it was mended; None where it should be gone.
        defect: Code of what is wrong with it, or nothing.
        bare: Whether it is written without braces.
    """

    name: str
    written: str
    expected: str | None
    defect: str = ""
    bare: bool = False


@dataclass
class Entry:
    """An entry with its fields.

    Attributes:
        key: Its key in the text, which others may have as well.
        added: Fields that mending should put in.
        text: How it is written.
        sound: Whether nothing of it is wrong.
    """

    key: str
    fields: list[Field]
    added: dict[str, str] = field(default_factory=dict)
    clashes: bool = False
    no_comma: bool = False
    text: str = ""

    @property
    def sound(self) -> bool:
        return not (self.added or self.clashes or self.no_comma or any(one.defect for one in self.fields))


@dataclass
class MessyBibliography:
    """The text, its entries in order, and the papers that are known."""

    text: str
    entries: list[Entry]
    papers: list[Paper]
    headings: int


def messy_bibliography(seed: int) -> MessyBibliography:
    """Return an invented bibliography of 400 entries."""
    rng = random.Random(seed)
    numbers = list(range(SIZE))
    hidden = set(rng.sample(numbers, HIDDEN))
    eprints = set(rng.sample([n for n in numbers if n not in hidden], 47))
    others = rng.sample(numbers, AND_OTHERS)
    known = [n for n in others if n in hidden | eprints][:KNOWN]
    acronyms = set(rng.sample(numbers, ACRONYMS))
    keys = _keys(rng, numbers)
    entries, papers = [], []
    for number in numbers:
        entry, paper = _entry(
            rng,
            number,
            key=keys.get(number),
            on_arxiv="hidden" if number in hidden else "eprint" if number in eprints else "",
            others=number in others,
            known=number in known,
            acronym=number in acronyms,
        )
        entry.text = _text(rng, entry, single=number % 40 == 7)
        entries.append(entry)
        papers += [paper] if paper else []
    pieces, headings = ["@string{tea = {Journal of Tea}}\n\n"], 0
    for number, entry in enumerate(entries):
        if number % 9 == 0:
            pieces.append(f"### lecture {number // 9} {'#' * (number % 5)}\n\n")
            headings += 1
        pieces.append(entry.text + "\n" * rng.randint(1, 2))
    return MessyBibliography("".join(pieces), entries, papers, headings)


def _keys(rng, numbers):
    """Return keys for the entries that share theirs: author and year, in groups of three and two."""
    chosen = rng.sample(numbers, 3 * GROUPS_OF_THREE + 2 * GROUPS_OF_TWO)
    keys = {}
    for group in range(GROUPS_OF_THREE + GROUPS_OF_TWO):
        for _ in range(3 if group < GROUPS_OF_THREE else 2):
            keys[chosen.pop()] = f"{_FAMILIES[group % len(_FAMILIES)].lower()}{2000 + group}"
    return keys


def _entry(rng, number, *, key, on_arxiv, others, known, acronym):
    year = rng.randint(2015, 2025)
    arxiv = f"{year - 2000}{rng.randint(2, 12):02}.{10000 + number}"
    people = [(rng.choice(_FAMILIES), rng.choice(_GIVEN)) for _ in range(rng.randint(3, 6))]
    title, protected = _title(number, rng.choice(_ACRONYMS) if acronym else "")
    entry = Entry(key or f"{people[0][0].lower()}{year}n{number}", [], clashes=key is not None)
    fields = entry.fields
    fields.append(Field("title", title, protected, "title-case" if acronym else ""))
    fields.append(_authors(people, others=others, known=known, mixed=not others and number % 13 == 0))
    if on_arxiv == "hidden":
        fields.append(Field("journal", f"arXiv preprint arXiv:{arxiv}", f"arXiv preprint arXiv:{arxiv}"))
        entry.added = {"eprint": arxiv, "eprinttype": "arxiv", "archivePrefix": "arXiv"}
        if number % 3 == 0:
            fields.append(Field("pages", f"arXiv--{arxiv[:4]}", None, "pages-are-no-pages"))
    elif on_arxiv == "eprint":
        fields += [Field("eprint", arxiv, arxiv), Field("archivePrefix", "arXiv", "arXiv")]
        fields.append(_link(arxiv, http=number % 2 == 0))
    else:
        fields += _published(number)
    fields.append(Field("year", str(year), str(year), bare=number % 4 == 0))
    fields += _oddities(number)
    entry.no_comma = number % 50 == 11
    names = tuple(f"{given} {family}" for family, given in people)
    paper = Paper(id=arxiv, title=title, authors=names, published=date(year, 3, 1)) if known else None
    return entry, paper


def _title(number, acronym):
    first, rest = divmod(number, len(_SECOND) * len(_THIRD))
    second, third = divmod(rest, len(_THIRD))
    words = f"{_FIRST[(first + number) % len(_FIRST)]} {_SECOND[second]} {_THIRD[third]}"
    if not acronym:
        return words, words
    return f"{words} with {acronym}", f"{words} with {_PROTECTED.get(acronym, f'{{{acronym}}}')}"


def _authors(people, *, others, known, mixed):
    inverted = [f"{family}, {given}" for family, given in people]
    if mixed:
        written = [inverted[0], *(f"{given} {family}" for family, given in people[1:])]
        return Field("author", " and ".join(written), " and ".join(inverted), "name-order-mixed")
    if others:
        cut = " and ".join([*inverted[:2], "others"])
        return Field("author", cut, " and ".join(inverted) if known else cut, "authors-cut" if known else "")
    return Field("author", " and ".join(inverted), " and ".join(inverted))


def _link(arxiv, *, http):
    right = f"https://arxiv.org/abs/{arxiv}"
    return Field("url", right.replace("https", "http"), right, "http-link") if http else Field("url", right, right)


def _published(number):
    doi = f"10.1000/tea_{number}"
    yield (
        Field("journal", "tea", "Journal of Tea", bare=True)
        if number % 5 == 0
        else Field("booktitle", "Proceedings of the Tea Symposium", "Proceedings of the Tea Symposium")
    )
    yield Field("pages", f"{number}--{number + 9}", f"{number}--{number + 9}")
    if number % 2 == 0:
        yield Field("doi", f"https://doi.org/{doi}", doi, "doi-is-url")
    else:
        yield Field("doi", doi, doi)


def _oddities(number):
    if number % 11 == 3:
        yield Field("volume", "", None, "empty-field")
    if number % 7 == 5:
        month = _MONTHS[number % 12]
        yield Field("month", month, month, "month-as-text")
    elif number % 7 == 6:
        yield Field("month", "jun", "June", bare=True)
    if number % 10 == 4:
        yield Field("note", "Tea & cake, 50% off", r"Tea \& cake, 50\% off", "unescaped")
    elif number % 10 == 5:
        right = r"Tea \& cake {\'a} la {\O}resund, see $a_b$ and {{\textbackslash}x}, so-called ``tea''"
        yield Field("note", right, right)


def _text(rng, entry, *, single):
    opening, closing = rng.choice(["{}", "{}", "{}", "()"])
    indent, newline = ("", " ") if single else (rng.choice(["  ", "    ", "\t"]), "\n")
    equals = rng.choice(["=", " = ", " =  "])
    kind = "inproceedings" if any(one.name == "booktitle" for one in entry.fields) else "article"
    fields = []
    for place, one in enumerate(entry.fields):
        quoted = rng.random() < 0.2 and '"' not in one.written
        value = one.written if one.bare else f'"{one.written}"' if quoted else f"{{{one.written}}}"
        last = place == len(entry.fields) - 1
        # The comma that is missing is the one after the title.
        comma = "" if (entry.no_comma and place == 0) or (last and rng.random() < 0.5) else ","
        fields.append(f"{indent}{one.name}{equals}{value}{comma}{newline}")
    return f"@{rng.choice([kind, kind.upper()])}{opening}{entry.key},{newline}{''.join(fields)}{closing}\n"
