import socket
from importlib.util import find_spec

import pytest

from labs.offered.loading import shipped_offers
from labs.offered.offer_records import Download, LabOffer
from labs.prefetching import fetch, needed
from schema.errors import InputError, SourceError
from tests.labs.reports.reported import OFFER

POT = Download(kind="model", name="tea/pot", mb=1500, source="the house")
LEAF = Download(kind="data", name="tea/leaf")


def offering(lab: str, *downloads: Download) -> LabOffer:
    profile = OFFER.profiles["tiny"].model_copy(update={"downloads": downloads})
    return OFFER.model_copy(update={"lab": lab, "profiles": {"course": profile}})


OFFERS = {"lab-1": offering("lab-1", POT, LEAF), "lab-2": offering("lab-2", POT), "lab-3": offering("lab-3")}


def test_what_several_labs_need_is_needed_once_in_the_order_of_the_labs(tmp_path):
    found = needed(OFFERS, ["lab-2", "lab-1", "lab-3"], "course", tmp_path)

    assert [(one.download.name, one.labs, one.kept) for one in found] == [
        ("tea/pot", ("lab-2", "lab-1"), False),
        ("tea/leaf", ("lab-1",), False),
    ]


def test_what_is_kept_is_not_to_be_fetched(tmp_path):
    (tmp_path / "hub" / "models--tea--pot" / "snapshots" / "a").mkdir(parents=True)

    assert [one.kept for one in needed(OFFERS, ["lab-1"], "course", tmp_path)] == [True, False]
    assert [one.kept for one in needed(OFFERS, ["lab-1"], "course", None)] == [False, False]


def test_a_size_that_a_lab_does_not_have_needs_nothing(tmp_path):
    assert needed(OFFERS, ["lab-1"], "tiny", tmp_path) == ()


def test_the_courses_own_sizes_name_what_they_need_with_who_says_so():
    offers = shipped_offers()
    found = needed(offers, offers, "course", None)

    assert {"Qwen/Qwen3-1.7B-Base", "openai/gsm8k"} <= {one.download.name for one in found}
    assert all(one.download.source and one.download.kind in ("model", "data") for one in found)
    assert needed(offers, offers, "tiny", None) == ()


@pytest.fixture
def closed_door() -> int:
    """A port of this machine at which nobody answers."""
    with socket.socket() as held:
        held.bind(("127.0.0.1", 0))
        yield held.getsockname()[1]


@pytest.mark.skipif(find_spec("huggingface_hub") is not None, reason="what fetches is installed here")
def test_without_what_fetches_it_is_said_how_to_get_it(tmp_path):
    with pytest.raises(InputError) as told:
        fetch(POT, tmp_path)
    assert "make labs" in str(told.value.remedy)


@pytest.mark.torch
def test_a_hub_that_does_not_answer_is_an_error_that_says_what_to_do(tmp_path, closed_door, monkeypatch):
    monkeypatch.setenv("HF_ENDPOINT", f"http://127.0.0.1:{closed_door}")
    monkeypatch.setenv("NO_PROXY", "127.0.0.1")

    with pytest.raises(SourceError) as told:
        fetch(POT, tmp_path / "new")

    assert told.value.remedy
    assert not list((tmp_path / "new").rglob("*.safetensors"))
