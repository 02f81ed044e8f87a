"""The lesson pages of the invented course."""

from tests.invented.blocks import Blocks, code, formula, items, p, quote, rule, strong, table
from tests.invented.flight_writer import Node, element


def overview(b: Blocks, revision: int) -> list[Node]:
    """Return the page of the whole course; in revision 1 its diagram and its cards are not rendered."""
    parts = [
        b.heading("课程简介"),
        p("这门虚构的课教人用耐心泡茶：先认识", strong("叶"), "与水，再认识壶，最后学会拼配。"),
        b.heading("每课安排"),
        table(
            ["课次", "主题", "讲授（分钟）", None],
            ["第1课", "水与叶", 60, "壶一把"],
            ["第2课", "壶与器", 55.5, None],
            ["第3课", "拼配与品评", 70, "拼配盘"],
        ),
        b.heading("路线图"),
    ]
    if revision == 1:
        leaked = 'graph LR     A["叶"] --> B["水"]     B --> C["壶"]'
        return [
            *parts,
            p("<Mermaid chart={", code(leaked), "} />"),
            p('<Callout type="warn">'),
            p("水很烫。"),
            p("</Callout>"),
        ]
    return [
        *parts,
        b.mermaid('graph LR\n  A["<b>叶</b><br/>采摘"] --> B["水"]\n  B --> C["壶"]\n'),
        b.callout(p("水很烫。"), kind="warning", title="小心"),
        b.cards(
            b.card("/docs/lecture-1/", "第1课：水与叶的基础", "从一片叶子开始。"),
            b.card("/docs/lecture-2/", "第2课：壶与器", "壶也会呼吸。", late=True),
        ),
    ]


def grading(b: Blocks, revision: int) -> list[Node]:
    """Return the grading page."""
    return [
        b.heading("成绩构成"),
        table(["部分", "比例"], ["到场", "20%"], ["两次泡茶报告", "50%"], ["期末茶会", "30%"]),
        b.heading("一、报告（50%）"),
        b.heading("完整性（5 分）", 4),
        table(["分", "说明"], [5, "全部步骤都做了"], [3, "少了一步"], [0, "没有交"]),
        b.tabs(实验1=[p("一壶绿茶和一页笔记。")], 实验2=[p("两把壶的比较表。")]),
        rule(),
        b.heading("诚信"),
        b.callout(p("不许把茶包说成手摘。"), kind="error"),
    ]


def lecture_1(b: Blocks, revision: int) -> list[Node]:
    """Return the page of lecture 1."""
    return [
        b.heading("学习目标"),
        items("知道叶为何舒展", ["会用", strong("三种水温"), "泡同一种叶"], ordered=True),
        b.heading("本课内容"),
        b.cards(
            b.card("/docs/lecture-1/steeping/", "1.1 冲泡的定义与基本流程", "什么时候算泡好了？"),
            b.card("/docs/lecture-1/water-temperature/", "1.2 水温与时间", "热，但不要太热。", late=True),
        ),
    ]


def steeping(b: Blocks, revision: int) -> list[Node]:
    """Return lesson 1.1; in revision 1 its tabs are not rendered."""
    parts = [
        b.heading("什么是冲泡"),
        p("冲泡（Steeping）是让水", strong("慢慢"), "带走叶子的味道。它不同于", code("煮"), "。"),
        b.heading("三个阶段", 3),
        items(
            [strong("舒展"), "：叶子打开"],
            [strong("释放"), "：味道进入水中", items("先是香", "后是涩")],
            [strong("耗尽"), "：再泡也无味"],
            ordered=True,
        ),
        quote("与其催它，", strong("不如等它"), "。"),
        b.heading([code("steep()"), " 的写法"], anchor="steep-的写法"),
        b.code("def steep(leaf, minutes=3):\n    # $1 的茶也一样\n\n    return leaf.open(minutes)", "python"),
        b.code("kettle --boil 2>&1", "bash", title="烧水.sh"),
    ]
    if revision == 1:
        return [*parts, p("<Tabs items={['红茶', '绿茶']}>\n"), p("红茶要沸水。"), p("</Tabs>")]
    return [*parts, b.tabs(红茶=[p("红茶要沸水。")], 绿茶=[p("绿茶要凉一些。"), b.code("kettle --cool", "bash")])]


def water_temperature(b: Blocks, revision: int) -> list[Node]:
    """Return lesson 1.2, which links a paper in passing and holds bare numbers."""
    return [
        b.heading("水温的作用"),
        p("温度每差一度，浸出率约变 ", 0.00005, "，一壶约 ", 64, " 口。"),
        b.heading(["降温律 ", formula("T_t", "T")], 3, anchor="降温律"),
        p("水温按 ", formula("T(t) = T_0 e^{-kt}", "T", "t"), " 下降。"),
        formula("\\int_0^t T(s)\\,ds", "∫", "T", display=True),
        p(
            "渐变泡法见 ",
            b.link("https://arxiv.org/abs/2512.90014v2", "Gradient Steeping"),
            "，做法在",
            b.link("/docs/lecture-1/lab/", "实验1"),
            "。",
        ),
        b.heading("常用温度", 3),
        table(["叶", "温度", "分钟"], ["绿茶", 80, 2], ["红茶", 96.5, "3–4"], ["白茶", None, "看心情"]),
    ]


def lecture_2(b: Blocks, revision: int) -> list[Node]:
    """Return the page of lecture 2."""
    wording = "壶的选择决定香气。" if revision == 1 else "壶的选择决定香气与保温。"
    return [b.heading("学习目标"), p(wording), items("分清紫砂与瓷", "会出汤不洒")]


def teapot_clay(b: Blocks, revision: int) -> list[Node]:
    """Return lesson 2.1."""
    return [
        b.heading("孔隙与香气"),
        p("孔隙率的测法见 ", b.link("https://arxiv.org/pdf/2602.90006", "ClayBreath 全文"), "。"),
        b.mermaid("graph TD\n  clay[陶土] --> aroma[香气]\n"),
        b.callout(p("新壶先用水煮。"), items("半小时", "再晾一夜"), kind="warning", title="开壶"),
    ]


def pouring(b: Blocks, revision: int) -> list[Node]:
    """Return lesson 2.2."""
    return [
        b.heading("出汤手法"),
        p("手腕要稳；价格从 ", "$5", " 到 ", "$50", " 的壶都一样。"),
        b.code('{"angle": 30, "spill": false}', "json"),
    ]


def tasting_notes(b: Blocks, revision: int) -> list[Node]:
    """Return lesson 2.3, which exists from revision 2 on."""
    return [b.heading("怎样写品茶笔记"), p("先写香，再写味，最后写心情。")]


def lecture_3(b: Blocks, revision: int) -> list[Node]:
    """Return the page of lecture 3."""
    return [b.heading("学习目标"), p("拼配两种叶，并说清为什么。")]


def blending(b: Blocks, revision: int) -> list[Node]:
    """Return lesson 3.1."""
    return [
        b.heading("拼配"),
        p("拼配不是混合：比例 ", formula("\\alpha + \\beta = 1", "α", "β"), "。"),
        element("p", children=["先尝，", element("br"), "再加。"]),
    ]


def project_directions(b: Blocks, revision: int) -> list[Node]:
    """Return the page of project ideas."""
    return [
        b.heading("方向一：一壶一席"),
        p("为", strong("二到四人"), "设计一席茶。"),
        b.heading("方向二：会叫的壶"),
        p("做一把水开时唱歌的壶。"),
    ]


def setup_guide(b: Blocks, revision: int) -> list[Node]:
    """Return the page about what is needed."""
    return [
        b.heading("器具"),
        table(["器具", "价格（元）"], ["白瓷壶", 45], ["电子秤", 29.9]),
        b.code("pip install teapot>=4.18", "bash"),
    ]
