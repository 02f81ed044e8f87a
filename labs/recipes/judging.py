"""A judge behind an OpenAI-compatible address: asked over HTTP, a few times at most, and never for longer than it may.

Address and model come from whoever runs the service, the key from the environment alone: nobody who starts a run can
choose whom its answers are sent to. What the judge says is read in ``judgements.py``.
"""

import json
import os
import re
import time
import urllib.error
import urllib.parse
import urllib.request
from collections.abc import Callable, Mapping
from dataclasses import dataclass, field
from email.utils import parsedate_to_datetime
from http.client import HTTPException, HTTPResponse

from labs.running.judge import KEY, MODEL, URL

_AGAIN = frozenset((408, 429, 500, 502, 503, 504))
_MOST_BYTES = 1_000_000
_LONGEST_WAIT_S = 30.0
_THOUGHT = re.compile(r"<think>.*?(?:</think>|\Z)", re.DOTALL)


class JudgeError(Exception):
    """The judge did not answer, however often it was asked."""


class _Staying(urllib.request.HTTPRedirectHandler):
    """Follows nobody elsewhere: the key is for the address that was set."""

    def redirect_request(self, *_: object) -> None:
        return None


# Straight to the address, through no proxy.
_OPENER = urllib.request.build_opener(_Staying, urllib.request.ProxyHandler({}))


@dataclass(frozen=True, slots=True)
class JudgeClient:
    """A judge that is asked over HTTP.

    Attributes:
        base_url: Where its API is, as ``https://judge.example/v1``.
        model: The model's name there.
        key: The key, or empty for none.
        timeout_s: Seconds that an answer may take in all.
        attempts: How often a question is asked before it is given up.
        wait: Waits some seconds.
    """

    base_url: str
    model: str
    key: str = field(default="", repr=False)
    timeout_s: float = 60.0
    attempts: int = 3
    wait: Callable[[float], None] = time.sleep

    def __post_init__(self) -> None:
        parts = urllib.parse.urlsplit(self.base_url)
        if parts.scheme not in ("http", "https") or not parts.hostname or "@" in parts.netloc:
            msg = f"{URL} is no address of a judge: it begins with http:// or https:// and names a host"
            raise JudgeError(msg)
        if not (self.key.isascii() and self.key.isprintable()):
            msg = f"{KEY} is no key: it holds signs that cannot be sent"
            raise JudgeError(msg)

    @classmethod
    def from_environment(cls, environment: Mapping[str, str] = os.environ) -> "JudgeClient":
        """Return the judge that whoever runs the service has set.

        Raises:
            JudgeError: None is set.
        """
        if not environment.get(URL) or not environment.get(MODEL):
            msg = f"no judge is set: {URL} and {MODEL} name one"
            raise JudgeError(msg)
        return cls(environment[URL], environment[MODEL], environment.get(KEY, ""))

    def reply(self, question: str, *, most_tokens: int = 512) -> str:
        """Return what the judge says, without what it thought; nothing where its answer has no text.

        Raises:
            JudgeError: It does not answer.
        """
        asked = {
            "model": self.model,
            "messages": [{"role": "user", "content": question}],
            "temperature": 0.0,
            "max_tokens": most_tokens,
        }
        return _THOUGHT.sub("", _text_in(self._answer(json.dumps(asked).encode())))

    def _answer(self, body: bytes) -> bytes:
        for attempt in range(1, self.attempts + 1):
            try:
                return self._answer_once(body)
            except urllib.error.HTTPError as error:
                why, pause = f"status {error.code}", _asked_to_wait(error.headers.get("Retry-After"))
                error.close()
                if error.code not in _AGAIN:
                    break
            except (OSError, HTTPException) as error:
                why, pause = type(error).__name__, None
            if attempt < self.attempts:
                self.wait(min(2.0 ** (attempt - 1) if pause is None else pause, _LONGEST_WAIT_S))
        msg = f"the judge gave no answer: {why}, asked {attempt} times"
        raise JudgeError(msg)

    def _answer_once(self, body: bytes) -> bytes:
        headers = {"Content-Type": "application/json", "Accept": "application/json"}
        if self.key:
            headers["Authorization"] = f"Bearer {self.key}"
        address = f"{self.base_url.rstrip('/')}/chat/completions"
        request = urllib.request.Request(address, body, headers, method="POST")
        until = time.monotonic() + self.timeout_s
        with _OPENER.open(request, timeout=self.timeout_s) as response:
            return _read(response, until)


def _read(response: HTTPResponse, until: float) -> bytes:
    """Return what is answered; one without an end, in size or in time, is none."""
    read = b""
    while part := response.read1(65_536):
        read += part
        if len(read) > _MOST_BYTES or time.monotonic() > until:
            raise TimeoutError
    return read


def _text_in(answer: bytes) -> str:
    try:
        text = json.loads(answer)["choices"][0]["message"]["content"]
    except (ValueError, LookupError, TypeError, RecursionError):
        return ""
    return text if isinstance(text, str) else ""


def _asked_to_wait(said: str | None) -> float | None:
    """Return how many seconds a server asks to wait, as a number or until a time; None where it does not say."""
    if said is None:
        return None
    try:
        return max(
            0.0, float(said) if said.strip().isdecimal() else parsedate_to_datetime(said).timestamp() - time.time()
        )
    except (ValueError, OverflowError, OSError):
        return None
