"""字数 as the limit of 2000字 counts them."""

import pytest

from shared.regulation.counting import TextCount, count


@pytest.mark.parametrize(
    ("text", "words"),
    [
        ("", 0),
        ("桂林工匠", 4),
        ("桂林工匠，好。", 7),
        ("2025", 1),
        ("2025年", 2),
        ("使用CNC机床", 5),
        ("hello world", 2),
        ("他说“好”。", 6),
        ("一——二……", 6),
        ("A4纸3份", 4),
        ("第 1 名", 3),
        ("一\n二\t三\u3000四", 4),
        ("ＡＢ", 2),
        ("喆堃𠮷", 3),
        ("a\u0301b", 1),
        ("字\u200b数", 2),
        ("3.14", 1),
        ("a,b", 1),
    ],
)
def test_words_as_a_word_processor_counts_them(text: str, words: int) -> None:
    assert count(text).words == words


def test_the_three_counts_are_told_apart() -> None:
    assert count("获2025年“桂林工匠” 提名") == TextCount(words=11, characters=14, han=8)


@pytest.mark.parametrize(("length", "within"), [(2000, True), (2001, False)])
def test_the_boundary_of_the_limit(length: int, within: bool) -> None:
    assert (count("字" * length).words <= 2000) is within
