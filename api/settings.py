"""What an operator may set: flags of ``syllagraph serve``, ``SYLLAGRAPH_*`` variables, or a ``.env`` file."""

from typing import Annotated

from pydantic import Field, SecretStr, field_validator
from pydantic_settings import BaseSettings, NoDecode, SettingsConfigDict


class Settings(BaseSettings):
    """How the service faces its clients.

    Attributes:
        token: What mutations need; there are none without it, and an empty one is none.
        cors_origins: Web origins besides loopback whose pages may ask, separated by commas.
        hosts: Names besides loopback by which clients may call a server that listens on loopback.
        max_body_bytes: The longest request body.
        body_timeout: Seconds in which a body has to arrive.
        query_timeout: Seconds a query may take.
        max_tokens: The most words and signs of a GraphQL document.
        max_operations: The most operations of a document.
        max_depth: The most levels of fields below each other.
        max_aliases: The most aliases of an operation.
        max_directives: The most directives of an operation.
        max_nodes: The most objects an operation may ask for.
        max_values: The most values an operation may ask for.
        max_streams: The most sockets and event streams that one address may hold open.
        max_subscriptions: The most operations that go on at a time over one socket.
        init_timeout: Seconds in which a client has to begin after it has opened a socket.

    >>> Settings(cors_origins="https://tea.example, https://pot.example").cors_origins
    ('https://tea.example', 'https://pot.example')
    """

    model_config = SettingsConfigDict(
        env_prefix="SYLLAGRAPH_", env_file=".env", extra="ignore", frozen=True, populate_by_name=True
    )

    token: SecretStr | None = None
    cors_origins: Annotated[tuple[str, ...], NoDecode] = ()
    hosts: Annotated[tuple[str, ...], NoDecode] = ()
    max_body_bytes: int = Field(default=256 * 1024, ge=1024)
    body_timeout: float = Field(default=10.0, gt=0)
    query_timeout: float = Field(default=30.0, gt=0)
    max_tokens: int = Field(default=2_000, ge=1)
    max_operations: int = Field(default=10, ge=1)
    max_depth: int = Field(default=15, ge=1)
    max_aliases: int = Field(default=30, ge=0)
    max_directives: int = Field(default=50, ge=0)
    max_nodes: int = Field(default=100_000, ge=1)
    max_values: int = Field(default=500_000, ge=1)
    max_streams: int = Field(default=100, ge=1)
    max_subscriptions: int = Field(default=50, ge=1)
    init_timeout: float = Field(default=10.0, gt=0)

    @field_validator("token", mode="before")
    @classmethod
    def _not_empty(cls, value: object) -> object:
        return None if isinstance(value, str) and not value.strip() else value

    @field_validator("cors_origins", "hosts", mode="before")
    @classmethod
    def _separated(cls, value: object) -> object:
        if isinstance(value, str):
            return tuple(part.strip().rstrip("/").lower() for part in value.split(",") if part.strip())
        return value
