"""Settings."""

import pytest
from pydantic import ValidationError

from api.settings import Settings


def test_settings_come_from_the_environment(monkeypatch):
    monkeypatch.setenv("SYLLAGRAPH_TOKEN", "steam")
    monkeypatch.setenv("SYLLAGRAPH_CORS_ORIGINS", "https://Tea.example/, https://pot.example")
    monkeypatch.setenv("SYLLAGRAPH_MAX_DEPTH", "7")

    settings = Settings(_env_file=None)  # type: ignore[call-arg]

    assert settings.token is not None
    assert settings.token.get_secret_value() == "steam"
    assert "steam" not in repr(settings)
    assert settings.cors_origins == ("https://tea.example", "https://pot.example")
    assert settings.max_depth == 7


@pytest.mark.parametrize("values", [{"max_depth": 0}, {"body_timeout": 0}, {"max_nodes": -1}])
def test_a_limit_that_lets_nothing_through_is_refused(values):
    with pytest.raises(ValidationError):
        Settings(_env_file=None, **values)
