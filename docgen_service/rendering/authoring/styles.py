"""Fonts, sizes and line spacing: GB/T 9704-2012 for notices, a denser set for forms and slips."""

from docgen_service.rendering.authoring.looks import (
    FANG_SONG,
    HEI,
    KAI,
    SONG,
    TITLE_SONG,
    Look,
    Page,
    Rule,
)
from docgen_service.rendering.authoring.red_looks import CERTIFICATE, RED_HEAD

DECLARATION = '<?xml version="1.0" encoding="UTF-8" standalone="yes"?>\n'
_W = "http://schemas.openxmlformats.org/wordprocessingml/2006/main"


# 28 characters of 16 pt need 0.25 pt less between them to fit 156 mm; 22 lines of 28.95 pt fill 225 mm.
_NOTICE = {
    "mark": Look(font=HEI, align="left", squeeze=True),
    "title": Look(font=TITLE_SONG, size=22, line=36, align="center", keep_next=True),
    "subtitle": Look(font=TITLE_SONG, size=22, line=36, align="center", keep_next=True),
    "number": Look(align="center", squeeze=True),
    "flush": Look(squeeze=True),
    "body": Look(first_line=2, squeeze=True),
    "lines": Look(align="left", first_line=2, squeeze=True),
    "heading": Look(font=HEI, first_line=2, squeeze=True, keep_next=True),
    "signature": Look(align="center", left=13, squeeze=True, keep_next=True),
    "cell": Look(size=14, line=22, align="left"),
    "label": Look(size=14, line=22, align="center"),
    "story": Look(size=14, line=22, first_line=2),
    "picture": Look(size=14, line=None, align="center"),
    "note": Look(size=12, line=20, align="left"),
    "right": Look(align="right", squeeze=True),
    "sealed": Look(size=14, line=24, align="center", left=12),
    "head": Look(font=KAI, size=14, line=20, align="right"),
    "foot": Look(font=SONG, size=14, line=20, align="right"),
}
_DENSE = _NOTICE | {
    "body": Look(size=14, line=24, first_line=2),
    "flush": Look(size=14, line=24),
    "lines": Look(size=14, line=24, align="left", first_line=2),
    "heading": Look(font=HEI, size=14, line=26, align="left", keep_next=True),
    "number": Look(size=14, line=24, align="center"),
    "right": Look(size=14, line=24, align="right"),
    "sealed": Look(size=12, line=22, align="center", left=16),
    "signature": Look(size=14, line=24, align="center", left=15, keep_next=True),
    "cell": Look(size=12, line=19, align="left"),
    "label": Look(size=12, line=19, align="center"),
    "story": Look(size=12, line=20, first_line=2),
    "picture": Look(size=12, line=None, align="center"),
    "note": Look(size=11, line=17, align="left"),
}
# On a page that lies on its side the place of the signature is its right half.
_WIDE = _DENSE | {
    "signature": Look(size=14, line=24, align="center", left=26, keep_next=True),
    "right_cell": Look(size=12, line=19, align="right"),
}
# The office of a leading group has a name of 23 characters.
_LONG_NAMES = {"signature_wide": Look(align="center", left=4, squeeze=True, keep_next=True)}
PAGES = {
    "gbt9704": Page(37, 35, 28, 26, _NOTICE | _LONG_NAMES, numbered=True),
    "red_head": Page(37, 35, 28, 26, _NOTICE | RED_HEAD, numbered=True),
    "certificate": Page(
        25, 22, 30, 30, _NOTICE | CERTIFICATE, numbered=False, landscape=True, framed="C00000"
    ),
    "slip": Page(25, 25, 28, 26, _DENSE, numbered=True),
    "form": Page(22, 18, 20, 20, _DENSE, numbered=False),
    "table": Page(25, 22, 20, 20, _WIDE, numbered=True, landscape=True),
}


def styles_part(page: Page) -> bytes:
    """word/styles.xml: the looks of one page profile and nothing else."""
    default = (
        f'<w:docDefaults><w:rPrDefault><w:rPr>{_fonts(FANG_SONG)}<w:sz w:val="32"/><w:szCs w:val="32"/>'
        '<w:lang w:val="en-US" w:eastAsia="zh-CN" w:bidi="ar-SA"/></w:rPr></w:rPrDefault>'
        "<w:pPrDefault/></w:docDefaults>"
    )
    normal = '<w:style w:type="paragraph" w:default="1" w:styleId="Normal"><w:name w:val="Normal"/></w:style>'
    table = (
        '<w:style w:type="table" w:default="1" w:styleId="TableNormal"><w:name w:val="Normal Table"/>'
        '<w:tblPr><w:tblInd w:w="0" w:type="dxa"/><w:tblCellMar><w:top w:w="0" w:type="dxa"/>'
        '<w:left w:w="85" w:type="dxa"/><w:bottom w:w="0" w:type="dxa"/><w:right w:w="85" w:type="dxa"/>'
        "</w:tblCellMar></w:tblPr></w:style>"
    )
    looks = "".join(_style(name, look) for name, look in page.looks.items())
    return f'{DECLARATION}<w:styles xmlns:w="{_W}">{default}{normal}{table}{looks}</w:styles>'.encode()


def _style(name: str, look: Look) -> str:
    squeeze = '<w:spacing w:val="-5"/>' if look.squeeze else ""
    colour = f'<w:color w:val="{look.colour}"/>' if look.colour else ""
    run = (
        f"{_fonts(look.font)}{colour}{squeeze}"
        f'<w:sz w:val="{round(look.size * 2)}"/><w:szCs w:val="{round(look.size * 2)}"/>'
    )
    return (
        f'<w:style w:type="paragraph" w:customStyle="1" w:styleId="{name}"><w:name w:val="{name}"/>'
        f'<w:basedOn w:val="Normal"/><w:pPr>{_paragraph(look)}</w:pPr><w:rPr>{run}</w:rPr></w:style>'
    )


def _paragraph(look: Look) -> str:
    exact = f' w:line="{round(look.line * 20)}" w:lineRule="exact"' if look.line else ""
    indents = "".join(
        f' w:{side}Chars="{round(chars * 100)}" w:{side}="{round(chars * look.size * 20)}"'
        for side, chars in (
            ("left", look.left), ("right", look.right), ("hanging", look.hanging), ("firstLine", look.first_line),
        )
        if chars
    )  # fmt: skip
    widows = "" if look.widows else '<w:widowControl w:val="0"/>'
    return (
        f"{'<w:keepNext/>' if look.keep_next else ''}{widows}"
        f"{_border(look.rule) if look.rule else ''}"
        # LibreOffice loses marks that hang beyond a full line, and reads this switch upside down: on turns
        # hanging off there; Word has it on anyway.
        '<w:overflowPunct w:val="1"/>'
        f'<w:spacing w:before="0" w:after="0"{exact}/>'
        f"{'<w:ind' + indents + '/>' if indents else ''}"
        f'<w:jc w:val="{look.align}"/>'
    )


def _border(rule: Rule) -> str:
    return (
        f'<w:pBdr><w:bottom w:val="single" w:sz="{rule.eighths}" w:space="{rule.space}" '
        f'w:color="{rule.colour}"/></w:pBdr>'
    )


def _fonts(font: str) -> str:
    """The hint makes Word take “ ” — … from the Chinese font."""
    return (
        f'<w:rFonts w:hint="eastAsia" w:ascii="{font}" w:hAnsi="{font}" w:eastAsia="{font}" w:cs="{font}"/>'
    )


def fonts_part() -> bytes:
    """word/fontTable.xml: the fonts, and what Word may take where the official ones are missing."""
    fonts = "".join(
        f'<w:font w:name="{name}"><w:altName w:val="{other}"/><w:charset w:val="86"/></w:font>'
        for name, other in (
            (SONG, "SimSun"),
            (FANG_SONG, "仿宋"),
            (HEI, "SimHei"),
            (KAI, "楷体"),
            (TITLE_SONG, "宋体"),
        )
    )
    return f'{DECLARATION}<w:fonts xmlns:w="{_W}">{fonts}</w:fonts>'.encode()
