"""A 2寸 photo with a red background: a drawn figure, nobody's face."""

from PIL import Image, ImageDraw

from deploy.local.scans.ink import watermark

SIZE = (413, 579)  # 35 mm by 49 mm at 300 dpi
DOTS_PER_INCH = 300
RED = (200, 32, 38)
SKIN, HAIR, COAT, SHIRT = (232, 190, 160), (38, 32, 30), (46, 58, 84), (236, 238, 240)


def draw_portrait() -> Image.Image:
    """Head and shoulders from the front, no hat (正面免冠红底)."""
    image = Image.new("RGB", SIZE, RED)
    draw = ImageDraw.Draw(image)
    middle = SIZE[0] // 2
    draw.ellipse((middle - 190, 400, middle + 190, 760), fill=COAT)
    draw.polygon([(middle - 62, 405), (middle + 62, 405), (middle, 520)], fill=SHIRT)
    draw.rectangle((middle - 42, 340, middle + 42, 420), fill=SKIN)
    draw.ellipse((middle - 108, 96, middle + 108, 300), fill=HAIR)
    draw.ellipse((middle - 94, 132, middle + 94, 374), fill=SKIN)
    for side in (-1, 1):
        eye = middle + side * 40
        draw.ellipse((eye - 12, 232, eye + 12, 246), fill=HAIR)
    draw.arc((middle - 34, 284, middle + 34, 326), 20, 160, fill=(150, 80, 76), width=5)
    return watermark(image, 52)
