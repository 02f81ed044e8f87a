import os

import pytest

os.environ.update(HF_HUB_OFFLINE="1", TRL_EXPERIMENTAL_SILENCE="1", TOKENIZERS_PARALLELISM="false", OMP_NUM_THREADS="1")

from tests.labs.recipes.running import Ran, config_of, run


@pytest.fixture(scope="session")
def lab_1(tmp_path_factory) -> Ran:
    return run(config_of("lab-1", tmp_path_factory.mktemp("lab-1")))


@pytest.fixture(scope="session")
def lab_2(tmp_path_factory) -> Ran:
    return run(config_of("lab-2", tmp_path_factory.mktemp("lab-2")))


@pytest.fixture(scope="session")
def lab_3(tmp_path_factory) -> Ran:
    return run(config_of("lab-3", tmp_path_factory.mktemp("lab-3")))


@pytest.fixture(scope="session")
def lab_4(tmp_path_factory) -> Ran:
    return run(config_of("lab-4", tmp_path_factory.mktemp("lab-4")))


@pytest.fixture(scope="session")
def lab_5(tmp_path_factory, lab_1) -> Ran:
    adapter = {"adapter": lab_1.artifact("adapter")}
    return run(config_of("lab-5", tmp_path_factory.mktemp("lab-5"), inputs=adapter))


@pytest.fixture(scope="session")
def tools(tmp_path_factory) -> Ran:
    return run(config_of("lab-5-tools", tmp_path_factory.mktemp("lab-5-tools")))


@pytest.fixture(scope="session")
def distilled(tmp_path_factory) -> Ran:
    return run(config_of("lab-5-distillation", tmp_path_factory.mktemp("lab-5-distillation")))
