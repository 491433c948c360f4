"""What a page profile is made of: paragraph looks (版式), margins, frames."""

from collections.abc import Mapping
from dataclasses import dataclass
from typing import Literal

SONG, FANG_SONG, HEI = "宋体", "仿宋_GB2312", "黑体"
KAI, TITLE_SONG = "楷体_GB2312", "方正小标宋简体"
RED = "FF0000"


@dataclass(frozen=True)
class Rule:
    """A line below a paragraph: eighths of a point thick, so many points below the text."""

    eighths: int
    space: int
    colour: str = "000000"


@dataclass(frozen=True)
class Look:
    """One paragraph style; sizes and lines in points, indents in characters of its own size."""

    font: str = FANG_SONG
    size: float = 16
    line: float | None = 28.95
    align: Literal["left", "center", "right", "both", "distribute"] = "both"
    first_line: float = 0
    hanging: float = 0
    left: float = 0
    right: float = 0
    squeeze: bool = False
    keep_next: bool = False
    widows: bool = True
    colour: str | None = None
    rule: Rule | None = None


@dataclass(frozen=True)
class Page:
    """A4 with margins in mm, the styles of its paragraphs, and whether its pages are numbered."""

    top: float
    bottom: float
    left: float
    right: float
    looks: Mapping[str, Look]
    numbered: bool
    landscape: bool = False
    framed: str | None = None
    """The colour of a double frame around the page (边框), for certificates."""

    @property
    def width(self) -> float:
        """Of the text area (版心), in mm."""
        return (297 if self.landscape else 210) - self.left - self.right
