"""The smallest parts of SVG: text without markup, lengths, lines of text."""

import re

# XML 1.0 has no way to write the first, not even as references; the others turn round what is written after them.
_UNWRITABLE = re.compile("[^\t\n\r\u0020-\ud7ff\ue000-\ufffd\U00010000-\U0010ffff]|[\u202a-\u202e\u2066-\u2069]")


def escaped(text: str) -> str:
    """Return a text as XML: no mark of it is markup, and what XML cannot hold is left out.

    >>> escaped('<b> & "x"')
    '&lt;b&gt; &amp; &quot;x&quot;'
    """
    text = _UNWRITABLE.sub("", text)
    for plain, written in (("&", "&amp;"), ("<", "&lt;"), (">", "&gt;"), ('"', "&quot;"), ("'", "&#39;")):
        text = text.replace(plain, written)
    return text


def px(value: float) -> str:
    """Return a length with at most one decimal.

    >>> px(12.0), px(0.25)
    ('12', '0.2')
    """
    return f"{value:.1f}".removesuffix(".0")


def line(x: float, y: float, text: str, style: str, anchor: str = "start") -> str:
    """Return a line of text; ``anchor`` is the part of it that stands at the place."""
    return f'<text class="{style}" x="{px(x)}" y="{px(y)}" text-anchor="{anchor}">{escaped(text)}</text>'
