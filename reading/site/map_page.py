"""The page of the map of a course."""

from reading.site.markup import element
from reading.site.pictures import SitePicture, figure
from reading.site.shell import document
from reading.site.source import View


def map_page(view: View, picture: SitePicture) -> str:
    """Return the page of the map."""
    return document(
        view.shell(view.word("map"), "map.html"),
        element("h1", view.word("map")),
        figure(view, picture, "open map"),
    )
