"""The papers pages of the invented course, one in each layout that readers must know; no such paper exists."""

from tests.invented.blocks import Blocks, code, items, p, rule, strong, table
from tests.invented.flight_writer import Node

LEAF = ("2601.90001", "LeafMemory: How Leaves Remember Rain")
WATER = ("2601.90002", "SlowWater: Temperature Curves of Patient Kettles")
POTS = ("2601.90003", "TwoPots: Comparing Teapots by Blind Pairs")
STEAM = ("2601.90004", "A Small Theory of Steam")
POUR = ("2602.90005", "PourNet: Learning to Pour Without Spilling")
CLAY = ("2602.90006", "ClayBreath: Porosity and Aroma in Unglazed Pots")
LIDS = ("2602.90007", "OptimalLids: Why Lids Fit")
SURVEY = ("2602.90008", "A Survey of Household Blends")
BLEND = ("2603.90009", "BlendSearch: Finding Blends by Tasting Less")
PANEL = ("2603.90010", "PanelTalk: Tasting Panels Disagree")
WHISTLE = ("2603.90011", "Whistle: Kettles That Sing")
COLD = ("2603.90012", "ColdBrew Without Regret")
SENCHA = ("2512.90013", "SenchaGrammar: A Syntax of Green")
BOOK = "https://teabook.example"


def _href(paper: tuple[str, str]) -> str:
    return f"https://arxiv.org/abs/{paper[0]}"


def _card(b: Blocks, paper: tuple[str, str], body: Node, *, number: int | None = None, late: bool = False) -> Node:
    title = paper[1] if number is None else f"{number}. {paper[1]}"
    return b.card(_href(paper), title, body, late=late)


def _link(b: Blocks, paper: tuple[str, str], text: str = "") -> Node:
    return b.link(_href(paper), text or paper[1])


def papers_1(b: Blocks, revision: int) -> list[Node]:
    """Return cards with an advice list (layout A)."""
    return [
        b.heading("核心论文列表"),
        p("四篇虚构的论文，够喝一下午。"),
        b.cards(
            _card(b, LEAF, "Kessel 等（2026）——叶子记得哪一年下过雨。"),
            _card(b, WATER, "Brook 等（2026.01）——有耐心的水壶怎样降温。"),
            _card(b, POTS, "Amaro 等（POT 2026）——蒙眼比较两把壶。"),
            _card(b, STEAM, "Fenn（2026）——蒸汽去了哪里。", late=True),
        ),
        b.heading("阅读建议"),
        b.callout(
            p(strong("阅读优先级"), "："),
            items(
                [strong("必读"), "：LeafMemory 和 SlowWater——短而清楚"],
                [strong("推荐"), "：TwoPots——实验2要用"],
                [strong("选读"), "：Small Theory of Steam——有空再看"],
                ordered=True,
            ),
        ),
        b.heading("扩展阅读"),
        items(
            [_link(b, CLAY, "ClayBreath"), f"（arXiv:{CLAY[0]}）——第 2 节讲壶壁"],
            [b.link("https://kettles.example/docs", "水壶文档"), "——按钮都在这里"],
            ["Odalys Fenn, ", b.link(BOOK, "《The Patient Teapot》"), "（teabook.example）——一本不急的书"],
        ),
    ]


def papers_2(b: Blocks, revision: int) -> list[Node]:
    """Return cards grouped by theme with a table of priorities and hours (layout B)."""
    return [
        b.heading("核心阅读列表"),
        p("按主题分组，ClayBreath 先读。"),
        b.heading("陶土基础", 3),
        b.cards(
            _card(b, CLAY, "Marsh 等 (POT 2026)。孔隙怎样留住香气。"),
            _card(b, LIDS, "Lidwell 等 (2026)。盖子为何总是刚好。"),
        ),
        b.heading("出汤与手法", 3),
        b.cards(_card(b, POUR, "Rill 等 (2026.02)。学会不洒。", late=True)),
        b.heading("综合参考", 3),
        b.cards(_card(b, SURVEY, "(2026.02)。三十种家常拼配。")),
        b.heading("阅读指南"),
        b.heading("优先级排序", 3),
        table(
            ["优先级", "论文", "建议阅读方式", "预计时间"],
            ["必读", "ClayBreath (Marsh et al.)", "精读孔隙部分（Section 2-3）", "2-3 小时"],
            ["强烈推荐", "PourNet (Rill et al.)", "重点看手腕角度", "1-2 小时"],
            ["推荐", "Lidwell et al.", "看结论", "0.5 小时"],
            ["参考", "Blends Survey", "当词典用", "按需"],
        ),
        b.heading("ClayBreath 论文重点关注", 3),
        b.callout(
            p(strong("Section 2 (Porosity)"), "：对应本课 2.1 节。"),
            p(strong("Section 3 (Aroma)"), "：香气的测量。"),
        ),
        b.heading("延伸阅读", 3),
        p("非必读："),
        items(
            [_link(b, WHISTLE), " (Rill et al., 2026)：壶为何会唱"],
            [_link(b, POTS), " (Amaro et al., 2026)：第1课的核心论文"],
            ["Odalys Fenn, ", b.link(BOOK, "《The Patient Teapot》"), " (2026)：仍然不急"],
        ),
    ]


def papers_3(b: Blocks, revision: int) -> list[Node]:
    """Return numbered cards with authors, prose and hints, and tables of extensions (layout C)."""
    return [
        p("三篇核心论文，精读一篇即可。"),
        b.cards(
            _card(
                b,
                BLEND,
                [
                    p(strong("Amaro et al. (BREW 2026)")),
                    p("少尝几口，也能找到好拼配。"),
                    p(strong("阅读重点"), "：Section 3（搜索）、Section 4.1（品尝次数）"),
                ],
                number=1,
            ),
            _card(
                b,
                PANEL,
                [
                    p(strong("Fenn et al. (2026)")),
                    p("品评的人从不一致，这本身就是信息。"),
                    b.flight.lazy(p(strong("阅读重点"), "：Section 2（分歧）")),
                ],
                number=2,
            ),
            _card(
                b,
                LEAF,
                [
                    p(strong("Kessel et al. (2026.01)")),
                    p("这次看记忆怎样影响拼配。"),
                    p(strong("阅读重点"), "：Section 5（混合）、Appendix（雨量表）"),
                ],
                number=3,
                late=True,
            ),
        ),
        b.heading("扩展阅读"),
        p("按方向："),
        b.heading("冷泡方向", 3),
        table(
            ["论文", "年份", "主题"],
            [[_link(b, COLD, "ColdBrew"), " — Frost et al."], "2026", "不后悔的冷泡"],
            [[_link(b, POTS, "TwoPots"), " — Amaro et al."], 2026, "壶的比较"],
        ),
        b.heading("词汇方向", 3),
        table(["论文", "年份", "主题"], [[_link(b, SENCHA, "SenchaGrammar"), " — Green et al."], "2025", "绿的语法"]),
        b.heading("论文阅读建议"),
        b.callout(
            p(strong("阅读策略"), "："),
            items(
                [strong("必读"), "：BlendSearch 和 LeafMemory（混合部分），本课都用到"],
                [strong("推荐"), "：PanelTalk（与 TwoPots 对比阅读）"],
                ordered=True,
            ),
        ),
    ]


def references(b: Blocks, revision: int) -> list[Node]:
    """Return the list of all, which disagrees with the lectures' pages in three places told in ``expected``."""
    return [
        b.heading("教材与综合资源"),
        table(
            ["资源", "作者", "年份", "说明"],
            [_link(b, SURVEY), "Posy Hollis", "2026", "贯穿全课"],
            [b.link(BOOK, "The Patient Teapot"), "Odalys Fenn", "2026", None],
            [b.link("https://github.com/teapots/small-course", "small-course"), "Teapots", "2026", "小课程"],
        ),
        rule(),
        b.heading("第1课：水与叶的基础"),
        b.heading("核心论文", 3),
        b.cards(*(_card(b, paper, text, number=number) for number, (paper, text) in enumerate(_SHORT[:4], start=1))),
        b.heading("扩展阅读", 3, anchor="扩展阅读-1"),
        items([_link(b, WHISTLE), " — Rill et al. (2026)"]),
        b.heading("第2课：壶与器"),
        b.heading("核心论文", 3, anchor="核心论文-1"),
        b.cards(*(_card(b, paper, text, number=number) for number, (paper, text) in enumerate(_SHORT[4:7], start=1))),
        b.heading("扩展阅读", 3, anchor="扩展阅读-2"),
        items([_link(b, SURVEY), " — Hollis (2026)"]),
        b.heading("第3课：拼配与品评"),
        b.heading("核心论文", 3, anchor="核心论文-2"),
        b.cards(*(_card(b, paper, text, number=number) for number, (paper, text) in enumerate(_SHORT[7:], start=1))),
        b.heading("扩展阅读", 3, anchor="扩展阅读-3"),
        items([b.link(_href(COLD), SENCHA[1]), " — Green et al. (2025)"]),
        rule(),
        b.heading("框架与工具"),
        table(
            ["工具", "用途", "链接", "课次"],
            [
                code("kettle"),
                "烧水",
                b.link("https://github.com/teapots/kettle", "github.com/teapots/kettle"),
                "第1-3课",
            ],
        ),
        b.heading("数据集索引"),
        table(
            ["数据集", "规模", "课次"],
            [b.link("https://data.example/leaves-9k", "Leaves-9K"), "9K", "第1课"],
            ["BlindPairs", "1.2K", "第2课"],
        ),
        b.heading("推荐学习路径"),
        b.callout(p(strong("论文阅读建议"), "：每课精读一篇。")),
        table(
            ["阶段", "重点论文", "阅读优先级"],
            ["入门（第1课）", "LeafMemory, Small Theory of Steam", "必读"],
            ["器具（第2课）", "ClayBreath 或 OptimalLids (选一), PourNet", "推荐"],
            ["综合（第3课）", "BlendSearch, PanelTalk", "必读"],
        ),
    ]


_SHORT = [
    (LEAF, "Kessel et al. (2026) — 叶的记忆"),
    (WATER, "Brook et al. (2026.01) — 水的耐心"),
    (POTS, "Amaro et al. (2026) — 两把壶"),
    (STEAM, "Fenn (2026) — 蒸汽"),
    (CLAY, "Marsh et al. (2026) — 陶土"),
    (LIDS, "Lidwell et al. (2026) — 盖子"),
    (POUR, "Rill et al. (2026) — 出汤"),
    (BLEND, "Amaro et al. (2026) — 拼配"),
    (PANEL, "Fenn et al. (2026) — 品评"),
    (LEAF, "Kessel et al. (2026) — 又是叶"),
]
