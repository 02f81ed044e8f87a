"""Fetches a model or data set from the hub into a cache folder: run in a process of its own, with the network.

``python -m labs.recipes.fetching model Qwen/Qwen3-1.7B-Base FOLDER``; progress goes to standard error. Weights are
taken once, as safetensors, and nothing that could be run is.
"""

import os
import sys
from pathlib import Path

_NO_ANSWER = 3
_KINDS = {"model": "model", "data": "dataset"}
_NOT_TAKEN = ("*.bin", "*.pt", "*.pth", "*.ckpt", "*.h5", "*.msgpack", "*.onnx", "*.py", "original/*", "*.gguf")


def fetch(kind: str, name: str, folder: Path) -> Path:
    """Fetch a model or data set, and return where it is kept.

    Raises:
        OSError: The hub does not answer, or has nothing under this name.
    """
    from huggingface_hub import snapshot_download

    return Path(
        snapshot_download(
            name, repo_type=_KINDS[kind], cache_dir=folder / "hub", ignore_patterns=list(_NOT_TAKEN), max_workers=2
        )
    )


def main() -> int:
    """Fetch what the command line names; 3 where the hub does not answer or has no such thing."""
    kind, name, folder = sys.argv[1:]
    os.environ.pop("HF_HUB_OFFLINE", None)
    try:
        print(fetch(kind, name, Path(folder)))
    except Exception as error:  # the library raises errors of its HTTP client as they are
        print(f"{type(error).__name__}: {' '.join(str(error).split())[:300]}", file=sys.stderr)
        return _NO_ANSWER
    return 0


if __name__ == "__main__":
    sys.exit(main())
