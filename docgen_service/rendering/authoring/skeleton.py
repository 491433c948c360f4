"""The slim package that every template begins with: python-docx's own default carries 876 KB of styles."""

from xml.sax.saxutils import escape

from docgen_service.rendering.archive import pack_stored
from docgen_service.rendering.authoring.looks import Page
from docgen_service.rendering.authoring.styles import DECLARATION, fonts_part, styles_part

_OPC = "http://schemas.openxmlformats.org/package/2006"
_OFFICE = "http://schemas.openxmlformats.org/officeDocument/2006"
_WORD = "application/vnd.openxmlformats-officedocument.wordprocessingml"
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"

_TYPES = f"""<Types xmlns="{_OPC}/content-types">\
<Default Extension="rels" ContentType="application/vnd.openxmlformats-package.relationships+xml"/>\
<Default Extension="xml" ContentType="application/xml"/>\
<Override PartName="/word/document.xml" ContentType="{_WORD}.document.main+xml"/>\
<Override PartName="/word/styles.xml" ContentType="{_WORD}.styles+xml"/>\
<Override PartName="/word/fontTable.xml" ContentType="{_WORD}.fontTable+xml"/>\
<Override PartName="/word/theme/theme1.xml" \
ContentType="application/vnd.openxmlformats-officedocument.theme+xml"/>\
<Override PartName="/word/settings.xml" ContentType="{_WORD}.settings+xml"/>\
<Override PartName="/docProps/core.xml" \
ContentType="application/vnd.openxmlformats-package.core-properties+xml"/></Types>"""

_PACKAGE_RELATIONS = f"""<Relationships xmlns="{_OPC}/relationships">\
<Relationship Id="rId1" Type="{_OFFICE}/relationships/officeDocument" Target="word/document.xml"/>\
<Relationship Id="rId2" Type="{_OPC}/relationships/metadata/core-properties" Target="docProps/core.xml"/>\
</Relationships>"""

_DOCUMENT_RELATIONS = f"""<Relationships xmlns="{_OPC}/relationships">\
<Relationship Id="rId1" Type="{_OFFICE}/relationships/styles" Target="styles.xml"/>\
<Relationship Id="rId2" Type="{_OFFICE}/relationships/settings" Target="settings.xml"/>\
<Relationship Id="rId3" Type="{_OFFICE}/relationships/fontTable" Target="fontTable.xml"/>\
<Relationship Id="rId4" Type="{_OFFICE}/relationships/theme" Target="theme/theme1.xml"/></Relationships>"""

_SETTINGS = f"""<w:settings xmlns:w="{_W}"><w:zoom w:percent="100"/>\
<w:defaultTabStop w:val="420"/><w:characterSpacingControl w:val="compressPunctuation"/>\
<w:compat><w:compatSetting w:name="compatibilityMode" w:uri="http://schemas.microsoft.com/office/word" \
w:val="15"/></w:compat></w:settings>"""

_DOCUMENT = f"""<w:document xmlns:w="{_W}" xmlns:r="{_OFFICE}/relationships"><w:body><w:sectPr>\
<w:pgSz w:w="11906" w:h="16838"/><w:pgMar w:top="1440" w:right="1440" w:bottom="1440" w:left="1440" \
w:header="851" w:footer="992" w:gutter="0"/></w:sectPr></w:body></w:document>"""

_CORE = f"""<cp:coreProperties xmlns:cp="{_OPC}/metadata/core-properties" \
xmlns:dc="http://purl.org/dc/elements/1.1/"><dc:title>{{title}}</dc:title></cp:coreProperties>"""


_COLOURS = "".join(
    f'<a:{name}><a:srgbClr val="{value}"/></a:{name}>'
    for name, value in (
        ("dk1", "000000"), ("lt1", "FFFFFF"), ("dk2", "000000"), ("lt2", "FFFFFF"), ("accent1", "000000"),
        ("accent2", "000000"), ("accent3", "000000"), ("accent4", "000000"), ("accent5", "000000"),
        ("accent6", "000000"), ("hlink", "000000"), ("folHlink", "000000"),
    )
)  # fmt: skip
_FACES = '<a:latin typeface=""/><a:ea typeface=""/><a:cs typeface=""/>'
_PAINT = '<a:solidFill><a:schemeClr val="phClr"/></a:solidFill>'
# Word wants a theme; nothing here uses it.
_THEME = f"""<a:theme xmlns:a="http://schemas.openxmlformats.org/drawingml/2006/main" name="plain">\
<a:themeElements><a:clrScheme name="plain">{_COLOURS}</a:clrScheme><a:fontScheme name="plain">\
<a:majorFont>{_FACES}</a:majorFont><a:minorFont>{_FACES}</a:minorFont></a:fontScheme>\
<a:fmtScheme name="plain"><a:fillStyleLst>{_PAINT * 3}</a:fillStyleLst>\
<a:lnStyleLst>{f"<a:ln>{_PAINT}</a:ln>" * 3}</a:lnStyleLst>\
<a:effectStyleLst>{"<a:effectStyle><a:effectLst/></a:effectStyle>" * 3}</a:effectStyleLst>\
<a:bgFillStyleLst>{_PAINT * 3}</a:bgFillStyleLst></a:fmtScheme></a:themeElements></a:theme>"""


def skeleton(page: Page, title: str) -> bytes:
    """An empty A4 document with the styles of a page profile."""
    parts = {
        "[Content_Types].xml": _TYPES,
        "_rels/.rels": _PACKAGE_RELATIONS,
        "docProps/core.xml": _CORE.format(title=escape(title)),
        "word/_rels/document.xml.rels": _DOCUMENT_RELATIONS,
        "word/document.xml": _DOCUMENT,
        "word/settings.xml": _SETTINGS,
        "word/theme/theme1.xml": _THEME,
    }
    packed = {name: (DECLARATION + text).encode() for name, text in parts.items()}
    return pack_stored(packed | {"word/styles.xml": styles_part(page), "word/fontTable.xml": fonts_part()})
