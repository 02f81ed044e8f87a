"""A server that speaks as much of the OpenAI API as a judge needs, and says whatever a test has it say."""

import json
import threading
import time
from collections.abc import Callable, Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from http.server import BaseHTTPRequestHandler, ThreadingHTTPServer


@dataclass
class Answer:
    """What is answered to a question.

    Attributes:
        body: The body; text is wrapped as the API does it.
        status: The status.
        headers: More headers.
        slowly: Seconds between its bytes.
    """

    body: str | bytes
    status: int = 200
    headers: dict[str, str] = field(default_factory=dict)
    slowly: float = 0.0


def said(text: object) -> bytes:
    """Return a reply of the API with a text in it."""
    return json.dumps({"choices": [{"message": {"role": "assistant", "content": text}}]}).encode()


@dataclass
class Server:
    """The server, and what it was asked."""

    url: str
    asked: list[dict] = field(default_factory=list)
    headers: list[dict[str, str]] = field(default_factory=list)
    paths: list[str] = field(default_factory=list)

    @property
    def questions(self) -> list[str]:
        return [one["messages"][0]["content"] for one in self.asked]


@contextmanager
def judge_server(answer: Callable[[str, int], Answer | str]) -> Iterator[Server]:
    """Serve on a port of this machine: each question, with its number from 1, is answered as the function says."""
    server = Server("")

    class Handler(BaseHTTPRequestHandler):
        def do_GET(self):
            """Answer whoever was sent here from elsewhere."""
            server.headers.append(dict(self.headers))
            server.paths.append(self.path)
            body = said("[[7]]")
            self.send_response(200)
            self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self._send(body, 0.0)

        def do_POST(self):
            asked = json.loads(self.rfile.read(int(self.headers["Content-Length"])))
            server.asked.append(asked)
            server.headers.append(dict(self.headers))
            server.paths.append(self.path)
            found = answer(asked["messages"][0]["content"], len(server.asked))
            found = found if isinstance(found, Answer) else Answer(said(found))
            body = found.body if isinstance(found.body, bytes) else said(found.body)
            self.send_response(found.status)
            for name, value in found.headers.items():
                self.send_header(name, value)
            if "Content-Length" not in found.headers:
                self.send_header("Content-Length", str(len(body)))
            self.end_headers()
            self._send(body, found.slowly)

        def _send(self, body, slowly):
            try:
                for byte in [body] if not slowly else (body[n : n + 1] for n in range(len(body))):
                    self.wfile.write(byte)
                    self.wfile.flush()
                    time.sleep(slowly)
            except OSError:
                pass

        def log_message(self, *_):
            pass

    with ThreadingHTTPServer(("127.0.0.1", 0), Handler) as http:
        http.daemon_threads = True
        server.url = f"http://127.0.0.1:{http.server_address[1]}/v1"
        thread = threading.Thread(target=http.serve_forever, kwargs={"poll_interval": 0.02}, daemon=True)
        thread.start()
        try:
            yield server
        finally:
            http.shutdown()
            thread.join()
