"""What the command reads from its surroundings: ``SYLLAGRAPH_*`` variables, or a ``.env`` file."""

from pydantic_settings import BaseSettings, SettingsConfigDict


class CommandSettings(BaseSettings):
    """Settings of the command itself.

    Attributes:
        database_url: Where the store is: ``sqlite:///FILE`` or ``postgresql+psycopg://…``.
    """

    model_config = SettingsConfigDict(env_prefix="SYLLAGRAPH_", env_file=".env", extra="ignore", frozen=True)

    database_url: str = "sqlite:///syllagraph.db"
