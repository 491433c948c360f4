"""The loader: all faults of an edition at once, with file and line; published editions are locked."""

from pathlib import Path

import pytest

from shared.problems import Refusal
from shared.regulation import checksum
from shared.regulation.edition import load_edition
from shared.regulation.library import Library
from tests.support.editions import Edit
from tests.unit.regulation.conftest import faults


@pytest.mark.parametrize("name", Library().ids())
def test_a_built_in_edition_has_no_fault(name: str) -> None:
    assert Library().get(name).id == name


def test_an_unknown_edition_is_a_refusal() -> None:
    with pytest.raises(Refusal) as error:
        Library().get("nowhere_1999")
    assert (error.value.status, error.value.code) == (404, "unknown_edition")


def test_all_faults_are_told_at_once_with_file_and_line(folder: Path, edit: Edit) -> None:
    months = edit("conditions.yaml", "at_least: {months: 120}", "at_least: {months: ten}")
    key = edit("channels.yaml", "by: applicant", "bye: applicant")
    edit("codes.yaml", "regions:", "regions: {")
    told = faults(folder)
    assert any(fault.startswith(f"conditions.yaml:{months}:") for fault in told)
    assert any(fault.startswith(f"channels.yaml:{key}:") for fault in told)
    assert any(fault.startswith("codes.yaml:") and "YAML" in fault for fault in told)


def test_words_that_the_article_does_not_have_are_a_fault(folder: Path, edit: Edit) -> None:
    line = edit("conditions.yaml", "quote: 应为工会会员", "quote: 应为工会干部")
    assert faults(folder) == [f"conditions.yaml:{line}: 第六条 没有这句话：应为工会干部"]


def test_words_of_another_article_are_a_fault(folder: Path, edit: Edit) -> None:
    edit(
        "conditions.yaml", "    article: 第七条\n    quote: 已获得", "    article: 第六条\n    quote: 已获得"
    )
    assert "第六条 没有这句话" in faults(folder)[0]


def test_an_article_that_the_text_does_not_have_is_a_fault(folder: Path, edit: Edit) -> None:
    edit("conditions.yaml", "article: 第四条", "article: 第二十条")
    assert "官方文本没有 第二十条" in faults(folder)[0]


def test_a_key_written_twice_is_a_fault(folder: Path, edit: Edit) -> None:
    line = edit("edition.yaml", "honour: 桂林工匠", "honour: 桂林工匠\nhonour: 桂林巧匠")
    assert faults(folder) == [f"edition.yaml:{line + 1}: 同一层有重复的键"]


def test_a_missing_file_is_a_fault(folder: Path) -> None:
    (folder / "readings.yaml").unlink()
    assert faults(folder) == ["readings.yaml:1: 缺少这个文件"]


def test_a_folder_without_its_text_is_a_fault(folder: Path) -> None:
    (folder / "text.md").unlink()
    assert faults(folder) == ["text.md:1: 缺少官方文本"]


@pytest.mark.parametrize(
    ("file", "old", "new", "message"),
    [
        ("conditions.yaml", "- id: S2\n", "- id: S1\n", "编号 S1 用了两次"),
        (
            "conditions.yaml",
            "levels: [national, regional, municipal]",
            "levels: [national, galactic]",
            "没有级别 galactic",
        ),
        (
            "conditions.yaml",
            "contest_class: 国家一类大赛",
            "contest_class: 桂林职工职业技能大赛",
            "竞赛类别 桂林职工职业技能大赛 在别处写明按名称认定",
        ),
        ("conditions.yaml", "  union_member:\n", "  union_memberr:\n", "缺少对 union_member 的提问"),
        ("conditions.yaml", "attested_by: [office]", "attested_by: [nobody]", "没有主体 nobody"),
        ("conditions.yaml", "proof: [deeds]", "proof: [needs]", "没有材料 needs"),
        ("conditions.yaml", "尚缺{facts}项", "尚缺{fact}项", "花括号内只能用"),
        (
            "readings.yaml",
            "    by_hand: 名次由证明人",
            "    # by_hand: 名次由证明人",
            "须用 by_hand 写明由人办理的原因",
        ),
        (
            "readings.yaml",
            "    default: cumulative",
            "    default: cumulative\n    by_hand: 由人办理",
            "理解 tenure_counting 改变答复，不能写 by_hand",
        ),
        (
            "readings.yaml",
            "    default: covered",
            "    default: covered\n    by_hand: 由人办理",
            "理解 earlier_holders 改变答复，不能写 by_hand",
        ),
        ("readings.yaml", "default: cumulative", "default: sometimes", "没有选项 sometimes"),
        (
            "readings.yaml",
            "tenure_in_trade: {counting: continuous}",
            "tenure: {counting: continuous}",
            "没有条件 tenure",
        ),
        (
            "readings.yaml",
            "tenure_in_trade: {counting: continuous}",
            "tenure_in_trade: {counting: x}",
            "不能这样设定",
        ),
        ("readings.yaml", "bears_on: [on_front_line]", "bears_on: [front]", "没有条件、材料或环节 front"),
        ("channels.yaml", "- {material: photo", "- {material: selfie", "没有材料 selfie"),
        ("edition.yaml", "office: office", "office: nowhere", "没有主体 nowhere"),
        ("edition.yaml", "id: guilin_artisan_2025", "id: other_2025", "与文件夹名"),
    ],
)
def test_references_between_the_files_are_checked(
    folder: Path, edit: Edit, file: str, old: str, new: str, message: str
) -> None:
    edit(file, old, new)
    assert any(message in fault for fault in faults(folder))


def test_a_published_edition_is_locked_by_its_checksum(folder: Path, edit: Edit) -> None:
    edit("edition.yaml", "status: draft", "status: published")
    assert any(fault.startswith("checksum:") for fault in faults(folder))
    (folder / "checksum").write_text(checksum.checksum(folder) + "\n")
    assert load_edition(folder).head.status == "published"
    edit("conditions.yaml", "months: 120", "months: 119")
    assert any("校验和不符" in fault for fault in faults(folder))


def test_the_checksum_leaves_out_cases_and_editors_leavings(folder: Path) -> None:
    before = checksum.checksum(folder)
    (folder / "cases" / "more.yaml").write_text("cases: []")
    (folder / ".edition.yaml.swp").write_text("x")
    assert checksum.checksum(folder) == before
    (folder / "text.md").write_text((folder / "text.md").read_text("utf-8") + "附则")
    assert checksum.checksum(folder) != before


def test_a_folder_of_editions_is_read_beside_the_built_in_ones(folder: Path, edit: Edit) -> None:
    edit("edition.yaml", "id: guilin_artisan_2025", "id: guilin_artisan_2026")
    folder.rename(folder.with_name("guilin_artisan_2026"))
    library = Library(folder.parent)
    assert set(library.ids()) == {*Library().ids(), "guilin_artisan_2026"}
    assert library.get("guilin_artisan_2026").head.id == "guilin_artisan_2026"
