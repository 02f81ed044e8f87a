"""The words that pictures use, in either language."""

from collections.abc import Sequence

from graph.drawing.picture import BoxRole, EdgeKind
from graph.minutes import Minutes
from schema.values import ConceptKind, Text

PLAN = Text(zh="学习路径", en="Learning path")
OR = Text(zh="或", en="or")
MATERIALS = Text(zh="读与做", en="Read and run")
ONE_OF = Text(zh="任一", en="one of")
ASSUMED = Text(zh="默认已会", en="Taken for granted")
KNOWN = Text(zh="已会", en="Known")
UNTAUGHT = Text(zh="课程页面没有讲到", en="Not explained on a page of the course")
NOTHING = Text(zh="目标都已掌握，无需再学", en="Nothing to do: all of it is known or assumed")
LEFT_OUT = Text(zh="不合条件", en="Does not fit")
MAP_NOTE = Text(
    zh="线：同一讲之内先要会的。↑ 先要会的、别的讲次教的；↓ 先要会、却在后面才讲的；斜线：任一即可。",
    en="Lines: what is required within a lecture. ↑ required, taught elsewhere; ↓ required, but only taught later; "
    "a slash: one of them is enough.",
)
MAP = Text(zh="课程地图", en="course map")
AROUND = Text(zh="与相邻概念的关系", en="and what stands around it")
MINUTES = Text(zh="分钟", en="min")
ARC = Text(zh="课程主线", en="the course's arc")

KINDS = {
    ConceptKind.STAGE: Text(zh="阶段", en="stage"),
    ConceptKind.METHOD: Text(zh="方法", en="method"),
    ConceptKind.OBJECTIVE: Text(zh="目标函数", en="objective"),
    ConceptKind.DATA: Text(zh="数据", en="data"),
    ConceptKind.EVALUATION: Text(zh="评测", en="evaluation"),
    ConceptKind.MODEL: Text(zh="模型", en="model"),
    ConceptKind.THEORY: Text(zh="理论", en="theory"),
    ConceptKind.TECHNIQUE: Text(zh="技巧", en="technique"),
    ConceptKind.PHENOMENON: Text(zh="现象", en="phenomenon"),
    ConceptKind.TOOL: Text(zh="工具", en="tool"),
}
EDGES = {
    EdgeKind.REQUIRES: Text(zh="先要会", en="is required by"),
    EdgeKind.ONE_OF: Text(zh="任一即可", en="one of these is enough"),
    EdgeKind.PRECEDES: Text(zh="课程先讲（不是依赖）", en="taught before (no need)"),
    EdgeKind.RELATION: Text(zh="其他关系", en="another relation"),
    EdgeKind.MATERIAL: Text(zh="材料", en="material"),
}
ROLES = {
    BoxRole.FOR_ORDER: Text(zh="只为课程顺序", en="only for the course's order"),
    BoxRole.KNOWN: Text(zh="已会", en="known"),
    BoxRole.ALTERNATIVE: Text(zh="也可以", en="would do as well"),
    BoxRole.TARGET: Text(zh="目标", en="target"),
}
SAYS = {
    "part-of": Text(zh="属于", en="part of"),
    "variant-of": Text(zh="变体", en="variant of"),
    "answers": Text(zh="回应", en="answers"),
    "repairs": Text(zh="修补", en="repairs"),
    "removes": Text(zh="省去", en="removes"),
    "combines": Text(zh="结合", en="combines"),
    "applies": Text(zh="应用", en="applies"),
    "equals": Text(zh="等同于", en="equals"),
    "teaches": Text(zh="讲授", en="teaches"),
    "introduces": Text(zh="提出", en="introduces"),
    "uses": Text(zh="使用", en="uses"),
    "surveys": Text(zh="综述", en="surveys"),
    "practises": Text(zh="练习", en="practises"),
    "assesses": Text(zh="考查", en="assesses"),
    "needs": Text(zh="需要", en="needs"),
    "holds": Text(zh="包含", en="holds"),
}


def span(minutes: Minutes | None, language: str) -> str:
    """Return the likely minutes as people say them, or nothing where none are known.

    >>> from graph.minutes import Basis
    >>> span(Minutes(100, 125, 150, Basis.ESTIMATED), "en"), span(Minutes(1, 21, 30, Basis.ESTIMATED), "zh")
    ('2 h 05', '21 分钟')
    """
    if minutes is None:
        return ""
    hours, rest = divmod(minutes.likely, 60)
    if not hours:
        return f"{rest} {MINUTES.in_language(language)}"
    if language == "en":
        return f"{hours} h {rest:02}"
    return f"{hours} 小时 {rest} 分" if rest else f"{hours} 小时"


def counted(number: int, singular: Text, plural: str, language: str) -> str:
    """Return how many there are of something.

    >>> counted(2, Text(zh="论文", en="paper"), "papers", "en"), counted(1, Text(zh="论文", en="paper"), "papers", "zh")
    ('2 papers', '论文 1')
    """
    if language != "en":
        return f"{singular.in_language(language)} {number}"
    return f"{number} {plural if number != 1 else singular.in_language(language)}"


def listed(what: Text, names: Sequence[str], language: str) -> str:
    """Return a list in one line.

    >>> listed(KNOWN, ["SFT", "PPO"], "en"), listed(KNOWN, ["SFT", "PPO"], "zh")
    ('Known: SFT, PPO', '已会：SFT、PPO')
    """
    return (
        f"{what.in_language(language)}: {', '.join(names)}"
        if language == "en"
        else f"{what.in_language(language)}：{'、'.join(names)}"
    )


def left_out(number: int, language: str) -> str:
    """Return how many boxes a picture has no room for."""
    return f"{number} more, further away, are not drawn" if language == "en" else f"另有 {number} 个较远的没有画出"


def map_figures(concepts: int, edges: int, language: str) -> str:
    """Return how much is on a map.

    >>> map_figures(2, 1, "zh")
    '2 个概念 · 1 条依赖'
    """
    return f"{concepts} concepts · {edges} requirements" if language == "en" else f"{concepts} 个概念 · {edges} 条依赖"
