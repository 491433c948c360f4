"""A sheet of A4 as a scanner sees it: title, paragraphs, signature, seal, slightly askew."""

from dataclasses import dataclass

from PIL import Image, ImageDraw

from deploy.local.scans.ink import INK, font, seal, watermark

DOTS_PER_INCH = 120
SIZE = (992, 1403)  # A4 at 120 dpi
PAPER = (250, 248, 243)
MARGIN = 120
TITLE, BODY = 44, 26
LINE = 46
# No line begins with one of these.
CLOSING = "，。、；：？！”’）》〉】〕"


@dataclass(frozen=True)
class Text:
    """What stands on the sheet; `signer` seals it."""

    title: str
    paragraphs: tuple[str, ...]
    signer: str
    dated: str


def draw_sheet(text: Text) -> Image.Image:
    image = Image.new("RGB", SIZE, PAPER)
    draw = ImageDraw.Draw(image)
    draw.text((SIZE[0] // 2, 170), text.title, font=font(TITLE), fill=INK, anchor="mm")
    y = _paragraphs(draw, text.paragraphs, 260)
    _signature(image, draw, text, max(y + 90, 760))
    marked = watermark(image, 88)
    return marked.rotate(0.4, resample=Image.Resampling.BILINEAR, fillcolor=PAPER)


def _paragraphs(draw: ImageDraw.ImageDraw, paragraphs: tuple[str, ...], y: int) -> int:
    for paragraph in paragraphs:
        for line in wrapped(f"　　{paragraph}", (SIZE[0] - 2 * MARGIN) // BODY):
            draw.text((MARGIN, y), line, font=font(BODY), fill=INK)
            y += LINE
        y += LINE // 3
    return y


def wrapped(text: str, width: int) -> list[str]:
    """Lines of so many full-width characters; two half-width ones count as one."""
    lines, line, used = [], "", 0
    for sign in text:
        size = 1 if sign.isascii() else 2
        if used + size > 2 * width and sign not in CLOSING:
            lines.append(line)
            line, used = "", 0
        line, used = line + sign, used + size
    return [*lines, line]


def _signature(image: Image.Image, draw: ImageDraw.ImageDraw, text: Text, y: int) -> None:
    right = SIZE[0] - MARGIN
    draw.text((right, y), text.signer, font=font(BODY), fill=INK, anchor="rm")
    draw.text((right, y + LINE), text.dated, font=font(BODY), fill=INK, anchor="rm")
    seal(image, (right - 110, y + 20), 92, text.signer.removesuffix("（样例）")[:8])
