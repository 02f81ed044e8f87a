"""The words of a hand-in, in either language."""

from labs.reports.trends import Direction
from schema.run_records import Isolation, RunState

_WORDS = {
    "runs": ("运行", "Runs"),
    "run": ("运行", "run"),
    "profile": ("规模", "size"),
    "seed": ("种子", "seed"),
    "state": ("状态", "state"),
    "took": ("用时", "took"),
    "minutes": ("分钟", "min"),
    "apart": ("隔离", "isolation"),
    "asked": ("提交物清单", "What is to be handed in"),
    "points": ("分", "points"),
    "answered": ("已有", "here"),
    "missing": ("缺", "missing"),
    "yours": ("需自己写", "yours to write"),
    "again": ("重新运行可得", "run it again to get it"),
    "scores": ("得分", "Scores"),
    "score": ("得分", "score"),
    "value": ("值", "value"),
    "interval": ("95% 区间", "95 % interval"),
    "n": ("样本数", "n"),
    "unread": ("读不出的答案", "answers that could not be read"),
    "expected": ("预期", "expected"),
    "by": ("依据", "by"),
    "outside": ("超出预期", "outside of what is expected"),
    "UNREAD": ("没有一个答案能读出，此分不说明模型", "no answer could be read: it says nothing of the model"),
    "CONSTANT": ("每个答案都一样，可能是默认值", "the same for every case, as a default would be"),
    "remarks": ("备注", "remarks"),
    "curves": ("曲线", "Curves"),
    "tables": ("表", "Tables"),
    "parameters": ("参数", "Parameters"),
    "parameter": ("参数", "parameter"),
    "course": ("课程", "course"),
    "paper": ("论文", "paper"),
    "shows": ("说明了什么", "What this shows"),
    "not": ("没有说明什么", "What this does not show"),
    "environment": ("环境", "Environment"),
    "artifacts": ("产物", "What was made"),
    "size": ("大小", "size"),
    "role": ("类型", "role"),
    "gaps": ("处不是数", "values were no numbers"),
    "nothing": ("没有", "none"),
    "dropped": ("行日志因过长未保留", "lines of the log were too many to be kept"),
    "garbled": ("行输出无法读出", "lines that it told could not be read"),
    "from records": (
        "全部内容取自运行记录；没有记录的，一概不写。",
        "All of this is taken from the records of the runs; what they do not hold is not said.",
    ),
}

_DIRECTIONS = {
    Direction.ROSE: ("上升", "rose"),
    Direction.FELL: ("下降", "fell"),
    Direction.NO_CLEAR_CHANGE: ("没有明显变化", "no clear change"),
    Direction.TOO_SHORT: ("太短，看不出变化", "too short to tell"),
}

_DIMENSIONS = {
    "completeness": ("完整性", "completeness"),
    "analysis": ("分析深度", "analysis"),
    "reproducibility": ("可复现性", "reproducibility"),
}


_STATES = {
    RunState.QUEUED: "排队中",
    RunState.STARTING: "启动中",
    RunState.RUNNING: "运行中",
    RunState.CANCELLING: "正在取消",
    RunState.SUCCEEDED: "已完成",
    RunState.FAILED: "失败",
    RunState.CANCELLED: "已取消",
    RunState.TIMED_OUT: "超时",
    RunState.INTERRUPTED: "被中断",
}
_ISOLATIONS = {Isolation.SANDBOXED: "沙箱", Isolation.PLAIN: "普通进程"}


def state_word(state: RunState, language: str) -> str:
    """Return how far a run is, in words."""
    return state.value if language == "en" else _STATES[state]


def isolation_word(isolation: Isolation, language: str) -> str:
    """Return what keeps a run apart, in words."""
    return isolation.value if language == "en" else _ISOLATIONS[isolation]


def word(name: str, language: str) -> str:
    """Return a word in a language."""
    return _WORDS[name][language == "en"]


def direction_word(direction: Direction, language: str) -> str:
    """Return where a series went, in words."""
    return _DIRECTIONS[direction][language == "en"]


def dimension_word(dimension: str, language: str) -> str:
    """Return what a dimension of the rubric is called."""
    known = _DIMENSIONS.get(dimension)
    return known[language == "en"] if known else dimension
