"""The options of commands that can draw what they would otherwise print."""

from collections.abc import Callable
from dataclasses import dataclass
from pathlib import Path
from typing import TYPE_CHECKING, Annotated

import typer

from cli.console import say, show_raw
from schema.errors import InputError

if TYPE_CHECKING:
    from graph.drawing.picture import Picture

SvgOption = Annotated[Path | None, typer.Option("--svg", help="Draw it as SVG into this file; - for the output.")]
MermaidOption = Annotated[bool, typer.Option("--mermaid", help="Draw it as a Mermaid flowchart.")]
DotOption = Annotated[bool, typer.Option("--dot", help="Draw it in DOT, for Graphviz.")]
LayoutOption = Annotated[bool, typer.Option("--layout", help="Answer in JSON with the place of every box and edge.")]
_OUTPUT = Path("-")


@dataclass(frozen=True, slots=True)
class Drawing:
    """How something is to be drawn; false where nothing is."""

    svg: Path | None = None
    mermaid: bool = False
    dot: bool = False
    layout: bool = False

    def __bool__(self) -> bool:
        """Say whether anything is to be drawn."""
        return self.svg is not None or self.mermaid or self.dot or self.layout

    def show(self, make: "Callable[[], Picture]") -> None:
        """Draw a picture.

        Raises:
            InputError: More than one format is to go to the output.
        """
        # Only who draws pays for loading what draws.
        from graph.drawing.formats import PictureFormat, written

        chosen = {
            PictureFormat.MERMAID: self.mermaid,
            PictureFormat.DOT: self.dot,
            PictureFormat.LAYOUT: self.layout,
            PictureFormat.SVG: self.svg == _OUTPUT,
        }
        formats = [format for format, wanted in chosen.items() if wanted]
        if len(formats) > 1:
            names = " and ".join(f"--{format.value}" for format in formats)
            raise InputError(f"{names} would both be printed", remedy="Ask for one of them at a time")
        picture = make()
        for format in formats:
            show_raw(written(picture, format))
        if self.svg is not None and self.svg != _OUTPUT:
            write_file(written(picture, PictureFormat.SVG), self.svg)
            say(f"{len(picture.nodes)} boxes in {self.svg}")


def write_file(text: str, out: Path) -> None:
    """Write a file, as a whole or not at all."""
    out.parent.mkdir(parents=True, exist_ok=True)
    aside = out.with_name(f".{out.name}.part")
    aside.write_text(text, encoding="utf-8", newline="\n")
    aside.replace(out)
