import re

import pytest

from labs.control.requests import RunRequest
from labs.offered.loading import shipped_offers
from labs.offered.offer_records import LabOffer, StartsFrom
from schema.errors import InputError, NotFoundError, ParameterError
from tests.labs.supervising import go

SHORT = {"steps": 2, "pause_s": 0.0}


def offers(*, or_model: str | None = None) -> dict[str, LabOffer]:
    """A lab that makes policies, one that makes them too, and one that starts from either's."""
    made = shipped_offers()["rehearsal"]
    need = StartsFrom(name="policy", any_of=("first", "other"), role="model", or_model=or_model)
    return {
        "first": made.model_copy(update={"lab": "first"}),
        "other": made.model_copy(update={"lab": "other"}),
        "second": made.model_copy(update={"lab": "second", "starts_from": (need,)}),
    }


def through(bench, work, **given):
    async def entered():
        async with bench.supervisor(offers=offers(**given)) as supervisor:
            return await work(supervisor)

    return go(entered)


async def ran(supervisor, lab, **fields):
    return await supervisor.ended((await supervisor.start(RunRequest(lab, parameters=SHORT, **fields))).id)


def test_a_lab_starts_from_the_newest_that_one_of_the_labs_before_it_made(bench):
    async def work(supervisor):
        made = [await ran(supervisor, lab, seed=seed) for seed, lab in enumerate(("first", "other", "first", "other"))]
        return made, await ran(supervisor, "second")

    made, second = through(bench, work)

    assert second.inputs == {"policy": bench.artifacts(made[-1].id)["policy"].sha256}
    assert len({bench.artifacts(run.id)["policy"].sha256 for run in made}) == 4


def test_a_lab_starts_from_what_is_named_by_its_hash(bench):
    async def work(supervisor):
        made = [await ran(supervisor, "first", seed=seed) for seed in (1, 2)]
        digest = bench.artifacts(made[0].id)["policy"].sha256
        return digest, await ran(supervisor, "second", inputs={"policy": digest})

    digest, second = through(bench, work)

    assert second.inputs == {"policy": digest}


def test_where_nothing_was_made_yet_the_remedy_is_the_command_that_makes_it(bench):
    async def work(supervisor):
        with pytest.raises(InputError, match=re.escape("syllagraph lab run first --profile tiny")):
            await ran(supervisor, "second")

    through(bench, work)

    assert bench.runs() == ()


def test_where_a_public_model_will_do_nothing_is_needed(bench):
    run = through(bench, lambda supervisor: ran(supervisor, "second"), or_model="tiny base")

    assert run.inputs == {}


@pytest.mark.parametrize("digest", ["f" * 64, "", "../../etc/passwd", "\0", "F" * 64])
def test_a_hash_that_nothing_has_starts_nothing(bench, digest):
    async def work(supervisor):
        with pytest.raises((NotFoundError, InputError)):
            await ran(supervisor, "second", inputs={"policy": digest})

    through(bench, work)

    assert bench.runs() == ()


def test_an_input_that_the_lab_does_not_have_is_refused(bench):
    async def work(supervisor):
        with pytest.raises(ParameterError, match="starts from nothing of this name"):
            await ran(supervisor, "second", inputs={"cup; rm -rf /": "f" * 64})

    through(bench, work)
