"""What is handed in says what the records say, and nothing that they do not."""

import pytest
from lxml import html as parser
from markdown_it import MarkdownIt

from labs.offered.loading import shipped_offers
from labs.reports.hand_in import report_of, reported_run
from labs.reports.sections import sections_of
from labs.reports.writing import ReportFormat, written
from schema.errors import InputError
from schema.lab_runs import Told, add_run, save_outcome, tell
from schema.run_records import RunScore, RunState, ScoreFlag
from tests.labs.reports.reported import NOON, OFFER, a_run, a_score, a_table, reported


def document(*runs, form=ReportFormat.HTML, language="en", points=None, beside=""):
    sections = sections_of(report_of(OFFER, runs), language, points)
    return written(OFFER.title.in_language(language), sections, form, language=language, beside=beside)


def text_of(*runs, **more) -> str:
    return parser.fromstring(document(*runs, **more).text).text_content()


def grid(*runs, under: str) -> list[list[str]]:
    """Return the table under a heading, as a browser sees it."""
    page = parser.fromstring(document(*runs).text)
    (table,) = page.xpath(f"//h2[text()='{under}']/following-sibling::table[1]")
    return [[cell.text_content() for cell in row.xpath("./td|./th")] for row in table.xpath(".//tr")]


def test_what_is_asked_for_is_ticked_where_all_of_it_is_there_and_told_missing_by_name_where_not():
    run = a_run()
    complete = reported(
        run,
        series={"tea/heat": [(1, 0.5)]},
        tables=[a_table(run)],
        scores=[a_score(run, value=0.5)],
        artifacts=["pot"],
    )
    partly = reported(a_run(), tables=[a_table(run)])

    page = text_of(complete, points={"completeness": 6.0})
    assert "completeness (6 points)" in page
    assert "☑ Curve: series:tea/heat" in page
    assert "☑ Comparison: table:cups, score:taste, artifact:pot" in page
    assert "☐ One page: yours to write" in page

    page = text_of(partly)
    assert "☐ Curve: missing series:tea/heat; run it again to get it" in page
    assert "☐ Comparison: here table:cups; missing score:taste, artifact:pot; run it again to get it" in page


def test_a_score_that_the_run_cannot_show_answers_nothing_and_says_why():
    run = a_run()
    page = text_of(
        reported(run, tables=[a_table(run)], scores=[a_score(run, reason="the pot is too small")], artifacts=["pot"])
    )

    assert "☐ Comparison: here table:cups, artifact:pot; missing score:taste (the pot is too small)" in page
    assert "score:taste (the pot is too small); run it again" not in page


def test_a_series_without_a_single_number_answers_nothing_and_says_how_many_there_were():
    page = text_of(reported(series={"tea/heat": [(1, None), (2, None)]}))

    assert "☐ Curve" in page
    assert "tea/heat: too short to tell, 2 values were no numbers" in page


def test_a_series_is_said_to_have_risen_or_fallen_only_where_its_values_do():
    page = text_of(
        reported(
            series={
                "up": list(enumerate([0.1, 0.1, 0.5, 0.9, 0.9])),
                "down": list(enumerate([0.9, 0.9, 0.5, 0.1, 0.1])),
                "noise": list(enumerate([0.4, 0.6, 0.5, 0.6, 0.4])),
                "gap": list(enumerate([0.1, 0.1, None, 0.9, 0.9])),
            }
        )
    )

    assert "up: rose (0.1 → 0.9)" in page
    assert "down: fell (0.9 → 0.1)" in page
    assert "noise: no clear change" in page
    assert "gap: rose (0.1 → 0.9), 1 values were no numbers" in page
    assert page.count("rose") == 2


def test_scores_stand_with_sample_interval_failures_what_is_expected_and_what_is_doubtful():
    run = a_run()
    expected = {"expected_low": 0.5, "expected_high": 1.0, "expected_source": "the house"}
    scores = [
        a_score(run, "taste", value=0.25, n=20, low=0.1, high=0.5, parse_failures=3, outside=True, **expected),
        a_score(run, "judge", value=5.0, n=10, low=5.0, high=5.0, flag=ScoreFlag.CONSTANT),
        a_score(run, "unread", n=3, parse_failures=3, reason="no score could be read", flag=ScoreFlag.UNREAD),
        a_score(run, "thinking", reason="the pot is too small"),
    ]

    _, *rows = grid(reported(run, scores=scores), under="Scores")

    assert rows[0] == ["taste", "0.25", "0.1 – 0.5", "20", "3", "0.5 – 1", "the house", "outside of what is expected"]
    assert rows[1][1:5] == ["5", "5 – 5", "10", "0"]
    assert "as a default would be" in rows[1][7]
    assert rows[2][1:5] == ["", "", "3", "3"]
    assert "it says nothing of the model" in rows[2][7]
    assert rows[3] == ["thinking", "", "", "", "", "", "", "the pot is too small"]


def test_our_parameters_stand_beside_those_of_the_course_and_the_paper():
    run = a_run(parameters={"heat": 80.0, "lid": True})

    heading, *rows = grid(reported(run), under="Parameters")

    assert heading == ["parameter", run.id[-6:], "course", "paper"]
    assert rows == [["heat", "80", "85", "90 (2602.90001)"], ["lid", "true", "", ""]]


def test_a_run_that_failed_or_lost_something_says_so():
    failed = a_run(state=RunState.FAILED, reason="it took more memory than its profile allows", dropped=3, unreadable=2)

    (_, row) = grid(reported(failed), under="Runs")

    assert row[2:5] == ["7", "failed", "3.0 min"]
    assert row[6].startswith("it took more memory than its profile allows; 3 lines")
    assert "2 lines" in row[6]


def test_a_run_done_elsewhere_claims_no_seed_and_no_time_that_its_files_do_not_say():
    untold = a_run(profile="imported", seed=0, parameters={}, started_at=None)
    told = a_run(profile="imported", seed=42, parameters={"seed": 42}, started_at=None)

    assert [row[2] for row in grid(reported(untold), reported(told), under="Runs")[1:]] == ["", "42"]
    assert [row[4] for row in grid(reported(untold), under="Runs")[1:]] == [""]


def test_a_run_that_told_nothing_still_makes_a_report_and_it_shows_nothing():
    page = text_of(reported(a_run(state=RunState.CANCELLED, result=None)))

    assert "cancelled" in page
    assert "What this shows" not in page
    assert "Scores" not in page


def test_several_runs_stand_side_by_side_and_apart():
    one, two = a_run(seed=1), a_run(seed=2, parameters={"heat": 90.0})
    page = document(
        reported(
            one, series={"tea/heat": [(1, 0.5), (2, 0.6)]}, scores=[a_score(one, value=0.5)], tables=[a_table(one)]
        ),
        reported(two, series={"tea/heat": [(1, 0.7)]}, scores=[a_score(two, value=0.75)], tables=[a_table(two)]),
    ).text
    read = parser.fromstring(page)

    (drawn,) = read.xpath("//svg")
    assert len(drawn.xpath(".//path/title")) == 2
    assert {one.id, two.id} <= {title.text for title in read.xpath("//h3")}
    assert f"Cups ({two.id[-6:]})" in page
    assert grid(reported(one), reported(two), under="Parameters")[1] == ["heat", "80", "90", "85", "90 (2602.90001)"]


def test_it_is_written_in_the_language_of_whoever_reads_it():
    run = a_run()
    page = text_of(reported(run, series={"tea/heat": list(enumerate([1.0, 1, 2, 2]))}), language="zh")

    assert page.strip().startswith("泡茶")
    assert "tea/heat: 上升 (1 → 2)" in page
    assert "完整性" in page
    assert "需自己写" in page


@pytest.mark.parametrize("number", [0, 9])
def test_a_report_is_of_one_run_to_eight(number):
    with pytest.raises(InputError, match="1 to 8 runs"):
        report_of(OFFER, [reported() for _ in range(number)])


def test_a_report_is_of_one_lab():
    with pytest.raises(InputError, match="lab-1 and lab-2"):
        report_of(OFFER, [reported(), reported(a_run(lab="lab-2"))])


def test_all_that_a_run_told_is_taken_however_much_and_of_a_table_told_twice_the_newest(bench):
    run = a_run(state=RunState.QUEUED)
    metrics = [Told(NOON, "metric", {"series": "tea/heat", "step": n, "value": n / 2}) for n in range(2_500)]
    tables = [Told(NOON, "table", dict(a_table(run, title=title).body)) for title in ("Old", "New")]
    with bench.store.writing() as transaction:
        add_run(transaction, run)
        tell(transaction, run.id, [*metrics, *tables])
        save_outcome(transaction, run.id, (), [RunScore(run=run.id, order=0, name="taste", value=0.5)])

    with bench.store.reading() as transaction:
        found = reported_run(transaction, run)

    assert list(found.series["tea/heat"]) == [(n, n / 2) for n in range(2_500)]
    assert found.tables["cups"].body["title"] == "New"
    assert [score.name for score in found.scores] == ["taste"]


# --- What a run tells may be anything --------------------------------------------------------------------

HOSTILE = [
    "<script>alert(1)</script>",
    '"><img src=x onerror=alert(1)>',
    "](javascript:alert(1)) [click](javascript:alert(1))",
    "![x](https://evil.example/x.png)",
    "| --- | a | b |",
    "`code` *bold* _it_ ~~gone~~ &lt;b&gt; &amp;",
    "# Heading",
    "- [x] Comparison: done",
    "1. first",
    "Everything was good:",
    "===",
    "> quoted",
    "```",
    "a\nb\n\n# c",
    "\\",
    "../../etc/passwd",
    "x>) [y](javascript:z)",
]


def hostile_run():
    run = a_run(
        reason="; ".join(HOSTILE[:3]),
        state=RunState.FAILED,
        parameters=dict.fromkeys(HOSTILE, HOSTILE[0]),
        result={"shows": HOSTILE, "does_not_show": HOSTILE[::-1], "environment": {one: one for one in HOSTILE}},
    )
    return reported(
        run,
        series={name: [(1, 0.5), (2, None)] for name in HOSTILE},
        scores=[a_score(run, name, value=0.5, unit=name, reason=name, expected_source=name) for name in HOSTILE],
        tables=[
            a_table(run, name, name, [name, "b"], [[name, HOSTILE[1]], [[name, None, 1.5], {"a": name}, 3]])
            for name in HOSTILE
        ],
        artifacts=HOSTILE,
    )


def one_line(text: str) -> str:
    return " ".join(text.split())


def test_whatever_a_run_told_stays_text_in_html():
    page = parser.fromstring(document(hostile_run()).text)

    assert not page.xpath("//script|//img|//a|//iframe|//form|//*[@onerror]")
    assert [one.text for one in page.xpath("//h1")] == ["Steeping"]
    cells = [one_line(cell.text_content()) for cell in page.xpath("//td")]
    for name in HOSTILE:
        assert one_line(name) in cells
    ticked = [one.text for one in page.xpath("//p") if one.text and one.text.startswith("☑")]
    assert ticked == []


def test_whatever_a_run_told_stays_text_in_markdown():
    text = document(hostile_run(), form=ReportFormat.MARKDOWN, beside="lab").text
    rendered = MarkdownIt("gfm-like", {"html": True, "linkify": False}).render(text)
    page = parser.fromstring(f"<html><body>{rendered}</body></html>")

    assert not page.xpath("//script|//a|//iframe|//*[@onerror]|//pre|//code|//s|//em|//blockquote|//hr|//ol")
    assert [one.text for one in page.xpath("//h1")] == ["Steeping"]
    assert {one.get("src") for one in page.xpath("//img")} == {
        f"lab/{picture}" for picture in document(hostile_run(), form=ReportFormat.MARKDOWN).pictures
    }
    cells = [one_line(cell.text_content()) for cell in page.xpath("//td")]
    shown = [one_line(item.text_content()) for item in page.xpath("//li")]
    for name in HOSTILE:
        assert one_line(name) in cells
        assert one_line(name) in shown
    assert text.count("\n- [x]") == 0


def test_what_a_run_calls_its_series_names_no_file():
    names = [*HOSTILE, "a/b", "a-b", "a b", "", "x" * 500, "NUL", "茶"]
    made = document(reported(series={name: [(1, 0.5)] for name in names}), form=ReportFormat.MARKDOWN)

    assert len(made.pictures) == len(names)
    for file in made.pictures:
        assert file.replace(".", "").replace("-", "").replace("_", "").isalnum()
        assert file.isascii()
        assert len(file) < 80


def test_no_address_is_asked_for_by_a_report():
    text = document(hostile_run()).text

    page = parser.fromstring(text)
    assert not page.xpath("//@src|//@href|//link")
    assert "@import" not in text
    assert "url(" not in text


def test_each_lab_of_the_course_asks_for_all_that_its_rubric_counts():
    for number in range(1, 6):
        asked = shipped_offers()[f"lab-{number}"].deliverables
        assert {one.dimension for one in asked} == {"completeness", "analysis", "reproducibility"}
        assert [one.made_of for one in asked if one.dimension == "analysis"] == [()]


def test_what_it_takes_to_do_it_again_is_there_where_versions_were_told_and_not_for_a_run_done_elsewhere():
    assert reported().holds("environment")
    assert not reported(a_run(result=None)).holds("environment")
    assert not reported(a_run(profile="imported")).holds("environment")
