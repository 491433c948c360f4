"""Photos: checked, turned upright, stripped of their metadata, bounded; refused at upload, drawn by docgen."""

import io
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

MAX_BYTES = 20 * 1024 * 1024
_MAX_PIXELS = 60_000_000
_MAX_SIDE = 1200  # pixels: a 2-inch photo (35 × 49 mm) at 600 dpi


class UnusablePicture(Exception):
    """The file is no picture that can be printed; `reason` is a Chinese sentence without its content."""

    def __init__(self, reason: str) -> None:
        super().__init__("unusable picture")
        self.reason = reason


@dataclass(frozen=True)
class Picture:
    """A picture ready for the paper: JPEG, upright, without metadata."""

    content: bytes
    width: int
    height: int


def upright(content: bytes) -> Picture:
    """Reads JPEG or PNG within bounds, applies its EXIF orientation and drops everything but the pixels."""
    if len(content) > MAX_BYTES:
        raise UnusablePicture("照片超过20MB，请压缩后重新上传。")
    try:
        with warnings.catch_warnings():
            warnings.simplefilter("error", Image.DecompressionBombWarning)
            image: Image.Image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
        if image.width * image.height > _MAX_PIXELS:
            raise UnusablePicture("照片的像素过多，请缩小后重新上传。")
        image.draft("RGB", (_MAX_SIDE, _MAX_SIDE))  # a JPEG is decoded at a half or a quarter at once
        image = _flat(ImageOps.exif_transpose(image))
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UnusablePicture("照片的像素过多，请缩小后重新上传。") from None
    except (OSError, ValueError, SyntaxError):
        raise UnusablePicture("照片不是可以打开的JPEG或PNG图片，请重新上传。") from None
    image.thumbnail((_MAX_SIDE, _MAX_SIDE))
    target = io.BytesIO()
    image.save(target, "JPEG", quality=90)
    return Picture(target.getvalue(), image.width, image.height)


def _flat(image: Image.Image) -> Image.Image:
    """RGB on white: a transparent PNG would otherwise print black."""
    if image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info:
        layer = image.convert("RGBA")
        white = Image.new("RGBA", layer.size, "white")
        return Image.alpha_composite(white, layer).convert("RGB")
    return image.convert("RGB")
