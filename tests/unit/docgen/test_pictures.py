"""Photos: checked, turned upright, stripped, bounded."""

import io

import pytest
from PIL import Image

from docgen_service.rendering.pictures import Album
from shared.pictures import UnusablePicture, upright
from tests.support.papers import photo_file


def _exif(orientation: int) -> bytes:
    exif = Image.Exif()
    exif[0x0112] = orientation
    exif[0x010F] = "camera with a serial number"
    return exif.tobytes()


def test_a_photo_taken_sideways_is_printed_upright_without_its_metadata() -> None:
    picture = upright(photo_file(490, 350, exif=_exif(6)))
    assert (picture.width, picture.height) == (350, 490)
    image = Image.open(io.BytesIO(picture.content))
    assert not image.getexif()
    red, _, blue = image.getpixel((340, 10))  # the corner that was upper left stands upper right now
    assert blue > red


def test_a_png_with_transparency_prints_on_white() -> None:
    target = io.BytesIO()
    Image.new("RGBA", (20, 20), (0, 0, 0, 0)).save(target, "PNG")
    image = Image.open(io.BytesIO(upright(target.getvalue()).content))
    assert image.format == "JPEG"
    assert min(image.getpixel((5, 5))) > 250


def test_a_large_photo_is_made_small_enough_for_print() -> None:
    picture = upright(photo_file(4000, 6000))
    assert max(picture.width, picture.height) == 1200
    assert len(picture.content) < 300_000


def test_the_same_photo_gives_the_same_bytes() -> None:
    assert upright(photo_file()) == upright(photo_file())


@pytest.mark.parametrize(
    "content",
    [
        b"",
        b"not a picture",
        b"%PDF-1.7 ...",
        photo_file()[:2000],
        photo_file(form="GIF"),
        b"\xff\xd8\xff\xe0" * 9,
    ],
    ids=["empty", "text", "pdf", "cut short", "gif", "only a header"],
)
def test_what_is_no_photo_is_refused_in_chinese(content: bytes) -> None:
    with pytest.raises(UnusablePicture) as caught:
        upright(content)
    assert "重新上传" in caught.value.reason


def test_a_photo_of_40_megabytes_is_refused_before_it_is_read() -> None:
    with pytest.raises(UnusablePicture) as caught:
        upright(b"\xff\xd8" + bytes(40 * 1024 * 1024))
    assert "20MB" in caught.value.reason


def test_a_picture_that_would_unpack_to_gigabytes_is_refused() -> None:
    target = io.BytesIO()
    Image.new("1", (9000, 9000)).save(target, "PNG")
    with pytest.raises(UnusablePicture) as caught:
        upright(target.getvalue())
    assert "像素" in caught.value.reason


def test_a_picture_fits_its_box_and_keeps_its_proportions() -> None:
    drawn = Album(5).draw(upright(photo_file(350, 490)), 35, 35)
    assert 'cx="900000" cy="1260000"' in drawn
    assert 'r:embed="rId5"' in drawn


def test_a_picture_printed_twice_is_stored_once() -> None:
    album, picture = Album(1), upright(photo_file())
    album.draw(picture, 10, 10)
    album.draw(picture, 20, 20)
    assert len(list(album.entries())) == 1
