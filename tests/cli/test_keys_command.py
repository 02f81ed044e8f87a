"""Citation keys on the command line."""

import json

import pytest

from schema.store import Store
from schema.stored_keys import all_keys

DPO = "2305.18290"


@pytest.fixture
def shell(own_shell):
    """The shipped course in a database that may be changed."""
    return own_shell


def keys(shell, *, retired=False):
    """The keys in the database, by paper."""
    store = Store.open(f"sqlite:///{shell.database}")
    with store.reading() as transaction:
        found = {one.paper: one for one in all_keys(transaction) if (one.retired is not None) == retired}
    store.close()
    return found


def test_every_paper_is_listed_with_its_key_and_how_it_was_made(shell):
    lines = shell("keys", "list").stdout.splitlines()

    assert len(lines) == len(keys(shell)) >= 60
    (dpo,) = [line for line in lines if DPO in line]
    assert dpo.split()[:3] == ["rafailov2023direct", DPO, "given"]
    assert dpo.endswith("Direct Preference Optimization: Your Language Model is Secretly a Reward Model")


def test_a_preview_tells_all_changes_and_clashes_and_saves_nothing(shell):
    before = keys(shell)

    told = shell("keys", "preview", "--style", "authoryear").stdout
    answer = json.loads(shell("keys", "preview", "--style", "authoryear", "--json").stdout)

    assert "rafailov2023direct" in told
    assert "-> rafailov2023  2305.18290" in told
    assert f"Clashes: {len(answer['clashes'])}" in told
    assert all(clash["new"].startswith(clash["wanted"]) for clash in answer["clashes"])
    assert len(answer["changes"]) == len(before)
    assert keys(shell) == before


def test_applying_a_style_needs_a_yes_and_then_every_file_has_it(shell):
    before = keys(shell)
    refused = shell("keys", "apply", "--style", "anthology", code=2)
    assert "add --yes" in refused.stderr
    assert keys(shell) == before

    shell("keys", "apply", "--style", "anthology", "--yes")

    assert "@inproceedings{rafailov-etal-2023-direct," in shell("cite", DPO).stdout
    assert keys(shell, retired=True)[DPO].key == "rafailov2023direct"
    shell("keys", "apply", "--style", "default", "--yes")
    assert keys(shell) == before


def test_a_pinned_key_stays_through_every_style_and_finds_its_paper(shell):
    told = shell("keys", "pin", "rafailov2023direct", "my:dpo").stdout

    assert told.startswith("rafailov2023direct -> my:dpo  2305.18290")
    shell("keys", "apply", "--style", "arxiv", "--yes")
    (pinned,) = json.loads(shell("keys", "list", "--pinned", "--json").stdout)["keys"]
    assert (pinned["paper"], pinned["key"]) == (DPO, "my:dpo")
    assert shell("cite", "my:dpo", "--keys", "authoryear").stdout.startswith("@inproceedings{my:dpo,")


def test_a_key_that_is_taken_is_refused_with_whose_it_is(shell):
    refused = shell("keys", "pin", DPO, "Shao2024DeepseekMath", code=3)

    assert "is the key of 2402.03300" in refused.stderr
    assert keys(shell)[DPO].key == "rafailov2023direct"


@pytest.mark.parametrize("key", ["a b", "\\input{x}", "", "茶"])
def test_a_key_that_is_none_is_refused(shell, key):
    assert "cannot be a citation key" in shell("keys", "pin", DPO, key, code=2).stderr


def test_a_bibliography_can_have_another_style_without_saving_it(shell):
    before = keys(shell)

    assert "{arXiv:2305.18290," in shell("cite", DPO, "--keys", "arxiv").stdout
    assert "{rafailov2023direct," in shell("cite", DPO).stdout
    assert keys(shell) == before


@pytest.mark.parametrize("arguments", [("cite", DPO, "--keys", "given"), ("keys", "preview", "--style", "mine")])
def test_a_style_that_is_none_is_refused_with_those_there_are(shell, arguments):
    assert "There are default, authoryear, anthology, arxiv" in shell(*arguments, code=2).stderr
