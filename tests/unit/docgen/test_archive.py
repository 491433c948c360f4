"""Word packages as bytes."""

import hashlib
import io
import zipfile

import pytest

from docgen_service.rendering.archive import BrokenPackage, Prefix, deflated, pack_stored, stored, unpack


def test_a_package_is_a_zip_that_others_can_read() -> None:
    package = Prefix([deflated("a.xml", b"<a/>" * 99)]).with_members(
        [deflated("字/b.xml", b"<b/>"), stored("c.jpg", b"\xff\xd8")]
    )
    with zipfile.ZipFile(io.BytesIO(package)) as archive:
        assert archive.testzip() is None
        assert {name: archive.read(name) for name in archive.namelist()} == {
            "a.xml": b"<a/>" * 99, "字/b.xml": b"<b/>", "c.jpg": b"\xff\xd8",
        }  # fmt: skip


def test_equal_parts_give_equal_bytes() -> None:
    assert pack_stored({"a": b"1", "b": b"2"}) == pack_stored({"a": b"1", "b": b"2"})


def test_deflated_bytes_are_these_on_every_processor() -> None:
    """Seen equal on x86-64 without SSE4.2, with SSE4.2, with AVX2, and on AArch64; a change means a new library."""
    words = "扎根一线，刻苦钻研。\n" * 3 + "样例甲乙丙丁戊己庚辛壬癸"
    content = "".join(
        f"<w:p><w:r><w:t>{n * n}{words[n % 40 :]}</w:t></w:r></w:p>" for n in range(400)
    ).encode()
    assert (
        hashlib.sha256(deflated("a.xml", content).payload).hexdigest()
        == "71d4933df341b8b9195e54a5a56c3c2fdd4b0017e19f9d3990db6a3cc77b611c"
    )


def test_parts_come_back_in_their_order() -> None:
    assert list(unpack(pack_stored({"b": b"2", "a": b"1"}))) == ["b", "a"]


@pytest.mark.parametrize("package", [b"", b"PK\x03\x04 no more", b"text"])
def test_what_is_no_package_is_refused(package: bytes) -> None:
    with pytest.raises(BrokenPackage):
        unpack(package)
