"""What the command draws: plans, what stands around something, and the whole course."""

import json
import xml.etree.ElementTree as ET

import pytest


def test_a_plan_is_drawn_into_a_file(shell, tmp_path):
    out = tmp_path / "new" / "plan.svg"

    done = shell("plan", "grpo", "--language", "en", "--svg", out)

    assert done.stdout == ""
    assert "boxes in" in done.stderr
    assert ET.parse(out).getroot().findtext("{http://www.w3.org/2000/svg}title") == "Learning path: GRPO"


def test_a_plan_is_a_flowchart_a_graph_or_places(shell):
    assert "flowchart TB" in shell("plan", "grpo", "--mermaid").stdout
    assert shell("plan", "grpo", "--dot").stdout.startswith("digraph")
    nodes = json.loads(shell("plan", "grpo", "--known", "ppo", "--layout").stdout)["nodes"]
    assert {node["id"]: node["role"] for node in nodes}["Concept:ppo"] == "known"


def test_an_svg_can_go_to_the_output(shell):
    assert shell("show", "dpo", "--svg", "-").stdout.startswith("<svg")


def test_two_formats_cannot_both_be_printed(shell):
    assert "one of them at a time" in shell("plan", "grpo", "--mermaid", "--dot", code=2).stderr


def test_what_stands_around_something_is_drawn_as_far_as_asked(shell):
    near, far = (json.loads(shell("show", "dpo", "--layout", "--depth", depth).stdout) for depth in (1, 2))

    assert len(near["nodes"]) < len(far["nodes"])


@pytest.mark.parametrize("style", ["json", "jsonld", "graphml", "csv", "dot", "mermaid", "svg", "layout"])
def test_the_graph_is_exported_in_every_format(shell, style, tmp_path):
    out = tmp_path / f"graph.{style}"

    shell("export", "--format", style, "--language", "en", "--out", out)

    assert "GRPO" in out.read_text(encoding="utf-8")


def test_a_course_that_is_not_there_has_no_map(shell):
    assert "no course" in shell("export", "--format", "svg", "--course", "tea", code=4).stderr
