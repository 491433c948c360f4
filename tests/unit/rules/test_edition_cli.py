"""`artisan edition …`: what the writer of an edition sees."""

from pathlib import Path

import pytest
from click.testing import CliRunner, Result

from rules_service.edition_cli import cli
from tests.support.editions import Edit, editor


def run(*arguments: object) -> Result:
    return CliRunner().invoke(cli, [str(argument) for argument in arguments])


@pytest.fixture
def folder(tmp_path: Path) -> Path:
    target = tmp_path / "small_2026"
    assert run("new", target).exit_code == 0
    return target


@pytest.fixture
def edit(folder: Path) -> Edit:
    return editor(folder)


def test_a_new_edition_passes_its_own_check(folder: Path) -> None:
    done = run("check", folder)
    assert done.exit_code == 0, done.output
    lines = done.output.splitlines()
    assert lines[0] == "“示例工匠”推荐办法（试行）"
    assert "✔ 只有59个月，不具备（第二条）" in lines
    assert lines[-2:] == ["案例13个：全部通过", "检查通过"]


def test_a_failing_case_is_told_in_chinese_and_by_the_exit_code(folder: Path, edit: Edit) -> None:
    edit("conditions.yaml", "at_least: {months: 60}", "at_least: {months: 61}")
    done = run("check", "--quiet", folder)
    assert done.exit_code == 1
    assert "✘ 恰好满60个月，各项条件均具备（第二条）" in done.output
    assert "    结论：应为 eligible，得到 not_eligible" in done.output
    assert "✔" not in done.output
    assert done.output.splitlines()[-1] == "检查不通过"


def test_faults_are_told_with_file_and_line(folder: Path, edit: Edit) -> None:
    line = edit("conditions.yaml", "quote: 具有良好的职业道德", "quote: 具有优良的职业道德")
    done = run("check", folder)
    assert done.exit_code == 1
    assert f"  conditions.yaml:{line}: general.2: 第二条 没有这句话：具有优良的职业道德" in done.output
    edit("conditions.yaml", "quote: 具有优良的职业道德", "quote: 良好的职业道德")
    assert "第二条-1: 没有条目引用，也没有说明：，具有" in run("check", folder).output


def test_an_edition_is_found_by_its_id(folder: Path) -> None:
    assert "small_2026" in run("coverage", "small_2026", "-o", folder / "page.html").output
    page = folder.parent / "page.html"
    done = run("coverage", "small_2026", "--editions-dir", folder.parent, "-o", page)
    assert done.exit_code == 0, done.output
    assert "示例工匠" in page.read_text("utf-8")


def test_nothing_is_overwritten_by_a_new_edition(folder: Path) -> None:
    done = run("new", folder)
    assert done.exit_code == 1
    assert "已存在" in done.output


def test_an_edition_is_locked_only_if_it_passes(folder: Path, edit: Edit) -> None:
    edit("edition.yaml", "\nstatus: draft", "\nstatus: published")
    assert run("check", folder).exit_code == 1
    assert run("lock", folder).exit_code == 0
    assert run("check", folder).exit_code == 0
    locked = (folder / "checksum").read_text()
    edit("conditions.yaml", "at_least: {months: 60}", "at_least: {months: 61}")
    assert "校验和不符" in run("check", folder).output
    done = run("lock", folder)
    assert done.exit_code == 1
    assert "没有锁定" in done.output
    assert (folder / "checksum").read_text() == locked
