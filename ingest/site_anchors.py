"""Which headings the pages of a built site have."""

from pathlib import Path

from ingest.site_files import page_files
from ingest.site_reading import site_reading
from schema.blocks import BlockKind


def site_anchors(folder: Path) -> dict[str, frozenset[str]]:
    """Return the ids of the headings of each page of a folder of built pages, by path.

    Raises:
        SourceError: The folder holds no pages of a Fumadocs course.
    """
    files, findings = page_files(folder)
    reading = site_reading(files, findings=findings, whole=True)
    return {
        page.path: frozenset(
            block.anchor for block in page.body.blocks if block.kind is BlockKind.HEADING and block.anchor
        )
        for page in reading.pages
        if page.path is not None
    }
