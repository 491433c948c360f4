"""Template checks before publication: every fault, each with its place."""

import zipfile
from io import BytesIO
from typing import Any

import pytest

from docgen_service.rendering.checks import check_template
from shared.contracts.documents.application import ReceiptSlipData
from tests.support.templates import template, with_parts

_HEAD, _EACH, _END = ["材料"], ["{%tr for i in items %}"], ["{%tr endfor %}"]
_GOOD = template("{{ application_number }}", rows=[_HEAD, _EACH, ["{{ i.label }}"], _END])


def _messages(package: bytes, **rules: Any) -> list[str]:
    return [str(fault) for fault in check_template(package, ReceiptSlipData, **rules).faults]


def test_a_good_template_has_no_faults_and_its_unprinted_fields_are_named() -> None:
    report = check_template(_GOOD, ReceiptSlipData)
    assert report.faults == ()
    assert "applicant_name" in report.unused
    assert "items" not in report.unused


@pytest.mark.parametrize(
    ("tag", "said"),
    [
        ("{{ nmae }}", "nmae: 没有这个字段"),
        ("{{ contact.fax }}", "contact.fax: 没有这个字段"),
        ("{{ document.secret }}", "document.secret: 没有这个字段"),
        ("{{ contact }}", "不能直接印出"),
        ("{{ items }}", "不能直接印出"),
        ("{{ channel|upper }}", "upper: 没有这个格式"),
        ("{{ channel|picture(3, 4) }}", "不是照片"),
        ("{% if channel is odd %}甲{% endif %}", "odd: 没有这个判断"),
        ("{% for c in channel %}甲{% endfor %}", "不是可以逐项列出的清单"),
        ("{{ 'a' * 300000000 }}", "不能计算"),
        ("{{ cycler.__init__.__globals__.os.popen('id') }}", "不能计算、调用"),
        ("{{ channel.__class__ }}", "没有这个字段"),
        ("{{ items[0] }}", "取下标"),
        ("{% include 'x' %}", "只能用 if 和 for"),
        ("{% if version %}甲", "没有对应的 endif"),
        ("{% if %}甲{% endif %}", "标签写法有误"),
        ("{{ channel", "标签写法有误"),
        ("{% set a = 1 %}", "只能用 if 和 for"),
    ],
)  # fmt: skip
def test_a_wrong_tag_is_named(tag: str, said: str) -> None:
    assert any(said in message for message in _messages(template(tag)))


@pytest.mark.parametrize("tag", ["{{p channel }}", "前{{r channel }}后"])
def test_a_subdocument_or_rich_text_is_refused_with_what_to_write_instead(tag: str) -> None:
    assert any("请用 {{ }}" in message for message in _messages(template(tag)))


def test_a_template_whose_columns_hang_on_the_data_is_said_to_be_docxtpls_affair() -> None:
    cells = [["{%tc for i in items %}", "{{ i.label }}", "{%tc endfor %}"], ["甲", "乙", "丙"]]
    report = check_template(template(rows=cells), ReceiptSlipData)
    assert (report.faults, report.by_docxtpl) == ((), True)
    assert not check_template(_GOOD, ReceiptSlipData).by_docxtpl


def test_a_modulo_inside_a_paragraph_tag_is_explained() -> None:
    assert "不得有 % 或 }" in _messages(template("{%p if version % 2 %}", "甲", "{%p endif %}"))[0]


def test_a_field_that_may_be_absent_must_be_guarded() -> None:
    assert "or_slash" in _messages(template(rows=[_HEAD, _EACH, ["{{ i.pages }}"], _END]))[0]
    assert _messages(template(rows=[_HEAD, _EACH, ["{{ i.pages|or_slash }}"], _END])) == []


def test_a_condition_that_tears_the_document_is_found() -> None:
    package = template("{%p if asks %}", rows=[["甲"], ["{% endif %}"]])
    assert any("不在同一层" in message for message in _messages(package))


def test_a_branch_that_only_fails_when_taken_is_tried() -> None:
    rows = [["{%tr if asks %}"], ["甲"], ["{%tr endif %}"]]
    assert any("没有留下任何一行" in message for message in _messages(template(rows=rows)))


def test_all_faults_are_reported_at_once() -> None:
    assert len(_messages(template("{{ a }}", "{{ b }}", "表彰"), forbidden=["表彰"])) == 3


def test_forbidden_words_stand_only_in_fixed_names() -> None:
    rules = {"forbidden": ["评选", "授予"], "allowed_within": ["当年评选通知"]}
    assert _messages(template("按当年评选通知办理"), **rules) == []
    assert "评选" in _messages(template("经评选，按当年评选通知办理"), **rules)[0]


def test_what_people_typed_is_not_checked_for_words() -> None:
    rows = template("{% if channel == '评选' %}甲{% endif %}")
    assert _messages(rows, forbidden=["评选"]) == []


@pytest.mark.parametrize(
    ("parts", "said"),
    [
        ({"word__vbaProject_dot_bin": b""}, "word/vbaProject.bin"),
        ({"word__activeX__activeX1_dot_xml": b"<a/>"}, "activeX"),
        ({"word__embeddings__a_dot_xlsx": b""}, "embeddings"),
        ({"word__header1_dot_xml": b"<!DOCTYPE a><a/>"}, "DTD"),
        ({"word__header1_dot_xml": b"<a"}, "不是合格的XML"),
        ({"word__header1_dot_xml": b"<a><instrText>INCLUDEPICTURE x</instrText></a>"}, "INCLUDEPICTURE"),
        ({"word__header1_dot_xml": b"<a><altChunk/></a>"}, "嵌入"),
        ({"word___rels__header1_dot_xml_dot_rels": b'<R><r Type="x/image" TargetMode="External"/></R>'}, "外部"),
        ({"word___rels__header1_dot_xml_dot_rels": b'<R><r Type="x/attachedTemplate" Target="a"/></R>'}, "外部"),
        ({"word___rels__header1_dot_xml_dot_rels": b'<R><r Type="x/image" Target="../../../etc"/></R>'}, "越出"),
    ],
    ids=["macro", "activeX", "embedding", "DTD", "broken XML", "INCLUDEPICTURE", "altChunk", "external picture",
         "attached template", "path traversal"],
)  # fmt: skip
def test_a_dangerous_package_is_refused_naming_the_part(parts: dict[str, bytes], said: str) -> None:
    assert any(said in message for message in _messages(with_parts(_GOOD, **parts)))


def test_a_small_file_that_unpacks_to_many_megabytes_is_not_unpacked() -> None:
    target = BytesIO()
    with zipfile.ZipFile(target, "w", zipfile.ZIP_DEFLATED) as archive:
        archive.writestr("word/document.xml", bytes(60_000_000))
    assert any("过大" in message for message in _messages(target.getvalue()))


def test_what_is_no_word_file_is_said_so() -> None:
    assert "不是Word文件" in _messages(b"text")[0]
