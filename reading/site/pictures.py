"""Pictures as files of the site, and the figures that show them."""

import re
from dataclasses import dataclass

from graph.drawing.picture import Picture
from graph.drawing.svg import description, svg
from reading.site.markup import Markup, element
from reading.site.source import View

_LONGEST_ALTERNATIVE = 600
_SIZE = re.compile(r'<svg [^>]*?\bwidth="([\d.]+)"[^>]*?\bheight="([\d.]+)"')


@dataclass(frozen=True, slots=True)
class SitePicture:
    """A picture that is a file.

    Attributes:
        name: Name of the file.
        text: What is in it.
        title: What it shows, in a few words.
        alternative: The same in more words.
        width: Its width in pixels.
        height: Its height in pixels.
    """

    name: str
    text: str
    title: str
    alternative: str
    width: int
    height: int


def site_picture(name: str, picture: Picture) -> SitePicture:
    """Return a picture as a file of this name."""
    text = svg(picture)
    size = _SIZE.match(text)
    width, height = (round(float(part)) for part in size.groups()) if size else (1, 1)
    said = description(picture)
    short = said if len(said) <= _LONGEST_ALTERNATIVE else f"{said[:_LONGEST_ALTERNATIVE].rsplit('; ', 1)[0]} …"
    return SitePicture(name, text, picture.title, short, width, height)


def figure(view: View, picture: SitePicture, name: str) -> Markup:
    """Return a figure that shows a picture and leads to it."""
    image = element(
        "img",
        src=view.to_page(picture.name),
        alt=picture.alternative,
        width=picture.width,
        height=picture.height,
        loading="lazy",
    )
    caption = element("a", view.word(name), href=view.to_page(picture.name))
    return element(
        "figure",
        element("section", image, class_="wide", tabindex=0, aria_label=picture.title),
        element("figcaption", caption),
    )
