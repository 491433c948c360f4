"""Photos: checked, turned upright, stripped of their metadata, bounded; refused at upload, drawn by docgen."""

import io
import threading
import warnings
from dataclasses import dataclass

from PIL import Image, ImageOps

MAX_BYTES = 20 * 1024 * 1024
# A JPEG is decoded at a fraction of its size, a PNG as a whole: of 250 kB it can make a gigabyte.
_MAX_PIXELS = {"JPEG": 60_000_000, "PNG": 16_000_000}
_MAX_SIDE = 1200  # pixels: a 2-inch photo (35 × 49 mm) at 600 dpi
_one_at_a_time = threading.Lock()


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
        with _one_at_a_time:
            image = _read(content)
    except (Image.DecompressionBombError, Image.DecompressionBombWarning):
        raise UnusablePicture("照片的像素过多，请缩小后重新上传。") from None
    except UnusablePicture:
        raise
    except Exception:  # whatever a spoilt file makes the reader stumble over
        raise UnusablePicture("照片不是可以打开的JPEG或PNG图片，请重新上传。") from None
    target = io.BytesIO()
    image.save(target, "JPEG", quality=90)
    return Picture(target.getvalue(), image.width, image.height)


def _read(content: bytes) -> Image.Image:
    with warnings.catch_warnings():
        warnings.simplefilter("error", Image.DecompressionBombWarning)
        image: Image.Image = Image.open(io.BytesIO(content), formats=("JPEG", "PNG"))
    if image.width * image.height > _MAX_PIXELS[str(image.format)]:
        raise UnusablePicture("照片的像素过多，请缩小后重新上传。")
    image.draft("RGB", (_MAX_SIDE, _MAX_SIDE))  # a JPEG is decoded at a half or a quarter at once
    image = image.convert("RGBA" if _is_transparent(image) else "RGB")
    image.thumbnail((_MAX_SIDE, _MAX_SIDE))
    image = _flat(ImageOps.exif_transpose(image))
    image.info.clear()  # a JPEG's comment would be written again
    return image


def _is_transparent(image: Image.Image) -> bool:
    return image.mode in {"RGBA", "LA", "PA"} or "transparency" in image.info


def _flat(image: Image.Image) -> Image.Image:
    """RGB on white: a transparent PNG would otherwise print black."""
    if image.mode != "RGBA":
        return image
    white = Image.new("RGBA", image.size, "white")
    return Image.alpha_composite(white, image).convert("RGB")
