"""The page of the whole bibliography."""

from reading.bibliography import Bibliography, Entry
from reading.site.downloads import BIBLIOGRAPHIES, files_and_use, formats_of
from reading.site.markup import Markup, element, markup
from reading.site.shell import document
from reading.site.source import View
from reading.site.words import count_of


def papers_page(view: View, papers: Bibliography) -> str:
    """Return the page of the whole bibliography, which is given in HTML."""
    return document(
        view.shell(view.word("all papers"), "papers.html", formats=formats_of(view, "papers")),
        element("h1", view.word("all papers")),
        element("p", count_of(len(papers.entries), "papers", view.language), class_="lead"),
        *files_and_use(view, "papers", BIBLIOGRAPHIES),
        element("ol", "\n", *map(_item, papers.entries), class_="papers") if papers.entries else None,
    )


def _item(entry: Entry) -> Markup:
    """Return an entry with its citation key; it is an item of a list, and was escaped where it was made."""
    end = "</li>\n"
    return markup(Markup(entry.text.removesuffix(end)), " ", element("code", entry.key), Markup(end))
