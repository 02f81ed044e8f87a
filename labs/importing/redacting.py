"""What must not be kept of files that people made elsewhere: keys, tokens, and where their homes are."""

import re

from labs.control.telling import cleaned

_HIDDEN = "•••"
_MOST_LOOKED_AT = 4_000
_SECRETS = re.compile(
    r"\b(?:sk|pk|rk)-[A-Za-z0-9_-]{12,}|\bhf_[A-Za-z0-9]{12,}|\bgh[pousr]_[A-Za-z0-9]{20,}|\bAKIA[0-9A-Z]{12,}"
    r"|\bey[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{10,}\.[A-Za-z0-9_-]{5,}"
    r"|-----BEGIN [A-Z ]*PRIVATE KEY-----[\s\S]*?(?:-----END [A-Z ]*PRIVATE KEY-----|\Z)"
)
_ASSIGNED = re.compile(
    r"(?i)((?:api[_-]?key|access[_-]?key|secret|token|passwd|password|authorization)[\"']?\s*[:=]\s*[\"']?)"
    r"(?:Bearer\s+)?[^\s\"',;}]{6,}"
)
_BEARER = re.compile(r"(?i)\bBearer\s+[A-Za-z0-9._~+/=-]{8,}")
_HOME = re.compile(r"(?:/home/|/Users/|[A-Za-z]:\\+Users\\+)[^/\\\s\"':]+|/root(?=/|\b)")
_NAMES = re.compile(r"(?i)api[_-]?key|secret|passwd|password|authorization|credential|[a-z][_-]key$|(?:^|[_-])token$")


def redacted(text: str) -> str:
    """Return a text without keys, tokens and homes.

    >>> redacted("api_key = sk-abcdefghijklmnop in /home/mei/lab4/run.py")
    'api_key = ••• in ~/lab4/run.py'
    """
    text = _SECRETS.sub(_HIDDEN, text)
    text = _BEARER.sub(f"Bearer {_HIDDEN}", text)
    text = _ASSIGNED.sub(rf"\1{_HIDDEN}", text)
    return _HOME.sub("~", text)


def is_secret_name(name: str) -> bool:
    """Say whether what goes by a name is kept from everybody, whatever it looks like.

    >>> is_secret_name("DASHSCOPE_API_KEY"), is_secret_name("mean_token_accuracy")
    (True, False)
    """
    return _NAMES.search(name) is not None


def kept_text(value: object, most: int) -> str:
    r"""Return something as text that can be kept: one line, cut, without control characters, keys, tokens and homes.

    >>> kept_text("a\tkey: sk-abcdefghijklmnop", 20)
    'a key: •••'
    """
    # Cut first: what searches for keys may take long over a text without end.
    text = redacted(" ".join(cleaned(str(value), most=_MOST_LOOKED_AT).split()))
    return text if len(text) <= most else f"{text[: most - 1]}…"
