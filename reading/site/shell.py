"""What is around every page: head, menu, switch of language, foot."""

from collections.abc import Mapping
from dataclasses import dataclass, field

from reading.site.markup import Markup, element, joined, markup, outside
from reading.site.places import STYLE, link_to
from reading.site.words import LANGUAGES, word

_TEXT = "~text"
"""Id of the text of a page: no citation key, which are ids as well."""


@dataclass(frozen=True, slots=True)
class Shell:
    """What a page needs besides its text.

    Attributes:
        title: Its title, in the page's language.
        path: Where it stands.
        language: Its language.
        site: Title of the site.
        home: Where the first page of the site, or of its course, stands.
        menu: Where further main pages stand, by their names.
        versions: Where the page stands in each language.
        formats: Where the same is to be had in other formats, by media type.
        base_url: Address of the site, with a slash at the end, where it is known.
        site_url: Address of the course's own site, where it is known.
    """

    title: str
    path: str
    language: str
    site: str
    home: str
    menu: Mapping[str, str]
    versions: Mapping[str, str]
    formats: Mapping[str, str] = field(default_factory=dict)
    base_url: str | None = None
    site_url: str | None = None


def document(shell: Shell, *content: str | None) -> str:
    """Return a whole page."""
    body = element(
        "body",
        element("a", word("skip", shell.language), href=f"#{_TEXT}", class_="skip"),
        "\n",
        _header(shell),
        element("main", "\n", *content, id=_TEXT),
        _footer(shell),
    )
    return f"<!doctype html>\n{element('html', _head(shell), body, lang=shell.language)}"


def _head(shell: Shell) -> Markup:
    title = shell.title if shell.title == shell.site else f"{shell.title} · {shell.site}"
    alternates = [
        element("link", rel="alternate", hreflang=language, href=link_to(path, at=shell.path))
        for language, path in shell.versions.items()
        if language != shell.language
    ]
    formats = [
        element("link", rel="alternate", type=media_type, href=link_to(path, at=shell.path))
        for media_type, path in shell.formats.items()
    ]
    canonical = element("link", rel="canonical", href=f"{shell.base_url}{shell.path}") if shell.base_url else None
    return element(
        "head",
        "\n",
        element("meta", charset="utf-8"),
        element("meta", name="viewport", content="width=device-width, initial-scale=1"),
        element("meta", name="color-scheme", content="light dark"),
        element("title", title),
        element("link", rel="stylesheet", href=link_to(STYLE, at=shell.path)),
        canonical,
        *alternates,
        *formats,
    )


def _header(shell: Shell) -> Markup:
    def entry(name: str, path: str, **attributes: str | None) -> Markup:
        current = "page" if path == shell.path else None
        return element("a", name, href=link_to(path, at=shell.path), aria_current=current, **attributes)

    menu = [element("li", entry(name, path)) for name, path in shell.menu.items()]
    languages = [
        element("li", entry(LANGUAGES[language], path, lang=language, hreflang=language))
        for language, path in shell.versions.items()
        if language != shell.language
    ]
    return element(
        "header",
        entry(shell.site, shell.home, class_="home"),
        element("nav", element("ul", *menu, *languages), aria_label=word("menu", shell.language)),
    )


def _footer(shell: Shell) -> Markup:
    parts = [markup(word("about", shell.language))]
    if shell.site_url:
        parts.insert(0, outside(shell.site_url, word("course site", shell.language)))
    return element("footer", element("p", joined(parts, " · ")))
