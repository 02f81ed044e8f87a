"""Where what a lab says of itself is not what its code does."""

from collections.abc import Iterator

from ingest.labs.assets import Asset, loaded_by_code, named_in_tables
from ingest.labs.surroundings import Surroundings
from schema.lab_records import AssetKind
from schema.records import Finding, Lab
from schema.values import Severity


def disagreements_in(lab: Lab, page: str, around: Surroundings) -> Iterator[Finding]:
    """Yield a finding where the tables of a lab name data sets, but none that its main run loads."""
    stated = [one for one in named_in_tables(around) if one.kind is AssetKind.DATA_SET]
    loaded = [one for one in loaded_by_code(around) if one.kind is AssetKind.DATA_SET and one.use is None]
    if not stated or not loaded or {_plain(one) for one in stated} & {_plain(one) for one in loaded}:
        return
    said, done = stated[0], loaded[0]
    yield Finding(
        course=lab.course,
        code="LAB_TEXT_DISAGREES",
        severity=Severity.WARNING,
        message=(
            f"{lab.title}: the table names the data set {said.name} (block {said.position}), "
            f"but the code of the main run loads {done.name} (block {done.position})"
        ),
        remedy="Name in the table what the code loads, or load what the table names",
        page=page,
        place=f"block {said.position}, block {done.position}",
        subjects=(lab.slug, said.name, done.name),
    )


def _plain(asset: Asset) -> str:
    """Return the name of an asset without its owner, who differs between copies of the same."""
    return asset.name.rpartition("/")[2].casefold()
