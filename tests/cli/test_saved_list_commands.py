"""Saved lists on the command line."""

import json
from datetime import UTC, datetime

import pytest

from schema.list_edits import made_list
from schema.saved_list_records import ListItem, ListItemKind
from schema.saved_lists import add_list, saved_lists
from schema.store import Store
from schema.values import Text

DPO, GRPO = "2305.18290", "2402.03300"
NOON = datetime(2026, 5, 1, 12, tzinfo=UTC)


@pytest.fixture
def shell(own_shell):
    """The shipped course in a database that may be changed, with a list of two papers."""
    items = tuple(ListItem(kind=ListItemKind.PAPER, key=key) for key in (DPO, GRPO))
    title = Text(zh="我的", en="Mine")
    mine = made_list(slug="mine", title=title, course="llm-post-training", items=items, created=NOON, updated=NOON)
    store = Store.open(f"sqlite:///{own_shell.database}")
    with store.writing() as transaction:
        add_list(transaction, mine)
    store.close()
    return own_shell


def all_kept(shell):
    """The lists in the database."""
    store = Store.open(f"sqlite:///{shell.database}")
    with store.reading() as transaction:
        found = saved_lists(transaction, archived=True)
    store.close()
    return found


def kept(shell, slug="mine"):
    (found,) = [one for one in all_kept(shell) if one.slug == slug]
    return found


def keys(shell, **more):
    return [item.key for item in kept(shell, **more).items]


def test_a_list_of_a_lectures_papers_is_made_in_one_command(shell):
    shell("list", "create", "core", "--from-lecture", "1", "--role", "core")

    cited = json.loads(shell("cite", "--lecture", "1", "--json").stdout)["entries"]
    assert keys(shell, slug="core") == [entry["paper"] for entry in cited]
    assert len(cited) == 5


def test_items_come_go_and_move_and_every_edit_tells_its_version(shell):
    assert "version 2, 3 items" in shell("list", "add", "mine", "/docs/lecture-1", "--at", "1", "--note", "开始").stdout
    assert keys(shell) == ["llm-post-training/docs/lecture-1", DPO, GRPO]
    shell("list", "move", "mine", "rafailov2023direct", "3")
    assert keys(shell)[1:] == [GRPO, DPO]
    shell("list", "annotate", "mine", "#2", "as of section 4")
    shell("list", "remove", "mine", DPO)
    assert [(item.key, item.note) for item in kept(shell).items] == [
        ("llm-post-training/docs/lecture-1", "开始"),
        (GRPO, "as of section 4"),
    ]
    assert kept(shell).version == 5
    first = json.loads(shell("list", "show", "mine", "--json", "--version", "1").stdout)["list"]
    assert [(item["number"], item["key"]) for item in first["items"]] == [(1, DPO), (2, GRPO)]
    assert not any(item["gone"] for item in first["items"])


def test_a_list_is_told_for_people_with_its_notes(shell):
    shell("list", "annotate", "mine", GRPO, "第 4 节")

    lines = shell("list", "show", "mine").stdout.splitlines()

    assert lines[0] == "我的"
    assert "mine · version 2 · llm-post-training · follows the newest" in lines[1]
    assert lines[2].strip().startswith("1  Direct Preference Optimization")
    assert lines[2].endswith("rafailov2023direct")
    assert lines[4].strip() == "第 4 节"


def test_an_edit_of_an_older_version_is_refused(shell):
    shell("list", "remove", "mine", GRPO)

    refused = shell("list", "add", "mine", "2203.02155", "--version", "1", code=3)

    assert "is at version 2, and the edit was made from version 1" in refused.stderr
    assert keys(shell) == [DPO]


def test_titles_and_pins_are_edited_and_what_is_not_named_stays(shell):
    shell("list", "edit", "mine", "--title-en", "My papers", "--description", "For the talk", "--pin", "@0")

    edited = kept(shell)
    assert edited.title == Text(zh="我的", en="My papers")
    assert edited.description == Text(zh="For the talk")
    assert len(edited.revision) == 16
    shell("list", "edit", "mine", "--follow", "--description", "")
    assert (kept(shell).revision, kept(shell).description) == (None, None)
    assert "Nothing changes" in shell("list", "edit", "mine", "--follow").stderr
    assert kept(shell).version == 3


def test_a_list_is_put_away_and_brought_back(shell):
    shell("list", "archive", "mine")

    assert shell("list", "ls").stdout == ""
    assert "archived" in shell("list", "ls", "--archived").stdout
    assert "is archived" in shell("list", "add", "mine", "2203.02155", code=2).stderr
    shell("list", "archive", "mine", "--restore")
    assert shell("list", "ls").stdout.startswith("mine  version 3  2 items  我的")


@pytest.mark.parametrize("form", ["bib", "ris", "json", "md", "html", "csv"])
def test_a_list_is_written_to_a_file_in_every_format(shell, tmp_path, form):
    target = tmp_path / f"out/mine.{form}"

    shell("list", "show", "mine", "--format", form, "--out", target)

    assert "DeepSeekMath" in target.read_text(encoding="utf-8")


@pytest.mark.parametrize(
    ("arguments", "code", "told"),
    [
        (("create", "mine"), 3, "there is a list 'mine' already"),
        (("create", "../x"), 2, "slug"),
        (("create", ""), 2, "at least one language"),
        (("create", "x", "--title", "\x1b[2J"), 2, "control character"),
        (("create", "x", "--from-lecture", "99"), 4, "no lecture goes by '99'"),
        (("create", "x", "coffee-pot"), 4, "coffee-pot"),
        (("show", "nobody"), 4, "no list goes by 'nobody'. Did you mean: mine?"),
        (("add", "mine", DPO), 2, "already on the list"),
        (("add", "mine", "grpo"), 4, "page or paper or resource"),
        (("remove", "mine", "2203.02155"), 4, "no item of the list"),
        (("move", "mine", "#1", "9"), 2, "place 9"),
        (("annotate", "mine", "#1", "\x1b[2J"), 2, "control character"),
        (("edit", "mine", "--pin", "ffff"), 4, "no revision"),
        (("edit", "mine", "--pin", "@0", "--follow"), 2, "contradict"),
    ],
)
def test_what_cannot_be_is_refused_and_changes_nothing(shell, arguments, code, told):
    before = all_kept(shell)

    assert told in shell("list", *arguments, code=code).stderr

    assert all_kept(shell) == before


def test_lists_outlive_an_ingest_and_the_removal_of_their_course(shell):
    before = kept(shell)

    shell("ingest", "--remove", "llm-post-training")
    shell("ingest")
    shell("ingest", "--remove", "llm-post-training")

    assert kept(shell) == before
    assert "DeepSeekMath" in shell("list", "show", "mine", "--format", "md").stdout
