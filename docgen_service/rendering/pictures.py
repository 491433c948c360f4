"""Pictures drawn inline in a document; `shared.pictures` has made them fit for the paper."""

from collections.abc import Iterator
from dataclasses import dataclass, field

from markupsafe import Markup

from shared.pictures import Picture

_EMU_PER_MM = 36_000
_DRAWING = (
    '</w:t></w:r><w:r><w:drawing><wp:inline distT="0" distB="0" distL="0" distR="0" xmlns:wp="http://schemas.openxmlformats.org/drawingml/2006/'
    'wordprocessingDrawing" xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" '
    'xmlns:pic="http://schemas.openxmlformats.org/drawingml/2006/picture" '
    'xmlns:r="http://schemas.openxmlformats.org/officeDocument/2006/relationships">'
    '<wp:extent cx="{cx}" cy="{cy}"/><wp:docPr id="{id}" name="Picture {number}"/><wp:cNvGraphicFramePr>'
    '<a:graphicFrameLocks noChangeAspect="1"/></wp:cNvGraphicFramePr><a:graphic><a:graphicData '
    'uri="http://schemas.openxmlformats.org/drawingml/2006/picture"><pic:pic><pic:nvPicPr>'
    '<pic:cNvPr id="0" name="image.jpg"/><pic:cNvPicPr/></pic:nvPicPr><pic:blipFill>'
    '<a:blip r:embed="{relation}"/><a:stretch><a:fillRect/></a:stretch></pic:blipFill><pic:spPr>'
    '<a:xfrm><a:off x="0" y="0"/><a:ext cx="{cx}" cy="{cy}"/></a:xfrm><a:prstGeom prst="rect"/>'
    "</pic:spPr></pic:pic></a:graphicData></a:graphic></wp:inline></w:drawing></w:r>"
    '<w:r><w:t xml:space="preserve">'
)


@dataclass
class Album:
    """The pictures of one document that is being made: each file once, however often it is printed."""

    first_relation: int
    files: dict[bytes, int] = field(default_factory=dict)
    drawn: int = 0

    def draw(self, picture: Picture, width_mm: float, height_mm: float) -> str:
        number = self.files.setdefault(picture.content, len(self.files) + 1)
        self.drawn += 1
        scale = min(width_mm / picture.width, height_mm / picture.height) * _EMU_PER_MM
        return _DRAWING.format(
            cx=round(picture.width * scale), cy=round(picture.height * scale),
            id=1000 + self.drawn, number=number, relation=f"rId{self.first_relation + number - 1}",
        )  # fmt: skip

    def entries(self) -> Iterator[tuple[str, str, bytes]]:
        """Relationship id, file name and content of every picture."""
        for content, number in self.files.items():
            yield f"rId{self.first_relation + number - 1}", f"image{number}.jpg", content


@dataclass(frozen=True)
class Placed:
    """A picture in the data of one document, bound to that document's album."""

    picture: Picture
    album: Album


def fit(value: Placed, width_mm: float, height_mm: float) -> Markup:
    """The filter `picture`: as large as the box allows, its proportions kept."""
    return Markup(value.album.draw(value.picture, width_mm, height_mm))  # noqa: S704 - built from numbers
