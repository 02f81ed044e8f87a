"""The facts of the invented course, written by hand: what a reader must find in any flavour."""

TREE_1: tuple[tuple[str, str, str], ...] = (
    # kind, name, url; entries of folders follow their folder
    ("separator", "课程内容", ""),
    ("page", "课程总览", "/docs"),
    ("page", "评分标准", "/docs/grading"),
    ("separator", "Lectures", ""),
    ("folder", "第1课：水与叶", ""),
    ("page", "第1课：水与叶的基础", "/docs/lecture-1"),
    ("page", "1.1 冲泡的定义与基本流程", "/docs/lecture-1/steeping"),
    ("page", "1.2 水温与时间", "/docs/lecture-1/water-temperature"),
    ("page", "第1课 推荐论文", "/docs/lecture-1/papers"),
    ("page", "实验1：泡一壶绿茶", "/docs/lecture-1/lab"),
    ("folder", "第2课：壶与器", ""),
    ("page", "第2课：壶与器——选壶与出汤", "/docs/lecture-2"),
    ("page", "2.1 陶土与保温", "/docs/lecture-2/teapot-clay"),
    ("page", "2.2 出汤手法", "/docs/lecture-2/pouring"),
    ("page", "第2课推荐论文", "/docs/lecture-2/papers"),
    ("page", "第2课实验：比较两把茶壶", "/docs/lecture-2/lab"),
    ("folder", "第3课：拼配与品评", ""),
    ("page", "第3课：拼配与品评", "/docs/lecture-3"),
    ("page", "3.1 拼配", "/docs/lecture-3/blending"),
    ("page", "第3课 推荐论文", "/docs/lecture-3/papers"),
    ("page", "推荐项目方向", "/docs/lecture-3/project-directions"),
    ("separator", "资源", ""),
    ("folder", "课程资源", ""),
    ("page", "茶具准备指南", "/docs/resources/setup-guide"),
    ("page", "完整参考文献", "/docs/resources/references"),
)
"""The page tree of revision 1."""

ADDED_IN_2 = ("page", "2.3 品茶笔记", "/docs/lecture-2/tasting-notes")
"""The page revision 2 adds, after ``/docs/lecture-2/pouring``."""

PAGES_1 = 18
PAGES_2 = 19

CHANGED_IN_2 = ("/docs", "/docs/lecture-1/steeping", "/docs/lecture-1/lab", "/docs/lecture-2")
"""The pages whose text revision 2 changes."""

LECTURES = {1: "第1课：水与叶", 2: "第2课：壶与器", 3: "第3课：拼配与品评"}
"""The lectures by the names of their folders."""

LABS = {1: ("实验1：泡一壶绿茶", "/docs/lecture-1/lab"), 2: ("第2课实验：比较两把茶壶", "/docs/lecture-2/lab")}

KINDS = {
    "/docs": "overview",
    "/docs/grading": "grading",
    "/docs/lecture-1": "overview",
    "/docs/lecture-1/steeping": "section",
    "/docs/lecture-1/papers": "papers",
    "/docs/lecture-1/lab": "lab",
    "/docs/lecture-3/project-directions": "project",
    "/docs/resources/references": "resource",
}
"""What some of the pages are."""

TITLES = {
    "2601.90001": "LeafMemory: How Leaves Remember Rain",
    "2601.90002": "SlowWater: Temperature Curves of Patient Kettles",
    "2601.90003": "TwoPots: Comparing Teapots by Blind Pairs",
    "2601.90004": "A Small Theory of Steam",
    "2602.90005": "PourNet: Learning to Pour Without Spilling",
    "2602.90006": "ClayBreath: Porosity and Aroma in Unglazed Pots",
    "2602.90007": "OptimalLids: Why Lids Fit",
    "2602.90008": "A Survey of Household Blends",
    "2603.90009": "BlendSearch: Finding Blends by Tasting Less",
    "2603.90010": "PanelTalk: Tasting Panels Disagree",
    "2603.90011": "Whistle: Kettles That Sing",
    "2603.90012": "ColdBrew Without Regret",
    "2512.90013": "SenchaGrammar: A Syntax of Green",
    "2512.90014": "Gradient Steeping",
}
"""Every paper that is linked anywhere; the last one only in passing, with a version, on lesson 1.2."""

CORE: tuple[tuple[int, int, str, str, str | None], ...] = (
    # lecture, position, arXiv id, priority, hours
    (1, 1, "2601.90001", "必读", None),
    (1, 2, "2601.90002", "必读", None),
    (1, 3, "2601.90003", "推荐", None),
    (1, 4, "2601.90004", "选读", None),
    (2, 1, "2602.90006", "必读", "2-3 小时"),
    (2, 2, "2602.90007", "推荐", "0.5 小时"),
    (2, 3, "2602.90005", "强烈推荐", "1-2 小时"),
    (2, 4, "2602.90008", "参考", "按需"),
    (3, 1, "2603.90009", "必读", None),
    (3, 2, "2603.90010", "推荐", None),
    (3, 3, "2601.90001", "必读", None),
)
"""The core papers of the lectures' pages."""

EXTENDED: tuple[tuple[int, str], ...] = (
    (1, "2602.90006"),
    (2, "2603.90011"),
    (2, "2601.90003"),
    (3, "2603.90012"),
    (3, "2601.90003"),
    (3, "2512.90013"),
)
"""The extended papers of the lectures' pages, in order."""

SECTIONS = {
    (2, "2602.90006"): "Section 2-3",
    (3, "2603.90009"): "Section 3（搜索）、Section 4.1（品尝次数）",
    (3, "2603.90010"): "Section 2（分歧）",
    (3, "2601.90001"): "Section 5（混合）、Appendix（雨量表）",
}
"""What to read of a core paper, where a lecture's page says so."""

HOURS = {"2-3 小时": (2.0, 3.0), "1-2 小时": (1.0, 2.0), "0.5 小时": (0.5, 0.5), "按需": (None, None)}

RESOURCES = {
    "https://kettles.example/docs": "水壶文档",
    "https://teabook.example": "《The Patient Teapot》",
}
"""What the lectures' papers pages recommend that is no paper; the book on two of them."""

PLAN = (
    # phase, papers, priority on the references page
    ("入门（第1课）", ("2601.90001", "2601.90004"), "必读"),
    ("器具（第2课）", ("2602.90006", "2602.90007", "2602.90005"), "推荐"),
    ("综合（第3课）", ("2603.90009", "2603.90010"), "必读"),
)

ROLE_CONFLICTS = {"2602.90008": "core on lecture 2's page, extended on the references page"}
PRIORITY_CONFLICTS = {"2601.90004": "选读 on lecture 1's page, 必读 in the plan of the references page"}
WRONG_LINKS = {"2603.90012": "the references page gives it the title of 2512.90013"}

LEAKED_IN_1 = {
    "/docs": ("<Mermaid chart={", '<Callout type="warn">', "</Callout>"),
    "/docs/lecture-1/steeping": ("<Tabs items={['红茶', '绿茶']}>", "</Tabs>"),
}
"""The markup that shows as text in revision 1, and on which pages; revision 2 renders it."""

FORMULAS = {
    "/docs/lecture-1/water-temperature": ("T_t", "T(t) = T_0 e^{-kt}", "\\int_0^t T(s)\\,ds"),
    "/docs/lecture-3/blending": ("\\alpha + \\beta = 1",),
}
"""The formulas of the bodies, by page, each once."""

NUMBERS = {"/docs/lecture-1/water-temperature": ("0.00005", "64", "80", "2", "96.5")}
"""Numbers that stand bare in a payload, as a reader shows them."""
