"""One ZIP of many Word files (打包下载), written as a stream: memory does not grow with their number."""

import struct
import zlib
from collections.abc import Iterable, Iterator
from itertools import chain

_LOCAL = struct.Struct("<4s5H3I2H")
_CENTRAL = struct.Struct("<4s6H3I5H2I")
_END = struct.Struct("<4s4H2IH")
_DATE, _UTF8_NAMES = (0 << 9) | (1 << 5) | 1, 0x800
_MOST_BYTES, _MOST_FILES = 0xFFFF_FFFF, 0xFFFF
_UNUSABLE = str.maketrans(dict.fromkeys('\\/:*?"<>|\r\n\t', "_"))


class TooLargeBundle(Exception):
    """More than a ZIP without extensions can hold (4 GB): ask for fewer documents at once."""


def file_name(item: int, total: int, title: str, number: str | None) -> str:
    """0007_“桂林工匠”证书_桂工匠证〔2026〕0007号.docx: sequence, title and number, never a person."""
    sequence = str(item).zfill(max(4, len(str(total))))
    return f"{sequence}_{title}_{number or '拟稿'}.docx".translate(_UNUSABLE)


def zipped(files: Iterable[tuple[str, bytes]]) -> Iterator[bytes]:
    """The ZIP in pieces; files are stored as they are (Word files are compressed), sizes stand before them."""
    directory: list[bytes] = []
    offset = 0
    for name, content in files:
        encoded, crc, size = name.encode(), zlib.crc32(content), len(content)
        about = (20, _UTF8_NAMES, 0, 0, _DATE, crc, size, size, len(encoded), 0)
        head = _LOCAL.pack(b"PK\x03\x04", *about)
        directory.append(_CENTRAL.pack(b"PK\x01\x02", 20, *about, 0, 0, 0, 0, offset) + encoded)
        offset += len(head) + len(encoded) + size
        if offset > _MOST_BYTES or len(directory) > _MOST_FILES:
            raise TooLargeBundle
        yield from (head, encoded, content)
    length = sum(map(len, directory))
    end = _END.pack(b"PK\x05\x06", 0, 0, len(directory), len(directory), length, offset, 0)
    yield from chain(directory, (end,))
