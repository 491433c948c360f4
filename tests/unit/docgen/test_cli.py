"""Docgen's commands."""

import json
from pathlib import Path

from click.testing import CliRunner

from docgen_service.cli import cli
from shared.regulation.library import BUILT_IN
from tests.support.papers import EDITION, annex_1, correction_notice, photo_file, photo_reference, words


def _run(*arguments: object) -> tuple[int, str]:
    result = CliRunner().invoke(cli, [str(argument) for argument in arguments])
    return result.exit_code, result.output


def _copied_edition(folder: Path) -> Path:
    target = folder / EDITION
    for file in (BUILT_IN / EDITION).rglob("*"):
        copy = target / file.relative_to(BUILT_IN / EDITION)
        if file.is_file():
            copy.parent.mkdir(parents=True, exist_ok=True)
            copy.write_bytes(file.read_bytes())
    return target


def test_templates_are_built_from_their_sources(tmp_path: Path) -> None:
    edition = _copied_edition(tmp_path)
    template = edition / "templates/annex_1.docx"
    template.unlink()
    code, output = _run("templates", "build", "--editions", tmp_path)
    assert (code, template.is_file()) == (0, True)
    assert output.splitlines()[0] == "已写出  annex_1.docx"
    assert output.count("无变化") == len(list(template.parent.glob("*.yaml"))) - 1


def test_a_faulty_template_fails_the_check(tmp_path: Path) -> None:
    templates = _copied_edition(tmp_path) / "templates"
    source = (templates / "annex_1.yaml").read_text("utf-8")
    (templates / "annex_1.yaml").write_text(source.replace("{{ name }}", "{{ nmae }}"), "utf-8")
    _run("templates", "build", "--editions", tmp_path)
    code, output = _run("templates", "check", "--editions", tmp_path)
    assert code == 1
    assert "nmae: 没有这个字段" in output


def test_a_draft_is_printed_from_a_file_of_data(tmp_path: Path) -> None:
    data, target = tmp_path / "data.json", tmp_path / "out.docx"
    data.write_text(correction_notice().model_dump_json(), "utf-8")
    assert _run("render", "correction_notice", data, target)[0] == 0
    assert "补正通知书" in words(target.read_bytes())


def test_a_photo_is_given_as_a_file(tmp_path: Path) -> None:
    data, target, photo = tmp_path / "data.json", tmp_path / "out.docx", tmp_path / "photo.jpg"
    data.write_text(annex_1(photo=photo_reference()).model_dump_json(), "utf-8")
    photo.write_bytes(photo_file())
    code, output = _run("render", "annex_1", data, target)
    assert (code, "--photo" in output) == (1, True)
    assert _run("render", "annex_1", data, target, "--photo", photo)[0] == 0


def test_faulty_data_is_explained_field_by_field(tmp_path: Path) -> None:
    data = tmp_path / "data.json"
    data.write_text(json.dumps({"addressee": ""}), "utf-8")
    code, output = _run("render", "correction_notice", data, tmp_path / "out.docx")
    assert code == 1
    assert "addressee：" in output
    assert "deadline：缺少此项" in output
    data.write_text("{", "utf-8")
    assert "不是有效的JSON" in _run("render", "correction_notice", data, tmp_path / "out.docx")[1]
    assert "没有这种文书" in _run("render", "poem", _json(tmp_path), tmp_path / "out.docx")[1]


def _json(folder: Path) -> Path:
    file = folder / "empty.json"
    file.write_text("{}", "utf-8")
    return file
