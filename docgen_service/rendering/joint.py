"""How several issuers (联合行文机关) are arranged on the paper: size of the heading, rows of names with seals."""

from collections.abc import Sequence
from typing import NamedTuple


class Heading(NamedTuple):
    """A size of the heading: up to so many characters in a name and so many names."""

    characters: int
    names: int
    points: int


# So large that the first page still shows some of the body, and that a name and 文件 fit side by side into 156 mm.
MASTHEADS = (Heading(9, 3, 36), Heading(13, 4, 28), Heading(17, 6, 20), Heading(22, 12, 16))


def masthead_points(names: Sequence[str]) -> int:
    """The size in points in which the names of the heading (发文机关标志) are printed."""
    longest = max(map(len, names))
    fitting = (size for size in MASTHEADS if longest <= size.characters and len(names) <= size.names)
    return next(fitting, MASTHEADS[-1]).points


def abreast(names: Sequence[str], most: int) -> int:
    """How many names stand side by side if the rows are to come out even: of four at most three, two and two."""
    rows = -(-len(names) // most)
    return -(-len(names) // rows)


def seal_rows(names: Sequence[str], most: int) -> list[dict[str, str]]:
    """The names in their order (name_1, name_2 …), row by row; a shorter last row stands to the right, by the date."""
    columns = abreast(names, most)
    rows = [list(names[start : start + columns]) for start in range(0, len(names), columns)]
    rows[-1] = [""] * (columns - len(rows[-1])) + rows[-1]
    return [
        {f"name_{place}": name for place, name in enumerate(row + [""] * (most - columns), 1)} for row in rows
    ]


def broken_after(title: str, words: str) -> str:
    """A title (标题) broken into two lines behind these words: a word is not torn, which no rule of lengths can see."""
    return title.replace(words, f"{words}\n", 1)


def copy_lines(names: Sequence[str]) -> list[int]:
    """One entry for every line that the list of copies (抄送) takes in the colophon, 26 characters of 14 pt each."""
    return list(range(-(-sum(len(name) + 1 for name in names) // 26)))
