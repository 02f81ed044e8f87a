"""What the command reads from its surroundings: ``SYLLAGRAPH_*`` variables, or a ``.env`` file."""

from pathlib import Path

from pydantic import Field, SecretStr, ValidationError
from pydantic_settings import BaseSettings, SettingsConfigDict

from labs.control.settings import LabSettings
from labs.running.judge import KEY, MODEL, URL
from schema.errors import InputError

_SURROUNDINGS = SettingsConfigDict(env_prefix="SYLLAGRAPH_", env_file=".env", extra="ignore", frozen=True)


class CommandSettings(BaseSettings):
    """Settings of the command itself.

    Attributes:
        database_url: Where the store is: ``sqlite:///FILE`` or ``postgresql+psycopg://…``.
    """

    model_config = _SURROUNDINGS

    database_url: str = "sqlite:///syllagraph.db"


class RunSettings(BaseSettings):
    """Settings of runs of labs.

    Attributes:
        lab_runs: Folder in which runs are kept, a folder each.
        lab_models: Folder of models and data from elsewhere.
        lab_parallel: The most runs under way at a time.
        lab_parallel_per_owner: The most of one owner.
        judge_url: Address of an OpenAI-compatible API that runs may have answers judged by.
        judge_model: The judge's name there.
        judge_key: Its key.
    """

    model_config = _SURROUNDINGS

    lab_runs: Path = Path("syllagraph-runs")
    lab_models: Path | None = None
    lab_parallel: int = Field(default=2, ge=1, le=256)
    lab_parallel_per_owner: int = Field(default=1, ge=1, le=256)
    judge_url: str = Field(default="", pattern=r"^(https?://[^\s@]+)?$")
    judge_model: str = Field(default="", max_length=200)
    judge_key: SecretStr = SecretStr("")

    @property
    def judge(self) -> dict[str, str]:
        """The variables that tell a run of the judge; none where it is not set."""
        if not (self.judge_url and self.judge_model):
            return {}
        return {URL: self.judge_url, MODEL: self.judge_model, KEY: self.judge_key.get_secret_value()}


def lab_settings() -> LabSettings:
    """Return how runs of labs are controlled.

    Raises:
        InputError: The surroundings say what cannot be.
    """
    try:
        read = RunSettings()
        token = TokenSettings().token
    except ValidationError as error:
        names = ", ".join(f"SYLLAGRAPH_{'_'.join(map(str, one['loc'])).upper()}" for one in error.errors())
        raise InputError(f"a setting of lab runs cannot be read: {names}", remedy="Mend it or leave it out") from error
    return LabSettings(
        folder=read.lab_runs.absolute(),
        models=read.lab_models.absolute() if read.lab_models else None,
        most_running=read.lab_parallel,
        most_per_owner=read.lab_parallel_per_owner,
        secrets=tuple(secret.get_secret_value() for secret in (token, read.judge_key) if secret),
        judge=read.judge,
    )


class TokenSettings(BaseSettings):
    """What no log may show.

    Attributes:
        token: What changing anything over the network needs.
    """

    model_config = _SURROUNDINGS

    token: SecretStr | None = None


class AbstractSettings(BaseSettings):
    """Settings of abstracts.

    Attributes:
        keep_abstracts: Whether to keep abstracts where they are read; those that are kept already stay.
    """

    model_config = _SURROUNDINGS

    keep_abstracts: bool = True


def keeps_abstracts() -> bool:
    """Say whether abstracts are to be kept in the store.

    Raises:
        InputError: The surroundings say neither yes nor no.
    """
    try:
        return AbstractSettings().keep_abstracts
    except ValidationError as error:
        raise InputError("SYLLAGRAPH_KEEP_ABSTRACTS is neither yes nor no", remedy="Set it to yes or no") from error
