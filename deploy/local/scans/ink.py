"""Font, watermark and seal: what every sample scan is drawn with."""

from functools import cache
from pathlib import Path

from PIL import Image, ImageDraw, ImageFont

FONT = Path(__file__).parent / "font" / "scan-serif.otf"
WATERMARK = "样例"
INK = (28, 28, 30)
SEAL_RED = (190, 30, 35)
GREY = (120, 120, 130)


@cache
def font(size: int) -> ImageFont.FreeTypeFont:
    return ImageFont.truetype(str(FONT), size)


def characters() -> frozenset[str]:
    """What the font can draw; anything else would come out as an empty box."""
    return frozenset(FONT.with_name("characters.txt").read_text("utf-8"))


def watermark(image: Image.Image, size: int) -> Image.Image:
    """Writes 样例 across the whole picture, so that it can never pass for a real paper."""
    marks = _marks(image.size, size)
    image.paste(marks, mask=marks.getchannel("A"))
    return image


@cache
def _marks(extent: tuple[int, int], size: int) -> Image.Image:
    """Rows of 样例 on a square that covers the picture however it is turned, cut to the picture."""
    side = sum(extent)
    layer = Image.new("RGBA", (side, side), (*GREY, 0))
    draw = ImageDraw.Draw(layer)
    for row, y in enumerate(range(0, side, size * 4)):
        for x in range((row % 2) * size * 2, side, size * 5):
            draw.text((x, y), WATERMARK, font=font(size), fill=(*GREY, 70))
    turned = layer.rotate(24, resample=Image.Resampling.BICUBIC, fillcolor=(*GREY, 0))
    left, top = (side - extent[0]) // 2, (side - extent[1]) // 2
    return turned.crop((left, top, left + extent[0], top + extent[1]))


def seal(image: Image.Image, centre: tuple[int, int], radius: int, owner: str) -> None:
    """A round red seal with a star; below the star it says 样例 and not an office's name alone."""
    draw = ImageDraw.Draw(image)
    x, y = centre
    draw.ellipse(
        (x - radius, y - radius, x + radius, y + radius), outline=SEAL_RED, width=max(3, radius // 18)
    )
    small = font(max(12, radius // 5))
    draw.text((x, y - radius // 2), owner, font=small, fill=SEAL_RED, anchor="mm")
    draw.text((x, y), "★", font=font(radius // 2), fill=SEAL_RED, anchor="mm")
    draw.text((x, y + radius // 2), WATERMARK, font=small, fill=SEAL_RED, anchor="mm")
