"""Which course a site is: the one it is said to be, the one whose pages it shares, or a new one."""

import re
from collections.abc import Iterable, Mapping
from urllib.parse import urlsplit

from reading.romanise import romanised

_SHARED = 0.8


def course_slug(
    *,
    given: str | None,
    paths: Iterable[str],
    known: Mapping[str, Iterable[str]],
    site: str | None,
    title: str,
) -> str:
    """Return the slug of the course that a site is.

    Args:
        given: What the user says it is.
        paths: Paths of the site's pages.
        known: Paths of the pages of each known course, by slug.
        site: Address of the site, if known.
        title: Title of the site.

    >>> course_slug(given=None, paths=["/docs", "/docs/a"], known={"tea": ["/docs", "/docs/a"]}, site=None, title="T")
    'tea'
    >>> course_slug(given=None, paths=["/docs"], known={}, site=None, title="泡茶 101")
    'paocha-101'
    """
    if given:
        return given
    ours = set(paths)
    shares = {slug: len(ours & set(theirs)) / max(1, len(ours)) for slug, theirs in known.items()}
    best = max(sorted(shares), key=lambda slug: shares[slug], default=None)
    if best is not None and shares[best] >= _SHARED:
        return best
    host = urlsplit(site).hostname if site else None
    return slug_of(host or title) or "course"


def slug_of(text: str) -> str:
    """Return a text as lower-case ASCII words joined by hyphens; Chinese in pinyin.

    >>> slug_of("Thé & Kettles, Vol. 2")
    'the-kettles-vol-2'
    """
    return "-".join(re.findall(r"[a-z0-9]+", romanised(text).lower()))[:80].strip("-")
