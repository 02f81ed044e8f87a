"""HTML that cannot be broken by what it shows: plain text is escaped, only ``Markup`` is not."""

import re
from html import escape
from urllib.parse import urlsplit

Attribute = str | int | bool | None
_VOID = frozenset(("img", "input", "link", "meta"))
_OWN_LINE = frozenset(
    str.split(
        "article body dd dl dt figure footer h1 h2 h3 head header html li link main meta nav ol p section title ul"
    )
)
# Control characters, half surrogates, noncharacters, and what reorders the text around it.
_UNSHOWN = re.compile("[\x00-\x08\x0b-\x1f\x7f-\x9f\u202a-\u202e\u2066-\u2069\ud800-\udfff\ufdd0-\ufdef\ufffe\uffff]")


class Markup(str):
    """A text that is HTML already."""

    __slots__ = ()


def markup(*parts: str | None) -> Markup:
    """Join parts, of which those that are plain text are escaped.

    >>> markup("1 < 2", Markup("<br>"), None)
    '1 &lt; 2<br>'
    """
    return Markup("".join(part if isinstance(part, Markup) else shown(part) for part in parts if part))


def shown(text: str) -> Markup:
    r"""Return HTML that shows a text as it is, also inside an attribute.

    >>> shown('<b> "tea" & \u202emore')
    '&lt;b&gt; &quot;tea&quot; &amp; more'
    """
    return Markup(escape(_UNSHOWN.sub("", text)))


def element(name: str, /, *children: str | None, **attributes: Attribute) -> Markup:
    """Return an element. An attribute that is None or false is left out; underscores in names stand for hyphens.

    >>> element("a", "R&D", href="x?a&b", class_=None, aria_label="<")
    '<a href="x?a&amp;b" aria-label="&lt;">R&amp;D</a>'
    """
    end = "\n" if name in _OWN_LINE else ""
    start = f"<{name}{''.join(map(_attribute, attributes.items()))}>"
    return Markup(f"{start}{end}" if name in _VOID else f"{start}{markup(*children)}</{name}>{end}")


def outside(url: str | None, *children: str | None) -> Markup:
    """Return a link to another site; what is no web address is no link.

    >>> outside("javascript:alert(1)", "tea"), outside("https://tea.example/?a&b", "tea")
    ('tea', '<a href="https://tea.example/?a&amp;b">tea</a>')
    """
    return element("a", *children, href=url) if is_web_address(url) else markup(*children)


def is_web_address(url: str | None) -> bool:
    """Say whether a text is an address that a browser fetches a page from.

    >>> is_web_address("https://tea.example"), is_web_address("https:tea"), is_web_address("data:text/html,x")
    (True, False, False)
    """
    try:
        parts = urlsplit(url or "")
    except ValueError:
        return False
    return parts.scheme in ("http", "https") and bool(parts.netloc) and not re.search(r"[\s<>\"\\]", url or "")


def joined(parts: list[Markup], between: str) -> Markup:
    """Return parts with a text between them.

    >>> joined([Markup("<b>a</b>"), Markup("b")], " & ")
    '<b>a</b> &amp; b'
    """
    return Markup(shown(between).join(parts))


def _attribute(item: tuple[str, Attribute]) -> str:
    name, value = item[0].rstrip("_").replace("_", "-"), item[1]
    if value is None or value is False:
        return ""
    return f" {name}" if value is True else f' {name}="{shown(str(value))}"'
