"""What a template's package may hold: text, styles, pictures; nothing that runs, embeds or fetches."""

import io
import re
import zipfile
from collections.abc import Iterator

from lxml import etree

from docgen_service.rendering.checks.fault import TemplateFault

_MAX_PARTS, _MAX_PACKAGE, _MAX_PART = 200, 10 * 1024 * 1024, 8 * 1024 * 1024
_ALLOWED = re.compile(
    r"\[Content_Types\]\.xml|_rels/\.rels|docProps/(core|app|custom)\.xml|customXml/.+\.(xml|rels)|"
    r"word/(document|styles|settings|fontTable|webSettings|numbering|footnotes|endnotes|comments|"
    r"header\d*|footer\d*|stylesWithEffects)\.xml|word/theme/theme\d*\.xml|"
    r"word/_rels/\w+\.xml\.rels|word/media/[\w.-]+\.(jpe?g|png|gif)|docProps/thumbnail\.\w+"
)
_ACTIVE_FIELDS = re.compile(r"\b(INCLUDEPICTURE|INCLUDETEXT|DDEAUTO|DDE|LINK|IMPORT|DATABASE|HYPERLINK)\b")
_FORBIDDEN_RELATIONS = (
    "attachedTemplate",
    "oleObject",
    "package",
    "control",
    "aFChunk",
    "vbaProject",
    "hyperlink",
)


def size_faults(package: bytes) -> Iterator[TemplateFault]:
    """What must be known before anything is unpacked: a small file may unpack to gigabytes."""
    try:
        with zipfile.ZipFile(io.BytesIO(package)) as archive:
            infos = archive.infolist()
    except zipfile.BadZipFile:
        yield TemplateFault("（文件）", "", "不是Word文件（.docx），请用Word或WPS另存为.docx后再试")
        return
    if len(package) > _MAX_PACKAGE or sum(info.file_size for info in infos) > _MAX_PACKAGE:
        yield TemplateFault("（文件）", "", "模板过大（上限10MB），请删去图片和多余内容")
    if len(infos) > _MAX_PARTS or len({info.filename for info in infos}) != len(infos):
        yield TemplateFault("（文件）", "", "模板的内部文件过多或重名")
    for info in infos:
        if info.file_size > _MAX_PART:
            yield TemplateFault(info.filename, "", "内部文件过大")


def part_faults(parts: dict[str, bytes]) -> Iterator[TemplateFault]:
    """Parts that do not belong, relationships that lead outside, and fields that fetch."""
    for name, content in parts.items():
        if not _ALLOWED.fullmatch(name):
            yield TemplateFault(name, "", "模板不得含有宏、控件、嵌入对象或其他非文字内容")
        elif name.endswith((".xml", ".rels")):
            yield from _xml_faults(name, content)


def _xml_faults(name: str, content: bytes) -> Iterator[TemplateFault]:
    if b"<!DOCTYPE" in content or b"<!ENTITY" in content:
        yield TemplateFault(name, "", "内部文件不得声明DTD或实体")
        return
    try:
        root = etree.fromstring(content, etree.XMLParser(resolve_entities=False, no_network=True))
    except etree.XMLSyntaxError:
        yield TemplateFault(name, "", "内部文件不是合格的XML，请重新保存模板")
        return
    if name.endswith(".rels"):
        yield from _relation_faults(name, root)
    for instruction in root.xpath("//*[local-name()='instrText']/text() | //@*[local-name()='instr']"):
        if _ACTIVE_FIELDS.search(instruction):
            yield TemplateFault(name, instruction.strip()[:40], "模板不得含有引用外部内容的域")
    if root.xpath("//*[local-name()='altChunk' or local-name()='object' or local-name()='control']"):
        yield TemplateFault(name, "", "模板不得嵌入其他文件或控件")


def _relation_faults(name: str, root: etree._Element) -> Iterator[TemplateFault]:
    for relation in root:
        kind = (relation.get("Type") or "").rsplit("/", 1)[-1]
        if relation.get("TargetMode") == "External" or kind in _FORBIDDEN_RELATIONS:
            yield TemplateFault(name, kind, "模板不得引用外部内容或嵌入对象")
        if ".." in (relation.get("Target") or "").split("/")[1:]:
            yield TemplateFault(name, kind, "内部引用越出了文件范围")
