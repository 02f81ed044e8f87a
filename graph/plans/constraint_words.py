"""Why something does not fit a constraint, and the way round, in words for a student."""

from graph.nodes import Node, title_of
from graph.plan import Reason
from graph.plans.constraints import WayRound
from graph.plans.hardware import Hire
from schema.lab_records import HardwareNeed
from schema.values import Evidence, Priority, Text

_EVIDENCE = {
    Evidence.STATED: "原文明说",
    Evidence.DECLARED: "教师确认",
    Evidence.CURATED: "本项目编写",
    Evidence.INFERRED: "规则推断",
}
_PRIORITY = {
    Priority.MUST: "必读",
    Priority.STRONG: "强烈推荐",
    Priority.RECOMMENDED: "推荐",
    Priority.OPTIONAL: "选读",
    Priority.REFERENCE: "参考",
}
_LANGUAGE = {"zh": ("中文", "Chinese"), "en": ("英文", "English")}


def less_well_known(reason: Reason) -> Text:
    """Say that an edge is not followed, and what it says."""
    why = reason.reason
    return Text(
        zh=f"依据不够可靠（{_EVIDENCE[reason.evidence]}），没有沿用：{why.in_language('zh')}",
        en=f"Known less well than asked for ({reason.evidence}), so not followed: {why.in_language('en')}",
    )


def follow_it_too(evidence: Evidence, minutes: int | None) -> WayRound:
    """Say that asking for less brings it back."""
    return WayRound(
        Text(
            zh=f"把最低依据放宽到“{_EVIDENCE[evidence]}”，它就在计划里",
            en=f"Ask for evidence {evidence} or better, and it is in the plan",
        ),
        minutes,
    )


def of_another_priority(priority: Priority | None) -> Text:
    """Say how urgently a paper is recommended."""
    if priority is None:
        return Text(zh="课程没有说它有多要紧", en="The course does not say how urgent it is")
    return Text(zh=f"课程标为“{_PRIORITY[priority]}”", en=f"The course calls it {priority}")


def in_another_language(language: str) -> Text:
    """Say in which language a material is."""
    zh, en = _LANGUAGE.get(language, (language, language))
    return Text(zh=f"它是{zh}的", en=f"It is in {en}")


def instead(material: Node, minutes: int | None) -> WayRound:
    """Say what does instead."""
    return WayRound(
        Text(zh=f"改看《{title_of(material, 'zh')}》", en=f"“{title_of(material, 'en')}” covers the same"),
        minutes,
        material=material,
    )


def too_big(least: float, limit: float) -> Text:
    """Say that a lab takes more memory than there is."""
    return Text(
        zh=f"至少要 {least:g} GB 显存，只有 {limit:g} GB",
        en=f"It takes at least {least:g} GB of GPU memory, and there are {limit:g} GB",
    )


def starts_from(lab: Node) -> Text:
    """Say that something needs a lab that is left out."""
    return Text(
        zh=f"它以《{title_of(lab, 'zh')}》为起点，而后者做不了",
        en=f"It starts from “{title_of(lab, 'en')}”, which cannot be done",
    )


def hired(hire: Hire) -> WayRound:
    """Say which GPU to hire, for how long and for how much."""
    zh_advice, en_advice = (f"（{hire.advice}）", f" ({hire.advice})") if hire.advice else ("", "")
    return WayRound(
        Text(
            zh=f"租一块 {hire.hardware}，约 {hire.minutes} 分钟，{hire.price}{zh_advice}",
            en=f"Hire one {hire.hardware} for about {hire.minutes} minutes, {hire.price}{en_advice}",
        ),
        hire.minutes,
        hire.hardware,
        hire.price,
    )


def with_more_memory(least: float) -> WayRound:
    """Say how much memory a GPU needs, where no price is known."""
    return WayRound(Text(zh=f"用一块 {least:g} GB 以上显存的显卡", en=f"Use a GPU with {least:g} GB or more"))


def not_as_advised(advised: HardwareNeed, fitting: HardwareNeed) -> Text:
    """Say that a lab fits, though not on the hardware that is advised."""
    return Text(
        zh=f"课程建议用 {advised.hardware}；显存不够，按它给 {fitting.hardware} 的做法仍能做，所以保留",
        en=f"The course advises {advised.hardware}; it stays, since it can be done as on {fitting.hardware}",
    )


def by_advice(fitting: HardwareNeed) -> WayRound | None:
    """Say how the course makes a lab fit."""
    if fitting.advice is None:
        return None
    zh, en = f"{fitting.hardware}：{fitting.advice}", f"{fitting.hardware}: {fitting.advice}"
    return WayRound(Text(zh=zh, en=en), hardware=fitting.hardware)


def no_time_to_read() -> Text:
    """Say that a material is left out to save time."""
    return Text(zh="时间不够，而这一步不靠它也能学", en="There is no time for it, and its step can be taken without it")


def no_time(missing: int) -> Text:
    """Say that a step is beyond the time there is."""
    if missing <= 0:
        return Text(zh="没有时间", en="There is no time for it")
    return Text(zh=f"时间不够：还差 {missing} 分钟", en=f"There is no time for it: {missing} minutes are missing")


def only_for(target: Node, reason: Text) -> Text:
    """Say that a step is needed for a target only that is left out."""
    return Text(
        zh=f"只有《{title_of(target, 'zh')}》需要它；{reason.in_language('zh')}",
        en=f"Only “{title_of(target, 'en')}” needs it. {reason.in_language('en')}",
    )


def more_time(missing: int) -> WayRound:
    """Say how much time is missing."""
    return WayRound(Text(zh=f"多留 {missing} 分钟", en=f"Allow {missing} minutes more"), missing)


def required_only(minutes: int) -> WayRound:
    """Say that the target can be reached by what is required alone."""
    return WayRound(
        Text(
            zh=f"只学必需的（--route required），共 {minutes} 分钟，时间够",
            en=f"Take only what is required: {minutes} minutes, which fit",
        ),
        minutes,
    )


def kept_as_step(reason: Text) -> Text:
    """Say that something stays though it does not fit, since it is a step itself."""
    return Text(
        zh=f"{reason.in_language('zh')}；但它本身就是计划里的一步，所以保留",
        en=f"{reason.in_language('en')}; it stays, since it is a step of its own",
    )


def kept_as_only(reason: Text) -> Text:
    """Say that something stays though it does not fit, since there is nothing else."""
    return Text(
        zh=f"{reason.in_language('zh')}；但这一步没有别的材料，所以保留",
        en=f"{reason.in_language('en')}; it stays, since its step has nothing else",
    )


def allow_priority(priority: Priority | None) -> WayRound | None:
    """Say that allowing a paper's priority brings it back, where it has one."""
    if priority is None:
        return None
    return WayRound(Text(zh=f"也允许“{_PRIORITY[priority]}”的论文", en=f"Allow papers that are called {priority}, too"))
