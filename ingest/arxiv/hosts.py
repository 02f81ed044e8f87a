"""Which host an address leads to: requests go to one host only, whatever it says."""

from urllib.parse import urlsplit


def is_same_host(address: str, url: str) -> bool:
    """Say whether a URL leads to the host of an address, by the same scheme or a safer one.

    >>> is_same_host("http://pot.example/api", "https://pot.example/query"), is_same_host("http://a/", "http://a:81/")
    (True, False)
    """
    ours, theirs = urlsplit(address), urlsplit(url)
    try:
        ports = ours.port, theirs.port
    except ValueError:
        return False
    if ours.hostname != theirs.hostname or theirs.username is not None:
        return False
    if ours.scheme == theirs.scheme:
        return ports[0] == ports[1]
    return theirs.scheme == "https" and ports[0] in (None, 80) and ports[1] in (None, 443)


def host_in(url: str) -> str:
    """Return the host that a URL names, in words."""
    try:
        return urlsplit(url).hostname or "an address without host"
    except ValueError:
        return "an address that is none"
