"""Where a link leads: to a paper on arXiv, to another site, or to neither."""

import re
from dataclasses import dataclass
from urllib.parse import quote, urlsplit, urlunsplit

from schema.arxiv_ids import arxiv_id

_WEB = re.compile(r"(?:https?:)?//", re.IGNORECASE)
_ARXIV_PAGES = re.compile(
    r"(?:https?:)?(?://)?(?:"
    r"(?:[a-z-]+\.)*arxiv\.org/(?:abs|pdf|html|format|src|e-print|ps)\b"
    r"|ar5iv\.(?:labs\.arxiv\.)?org/(?:abs|html)\b"
    r"|(?:www\.)?alphaxiv\.org/abs\b"
    r"|(?:www\.)?(?:huggingface\.co|hf\.co)/papers/\d{3,5}\.\d"
    r"|(?:dx\.)?doi\.org/10\.48550/"
    r")|(?:doi:\s*)?10\.48550/|arxiv:",
    re.IGNORECASE,
)
_LOCAL = re.compile(r"(?:.*\.)?localhost|127\.[\d.]+|0\.0\.0\.0|\[::1?\]|.*\.local")
_LONGEST = 2000


@dataclass(frozen=True, slots=True)
class Target:
    """What is recommended: a paper by its arXiv id, or a resource by its address."""

    paper: str | None = None
    resource: str | None = None

    @property
    def name(self) -> str:
        """The id or the address."""
        return self.paper or self.resource or ""


def target_of(href: str) -> Target | None:
    """Return what a link leads to, or None for links within the course and what is no web page.

    >>> target_of("http://arxiv.org/pdf/2601.00001v2.pdf#page=3")
    Target(paper='2601.00001', resource=None)
    >>> target_of("HTTPS://Teapots.example/guide/#lids")
    Target(paper=None, resource='https://teapots.example/guide/')
    >>> target_of("/docs/green-tea"), target_of("mailto:tea@teapots.example")
    (None, None)
    """
    if is_for_arxiv(href) and (paper := arxiv_id(href.strip())) is not None:
        return Target(paper=paper)
    url = _web_address(href)
    return Target(resource=url) if url else None


def is_for_arxiv(href: str) -> bool:
    """Tell whether an address is one of a paper on arXiv, right or wrong.

    >>> is_for_arxiv("https://arxiv.org/abs/2613.00001"), is_for_arxiv("https://arxiv.org/list/cs.CL/recent")
    (True, False)
    """
    return _ARXIV_PAGES.match(href.strip()) is not None


def _web_address(href: str) -> str | None:
    """Return an address as we write it: as it is, but without a fragment; one that is a route of its site stays."""
    text = re.sub(r"[\s\x00-\x1f\x7f<>\"]", lambda match: quote(match[0]), href.strip())
    if not _WEB.match(text):
        return None
    try:
        parts = urlsplit(text if text[:2] != "//" else f"https:{text}")
        host = parts.hostname
    except ValueError:
        return None
    if not host or _LOCAL.fullmatch(host):
        return None
    fragment = parts.fragment if parts.fragment[:1] in ("/", "!") else ""
    url = urlunsplit((parts.scheme, parts.netloc.lower(), parts.path, parts.query, fragment))
    return url if len(url) <= _LONGEST else None
