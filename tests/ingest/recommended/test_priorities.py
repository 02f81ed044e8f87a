"""How urgently a page recommends a paper, in lists and in tables."""

import pytest

from schema.values import Hours, PageKind, Priority
from tests.ingest.recommended.block_pages import callout, card, heading, item, items, p, table
from tests.ingest.recommended.shelf import ABS, LEAF, SHELF, codes, priorities, rows, said


class TestPriorityLists:
    def test_a_callout_with_a_list_gives_each_name_its_priority(self):
        advice = callout(
            "",
            p("**阅读优先级**："),
            items(
                "**必读**：LeafMemory 和 Fenn（蒸汽）——两篇都短，比 SlowWater 短",
                "**推荐**：Oolong3 TR（与 SlowWater 对比阅读），本课要用",
                "**选读**：SlowWater 或 OptimalLids (选一)",
                "**阅读方法**：先读 SlowWater 的摘要",
            ),
        )

        assert priorities(advice) == {"1": "必读", "3": "必读", "5": "推荐", "2": "选读", "4": "选读"}

    @pytest.mark.parametrize(
        ("words", "priority"),
        [
            ("必读：", Priority.MUST),
            ("必看:", Priority.MUST),
            ("Must read:", Priority.MUST),
            ("**Required** —", Priority.MUST),
            ("★ 必读论文：", Priority.MUST),
            ("【必读】", Priority.MUST),
            ("强烈推荐：", Priority.STRONG),
            ("Strongly recommended:", Priority.STRONG),
            ("Highly Recommended:", Priority.STRONG),
            ("推荐：", Priority.RECOMMENDED),
            ("Recommended:", Priority.RECOMMENDED),
            ("选读：", Priority.OPTIONAL),
            ("选修：", Priority.OPTIONAL),
            ("可选：", Priority.OPTIONAL),
            ("Optional reading:", Priority.OPTIONAL),
            ("参考：", Priority.REFERENCE),
            ("Reference:", Priority.REFERENCE),
            ("As needed:", Priority.REFERENCE),
        ],
    )
    def test_the_words_for_a_priority(self, words, priority):
        assert rows(LEAF, items(f"{words} LeafMemory"))[0].priority is priority

    @pytest.mark.parametrize(
        "text",
        [
            "推荐论文：LeafMemory",
            "参考文献：LeafMemory",
            "推荐用 LeafMemory",
            "必读 LeafMemory 吗",
            "Required for LeafMemory",
        ],
    )
    def test_a_line_that_only_begins_like_a_priority_gives_none(self, text):
        assert priorities(items(text)) == {}
        assert codes(*SHELF, items(text)) == []

    @pytest.mark.parametrize(
        "name",
        [
            "SlowWater",
            "slowwater",
            "《SlowWater》",
            "SlowWater: Curves of Patient Kettles",
            "SlowWater：水的耐心",
            "SlowWater (Brook et al.)",
            "Brook et al. (SlowWater)",
            "Brook 等（SlowWater）",
            "Patient Kettles",
            "Kettle Curves",
            f"[水]({ABS}2601.00002)",
        ],
    )
    def test_a_paper_is_known_by_any_of_these_names(self, name):
        assert priorities(items(f"必读：{name}")) == {"2": "必读"}

    @pytest.mark.parametrize(
        ("name", "paper"), [("Oolong3 TR", "5"), ("OptimalLids", "4"), ("STS", "3"), ("Small Theory of Steam", "3")]
    )
    def test_a_paper_is_known_by_initials_and_by_what_its_title_has_in_brackets(self, name, paper):
        assert priorities(items(f"必读：{name}")) == {paper: "必读"}

    @pytest.mark.parametrize("name", ["Sencha", "Kettles", "Nobody et al.", "TR"])
    def test_a_name_that_no_paper_has_is_told(self, name):
        found = said(*SHELF, items(f"必读：{name}"))

        assert not any(row.priority_text for row in found.recommendations)
        (finding,) = found.findings
        assert (finding.code, finding.place) == ("PRIORITY_UNMATCHED", "block 12")
        assert repr(name) in finding.message

    def test_a_name_that_several_papers_have_is_told_with_all_of_them(self):
        found = said(*SHELF, items("必读：Brook et al."))

        assert not any(row.priority_text for row in found.recommendations)
        assert [(each.code, each.subjects) for each in found.findings] == [
            ("PRIORITY_AMBIGUOUS", ("2601.00002", "2601.00004"))
        ]

    def test_a_title_with_a_conjunction_or_a_comma_is_one_name(self):
        pair = card("Tea, Water, and Time", f"{ABS}2601.00007")

        found = rows(LEAF, pair, items("必读：LeafMemory 和 Tea, Water, and Time"))

        assert [row.priority_text for row in found] == ["必读", "必读"]

    @pytest.mark.parametrize(
        "parts",
        [
            (items(item("必读：", items("LeafMemory——短", "SlowWater"))),),
            (p("**必读**："), items("LeafMemory", "SlowWater——水")),
            (callout("必读", p("LeafMemory 和 SlowWater"), p("其余不必读。")),),
        ],
        ids=["items within", "list below", "callout"],
    )
    def test_a_priority_may_stand_above_its_names(self, parts):
        assert priorities(*parts) == {"1": "必读", "2": "必读"}

    def test_a_priority_may_be_the_heading_of_cards_and_links(self):
        found = rows(heading("必读论文", 3), LEAF, heading("Optional", 3), items(f"[水]({ABS}2601.00002)", "先读摘要"))

        assert [row.priority_text for row in found] == ["必读", "Optional"]
        assert codes(heading("必读", 3), LEAF, items("先读摘要")) == []

    def test_lessons_give_no_priorities(self):
        found = said(p(f"[LeafMemory]({ABS}2601.00001)"), items("推荐：温度 80 度"), kind=PageKind.SECTION)

        assert found.recommendations[0].priority_text is None
        assert found.findings == ()

    def test_a_paper_with_two_priorities_on_a_page_is_told_and_the_first_counts(self):
        found = said(*SHELF, items("必读：LeafMemory", "选读：LeafMemory"))

        assert found.recommendations[0].priority is Priority.MUST
        assert [(each.code, each.place) for each in found.findings] == [("PRIORITY_CONFLICT_ON_PAGE", "block 13")]

    def test_the_same_priority_twice_is_no_conflict(self):
        assert codes(*SHELF, items("必读：LeafMemory", "Must read: LeafMemory")) == []

    def test_a_priority_goes_to_every_row_of_the_paper(self):
        link = p(f"[叶]({ABS}2601.00001)")

        found = rows(heading("第1课"), LEAF, heading("第2课"), link, items("必读：LeafMemory"), lecture=None)

        assert [row.priority_text for row in found] == ["必读", "必读"]


class TestPriorityTables:
    def test_a_table_gives_priorities_times_and_sections(self):
        advice = table(
            ["优先级", "论文", "建议阅读方式", "预计时间"],
            ["必读", "LeafMemory (Kessel et al.)", "精读推导（Section 2-3）", "2-3 小时"],
            ["强烈推荐", "Fenn", "重点看结论", "30 分钟"],
            ["参考", "OptimalLids", "建议按需", "按需"],
        )

        found = {row.paper[-1]: row for row in rows(*SHELF, advice)}

        assert found["1"].hours == Hours(low=2, high=3, text="2-3 小时")
        assert found["1"].sections == ("2-3",)
        assert found["3"].hours == Hours(low=0.5, high=0.5, text="30 分钟")
        assert found["4"].hours == Hours(text="按需")
        assert {paper: row.priority for paper, row in found.items() if row.priority} == {
            "1": Priority.MUST,
            "3": Priority.STRONG,
            "4": Priority.REFERENCE,
        }

    def test_columns_may_be_in_english_and_in_any_order(self):
        advice = table(
            ["Time (hours)", "Paper", "How", "Importance"], ["1.5–2", "Oolong3 TR", "Sections 3 and 4.2", "Must-read"]
        )

        row = rows(*SHELF, advice)[4]

        assert (row.priority, row.sections) == (Priority.MUST, ("3", "4.2"))
        assert row.hours == Hours(low=1.5, high=2, text="1.5–2")

    def test_a_cell_may_name_several_papers_but_its_time_is_of_none_of_them(self):
        advice = table(
            ["阶段", "重点论文", "阅读优先级", "时间"],
            ["入门", "SlowWater 或 OptimalLids (选一), Fenn", "推荐", "3 小时"],
        )

        assert priorities(advice) == {"2": "推荐", "3": "推荐", "4": "推荐"}
        assert not any(row.hours for row in rows(*SHELF, advice))

    def test_a_priority_may_span_several_rows(self):
        advice = table(["优先级", "论文"], ["必读", "LeafMemory"], [None, "SlowWater"], ["选读", "Fenn"])

        assert priorities(advice) == {"1": "必读", "2": "必读", "3": "选读"}

    def test_cells_may_hold_links_instead_of_names(self):
        found = rows(table(["优先级", "论文"], ["必读", f"[甲]({ABS}2601.00001)"], ["选读", f"[乙]({ABS}2601.00002)"]))

        assert [row.priority_text for row in found] == ["必读", "选读"]

    def test_a_name_that_no_paper_has_is_told_with_its_cell(self):
        found = said(*SHELF, table(["论文", "优先级"], ["LeafMemory, Sencha", "必读"]))

        assert [(each.code, each.place) for each in found.findings] == [("PRIORITY_UNMATCHED", "block 14")]

    def test_an_unknown_word_is_told_and_kept(self):
        found = said(*SHELF, table(["论文", "优先级"], ["LeafMemory", "P0"], ["SlowWater", "必读"]))

        assert [(row.priority, row.priority_text) for row in found.recommendations[:2]] == [
            (None, "P0"),
            (Priority.MUST, "必读"),
        ]
        assert [each.code for each in found.findings] == ["PRIORITY_UNKNOWN"]

    def test_a_table_of_other_things_gives_no_advice(self):
        parts = (
            table(
                ["框架", "链接", "课程中使用"], ["kettle", "[x](https://code.example/k)", "第1课"], ["pot", "", "参考"]
            ),
            table(["方法", "说明"], ["LeafMemory", "推荐用软水"], ["冷泡", "可选"]),
            table(["论文", "发表时间"], ["LeafMemory", "2 小时前"]),
        )

        assert priorities(*parts) == {}
        assert codes(*SHELF, *parts) == []
