"""A reordering in words: what to move where, and why some of it cannot be mended by moving."""

from graph.auditing.order_needs import OrderNeed
from graph.auditing.reordering import Move, Reordering, Unmendable, WhyNot
from graph.catalogue import Catalogue
from schema.values import Text


def remedy_of(reordering: Reordering, need: OrderNeed, catalogue: Catalogue) -> str:
    """Return what an instructor can do about one violation, in English."""
    moves = [move_sentence(move) for move in reordering.moves if need in move.mends]
    if moves:
        said = "; ".join(sentence.in_language("en") for sentence in moves)
        return f"{said}; or say in the page what is needed of it"
    stuck = next((one for one in reordering.unmendable if one.need == need), None)
    if stuck is None:
        return "Teach it before, or say in the page what is needed of it"
    return why_not(stuck, catalogue).in_language("en")


def move_sentence(move: Move) -> Text:
    """Return a move in a sentence; pages are named by their paths."""
    if move.lecture is not None:
        zh, en = f"把第 {move.lecture} 课", f"Move lecture {move.lecture}"
    else:
        zh, en = f"把 {move.pages[0].path} ", f"Move {move.pages[0].path}"
    if move.before is not None:
        return Text(zh=f"{zh}移到 {move.before} 之前", en=f"{en} before {move.before}")
    return Text(zh=f"{zh}移到 {move.after} 之后", en=f"{en} after {move.after}")


def need_sentence(need: OrderNeed, catalogue: Catalogue) -> Text:
    """Return in a sentence which page explains what before what it requires."""
    zh, zh_needs = _called(need, catalogue, "zh")
    en, en_needs = _called(need, catalogue, "en")
    return Text(
        zh=f"{need.page} 讲 {zh}，它先要会 {zh_needs}（{need.after[0]} 才讲）",
        en=f"{need.page} teaches {en}, which requires {en_needs}, first taught on {need.after[0]}",
    )


def why_not(stuck: Unmendable, catalogue: Catalogue) -> Text:
    """Return why no order of pages mends something, and what can be done instead."""
    if stuck.why is WhyNot.ENTRANCE:
        return Text(
            zh="入口页本来就是预告：说明后面哪里会讲，或保持原样",
            en="An entrance looks ahead by its nature: say where it is explained, or leave it",
        )
    if len(stuck.circle) < 2:
        return Text(
            zh="怎样换顺序都无法解决：拆分页面，或在页内说明这里只是预告",
            en="No order of the pages mends it: split the page, or say in it that it looks ahead",
        )
    back = stuck.circle[-1]
    zh, zh_needs = _called(back, catalogue, "zh")
    en, en_needs = _called(back, catalogue, "en")
    return Text(
        zh=f"换顺序无法解决，因为 {back.page} 讲的 {zh} 又先要会这一页讲的 {zh_needs}："
        "拆分页面，或在页内说明这里只是预告",
        en=f"No order of the pages mends it, for {en} on {back.page} in turn requires {en_needs}, which this page"
        " teaches: split the page, or say in it that it looks ahead",
    )


def _called(need: OrderNeed, catalogue: Catalogue, language: str) -> tuple[str, str]:
    """Return what a concept is called, and what it requires."""
    concept, *members = (
        catalogue.concepts[slug].name.in_language(language) for slug in (need.concept, *need.requirement.any_of)
    )
    return concept, (" 或 " if language == "zh" else " or ").join(members)
