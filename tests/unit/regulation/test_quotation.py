"""引号：一句话由两段拼成时，双引号之内用单引号。"""

from __future__ import annotations

import pytest

from shared.regulation.quotation import filled


@pytest.mark.parametrize(
    ("template", "label", "expected"),
    [
        (
            "请认定申报人是否符合“{label}”，并写明依据",
            "“百年老店”式的“传承者”",
            "请认定申报人是否符合“‘百年老店’式的‘传承者’”，并写明依据",
        ),
        ("“{label}”", "丧失“桂林工匠”示范引领作用", "“丧失‘桂林工匠’示范引领作用”"),
        ("请补交{label}", "《“桂林工匠”专家推荐函》", "请补交《“桂林工匠”专家推荐函》"),
        ("“甲”和{label}", "“乙”", "“甲”和“乙”"),
    ],
)
def test_marks_inside_marks_are_single(template: str, label: str, expected: str) -> None:
    assert filled(template, label=label) == expected


def test_names_that_a_sentence_does_not_use_are_no_fault() -> None:
    assert filled("第{number}份“{label}”", label="“甲”", number=2) == "第2份“‘甲’”"
    assert filled("没有空位", label="甲", number="") == "没有空位"
