"""Finding the pages of a built site on disk."""

import pytest

from ingest.site_files import page_file, page_files
from schema.errors import SourceError

PAYLOAD = b'0:{"P":null}\n'
PAGE = b"<!doctype html><p>tea</p>"


def write(folder, files):
    for name, data in files.items():
        path = folder / name
        path.parent.mkdir(parents=True, exist_ok=True)
        path.write_bytes(data)


def test_of_a_page_that_is_there_twice_the_payload_is_read(tmp_path):
    write(tmp_path, {"docs/index.html": PAGE, "docs/index.txt": PAYLOAD, "docs/leaves/index.html": PAGE})

    files, findings = page_files(tmp_path)

    assert [(file.name, file.is_html) for file in files] == [
        ("docs/index.txt", False),
        ("docs/leaves/index.html", True),
    ]
    assert findings == ()


def test_text_files_that_are_no_payload_are_passed_over(tmp_path):
    write(tmp_path, {"robots.txt": b"User-agent: *\n", "docs/index.txt": PAYLOAD})

    files, _ = page_files(tmp_path)

    assert [file.name for file in files] == ["docs/index.txt"]


def test_scripts_and_hidden_folders_hold_no_pages(tmp_path):
    write(tmp_path, {"_next/a.html": PAGE, ".cache/b.html": PAGE, "docs.html": PAGE})

    files, _ = page_files(tmp_path)

    assert [file.name for file in files] == ["docs.html"]


def test_an_empty_folder_is_refused_with_a_remedy(tmp_path):
    with pytest.raises(SourceError, match=r"no page in this folder.*index\.txt"):
        page_files(tmp_path)


def test_an_empty_file_is_a_finding_among_others_and_an_error_alone(tmp_path):
    write(tmp_path, {"docs/index.txt": PAYLOAD, "docs/leaves/index.txt": b""})

    files, (finding,) = page_files(tmp_path)

    assert [file.name for file in files] == ["docs/index.txt"]
    assert finding.code == "UNREADABLE_FILE"
    assert finding.source == "docs/leaves/index.txt"
    with pytest.raises(SourceError, match="is empty"):
        page_file(tmp_path / "docs/leaves/index.txt")


def test_a_link_that_leads_out_of_the_folder_is_not_followed(tmp_path):
    write(tmp_path, {"secret/index.txt": PAYLOAD, "site/docs/index.txt": PAYLOAD})
    (tmp_path / "site/docs/stolen.txt").symlink_to(tmp_path / "secret/index.txt")

    files, (finding,) = page_files(tmp_path / "site")

    assert [file.name for file in files] == ["docs/index.txt"]
    assert "leads out of the folder" in finding.message


def test_a_file_that_is_larger_than_any_page_is_refused_without_reading_it_all(tmp_path):
    path = tmp_path / "index.txt"
    with path.open("wb") as file:
        file.truncate(33 * 2**20)

    with pytest.raises(SourceError, match="larger than"):
        page_file(path)
