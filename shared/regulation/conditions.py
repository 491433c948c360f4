"""conditions.yaml: general conditions (all) and qualifying items (any one) of 第四、六、七条."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, Any, ClassVar, Literal

from pydantic import Field

from shared.regulation.lines import Path_
from shared.regulation.parts import Name, Named, Part, Quoting, Strict, Words, repeated, template

if TYPE_CHECKING:
    from shared.regulation.edition import Edition

BooleanFact = Literal[
    "in_catalogue",
    "union_member",
    "on_front_line",
    "named_before",
    "title_revoked",
    "skilled_worker",
    "public_official",
]


class AskSpec(Strict):
    """How to ask for a missing fact: the question, who may attest it, which material proves it.

    In the question, {label} is the condition's label, and {number} the place of an item in its list.
    """

    question: Annotated[Words, template("label", "number")]
    attested_by: Annotated[tuple[Name, ...], Field(min_length=1)]
    proof: tuple[Name, ...] = ()


class Node(Quoting):
    """A condition (条件) or a combination of conditions; `id` is its stable name."""

    id: Name
    label: Words


class Months(Strict):
    """A length of time in whole months."""

    months: Annotated[int, Field(ge=1, le=1200)]


class Duration(Node):
    """工作年限: months of the union of spells up to the as-of date, at least so many (满 = reached).

    `until` the as-of date or the end of its year; `ends`: of an unbroken run both its first and its last month
    count, or only one of the two.
    """

    kind: Literal["duration"]
    at_least: Months
    same_trade: bool = False
    in_region: bool = False
    counting: Literal["cumulative", "continuous"] = "cumulative"
    until: Literal["as_of", "year_end"] = "as_of"
    ends: Literal["both", "one"] = "both"


class Attestation(Node):
    """A fact that is attested as it is: it must have this value, unless another fact is so."""

    kind: Literal["attestation"]
    fact: BooleanFact
    equals: bool
    unless: BooleanFact | None = None


class Judgement(Node):
    """人工认定: met or not as a named role has found; the finding has the condition's id."""

    kind: Literal["judgement"]
    ask: AskSpec


class Rank(Node):
    """竞赛名次: a rank in a contest of this class, at most so far from the top.

    `by_name`: the words of the class are the proper name of one contest, so that a certificate's own wording tells
    it. Of any other class a name tells nothing: a human confirms it.
    """

    kind: Literal["rank"]
    contest_class: Words
    at_most: Annotated[int, Field(ge=1)]
    by_name: bool = False


class Title(Node):
    """称号、奖项、资格: one of these titles is held, and at one of these levels where levels are named."""

    kind: Literal["title"]
    titles: Annotated[tuple[Words, ...], Field(min_length=1)]
    levels: tuple[Name, ...] = ()


class UnlistedTitle(Node):
    """等称号: a title is held that no condition names; whether it counts is for a human to find."""

    kind: Literal["unlisted_title"]


class Combination(Node):
    """All or any of several conditions."""

    kind: Literal["all", "any"]
    parts: Annotated[tuple[Condition, ...], Field(min_length=1)]


Leaf = Duration | Attestation | Judgement | Rank | Title | UnlistedTitle
Condition = Annotated[Leaf | Combination, Field(discriminator="kind")]


_COUNTS = template("facts", "findings", "bodies")


_OPENING = template("headline", "notice")
_LINE = template("number", "question", "article", "bodies", "proof")


class ApplicantText(Strict):
    """致申报人: what is still wanted of them, and what others see to; `own` are the bodies that they can turn to."""

    own: Annotated[tuple[Name, ...], Field(min_length=1)]
    opening: Annotated[Words, _OPENING]
    wanted: Annotated[Words, template("count")]
    wanted_line: Annotated[Words, _LINE]
    proven_line: Annotated[Words, _LINE]
    waiting: Annotated[Words, template("count")]
    waiting_line: Annotated[Words, _LINE]
    closing: Words


class OfficerText(Strict):
    """致审核人: what is not met with its article, what would decide, and under which readings it is otherwise."""

    opening: Annotated[Words, _OPENING]
    failed: Annotated[Words, template("count")]
    failed_line: Annotated[Words, template("number", "label", "article", "quote")]
    wanted: Annotated[Words, template("count")]
    wanted_line: Annotated[Words, _LINE]
    differs: Annotated[Words, template("count")]
    differs_line: Annotated[Words, template("number", "readings", "verdict")]
    reading: Annotated[Words, template("question", "option")]
    verdicts: dict[Literal["eligible", "not_eligible", "undetermined"], Words]
    closing: Annotated[Words, template("title", "document_number", "as_of")]


class Letters(Strict):
    """One text for the applicant and one for the officer (致申报人、致审核人)."""

    applicant: ApplicantText
    officer: OfficerText


class Texts(Strict):
    """The sentences of a verdict; names in braces are filled in."""

    eligible: Words
    not_eligible: Annotated[Words, template("parts")]
    not_eligible_part: Annotated[Words, template("label", "article")]
    claimed_not_met: Annotated[Words, template("parts")] | None = Field(
        None, description="申报人主张的各项已不具备、其他各项尚可认定时，写在结论之前"
    )
    only_findings_left: Annotated[Words, _COUNTS]
    facts_left: Annotated[Words, _COUNTS]
    facts_and_findings_left: Annotated[Words, _COUNTS]
    letters: Letters | None = Field(None, description="致申报人和审核人的文字；不写的不出具")


class Conditions(Part):
    """条件: eligible means every general condition and the qualifying items."""

    FILE: ClassVar[str] = "conditions.yaml"

    levels: Named
    other: Words = Field(description="经确认不属于任何一类时所填的类别")
    general: Annotated[tuple[Condition, ...], Field(min_length=1)]
    items: Combination
    asks: dict[Words, AskSpec] = Field(description="按事实提问；人工认定的提问在各条件内")
    texts: Texts

    def nodes(self) -> Iterator[Leaf | Combination]:
        """Every condition and combination, from the top down."""
        for top in (*self.general, self.items):
            yield from walk(top)

    def leaves(self) -> Iterator[Leaf]:
        """Every condition that is decided by itself."""
        return (node for node in self.nodes() if not isinstance(node, Combination))

    def judgements(self) -> Iterator[Judgement]:
        """Every human finding that may be recorded (人工认定)."""
        return (leaf for leaf in self.leaves() if isinstance(leaf, Judgement))

    def contests_by_name(self) -> frozenset[str]:
        """The classes whose words are the proper name of a contest (竞赛专名)."""
        return frozenset(
            leaf.contest_class for leaf in self.leaves() if isinstance(leaf, Rank) and leaf.by_name
        )

    def faults(self, edition: Edition) -> Iterable[tuple[Path_, str]]:
        """Ids used twice, names that stand nowhere, and asks that are wanting."""
        for name in sorted(repeated(node.id for node in self.nodes())):
            yield ("general",), f"编号 {name} 用了两次"
        for fact in sorted(self._facts_asked() - set(self.asks)):
            yield ("asks",), f"缺少对 {fact} 的提问"
        for path, leaf in self._with_paths():
            if isinstance(leaf, Title):
                unknown = sorted(set(leaf.levels) - set(self.levels))
                yield from (((*path, "levels"), f"没有级别 {name}") for name in unknown)
            if isinstance(leaf, Rank) and not leaf.by_name and leaf.contest_class in self.contests_by_name():
                yield (*path, "by_name"), f"竞赛类别 {leaf.contest_class} 在别处写明按名称认定，此处没有写明"
            if isinstance(leaf, Judgement):
                yield from _ask_faults((*path, "ask"), leaf.ask, edition)
        for fact, ask in self.asks.items():
            yield from _ask_faults(("asks", fact), ask, edition)
        own = self.texts.letters.applicant.own if self.texts.letters else ()
        for body in sorted(set(own) - set(edition.head.bodies)):
            yield ("texts", "letters", "applicant", "own"), f"没有主体 {body}"

    def to_exercise(self) -> Iterable[tuple[Path_, str, frozenset[str]]]:
        """Every condition that is decided by itself, met and not met."""
        return ((path, leaf.id, frozenset({"met", "not_met"})) for path, leaf in self._with_paths())

    def _facts_asked(self) -> set[str]:
        return {fact for leaf in self.leaves() for fact in facts_read(leaf)}

    def _with_paths(self) -> Iterator[tuple[Path_, Leaf]]:
        for index, top in enumerate(self.general):
            yield from _leaves_at(top, ("general", index))
        yield from _leaves_at(self.items, ("items",))


def walk(node: Leaf | Combination) -> Iterator[Leaf | Combination]:
    """A condition and all below it."""
    yield node
    if isinstance(node, Combination):
        for part in node.parts:
            yield from walk(part)


def facts_read(leaf: Leaf) -> tuple[str, ...]:
    """The facts that a leaf may have to ask for, as keys of `asks`; a judgement has its own question."""
    match leaf:
        case Duration():
            trade = ("trade", "spells.trade") if leaf.same_trade else ()
            return ("spells", *trade, *(("spells.in_guilin",) if leaf.in_region else ()))
        case Rank():
            return ("contests", "contests.contest_class", "contests.rank")
        case Title():
            return ("honours", "honours.honour_class", *(("honours.level",) if leaf.levels else ()))
        case UnlistedTitle():
            return ("honours", "honours.honour_class")
        case Attestation():
            return (leaf.fact, *((leaf.unless,) if leaf.unless else ()))
        case Judgement():
            return ()


def _leaves_at(node: Leaf | Combination, path: Path_) -> Iterator[tuple[Path_, Leaf]]:
    if not isinstance(node, Combination):
        yield path, node
        return
    for index, part in enumerate(node.parts):
        yield from _leaves_at(part, (*path, "parts", index))


def _ask_faults(path: Path_, ask: AskSpec, edition: Edition) -> Iterable[tuple[Path_, str]]:
    for body in sorted(set(ask.attested_by) - set(edition.head.bodies)):
        yield (*path, "attested_by"), f"没有主体 {body}"
    for kind in sorted(set(ask.proof) - set(edition.channels.materials)):
        yield (*path, "proof"), f"没有材料 {kind}"


def overridden(leaf: Leaf, values: dict[str, Any]) -> Leaf:
    """The leaf as a reading (理解) sets it; raises pydantic's ValidationError where it cannot be."""
    return type(leaf).model_validate(leaf.model_dump() | values)
