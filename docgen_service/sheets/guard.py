"""Whether a file is an Excel workbook that may be opened at all: looked at before openpyxl sees it."""

import re
import zipfile
from collections.abc import Iterator
from typing import IO, BinaryIO

from shared.problems import Refusal

MAX_BYTES = 20 * 1024 * 1024
MAX_UNPACKED = 64 * 1024 * 1024
_MAX_MEMBERS = 500
_WORKBOOK = b"spreadsheetml.sheet.main+xml"
_OLE = bytes.fromhex("d0cf11e0a1b11ae1")
_CHUNK = 256 * 1024
_OVERLAP = 512
_DOCTYPE = (b"<!DOCTYPE", "<!DOCTYPE".encode("utf-16-le"), "<!DOCTYPE".encode("utf-16-be"))


def refuse_unsafe(file: BinaryIO) -> None:
    """Refuses what is no .xlsx, holds macros or entities, or unpacks to more than a sheet of 10,000 rows could."""
    file.seek(0)
    head = file.read(8)
    size = file.seek(0, 2)
    file.seek(0)
    if size > MAX_BYTES:
        raise _refusal(413, "sheet_too_large", f"文件超过{MAX_BYTES // 1024 // 1024}MB，请分成几个文件提交。")
    if head == _OLE:
        message = "这是旧式.xls文件或加了密码的文件；请在Excel或WPS中另存为不加密的.xlsx。"
        raise _refusal(415, "sheet_old_format", message)
    try:
        with zipfile.ZipFile(file) as package:
            _refuse_package(package)
    except (zipfile.BadZipFile, NotImplementedError, RuntimeError, EOFError, ValueError):
        raise _refusal(415, "not_a_sheet", "这不是可以打开的Excel文件（.xlsx），请核对后重新上传。") from None
    finally:
        file.seek(0)


def _refuse_package(package: zipfile.ZipFile) -> None:
    members = package.infolist()
    if len(members) > _MAX_MEMBERS or sum(item.file_size for item in members) > MAX_UNPACKED:
        raise _refusal(
            413, "sheet_unpacks_too_large", "文件展开后过大，请删去多余的内容、图片和工作表后重试。"
        )
    names = {item.filename for item in members}
    if "[Content_Types].xml" not in names or _WORKBOOK not in package.read("[Content_Types].xml"):
        raise _refusal(415, "not_a_sheet", "这不是Excel工作簿（.xlsx），请另存为.xlsx后重新上传。")
    if any(name.lower().endswith("vbaproject.bin") for name in names):
        raise _refusal(415, "sheet_has_macros", "文件带有宏，请另存为不带宏的.xlsx。")
    for item in members:
        if item.filename.endswith((".xml", ".rels", ".vml")):
            _refuse_entities(package, item.filename)


def _refuse_entities(package: zipfile.ZipFile, name: str) -> None:
    with package.open(name) as stream:
        head = stream.read(4096)
    if any(mark in head for mark in _DOCTYPE):
        raise _refusal(415, "not_a_sheet", "文件含有不允许的内容（DTD），请用Excel或WPS另存为.xlsx后重试。")


def merged_and_hidden(file: BinaryIO, part: str) -> tuple[list[str], list[int]]:
    """The merged ranges and the hidden rows of a worksheet, which openpyxl does not tell when it only reads."""
    merged: dict[str, None] = {}
    hidden: dict[int, None] = {}
    with zipfile.ZipFile(file) as package, package.open(part) as stream:
        for piece in _pieces(stream):
            merged.update((found[1].decode(), None) for found in _MERGED.finditer(piece))
            rows = (_ROW_NUMBER.search(found[0]) for found in _HIDDEN.finditer(piece))
            hidden.update((int(row[1]), None) for row in rows if row)
    return list(merged), list(hidden)


_MERGED = re.compile(rb'<(?:\w+:)?mergeCell\s[^>]*?ref="([A-Z0-9:]{2,30})"')
_HIDDEN = re.compile(rb'<(?:\w+:)?row\s[^>]{0,400}?hidden="(?:1|true)"[^>]{0,400}?>')
_ROW_NUMBER = re.compile(rb'\sr="(\d{1,7})"')


def _pieces(stream: IO[bytes]) -> Iterator[bytes]:
    """The content in pieces that overlap, so that no tag is cut in two."""
    kept = b""
    while chunk := stream.read(_CHUNK):
        yield kept + chunk
        kept = (kept + chunk)[-_OVERLAP:]


def _refusal(status: int, code: str, message: str) -> Refusal:
    return Refusal(status, code, message)
