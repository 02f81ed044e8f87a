"""Who may change anything: whoever has the token. Reading is for all whom ``api.guard`` lets through."""

from collections.abc import Mapping
from hmac import compare_digest

from pydantic import SecretStr

from api.errors import Code

_CHALLENGE = {"WWW-Authenticate": 'Bearer realm="syllagraph"'}
_Refusal = tuple[int, Code, str, Mapping[str, str]]


def mutation_refused(method: str, given: str, token: SecretStr | None) -> _Refusal | None:
    """Return why a request may change nothing, as status, code, message and headers; None if it may.

    Args:
        method: How it was sent; that its body is JSON, which no form of another site can send, is checked before.
        given: What it says for its authorization, as ``Bearer …``.
        token: What is needed; without one nothing can be changed.
    """
    if method != "POST":
        return 405, Code.BAD_USER_INPUT, "mutations are sent by POST", {"Allow": "POST"}
    if token is None:
        message = "nothing can be changed here: this service was started without a token (SYLLAGRAPH_TOKEN)"
        return 403, Code.FORBIDDEN, message, {}
    scheme, _, secret = given.partition(" ")
    # Header values arrive byte for byte; bytes of any length are compared in the same time.
    same = compare_digest(secret.strip().encode("latin-1"), token.get_secret_value().encode())
    if scheme.lower() == "bearer" and same:
        return None
    told = "the token is not the one of this service" if given else "mutations need a token"
    return 401, Code.UNAUTHENTICATED, f"{told}: send Authorization: Bearer …", _CHALLENGE
