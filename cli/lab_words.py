"""The words in which the command speaks of runs of labs, in either language."""

from schema.run_records import RunState

_WORDS = {
    "profiles": ("规模", "sizes"),
    "parameters": ("参数", "parameters"),
    "starts from": ("起点", "starts from"),
    "makes": ("产出", "makes"),
    "measures": ("度量", "measures"),
    "to hand in": ("提交物", "to hand in"),
    "recent runs": ("最近的运行", "recent runs"),
    "value": ("值", "value"),
    "course": ("课程", "course"),
    "paper": ("论文", "paper"),
    "expected": ("预期", "expected"),
    "interval": ("95% 区间", "95 % interval"),
    "score": ("得分", "score"),
    "name": ("名称", "name"),
    "what": ("内容", "what"),
    "takes": ("所需时间", "time it takes"),
    "minutes": ("分钟", "minutes"),
    "memory": ("内存", "memory"),
    "GPU": ("GPU", "GPU"),
    "state": ("状态", "state"),
    "lab": ("实验", "lab"),
    "profile": ("规模", "size"),
    "seed": ("种子", "seed"),
    "when": ("时间", "when"),
    "took": ("用时", "took"),
    "shows": ("说明了", "shows"),
    "does not show": ("没有说明", "does not show"),
    "outside": ("超出预期", "outside"),
    "unread": ("没有一个答案能读出", "no answer could be read"),
    "constant": ("每个答案都一样", "the same for every case"),
    "unreadable answers": ("个答案无法读出", "answers could not be read"),
    "or else": ("，否则 ", ", or else "),
    "or": (" 或 ", " or "),
    "kept in": ("文件在", "kept in"),
    "no runs": ("还没有运行过", "there are no runs yet"),
    "differs": ("不同之处", "what differs"),
    "same": ("参数都相同", "all parameters are the same"),
    "left": ("还需", "left"),
    "missing": ("缺少", "missing"),
}

_STATES = {
    RunState.QUEUED: ("排队中", "queued"),
    RunState.STARTING: ("启动中", "starting"),
    RunState.RUNNING: ("运行中", "running"),
    RunState.CANCELLING: ("正在取消", "cancelling"),
    RunState.SUCCEEDED: ("已完成", "succeeded"),
    RunState.FAILED: ("失败", "failed"),
    RunState.CANCELLED: ("已取消", "cancelled"),
    RunState.TIMED_OUT: ("超时", "timed out"),
    RunState.INTERRUPTED: ("被中断", "interrupted"),
}


def lab_word(name: str, language: str) -> str:
    """Return a word in a language."""
    return _WORDS[name][language == "en"]


def state_word(state: RunState, language: str) -> str:
    """Return how far a run is, in words."""
    return _STATES[state][language == "en"]


def span_word(seconds: float) -> str:
    """Return a span of time as people write it.

    >>> span_word(7.4), span_word(95), span_word(3700)
    ('7 s', '1 min 35 s', '1 h 2 min')
    """
    whole = round(seconds)
    if whole < 60:
        return f"{whole} s"
    if whole < 3600:
        return f"{whole // 60} min {whole % 60} s"
    minutes = round(seconds / 60)
    return f"{minutes // 60} h {minutes % 60} min"
