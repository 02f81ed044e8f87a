"""A service in a process of its own, asked to run labs."""

import re
import time

import httpx

from tests.cli.running import start

TOKEN = "a-tea-leaf-and-a-half"


class Service:
    """``syllagraph serve`` in a process of its own."""

    def __init__(self, shell):
        self.process = start("serve", "--port", "0", cwd=shell.folder, env={**shell.env, "SYLLAGRAPH_TOKEN": TOKEN})
        address = next(re.findall(r"http://[\d.:]+", line)[0] for line in self.process.stdout if "http://" in line)
        self.client = httpx.Client(base_url=address, timeout=20, trust_env=False)

    def data(self, query, **variables):
        answer = self.client.post(
            "/graphql",
            json={"query": query, "variables": variables},
            headers={"Authorization": f"Bearer {TOKEN}"},
        ).json()
        assert "errors" not in answer, answer
        return answer["data"]

    def started(self, lab, **parameters):
        """Start a run, and return its id."""
        given = [{"name": name, "value": str(value)} for name, value in parameters.items()]
        payload = self.data(
            "mutation ($input: StartLabRunInput!) { startLabRun(input: $input) { run { id } userErrors { message } } }",
            input={"lab": lab, "parameters": given},
        )["startLabRun"]
        assert payload["userErrors"] == []
        return payload["run"]["id"]

    def run(self, run):
        return self.data("query ($id: ID!) { labRun(id: $id) { state sequence progress { done } } }", id=run)["labRun"]

    def until(self, run, holds, *, seconds=30):
        """Wait until something holds of a run, and return what is known of it."""
        deadline = time.monotonic() + seconds
        while not holds(found := self.run(run)) and time.monotonic() < deadline:
            time.sleep(0.05)
        return found

    def end(self, how):
        self.client.close()
        self.process.send_signal(how)
        self.process.communicate(timeout=20)
