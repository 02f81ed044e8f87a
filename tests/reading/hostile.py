"""Titles and names that are made to break files: what TeX, BibTeX, RIS and JSON give a meaning to, in any order."""

import random
from datetime import date

from schema.records import Paper

_WORDS = str.split(
    r"\ { } $ & % # _ ~ ^ \{ \} \$ \% \\ {} }{ $$ ' '' ` `` \" - -- --- , ; = @ @misc{ @comment( @string{a=\"b\"} < > "
    r"| << >> ?` !` and AND others \and \input{x} \write18{rm} \end{document} \verb|x| $\mu$ $x^2$ $\input{x}$ $5 $x_ "
    r"$ \'e \v{s} \"o \o \textbf{x} %x \expandafter \catcode`\{ ^^41 Jr. Jr Sr., III van der de la Le von teapot "
    r"TEApot kettle LLMs GPT-4 A I x é ß 茶壶 ☕ 김 Й α — “ ” … ﬁ ｛ \u0301 \u200b \u202e \u2028 \u00a0 \ufeff"
)
PIECES = [word.encode().decode("unicode_escape") if word.startswith("\\u") else word for word in _WORDS]


def hostile_papers(count, seed):
    """Return papers whose titles, names and notes on publication are made of pieces by chance."""
    chance = random.Random(seed)

    def text():
        pieces = chance.choices([*PIECES, " ", " ", " "], k=chance.randint(1, 12))
        return "".join(pieces) if any(map(str.strip, pieces)) else "teapot"

    return [
        Paper(
            id=f"2001.{number:05}",
            title=text(),
            authors=tuple(text() for _ in range(chance.randint(0, 4))),
            published=date(2020, 1, 1),
            venue=text() if chance.random() < 0.3 else None,
            doi=f"10.1000/te<a_{number}" if chance.random() < 0.3 else None,
            journal_ref=text() if chance.random() < 0.3 else None,
            withdrawn=chance.random() < 0.1,
        )
        for number in range(1, count + 1)
    ]
