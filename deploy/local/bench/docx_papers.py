"""The papers of the benchmark `docx`: the same words and layout for every side, each in its own tags.

A certificate of 6 fields, a form of 21 (annex 1 and a little more), the form with a photo, a notice with a table.
All are written by the project's own authoring code, so all are slim.
"""

import re
from collections.abc import Callable, Mapping
from dataclasses import dataclass
from typing import Any

from docgen_service.rendering.archive import pack_stored, unpack
from docgen_service.rendering.authoring.build import build
from docgen_service.rendering.authoring.sources import Cell, Grid, Paragraph, Row, TemplateSource


@dataclass(frozen=True)
class Tags:
    """How a side writes its tags; `{}` stands for a field's name."""

    field: str
    entry: str
    lines: str = ""
    photo: str | None = None
    opening: str = ""
    closing: str = ""
    before: str | None = None
    after: str | None = None

    def of(self, name: str) -> str:
        return (self.lines if self.lines and name in _LINES else self.field).replace("{}", name)


_PLAIN = "{{ {} }}"
_JINJA = {
    "field": _PLAIN, "entry": "{{ p.{} }}", "before": "{%tr for p in people %}", "after": "{%tr endfor %}",
}  # fmt: skip
TAGS: Mapping[str, Tags] = {
    "suite": Tags(**_JINJA, photo="{{ photo|picture(32, 46) }}"),
    "docxtpl": Tags(**_JINJA, photo="{{ photo }}"),
    "docxtemplater": Tags("{{}}", "{{}}", opening="{#people}", closing="{/people}"),
    "easy-template-x": Tags("{{}}", "{{}}", photo="{photo}", opening="{#people}", closing="{/people}"),
    "carbone": Tags("{d.{}}", "{d.people[i].{}}", lines="{d.{}:convCRLF}", after="{d.people[i+1].index}"),
    "docx-templates": Tags(
        "+++{}+++", "+++$p.{}+++", photo="+++IMAGE drawn()+++", before="+++FOR p IN people+++",
        after="+++END-FOR p+++",
    ),
    "docx-mailmerge2": Tags("«{}»", "«p_{}»"),
}  # fmt: skip

_LINES = ("awards", "resume", "deeds")
_FORM = (
    (("姓名", "name"), ("性别", "sex"), ("出生年月", "birth_month")),
    (("民族", "ethnicity"), ("籍贯", "native_place"), ("出生地", "birthplace")),
    (("身份证号", "id_number"), ("联系电话", "phone"), ("政治面貌", "political_status")),
    (("学历", "education"), ("参加工作时间", "work_start"), ("申报渠道", "channel")),
    (("工作单位", "employer"), ("职务职称", "post_title"), ("工种", "trade")),
    (("单位地址", "address"), ("推荐单位", "nominator")),
)
_WIDTHS = [22.0, 34.0, 22.0, 34.0, 22.0, 36.0]
_COLUMNS = ("index", "name", "trade", "employer", "reason")


def template(kind: str, side: str) -> bytes | None:
    """The template of a kind (certificate, form, photo, notice) for a side; None if the side cannot print it."""
    tags = TAGS[side]
    if kind == "photo" and not tags.photo:
        return None
    package = build(_SOURCES[kind](tags))
    return _with_merge_fields(package) if side == "docx-mailmerge2" else package


def _certificate(tags: Tags) -> TemplateSource:
    texts = [
        ("number", f"证书编号：{tags.of('number')}"),
        ("flush", f"{tags.of('name')}同志："),
        ("body", f"你在{tags.of('trade')}岗位上扎根一线、精益求精，经研究，命名为{tags.of('title')}。"),
        ("body", "特发此证，以资鼓励。"),
        ("right", tags.of("organ")),
        ("right", tags.of("issued_on")),
    ]
    return _source("gbt9704", "荣誉证书", [Paragraph(text=text, style=style) for style, text in texts])


def _form(tags: Tags, photo: str | None = None) -> TemplateSource:
    rows = [
        Row(height_mm=13, cells=[
            cell for label, name in pairs for cell in (_cell(label), _cell(tags.of(name)))
        ]) for pairs in _FORM
    ]  # fmt: skip
    wide = (("奖惩情况", "awards"), ("个人简历", "resume"), ("主要事迹", "deeds"))
    rows += [Row(cells=[_cell(label), Cell(text=tags.of(name), columns=5)]) for label, name in wide]
    blocks = [
        Paragraph(text="附件1", style="mark"),
        Paragraph(text="“桂林工匠”推荐申请表", style="title"),
        Paragraph(text=f"填表时间：{tags.of('filled_on')}", style="right"),
        *([Paragraph(text=photo, style="flush")] if photo else []),
        Grid(grid=rows, widths_mm=_WIDTHS),
    ]
    return _source("form", "“桂林工匠”推荐申请表", blocks)


def _notice(tags: Tags) -> TemplateSource:
    entries = [tags.entry.replace("{}", name) for name in _COLUMNS]
    entries[0], entries[-1] = tags.opening + entries[0], entries[-1] + tags.closing
    rows = [
        Row(header=True, cells=[_cell(label) for label in ("序号", "姓名", "工种", "工作单位", "说明")]),
        *([Row(cells=[_cell(tags.before)])] if tags.before else []),
        Row(cells=[_cell(text) for text in entries]),
        *([Row(cells=[_cell(tags.after)])] if tags.after else []),
    ]
    blocks = [
        Paragraph(text="关于公布名单的通知", style="title"),
        Paragraph(text=tags.of("number"), style="number"),
        Paragraph(text=f"{tags.of('addressee')}：", style="flush"),
        Paragraph(text=f"经{tags.of('organ')}研究，现将名单公布如下，请各单位认真组织学习。", style="body"),
        Grid(grid=rows, widths_mm=[14, 26, 30, 50, 36]),
        Paragraph(text=tags.of("issued_on"), style="right"),
    ]
    return _source("gbt9704", "通知", blocks)


def _cell(text: str) -> Cell:
    return Cell(text=text, style="label")


def _source(layout: str, title: str, blocks: list[Any]) -> TemplateSource:
    return TemplateSource.model_validate({"layout": layout, "title": title, "blocks": blocks})


_SOURCES: Mapping[str, Callable[[Tags], TemplateSource]] = {
    "certificate": _certificate,
    "form": _form,
    "photo": lambda tags: _form(tags, tags.photo),
    "notice": _notice,
}


def _with_merge_fields(package: bytes) -> bytes:
    """Word's own merge fields instead of «name»."""
    parts = unpack(package)
    run = re.compile(r"<w:r><w:t(?: [^>]*)?>([^<]*«[^<]*)</w:t></w:r>")
    text = run.sub(lambda match: _merge_runs(match.group(1)), parts["word/document.xml"].decode())
    return pack_stored(parts | {"word/document.xml": text.encode()})


def _merge_runs(text: str) -> str:
    field = (
        '<w:fldSimple w:instr=" MERGEFIELD {0} \\* MERGEFORMAT "><w:r><w:t>«{0}»</w:t></w:r></w:fldSimple>'
    )
    pieces = re.split(r"«(\w+)»", text)
    runs = [
        field.format(piece) if index % 2 else f'<w:r><w:t xml:space="preserve">{piece}</w:t></w:r>'
        for index, piece in enumerate(pieces) if piece
    ]  # fmt: skip
    return "".join(runs)


def words(package: bytes) -> list[str]:
    """The paragraphs of a filled paper that say something, line breaks included."""
    xml = unpack(package)["word/document.xml"].decode()
    xml = re.sub(r"<w:(?:br|cr)[^>]*>", "\n", re.sub(r"(?<=>)\s+(?=<)", "", xml))
    paragraphs = (re.sub(r"<[^>]+>", "", text) for text in xml.split("</w:p>"))
    return [_unescaped(text) for text in paragraphs if text.strip()]


def _unescaped(text: str) -> str:
    for entity, character in (
        ("&lt;", "<"),
        ("&gt;", ">"),
        ("&#34;", '"'),
        ("&quot;", '"'),
        ("&#39;", "'"),
        ("&apos;", "'"),
    ):
        text = text.replace(entity, character)
    return text.replace("&amp;", "&").strip()
