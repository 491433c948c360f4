"""版记: who receives a copy, who printed it and when, on the lower edge of the last page's text area (GB/T 9704)."""

from typing import Any

from docx.oxml import parse_xml
from docx.oxml.ns import qn

from docgen_service.rendering.authoring.looks import Page
from docgen_service.rendering.authoring.parts import element, frame, paragraph, tag, tag_row
from docgen_service.rendering.authoring.sources import Colophon

_EMU_PER_MM = 36_000
# Tall enough for any list of copies; what is not needed of it stays empty above the rules.
_HEIGHT = 90
_OFFICE = "http://schemas.openxmlformats.org"
_BOX = """<w:r xmlns:w="{office}/wordprocessingml/2006/main"><mc:AlternateContent \
xmlns:mc="{office}/markup-compatibility/2006"><mc:Choice \
xmlns:wps="http://schemas.microsoft.com/office/word/2010/wordprocessingShape" Requires="wps"><w:drawing><wp:anchor \
xmlns:wp="{office}/drawingml/2006/wordprocessingDrawing" distT="0" distB="0" distL="0" distR="0" simplePos="0" \
relativeHeight="1" behindDoc="1" locked="0" layoutInCell="1" allowOverlap="1"><wp:simplePos x="0" y="0"/>\
<wp:positionH relativeFrom="margin"><wp:align>left</wp:align></wp:positionH>\
<wp:positionV relativeFrom="margin"><wp:align>bottom</wp:align></wp:positionV>\
<wp:extent cx="{width}" cy="{height}"/><wp:effectExtent l="0" t="0" r="0" b="0"/><wp:wrapNone/>\
<wp:docPr id="900" name="版记"/><wp:cNvGraphicFramePr/><a:graphic xmlns:a="{office}/drawingml/2006/main">\
<a:graphicData uri="http://schemas.microsoft.com/office/word/2010/wordprocessingShape"><wps:wsp>\
<wps:cNvSpPr txBox="1"/><wps:spPr><a:xfrm><a:off x="0" y="0"/><a:ext cx="{width}" cy="{height}"/></a:xfrm>\
<a:prstGeom prst="rect"><a:avLst/></a:prstGeom><a:noFill/><a:ln><a:noFill/></a:ln></wps:spPr>\
<wps:txbx><w:txbxContent/></wps:txbx><wps:bodyPr lIns="0" tIns="0" rIns="0" bIns="0" anchor="b"/></wps:wsp>\
</a:graphicData></a:graphic></wp:anchor></w:drawing></mc:Choice></mc:AlternateContent></w:r>"""


def colophon(document: Any, block: Colophon, page: Page) -> None:
    """A box that hangs on the lower edge of the page on which the document ends, and the room for it in the text.

    Text does not run around the box: in LibreOffice a table before a floating one would jump to the next page.
    Instead empty paragraphs, together as tall as the colophon, hold the box and go over to the next page with it.
    """
    tag(document, f"for line in {block.copied_to}|copy_lines")
    paragraph(document.add_paragraph(), "", "colophon_room", keep=True)
    tag(document, "endfor")
    holder = document.add_paragraph()
    paragraph(holder, "", "colophon_room")
    width, height = (round(side * _EMU_PER_MM) for side in (page.width, _HEIGHT))
    box = parse_xml(_BOX.format(office=_OFFICE, width=width, height=height))
    holder._p.append(box)
    table = _table(document, block, page)
    content = next(box.iter(qn("w:txbxContent")))
    content.append(table._tbl)
    # Word wants a paragraph behind a table.
    last = element("p")
    properties = element("pPr")
    properties.append(element("pStyle", val="anchor"))
    last.append(properties)
    content.append(last)


def _table(document: Any, block: Colophon, page: Page) -> Any:
    table = document.add_table(0, 2)
    tag_row(table, f"if {block.copied_to}")
    left, right = table.add_row().cells
    paragraph(left.merge(right).paragraphs[0], f"抄送：{{{{ {block.copied_to}|joined }}}}。", "colophon")
    tag_row(table, "endif")
    left, right = table.add_row().cells
    paragraph(left.paragraphs[0], block.printed_by, "colophon_left")
    paragraph(right.paragraphs[0], f"{block.printed_on}印发", "colophon_right")
    frame(table, [page.width - 62, 62], {"top": 8, "insideH": 6, "bottom": 8})
    margins = element("tblCellMar")
    margins.extend([element("left", w="0", type="dxa"), element("right", w="0", type="dxa")])
    table._tbl.tblPr.find(qn("w:tblLayout")).addnext(margins)
    return table
