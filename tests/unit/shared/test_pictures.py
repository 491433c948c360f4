"""Photos of a hostile client: no small file makes a big process, and no spoilt one anything but a refusal."""

import io
import random
import resource

import pytest
from PIL import Image

from shared.pictures import UnusablePicture, upright


def _file(image: Image.Image, form: str, **options: object) -> bytes:
    target = io.BytesIO()
    image.save(target, form, **options)
    return target.getvalue()


def test_a_png_of_few_bytes_and_many_pixels_is_refused_before_it_is_decoded() -> None:
    bomb = _file(Image.new("1", (6000, 6000)), "PNG")
    before = resource.getrusage(resource.RUSAGE_SELF).ru_maxrss
    with pytest.raises(UnusablePicture, match="unusable") as refused:
        upright(bomb)
    assert "像素过多" in refused.value.reason
    assert resource.getrusage(resource.RUSAGE_SELF).ru_maxrss - before < 20 * 1024


def test_a_comment_goes_with_the_other_metadata() -> None:
    photo = _file(Image.new("RGB", (350, 490)), "JPEG", comment=b"taken at home")
    assert b"taken at home" in photo
    assert b"taken at home" not in upright(photo).content


def test_a_picture_without_colour_or_with_a_palette_is_read() -> None:
    for mode in ("L", "P", "1", "LA", "I;16"):
        assert upright(_file(Image.new(mode, (350, 490)), "PNG")).width == 350


def test_a_spoilt_file_is_refused_and_nothing_else() -> None:
    chance, exif = random.Random(20250429), Image.Exif()
    exif[0x0112], exif[0x010E] = 6, "x" * 40
    seeds = [
        _file(Image.effect_noise((60, 80), 50).convert(mode), form, exif=exif)
        for form, mode in (("JPEG", "RGB"), ("JPEG", "CMYK"), ("PNG", "RGBA"), ("PNG", "P"))
    ]
    for _ in range(1500):
        spoilt = bytearray(chance.choice(seeds))
        for _ in range(4):
            spoilt[chance.randrange(min(len(spoilt), 300))] = chance.randrange(256)
        try:
            upright(bytes(spoilt))
        except UnusablePicture:
            continue
