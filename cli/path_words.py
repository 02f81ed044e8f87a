"""The sentences in which the command tells what comes next, why one thing comes before another, and what grew."""

_SENTENCES = {
    "next": ("现在可以学、读、做的", "what can be learnt, read or run now"),
    "starts": ("可以从这里开始", "good places to start"),
    "nothing next": ("没有更多可学的了", "there is nothing left to suggest"),
    "builds on": ("你已会 {}：", "you know {}: "),
    "and known": ("还要用到你已会的 {}", "it also takes {}, which you know"),
    "only basics": ("只需要基础：{}", "needs nothing but basics: {}"),
    "needs nothing": ("不需要先学别的", "needs nothing before it"),
    "opens": ("学完即可学：{}", "opens at once: {}"),
    "leads to": ("最终通向 {} 个概念", "leads to {} concepts in the end"),
    "leads to one": ("最终通向 1 个概念", "leads to one concept in the end"),
    "once known": ("会了 {} 之后，马上可以学、读、做的", "once you know {}, what can be learnt, read or run at once"),
    "opens nothing": ("会了 {} 之后，没有新的东西马上可学", "knowing {} opens nothing at once"),
    "missing": ("要学 {}，还缺", "for {} itself you still lack"),
    "later": ("再往后（共 {} 个）", "further on ({} in all)"),
    "or": (" 或 ", " or "),
    "same": ("两者是同一个：{0}。", "They are the same: {0}."),
    "needed": ("{1} 离不开 {0}。", "{1} cannot do without {0}."),
    "one-of-several": (
        "{0} 通向 {1}，但不是唯一的路。",
        "{0} leads to {1}, but it is not the only way.",
    ),
    "other-way-round": ("正相反：", "It is the other way round:"),
    "order": (
        "两者互不为前提。课程先讲 {0}，后讲 {1}：这只是教学顺序。",
        "Neither needs the other. The course teaches {0} before {1}: that is its order, no need.",
    ),
    "related": ("两者互不为前提，但有别的关系。", "Neither needs the other, but they stand to each other."),
    "none": ("{0} 与 {1} 之间没有联系。", "Nothing joins {0} and {1}."),
    "contents": ("《{}》里讲的内容", "what “{}” is about"),
    "chains": ("最短的链有 {} 条，列出 {} 条", "there are {} shortest chains; {} are told"),
    "requires link": ("{1} 需要先会 {0}", "{1} needs {0}"),
    "teaches link": ("{0} 讲授 {1}", "{0} teaches {1}"),
    "introduces link": ("{0} 提出 {1}", "{0} introduces {1}"),
    "starts-from link": ("{1} 从 {0} 的产物开始", "{1} starts from what {0} made"),
    "precedes link": ("课程先讲 {0}，后讲 {1}", "the course teaches {0} before {1}"),
    "would do": ("（会 {} 也可以）", " ({} would do as well)"),
    "public model": ("公开模型 {}", "the public model {}"),
    "optional": ("（可选）", " (optional)"),
    "besides": ("此外", "besides"),
    "grew": ("{1} 由 {0} 发展而来", "how {1} grew from {0}"),
    "grew backwards": ("正相反：{0} 由 {1} 发展而来", "the other way round: how {0} grew from {1}"),
    "no lineage": ("{0} 与 {1} 之间没有发展关系。", "Neither of {0} and {1} grew from the other."),
    "descendants": ("由 {} 发展而来的方法", "what grew from {}"),
    "ancestors": ("{} 的来历", "what {} grew from"),
    "no descendants": ("没有由 {} 发展而来的方法。", "Nothing grew from {}."),
    "no ancestors": ("没有查到 {} 的来历。", "Nothing is known that {} grew from."),
    "more members": ("共 {} 个，列出前 {} 个", "{} in all; {} are told"),
    "paths": ("同样好的路共 {} 条，列出 {} 条", "there are {} ways as good; {} are told"),
    "given": ("已会（{}）", "known ({})"),
    "implied": ("因此也会（{}）", "known along with that ({})"),
    "unknown": ("不认识：{}", "unknown: {}"),
    "candidates": ("是不是：{}", "did you mean: {}"),
    "gone": ("图里已没有", "no longer in the graph"),
}


def sentence(name: str, language: str, *parts: object) -> str:
    """Return one of the sentences, filled in.

    >>> sentence("needed", "en", "Water", "tea")
    'tea cannot do without Water.'
    """
    return _SENTENCES[name][1 if language == "en" else 0].format(*parts)
