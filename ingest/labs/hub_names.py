"""Names of models and data sets on a hub, and what a text says of their size."""

import re

HUB_NAME = re.compile(r"(?<![\w./@:-])(?P<name>[A-Za-z0-9][\w-]{0,60}/[A-Za-z0-9][\w.-]{0,90}[A-Za-z0-9])(?![\w/])")
HUB_LINK = re.compile(
    r"^https?://(?:huggingface\.co|hf-mirror\.com|(?:www\.)?modelscope\.cn)/"
    r"(?P<kind>datasets/|models/)?(?P<name>[\w-]+/[\w.-]+?)/?(?:[?#].*)?$"
)
_HUB_PAGES = {"docs", "blog", "spaces", "papers", "learn", "collections", "tasks"}
_WHOLE = re.compile(HUB_NAME.pattern.replace(r"(?<![\w./@:-])", "^") + "$")
_SIZE = re.compile(
    r"(?P<size>[~≈约]?\s*\d[\d.,]*\s*[KkMm万千]?(?:\s*[-–~～]\s*\d[\d.,]*\s*[KkMm万千]?)?"
    r"(?:\s*(?:条|道|对|行|个|samples?|rows?|examples?|pairs?|questions?)|(?<=[KkMm万千])(?![A-Za-z])))",
    re.IGNORECASE,
)


def is_hub_name(text: str) -> bool:
    """Say whether a text is a name on the hub, and no path of a file.

    >>> [is_hub_name(text) for text in ("leaf/Oolong-7B", "./oolong/final", "a/b/c", "pots/")]
    [True, False, False, False]
    """
    return _WHOLE.match(text) is not None


def hub_name_of_link(href: str) -> tuple[str, bool] | None:
    """Return the name a link to a hub leads to, and whether it is a data set."""
    match = HUB_LINK.match(href)
    if match is None or match["name"].split("/")[0] in _HUB_PAGES:
        return None
    return match["name"], match["kind"] == "datasets/"


def size_in(text: str) -> str | None:
    """Return the number of samples a text gives, as written.

    >>> [size_in(text) for text in ("tea/leaves (take 5K-10K)", "about 7,500 questions", "Leaf 7B")]
    ['5K-10K', '7,500 questions', None]
    """
    match = _SIZE.search(HUB_NAME.sub(" ", text))
    return match["size"].strip() if match else None
