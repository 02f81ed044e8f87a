"""Reads a site as a browser and a link checker would: what is not well formed, what leads nowhere."""

from html.parser import HTMLParser
from posixpath import dirname, join, normpath
from urllib.parse import unquote, urlsplit

_VOID = {"img", "input", "link", "meta"}
_ALLOWED = _VOID | set(
    str.split(
        "html head title body header nav main footer section article h1 h2 h3 p a span em strong code ul ol li dl dt "
        "dd figure figcaption div details summary"
    )
)
_IN_PHRASES = {"a", "span", "em", "strong", "code", "img", "input"}
_PHRASES_ONLY = {"p", "h1", "h2", "h3", "a", "span", "em", "strong", "code", "title", "summary", "dt"}


class Page(HTMLParser):
    """A page: its problems, links, ids and text."""

    def __init__(self, html):
        super().__init__()
        self.problems, self.links, self.ids, self.headings, self.tags = [], [], [], [], []
        self.text, self.language = "", None
        self._open = []
        self.feed(html)
        self.close()
        self.problems += [f"<{tag}> is left open" for tag in self._open]
        self.problems += [f"two of id {one}" for one in set(self.ids) if self.ids.count(one) > 1]
        if self.headings[:1] != [1] or self.headings.count(1) != 1:
            self.problems.append(f"headings are {self.headings}")
        if any(after > before + 1 for before, after in zip(self.headings, self.headings[1:], strict=False)):
            self.problems.append(f"a level of headings is left out: {self.headings}")

    def handle_starttag(self, tag, attrs):
        names = [name for name, _ in attrs]
        values = dict(attrs)
        if len(set(names)) < len(names) or tag not in _ALLOWED or any(name.startswith("on") for name in names):
            self.problems.append(f"<{tag} {attrs}>")
        if tag not in _IN_PHRASES and _PHRASES_ONLY & set(self._open):
            self.problems.append(f"<{tag}> in {self._open}")
        if tag == "a" and "a" in self._open:
            self.problems.append("a link in a link")
        if tag == "img" and not (values.get("alt") and values.get("width") and values.get("height")):
            self.problems.append("a picture without words or size")
        if tag == "input" and not values.get("aria-label"):
            self.problems.append("a box without a name")
        if tag == "html":
            self.language = values.get("lang")
        self.tags.append(tag)
        self.ids += [values["id"]] if "id" in values else []
        self.links += [values[name] for name in ("href", "src") if name in values]
        self.headings += [int(tag[1])] if tag in ("h1", "h2", "h3") else []
        if tag not in _VOID:
            self._open.append(tag)

    def handle_endtag(self, tag):
        if self._open[-1:] != [tag]:
            self.problems.append(f"</{tag}> closes {self._open[-1:]}")
        while self._open and self._open.pop() != tag:
            pass

    def handle_data(self, data):
        self.text += data


def pages_of(files):
    """Return the pages among the files of a site, by where they stand."""
    return {path: Page(text) for path, text in files.items() if path.endswith(".html")}


def dead_links(files):
    """Return links of pages that lead to no file of the site, or to no such place in it."""
    pages = pages_of(files)
    dead = []
    for path, page in pages.items():
        for link in page.links:
            parts = urlsplit(link)
            if parts.scheme or parts.netloc:
                continue
            target = normpath(join(dirname(path), unquote(parts.path))) if parts.path else path
            there = pages[target].ids if target in pages else []
            if target not in files or (parts.fragment and unquote(parts.fragment) not in there):
                dead.append((path, link))
    return dead
