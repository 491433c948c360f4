"""Word packages as bytes."""

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


def test_parts_come_back_in_their_order() -> None:
    assert list(unpack(pack_stored({"b": b"2", "a": b"1"}))) == ["b", "a"]


@pytest.mark.parametrize("package", [b"", b"PK\x03\x04 no more", b"text"])
def test_what_is_no_package_is_refused(package: bytes) -> None:
    with pytest.raises(BrokenPackage):
        unpack(package)
