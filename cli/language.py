"""The language a command answers in."""

from enum import StrEnum
from typing import Annotated

import typer

from graph.served import Served


class Language(StrEnum):
    """A language of the graph's own texts."""

    ZH = "zh"
    EN = "en"


LanguageOption = Annotated[Language | None, typer.Option("--language", "-l", help="Default: the course's.")]


def chosen_language(served: Served, language: Language | None, course: str | None = None) -> str:
    """Return the language asked for, or the course's."""
    if language is not None:
        return language.value
    found = served.catalogue.course(course)
    return "en" if found and found.language.startswith("en") else "zh"
