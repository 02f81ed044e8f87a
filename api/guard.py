"""The edge: who may ask at all, and what every answer says to browsers.

Reads are anonymous, for pages of this server, of loopback and of the origins an operator lists. A server that is
reached over loopback answers only to loopback names, since any page could otherwise point a name of its own at it.
"""

from collections.abc import Iterable
from urllib.parse import urlsplit

from starlette.datastructures import Headers, MutableHeaders
from starlette.responses import Response
from starlette.types import ASGIApp, Message, Receive, Scope, Send

from api.errors import Code
from api.responses import refused
from api.settings import Settings

PAGE_POLICY = (
    "default-src 'self'; script-src 'self'; object-src 'none'; base-uri 'none'; frame-ancestors 'none'; "
    "form-action 'none'"
)
"""What pages may do, where they do not say it themselves."""

_LOOPBACK_NAMES = frozenset(("localhost", "127.0.0.1", "::1"))
_ALLOWED_HEADERS = "content-type, accept, authorization, x-query-cost"


class Guard:
    """Stands before an application."""

    def __init__(self, app: ASGIApp, settings: Settings) -> None:
        self._app = app
        self._origins = frozenset(settings.cors_origins)
        self._hosts = frozenset(settings.hosts)
        self._most = settings.max_body_bytes

    async def __call__(self, scope: Scope, receive: Receive, send: Send) -> None:
        """Let a request through, or refuse it."""
        if scope["type"] not in ("http", "websocket"):
            await self._app(scope, receive, send)
            return
        headers = Headers(scope=scope)
        origin = headers.get("origin")
        if scope["type"] == "websocket":
            if self._refusal(scope, headers, origin) is not None:
                # Before it is accepted, closing a socket answers its handshake with 403.
                await send({"type": "websocket.close", "code": 1008})
                return
            await self._app(scope, receive, send)
            return

        async def send_with_headers(message: Message) -> None:
            if message["type"] == "http.response.start":
                _add_headers(MutableHeaders(scope=message), origin if self._may_read(origin, headers) else None)
            await send(message)

        refusal = self._refusal(scope, headers, origin)
        if refusal is not None:
            await refusal(scope, receive, send_with_headers)
        else:
            await self._app(scope, receive, send_with_headers)

    def _refusal(self, scope: Scope, headers: Headers, origin: str | None) -> Response | None:
        host = headers.get("host", "")
        if not self._may_be_called(_name_in(host), scope):
            message = f"this server does not go by the name {_name_in(host)[:80]!r}: list it in SYLLAGRAPH_HOSTS"
            return refused(Code.FORBIDDEN, message, 403)
        if origin is not None and not self._may_read(origin, headers):
            message = f"pages of {origin[:200]!r} may not ask here: list the origin in SYLLAGRAPH_CORS_ORIGINS"
            return refused(Code.FORBIDDEN, message, 403)
        length = headers.get("content-length", "")
        if length.isdecimal() and int(length[:20]) > self._most:
            return refused(Code.BAD_USER_INPUT, f"the body is longer than {self._most:,} bytes", 413)
        if scope.get("method") == "OPTIONS" and origin is not None and "access-control-request-method" in headers:
            return Response(status_code=204)
        return None

    def _may_be_called(self, name: str, scope: Scope) -> bool:
        server = scope.get("server")
        if server is None or is_loopback(name) or name in self._hosts:
            return True
        return not is_loopback(str(server[0]))

    def _may_read(self, origin: str | None, headers: Headers) -> bool:
        if origin is None:
            return True
        try:
            parts = urlsplit(origin.lower())
            name = parts.hostname or ""
        except ValueError:
            return False
        if parts.scheme not in ("http", "https") or not name:
            return False
        own = parts.netloc == headers.get("host", "").lower()
        return own or is_loopback(name) or origin.lower() in self._origins


def _add_headers(headers: MutableHeaders, allowed_origin: str | None) -> None:
    headers.setdefault("Content-Security-Policy", PAGE_POLICY)
    headers["X-Content-Type-Options"] = "nosniff"
    headers["Referrer-Policy"] = "no-referrer"
    headers["Cross-Origin-Opener-Policy"] = "same-origin"
    headers.add_vary_header("Origin")
    if allowed_origin is not None:
        headers["Access-Control-Allow-Origin"] = allowed_origin
        headers["Access-Control-Allow-Methods"] = "GET, POST"
        headers["Access-Control-Allow-Headers"] = _ALLOWED_HEADERS
        headers["Access-Control-Expose-Headers"] = "etag"
        headers["Access-Control-Max-Age"] = "600"


def _name_in(host: str) -> str:
    """Return the name in a Host header.

    >>> _name_in("localhost:8000"), _name_in("[::1]:8000")
    ('localhost', '::1')
    """
    try:
        return urlsplit(f"//{host.lower()}").hostname or ""
    except ValueError:
        return ""


def is_loopback(name: str) -> bool:
    """Say whether a host is this machine by name, so that nobody else can reach it.

    >>> is_loopback("127.0.0.1"), is_loopback("0.0.0.0")
    (True, False)
    """
    return name in _LOOPBACK_NAMES or name.endswith(".localhost") or _is_dotted_loopback(name.split("."))


def _is_dotted_loopback(parts: Iterable[str]) -> bool:
    numbers = list(parts)
    return len(numbers) == 4 and numbers[0] == "127" and all(n.isdecimal() and n.isascii() for n in numbers)
