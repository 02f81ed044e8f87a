"""Which packages a profile needs are installed: looked up by their names, without importing any of them."""

from importlib.metadata import PackageNotFoundError, version

from labs.offered.offer_records import LabOffer, Profile
from schema.errors import InputError

INSTALL = "make labs"
"""What installs all that the labs need."""


def missing_packages(profile: Profile) -> tuple[str, ...]:
    """Return the packages a profile needs that are not installed, in the order it names them."""
    return tuple(name for name in profile.packages if installed_version(name) is None)


def installed_version(name: str) -> str | None:
    """Return the version of a package that is installed, or None."""
    try:
        return version(name)
    except PackageNotFoundError:
        return None


def check_packages(offer: LabOffer, name: str) -> None:
    """See whether what a profile needs is installed.

    Raises:
        InputError: Something is missing.
    """
    if missing := missing_packages(offer.profiles[name]):
        raise InputError(
            f"{offer.lab} with the profile {name} needs {', '.join(missing)}, which this machine does not have",
            remedy=f"Install it: {INSTALL}; `syllagraph lab doctor` tells what can be run here",
        )
