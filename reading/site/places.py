"""Where the files of a course stand, and how one is linked from another."""

from dataclasses import dataclass
from posixpath import dirname, relpath
from urllib.parse import quote

STYLE = "site.css"
"""The stylesheet of all pages."""


@dataclass(frozen=True, slots=True)
class Places:
    """The folder of a course.

    Attributes:
        root: How names of its files begin: empty, or a folder with a slash.
        main: The language whose pages stand in the folder itself; those of the other have a folder of their own.
    """

    root: str
    main: str

    def file(self, name: str) -> str:
        """Return where a file stands that is the same in every language."""
        return f"{self.root}{name}"

    def page(self, name: str, language: str) -> str:
        """Return where a page or picture stands, which there is in every language.

        >>> Places("", "zh").page("index.html", "en"), Places("courses/tea/", "en").page("index.html", "en")
        ('en/index.html', 'courses/tea/index.html')
        """
        return f"{self.root}{'' if language == self.main else f'{language}/'}{name}"


def link_to(target: str, *, at: str, fragment: str = "") -> str:
    """Return a relative link from one file of a site to another.

    >>> link_to("concepts/ppo.html", at="en/index.html"), link_to("papers.html", at="papers.html", fragment="a b")
    ('../concepts/ppo.html', '#a%20b')
    """
    behind = f"#{quote(fragment)}" if fragment else ""
    if target == at and behind:
        return behind
    return quote(relpath(target, dirname(at) or ".")) + behind
