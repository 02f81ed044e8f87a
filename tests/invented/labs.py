"""The lab pages of the invented course."""

from tests.invented.blocks import Blocks, code, p, rule, strong, table, tasks
from tests.invented.flight_writer import Node


def lab_1(b: Blocks, revision: int) -> list[Node]:
    """Return the page of lab 1; its temperature changes in revision 2."""
    heat = 85 if revision == 1 else 80
    return [
        b.heading("实验概述"),
        p("用一把壶泡三泡", strong("绿茶"), "，记下每一泡的味道。"),
        table(["项目", "值"], ["叶", "3 克"], ["水温", heat], ["时长", "40 分钟"]),
        b.callout(p("小壶也行：水减半，", code("leaf=1.5"), "。"), kind="warning"),
        rule(),
        b.heading("实验步骤"),
        b.steps(
            [b.heading("步骤 1：烧水（10 分钟）", 3), p("水开后放凉。"), b.code(f"heat = {heat}", "python")],
            [b.heading("步骤 2：三泡（20 分钟）", 3), b.code("for steep in range(3):\n    pour()", "python")],
            [
                b.heading("步骤 3：比较（10 分钟）", 3),
                b.tabs(**{"方案A：换水": [p("换成泉水。")], "方案B：换叶": [p("换成老叶。")]}),
            ],
        ),
        rule(),
        b.heading("交付物清单"),
        tasks([strong("笔记"), "：一页"], [strong("照片"), "：", code("cup.png")], "三泡的叶底"),
    ]


def lab_2(b: Blocks, revision: int) -> list[Node]:
    """Return the page of lab 2, which starts from what lab 1 left."""
    return [
        b.heading("实验概述"),
        p("用实验1剩下的叶，比较紫砂壶与白瓷壶。"),
        b.heading("实验步骤"),
        b.steps(
            [b.heading("步骤 1：配对品评（30 分钟）", 3), p("蒙眼品评，每对 ", 12, " 次。")],
            [b.heading("步骤 2：胜率（15 分钟）", 3), b.code("wins / (wins + losses)", "python")],
        ),
        b.heading("交付物清单"),
        tasks([strong("胜率表"), "：两把壶"], [strong("分析"), "：哪把壶更香"]),
    ]
