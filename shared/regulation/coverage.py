"""coverage.yaml: the words that no entry implements, each claimed as what it is (覆盖), with its reason."""

from __future__ import annotations

from collections.abc import Iterable
from typing import TYPE_CHECKING, ClassVar, Literal

from shared.regulation.lines import Path_
from shared.regulation.parts import Part, Strict, Words

if TYPE_CHECKING:
    from shared.regulation.edition import Edition

ClaimKind = Literal["duty", "narrative", "no_effect"]
"""义务 (of somebody outside the suite), 叙述 (aims, meaning, encouragement), 无执行内容 (links, repetitions)."""

CLAIM_LABELS: dict[ClaimKind, str] = {"duty": "义务", "narrative": "叙述", "no_effect": "无执行内容"}


class Claim(Strict):
    """Words and why nothing executes them; “开头……结尾” stands for all between its ends."""

    article: Words
    quote: Words
    kind: ClaimKind
    reason: Words


class Links(Strict):
    """连接词: words that may be left over between two entries, and say nothing by themselves."""

    words: tuple[Words, ...]
    reason: Words


class Coverage(Part):
    """覆盖: only the words that nothing else quotes."""

    FILE: ClassVar[str] = "coverage.yaml"
    REQUIRED: ClassVar[bool] = False

    claims: tuple[Claim, ...]
    links: Links | None = None

    def faults(self, edition: Edition) -> Iterable[tuple[Path_, str]]:
        """Words that the text does not have."""
        for index, claim in enumerate(self.claims):
            if not edition.text.has(claim.article):
                yield ("claims", index, "article"), f"官方文本没有 {claim.article}"
            elif not edition.text.locate_abridged(claim.article, claim.quote):
                yield ("claims", index, "quote"), f"{claim.article} 没有这句话：{claim.quote}"
