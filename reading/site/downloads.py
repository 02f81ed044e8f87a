"""The files of a bibliography, and how a LaTeX document takes them."""

from collections.abc import Mapping, Sequence
from dataclasses import dataclass, replace

from reading.bibliography import BibliographyFormat
from reading.site.markup import Markup, element, joined, markup
from reading.site.source import View


@dataclass(frozen=True, slots=True)
class FileKind:
    """A format in which each bibliography is published.

    Attributes:
        suffix: How names of its files end.
        name: What people call it.
        format: What makes it; None where a reading list does.
        media_type: What its files are.
        by_language: Whether there is one of each language.
    """

    suffix: str
    name: str
    format: BibliographyFormat | None
    media_type: str
    by_language: bool = False


BIBTEX = FileKind(".bib", "BibTeX", BibliographyFormat.BIBTEX, "application/x-bibtex")
BIBLATEX = FileKind(".biblatex.bib", "BibLaTeX", BibliographyFormat.BIBLATEX, "application/x-bibtex")
FILE_KINDS = (
    BIBTEX,
    BIBLATEX,
    FileKind(".ris", "RIS", BibliographyFormat.RIS, "application/x-research-info-systems"),
    FileKind(".json", "CSL-JSON", BibliographyFormat.CSL_JSON, "application/vnd.citationstyles.csl+json"),
    FileKind(".md", "Markdown", None, "text/markdown", by_language=True),
    FileKind(".csv", "CSV", None, "text/csv"),
)
BIBLIOGRAPHIES = FILE_KINDS[:-1]
"""Those that are bibliographies; the table is made of reading lists only."""
LIST_KINDS = tuple(replace(kind, by_language=False) for kind in FILE_KINDS)
"""Those of a saved list, which has one language of its own."""


def link_to_file(view: View, name: str, kind: FileKind) -> str:
    """Return the link to a file of a bibliography."""
    return view.to_page(f"{name}{kind.suffix}") if kind.by_language else view.to_file(f"{name}{kind.suffix}")


def formats_of(view: View, name: str) -> Mapping[str, str]:
    """Return where a bibliography is to be had for programs, by media type."""
    places = view.source.places
    return {BIBTEX.media_type: places.file(f"{name}{BIBTEX.suffix}")}


def links_to_files(view: View, name: str, kinds: Sequence[FileKind] = FILE_KINDS) -> Markup:
    """Return links to all files of a bibliography in one line."""
    return joined(
        [element("a", kind.name, href=link_to_file(view, name, kind), type=kind.media_type) for kind in kinds], " · "
    )


def downloads(view: View, name: str, kinds: Sequence[FileKind] = FILE_KINDS, *, heading: str = "download") -> Markup:
    """Return the files of a bibliography, with a word on how to use them."""
    return view.section(
        heading,
        *files_and_use(view, name, kinds),
    )


def files_and_use(view: View, name: str, kinds: Sequence[FileKind] = FILE_KINDS) -> tuple[Markup, Markup]:
    """Return the same without a heading: the files, and how to use them."""
    files = element("p", links_to_files(view, name, kinds), class_="files")
    return files, element("p", _use(view, name), class_="hint")


def _use(view: View, name: str) -> Markup:
    stem = name.rpartition("/")[2]
    bib, biblatex = f"{name}{BIBTEX.suffix}", f"{stem}{BIBLATEX.suffix}"
    base = view.source.base_url
    address = f"{base}{view.source.places.file(bib)}" if base else None
    parts = _USE["en" if view.language == "en" else "zh"]
    commands = (element("code", f"\\addbibresource{{{biblatex}}}"), element("code", f"\\bibliography{{{stem}}}"))
    shown = element("code", address or f"{stem}{BIBTEX.suffix}")
    return markup(parts[0], commands[0], parts[1], commands[1], parts[2], shown, parts[3])


_USE = {
    "zh": (
        "在 LaTeX 里：BibLaTeX 用 ",
        "，BibTeX 用 ",
        "。在线编辑器可以从网址添加文件：用 ",
        " 的地址，刷新即得新版。引用键不会改变。",
    ),
    "en": (
        "In LaTeX: ",
        " with BibLaTeX, ",
        " with BibTeX. Online editors add a file from a URL: give the address of ",
        " and refresh it for the newest version. Citation keys stay the same.",
    ),
}
