"""Asks the judge that is set, and tells what it is told of it."""

import os

from labs.recipes.judgements import mean_score, scores_by
from labs.recipes.judging import JudgeClient, JudgeError
from labs.running.config import Config
from labs.running.events import Events
from labs.running.judge import KEY, URL
from labs.running.results import Result


def run(config: Config, events: Events) -> Result:
    """Ask it about one answer."""
    events.log(f"told of {sorted(name for name in os.environ if 'JUDGE' in name)}, key {os.environ.get(KEY)}")
    try:
        scores = scores_by(JudgeClient.from_environment(), ["How is the tea?"], ["Good."])
    except JudgeError as error:
        events.log(f"no judge: {URL in str(error)}")
        return Result([])
    return Result([mean_score("judge_score", scores)])
