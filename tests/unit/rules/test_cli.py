"""`artisan rules check`: a verdict that can be read."""

import json
from pathlib import Path
from typing import Any

import pytest
from click.testing import CliRunner, Result

from rules_service.cli import cli

FACTS: dict[str, Any] = {
    "trade": "钳工",
    "union_member": True,
    "on_front_line": True,
    "named_before": False,
    "in_catalogue": True,
    "spells": {
        "complete": True,
        "items": [{"from": "2016-08", "to": "2026-06", "trade": "钳工", "in_guilin": True}],
    },
}


def run(tmp_path: Path, content: Any, *options: str) -> Result:
    file = tmp_path / "facts.json"
    file.write_text(content if isinstance(content, str) else json.dumps(content), "utf-8")
    return CliRunner().invoke(cli, ["check", str(file), *options])


def test_the_sentence_comes_first_then_every_condition(tmp_path: Path) -> None:
    done = run(tmp_path, {"as_of": "2026-06-30", "facts": FACTS})
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert lines[0] == "不具备的条件：“从事本项（专业）工作满10年”（第六条）（仅供参考，不是审核结论）"
    assert "✘ 从事本项（专业）工作满10年（第六条）不具备：已满月数 119，应满月数 120" in lines
    assert "✔ 工会会员（第六条）具备：工会会员 是" in lines


def test_asks_that_decide_are_listed_with_who_answers(tmp_path: Path) -> None:
    done = run(tmp_path, FACTS | {"union_member": None})
    assert "请核实申报人是否为工会会员" not in done.output  # the months already settle the verdict
    spells = {"complete": True, "items": [{"from": "2010-01", "trade": "钳工", "in_guilin": True}]}
    done = run(tmp_path, {"as_of": "2026-06-30", "facts": FACTS | {"union_member": None, "spells": spells}})
    assert (
        "请核实申报人是否为工会会员（第六条；union_member；由推荐单位（所在单位）、县（市、区）总工会证明或认定）"
        in done.output
    )


def test_another_reading_that_changes_the_verdict_is_said(tmp_path: Path) -> None:
    findings = {
        name: {"value": True, "by": "county_union", "basis": "集体研究"}
        for name in ("good_conduct", "major_contribution", "S1")
    }
    parted = [("2010-01", "2014-12"), ("2016-01", "2020-12")]
    spells = {
        "complete": True,
        "items": [{"from": a, "to": b, "trade": "钳工", "in_guilin": True} for a, b in parted],
    }
    done = run(tmp_path, {"as_of": "2026-06-30", "facts": FACTS | {"findings": findings, "spells": spells}})
    assert done.output.startswith("各项条件均已具备")
    assert "换一种理解结论不同：工作年限是累计还是连续：连续不间断" in done.output


def test_json_is_the_answer_of_the_api(tmp_path: Path) -> None:
    done = run(tmp_path, {"as_of": "2026-06-30", "facts": FACTS}, "--json")
    assert json.loads(done.output)["verdict"] == "not_eligible"


@pytest.mark.parametrize(
    ("content", "words"),
    [
        ("{", "不是有效的JSON"),
        ("[1]", "不是有效的JSON"),
        ({"as_of": "30.6.2026", "facts": {}}, "日期写法不对"),
        ({"facts": {"age": 5}}, "age"),
        ({"as_of": "2020-01-01", "facts": {}}, "早于本办法的施行日期"),
        ({"edition": "nowhere", "facts": {}}, "没有这个版本"),
    ],
)
def test_a_file_that_does_not_fit_is_refused_in_words(tmp_path: Path, content: Any, words: str) -> None:
    done = run(tmp_path, content)
    assert done.exit_code == 1
    assert words in done.output
