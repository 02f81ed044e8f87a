"""How a run learns of the judge that whoever runs the service has set: from its environment, and in no other way."""

URL = "SYLLAGRAPH_JUDGE_URL"
"""Address of an OpenAI-compatible API, as ``https://judge.example/v1``."""

MODEL = "SYLLAGRAPH_JUDGE_MODEL"
"""The model's name there."""

KEY = "SYLLAGRAPH_JUDGE_KEY"
"""The key; may be empty."""

PARAMETER = "judge"
"""The parameter of a recipe that says who judges."""

SERVER = "server"
"""Its value for the judge that is set."""
