"""revocation.yaml: the grounds (撤销情形) of 第十六条, the procedure of 第十七条, and what is recovered (收回)."""

from __future__ import annotations

from collections.abc import Iterable, Iterator
from typing import TYPE_CHECKING, Annotated, ClassVar, Literal, Self

from pydantic import Field, model_validator

from shared.regulation.conditions import AskSpec, Judgement, Node
from shared.regulation.lines import Path_
from shared.regulation.parts import Name, Part, Quoting, Strict, Words, repeated, template
from shared.regulation.under_readings import Choices, UnderReading, reading_faults, under_readings

if TYPE_CHECKING:
    from shared.regulation.edition import Edition

Value = bool | Name


class RecordField(Strict):
    """One thing that a paper says: yes or no, one of several, or whether it came after the naming."""

    label: Words
    kind: Literal["boolean", "choice", "since_naming"]
    options: dict[Name, Words] = Field(default_factory=dict)
    ask: AskSpec

    @property
    def values(self) -> tuple[Value, ...]:
        """Everything that it can say."""
        return tuple(self.options) if self.kind == "choice" else (True, False)

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.kind == "choice") != bool(self.options):
            raise ValueError("choice 须有 options，其他种类不得有")
        return self


class RecordKind(Strict):
    """文书: a judgment, a penalty, a sanction or other paper, and what has to be known of it."""

    label: Words
    fields: dict[Name, RecordField]


class Clause(Strict):
    """What a paper must say: `met` fulfils it, `judged` leaves it to a human's finding, anything else fails it."""

    field: Name
    met: Annotated[tuple[Value, ...], Field(min_length=1)]
    judged: tuple[Value, ...] = ()
    finding: AskSpec | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if bool(self.judged) != (self.finding is not None):
            raise ValueError("judged 与 finding 须一并填写")
        if set(self.met) & set(self.judged):
            raise ValueError("同一取值不能既在 met 又在 judged")
        return self


class RecordLeaf(Node):
    """There is a paper of this kind that says all of this."""

    kind: Literal["record"]
    record: Name
    where: Annotated[tuple[Clause, ...], Field(min_length=1)]

    @property
    def judged(self) -> tuple[Clause, ...]:
        """The clauses that a finding may decide."""
        return tuple(clause for clause in self.where if clause.judged)


class GroundCombination(Node):
    """All or any of several parts of a ground."""

    kind: Literal["all", "any"]
    parts: Annotated[tuple[GroundNode, ...], Field(min_length=1)]


GroundLeaf = RecordLeaf | Judgement
GroundNode = Annotated[GroundLeaf | GroundCombination, Field(discriminator="kind")]


class Step(Strict):
    """撤销程序的一步: by the regulation's words, or by a reading where it is silent.

    `actor`: who takes it; where the regulation does not say who, by a reading, the lead first.
    """

    id: Name
    label: Words
    actor: Name | UnderReading[tuple[Name, ...]]
    source: Quoting | None = None
    reading: Name | None = None
    when: Name | None = None

    @model_validator(mode="after")
    def _whole(self) -> Self:
        if (self.source is None) == (self.reading is None) or (self.reading is None) != (self.when is None):
            raise ValueError("须写出 source，或 reading 和 when")
        return self

    def actors(self, choices: Choices) -> tuple[Name, ...]:
        """Who takes it, under the readings taken."""
        return self.actor.value(choices) if isinstance(self.actor, UnderReading) else (self.actor,)


class Recovered(Quoting):
    """收回的: what goes back."""

    id: Name
    label: Words


class NotRecovered(Recovered):
    """What stays, and why."""

    note: Words


class RevocationTexts(Strict):
    """The sentences of the answer; names in braces are filled in."""

    notice: Words
    made_out: Annotated[Words, template("parts")]
    made_out_part: Annotated[Words, template("label", "article")]
    needs_judgement: Annotated[Words, template("facts", "findings", "bodies")]
    not_made_out: Words
    named_before_in_force: Words
    not_covered: Words | None = Field(None, description="按所取的理解，本办法施行前命名的不适用时的结论")


class Revocation(Part):
    """撤销."""

    FILE: ClassVar[str] = "revocation.yaml"
    REQUIRED: ClassVar[bool] = False

    holder: Quoting
    covers_earlier: UnderReading[bool] | None = Field(None, description="施行前命名的是否适用；不写的适用")
    records: dict[Name, RecordKind]
    ask_records: AskSpec
    grounds: Annotated[tuple[GroundNode, ...], Field(min_length=1)]
    procedure: Annotated[tuple[Step, ...], Field(min_length=1)]
    recovered: tuple[Recovered, ...]
    not_recovered: tuple[NotRecovered, ...]
    texts: RevocationTexts

    def readings_taken(self) -> tuple[Name, ...]:
        """Those of the steps, and of who takes them."""
        steps = [step.reading for step in self.procedure if step.reading]
        return tuple(dict.fromkeys([*steps, *(parameter.reading for _, parameter in under_readings(self))]))

    def nodes(self) -> Iterator[GroundLeaf | GroundCombination]:
        """Every ground and its parts, from the top down."""
        for ground in self.grounds:
            yield from walk(ground)

    def leaves(self) -> Iterator[GroundLeaf]:
        """Every part that is decided by itself."""
        return (node for node in self.nodes() if not isinstance(node, GroundCombination))

    def ids(self) -> Iterable[str]:
        """Grounds, their parts, and the steps."""
        return (*(node.id for node in self.nodes()), *(step.id for step in self.procedure))

    def to_exercise(self) -> Iterable[tuple[Path_, str, frozenset[str]]]:
        """Every ground made out and not, and every part of it met and not met."""
        for index, ground in enumerate(self.grounds):
            yield ("grounds", index), ground.id, frozenset({"made_out_prima_facie", "not_made_out"})
        yield from ((path, leaf.id, frozenset({"met", "not_met"})) for path, leaf in self._placed())

    def faults(self, edition: Edition) -> Iterable[tuple[Path_, str]]:
        """Ids used twice, papers and fields that do not exist, bodies and readings that do not."""
        for name in sorted(repeated(self.ids())):
            yield ("grounds",), f"编号 {name} 用了两次"
        placed = [(path, leaf) for path, leaf in self._placed() if isinstance(leaf, RecordLeaf)]
        for name in sorted(repeated(leaf.record for _, leaf in placed)):
            yield ("grounds",), f"文书 {name} 用于两处；一种文书只能用于一处，否则不能判断待补事项是否关键"
        for path, leaf in placed:
            yield from (((*path, *at), message) for at, message in self._leaf_faults(leaf))
        for path, ask in self._asks():
            unknown = sorted(set(ask.attested_by) - set(edition.head.bodies))
            yield from (((*path, "attested_by"), f"没有主体 {body}") for body in unknown)
        for index, step in enumerate(self.procedure):
            yield from ((("procedure", index), message) for message in _step_faults(step, edition))
        if self.covers_earlier and self.texts.not_covered is None:
            yield ("covers_earlier",), "texts 中缺少 not_covered"
        yield from reading_faults(edition, self)

    def _leaf_faults(self, leaf: RecordLeaf) -> Iterator[tuple[Path_, str]]:
        kind = self.records.get(leaf.record)
        if kind is None:
            yield ("record",), f"没有文书 {leaf.record}"
            return
        for name in sorted(repeated(clause.field for clause in leaf.where)):
            yield ("where",), f"{leaf.id} 中 {name} 写了两次"
        for index, clause in enumerate(leaf.where):
            known = kind.fields.get(clause.field)
            if known is None:
                yield ("where", index), f"文书 {leaf.record} 没有要素 {clause.field}"
            elif unknown := [v for v in (*clause.met, *clause.judged) if not _is_one_of(v, known.values)]:
                yield ("where", index), f"{leaf.record}.{clause.field} 没有取值 {unknown[0]}"

    def _placed(self) -> Iterator[tuple[Path_, GroundLeaf]]:
        for index, ground in enumerate(self.grounds):
            yield from _leaves_at(ground, ("grounds", index))

    def _asks(self) -> Iterator[tuple[Path_, AskSpec]]:
        yield ("ask_records",), self.ask_records
        for name, kind in self.records.items():
            for at, field in kind.fields.items():
                yield ("records", name, "fields", at, "ask"), field.ask
        for path, leaf in self._placed():
            if isinstance(leaf, Judgement):
                yield (*path, "ask"), leaf.ask
            else:
                yield from (((*path, "where"), clause.finding) for clause in leaf.judged if clause.finding)


def _leaves_at(node: GroundLeaf | GroundCombination, path: Path_) -> Iterator[tuple[Path_, GroundLeaf]]:
    if not isinstance(node, GroundCombination):
        yield path, node
        return
    for index, part in enumerate(node.parts):
        yield from _leaves_at(part, (*path, "parts", index))


def walk(node: GroundLeaf | GroundCombination) -> Iterator[GroundLeaf | GroundCombination]:
    """A ground and all its parts."""
    yield node
    if isinstance(node, GroundCombination):
        for part in node.parts:
            yield from walk(part)


def _is_one_of(value: Value, values: tuple[Value, ...]) -> bool:
    return any(type(value) is type(known) and value == known for known in values)


def _step_faults(step: Step, edition: Edition) -> Iterator[str]:
    named = (
        {body for bodies in step.actor.under.values() for body in bodies}
        if (isinstance(step.actor, UnderReading))
        else {step.actor}
    )
    yield from (f"没有主体 {body}" for body in sorted(named - set(edition.head.bodies)))
    reading = edition.readings.get(step.reading) if step.reading else None
    if step.reading and reading is None:
        yield f"没有理解 {step.reading}"
    elif reading and step.when not in reading.options:
        yield f"{step.reading} 没有选项 {step.when}"
