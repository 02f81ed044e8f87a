"""What profiles need from elsewhere: what of it is kept here, how large the rest is, and fetching it."""

import os
import subprocess
import sys
from collections.abc import Iterable, Mapping
from dataclasses import dataclass
from pathlib import Path

from labs.checks.machine import kept_in
from labs.offered.loading import Offers
from labs.offered.offer_records import Download
from labs.offered.packages import INSTALL, installed_version
from schema.errors import InputError, SourceError

_HUB = "huggingface_hub"
_ROOT = Path(__file__).parents[1]


@dataclass(frozen=True, slots=True)
class Needed:
    """Something that labs need from elsewhere.

    Attributes:
        download: What it is.
        labs: Slugs of the labs that need it.
        kept: Whether it is kept here.
    """

    download: Download
    labs: tuple[str, ...]
    kept: bool


def needed(offers: Offers, labs: Iterable[str], profile: str, folder: Path | None) -> tuple[Needed, ...]:
    """Return what labs need from elsewhere with a profile, each thing once, in the order of the labs.

    Args:
        offers: What is offered.
        labs: Slugs of the labs.
        profile: Name of the profile; labs without it need nothing.
        folder: Where models and data are kept.
    """
    by_name: dict[str, tuple[Download, list[str]]] = {}
    for lab in labs:
        found = offers[lab].profiles.get(profile)
        for one in found.downloads if found else ():
            by_name.setdefault(one.name, (one, []))[1].append(lab)
    return tuple(
        Needed(download, tuple(dict.fromkeys(users)), kept_in(folder, name))
        for name, (download, users) in by_name.items()
    )


def fetch(download: Download, folder: Path, environment: Mapping[str, str] | None = None) -> None:
    """Fetch something in a process of its own, whose progress goes to standard error.

    Args:
        download: What to fetch.
        folder: Where to keep it.
        environment: Variables of that process; this one's by default.

    Raises:
        InputError: What fetches is not installed.
        SourceError: The hub does not answer, or does not have it.
    """
    if installed_version(_HUB) is None:
        raise InputError(f"fetching needs {_HUB}, which is not installed", remedy=f"Install it: {INSTALL}")
    folder.mkdir(parents=True, exist_ok=True)
    done = subprocess.run(
        [sys.executable, "-m", "labs.recipes.fetching", download.kind, download.name, str(folder)],
        cwd=_ROOT,
        env=dict(os.environ if environment is None else environment),
        stdout=subprocess.DEVNULL,
        check=False,
    )
    if done.returncode != 0:
        raise SourceError(
            download.name,
            "could not be fetched",
            remedy="Try again with a network, or copy it into the folder from a machine that has it",
        )
