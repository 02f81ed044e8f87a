"""``syllagraph lab prefetch``: what runs need from elsewhere, how large it is, and fetching it."""

from pathlib import Path
from typing import Annotated

import typer

from cli.console import say, show, show_json
from cli.lab_doctor_command import models_folder
from cli.settings import lab_settings
from labs.offered.loading import shipped_offers
from labs.prefetching import Needed, fetch, needed
from schema.errors import NotFoundError


def prefetch_command(
    names: Annotated[list[str] | None, typer.Argument(metavar="LAB…", help="Labs, as `lab-4` or `4`; all.")] = None,
    *,
    profile: Annotated[str, typer.Option(help="Their size.")] = "course",
    download: Annotated[bool, typer.Option("--download", help="Fetch what is not kept here.")] = False,
    as_json: Annotated[bool, typer.Option("--json", help="Answer in JSON.")] = False,
) -> None:
    """Print what runs need from elsewhere, what of it is kept here, and how large the rest is; or fetch it."""
    offers = shipped_offers()
    slugs = [f"lab-{name}" if name.isdecimal() else name for name in names or offers]
    if unknown := [slug for slug in slugs if slug not in offers]:
        raise NotFoundError(unknown[0], sorted(offers), what="lab that can be run")
    settings = lab_settings()
    folder = models_folder(settings)
    found = needed(offers, slugs, profile, folder)
    if as_json:
        show_json({"folder": str(folder) if folder else None, "needs": [_as_json(one) for one in found]})
    else:
        _show(found, folder)
    if download:
        target = folder or settings.models or Path.home() / ".cache" / "huggingface"
        absent = [one for one in found if not one.kept]
        for number, one in enumerate(absent, 1):
            say(f"{number}/{len(absent)}  {one.download.name} → {target}")
            fetch(one.download, target)


def _show(found: tuple[Needed, ...], folder: Path | None) -> None:
    for one in found:
        size = f"{one.download.mb:,.0f} MB" if one.download.mb is not None else "size unknown"
        show(f"{'kept' if one.kept else '    '}  {one.download.name:45} {size:>12}  {', '.join(one.labs)}")
    absent = [one for one in found if not one.kept]
    total = sum(one.download.mb or 0 for one in absent)
    where = folder or "any folder"
    say(f"{len(absent)} of {len(found)} are not kept in {where}: {total:,.0f} MB; --download fetches them")


def _as_json(one: Needed) -> dict[str, object]:
    return {
        "kind": one.download.kind,
        "name": one.download.name,
        "megabytes": one.download.mb,
        "source": one.download.source,
        "labs": list(one.labs),
        "kept": one.kept,
    }
