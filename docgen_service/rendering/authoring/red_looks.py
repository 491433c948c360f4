"""The looks that joint red-head documents (红头文件) and certificates have beside or instead of a notice's."""

from docgen_service.rendering.authoring.looks import HEI, KAI, RED, TITLE_SONG, Look, Rule

# GB/T 9704: the name of the issuers begins 35 mm below the text area's upper edge, the number two lines below
# it, the red rule 4 mm below the number (some of them are the line's own).
RED_HEAD = {
    # The first page must show some of the body, be it a line.
    "body": Look(first_line=2, squeeze=True, widows=False),
    # 35 mm less what stands above the characters in a line of their own: measured, 0.54 of their size.
    **{
        f"masthead_space_{points}": Look(line=99.2 - 0.54 * points, keep_next=True)
        for points in (36, 28, 20, 16)
    },
    **{
        f"masthead_{points}": Look(
            font=TITLE_SONG, size=points, line=points * 1.75, align="distribute", colour=RED, keep_next=True
        )
        for points in (36, 28, 20, 16)
    },
    "number": Look(align="center", squeeze=True, keep_next=True, rule=Rule(12, 8, RED)),
    "chapter": Look(font=HEI, align="center", squeeze=True, keep_next=True),
    "note_centred": Look(size=14, align="center", keep_next=True),
    "annex_one": Look(left=5, hanging=3, squeeze=True),
    "annex_first": Look(left=6, hanging=4, squeeze=True),
    "annex_next": Look(left=6, hanging=1, squeeze=True),
    "signer": Look(align="center", squeeze=True, keep_next=True),
    "signed_on": Look(align="right", right=4, squeeze=True),
    "colophon": Look(size=14, line=24, left=4, hanging=3, right=1),
    "colophon_left": Look(size=14, line=24, align="left", left=1),
    "colophon_right": Look(size=14, line=24, align="right", right=1),
    "colophon_room": Look(size=14, line=27),
    "anchor": Look(size=1, line=1),
    # 纪要: its name is the heading; who was there stands below the text, the names under one another.
    "minutes": Look(font=TITLE_SONG, size=26, line=42, align="center", colour=RED, keep_next=True),
    "attendance": Look(left=5, hanging=3, squeeze=True),
}
CERTIFICATE = {
    "honour": Look(font=TITLE_SONG, size=60, line=88, align="center", colour="C00000"),
    "certificate": Look(font=TITLE_SONG, size=36, line=72, align="center", keep_next=True),
    "flush": Look(font=KAI, size=24, line=46, left=2, keep_next=True),
    "body": Look(font=KAI, size=24, line=46, first_line=2, left=2, right=2, keep_next=True),
    "signer": Look(size=12, line=20, align="center", keep_next=True),
    "signed_on": Look(size=16, line=30, align="right", right=2),
    "note": Look(size=12, line=50, align="left", left=4),
}
