"""Where arXiv is and how this program presents itself there: ``SYLLAGRAPH_ARXIV_*`` variables, or a ``.env`` file."""

import os
from pathlib import Path
from typing import Annotated
from urllib.parse import urlsplit, urlunsplit

from pydantic import AfterValidator, Field
from pydantic_settings import BaseSettings, SettingsConfigDict

from schema.errors import InputError

_ARXIV_HOSTS = frozenset(("arxiv.org", "www.arxiv.org", "export.arxiv.org", "oaipmh.arxiv.org"))
_HARVESTS = "https://oaipmh.arxiv.org/oai"
_HERE = "Set SYLLAGRAPH_ARXIV_URL to an address such as https://export.arxiv.org/api/query"


def _cache_folder() -> Path:
    caches = os.environ.get("XDG_CACHE_HOME", "")
    return (Path(caches) if Path(caches).is_absolute() else Path.home() / ".cache") / "syllagraph" / "arxiv"


class ArxivSettings(BaseSettings):
    """How arXiv is asked.

    Attributes:
        url: Address of arXiv's query interface, or of what stands in for it.
        contact: A mail address or page by which arXiv can reach whoever runs this; sent with each request.
        cache: Folder where answers are kept for a day, and where requests of all processes take turns.
    """

    model_config = SettingsConfigDict(
        env_prefix="SYLLAGRAPH_ARXIV_", env_file=".env", env_ignore_empty=True, extra="ignore", frozen=True
    )

    url: str = "https://export.arxiv.org/api/query"
    contact: str = ""
    cache: Annotated[Path, AfterValidator(Path.expanduser)] = Field(default_factory=_cache_folder)


def query_address(url: str) -> str:
    """Return the address of the query interface that a setting means.

    >>> query_address("http://127.0.0.1:8123/"), query_address("https://mirror.example/arxiv/api/query/")
    ('http://127.0.0.1:8123/api/query', 'https://mirror.example/arxiv/api/query')
    >>> query_address("https://mirror.example/api")
    'https://mirror.example/api/query'

    Raises:
        InputError: It is no plain http or https address.
    """
    try:
        parts = urlsplit(url.strip())
        port = parts.port
    except ValueError as error:
        raise InputError(f"{url!r} is no address of arXiv: {error}", remedy=_HERE) from error
    if parts.scheme not in ("http", "https") or not parts.hostname or port == 0:
        raise InputError(f"{url!r} is no address of arXiv", remedy=_HERE)
    if parts.username is not None or parts.query or parts.fragment or "{" in url or "}" in url:
        raise InputError(
            f"{parts.scheme}://{parts.hostname}… is no address of arXiv: it has more than host and path", remedy=_HERE
        )
    path = parts.path.rstrip("/")
    if not path.endswith("/query"):
        path = path + "/query" if path.endswith("/api") else path + "/api/query"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def harvest_address(url: str) -> str:
    """Return the address of the interface for harvesters that belongs to a setting: beside the query interface.

    >>> harvest_address("https://export.arxiv.org/api/query"), harvest_address("http://127.0.0.1:8123")
    ('https://oaipmh.arxiv.org/oai', 'http://127.0.0.1:8123/oai')

    Raises:
        InputError: It is no plain http or https address.
    """
    parts = urlsplit(query_address(url))
    if parts.hostname in _ARXIV_HOSTS:
        return _HARVESTS
    path = parts.path.removesuffix("/api/query") + "/oai"
    return urlunsplit((parts.scheme, parts.netloc, path, "", ""))


def introduction(contact: str, version: str) -> str:
    """Return what this program calls itself in requests.

    >>> introduction("tea@example.org", "0.1.0")
    'syllagraph/0.1.0 (tea@example.org)'
    """
    said = "".join(char for char in contact if char.isascii() and char.isprintable() and char not in "()\\")
    return f"syllagraph/{version} ({said.strip() or 'no contact given'})"
