"""What an application says (申报内容): the header, the form of Annex 1, and what the conditions ask for."""

from typing import Annotated, Any

from pydantic import AfterValidator, BaseModel, ConfigDict, Field, StringConstraints
from pydantic_core import PydanticCustomError

from shared.contracts.facts import (
    Contests,
    Day,
    Honours,
    Identifier,
    LongText,
    Scans,
    SealedText,
    Spell,
    Text,
)


def _printable(text: str) -> str:
    """What prints as nothing would be printed as an empty cell, or stop the paper that needs it."""
    invisible = text and not any(sign.isprintable() and not sign.isspace() for sign in text)
    if invisible or "\0" in text:
        raise PydanticCustomError("unusable_character", "含有不能处理的字符，请删除。")
    return text


Narrative = Annotated[
    str, StringConstraints(strip_whitespace=True, max_length=60_000), AfterValidator(_printable)
]


class Part(BaseModel):
    """A part of an application: frozen, and nothing that is not declared."""

    model_config = ConfigDict(frozen=True, extra="forbid", hide_input_in_errors=True)


class WorkSpell(Spell):
    """一段工作经历: what the rules read, and the employer and place, which they do not."""

    employer: Text | None = Field(None, description="工作单位")
    place: Text | None = Field(None, description="工作地点")


class WorkSpells(Part):
    """工作经历（从事本项工作起止年月）."""

    complete: bool = Field(False, description="申明已列全部工作经历")
    items: Annotated[tuple[WorkSpell, ...], Field(max_length=200)] = ()


class RecommendingUnit(Part):
    """推荐单位 (第八条（二）2)."""

    name: Text
    union: Text | None = Field(None, description="隶属的工会")


class Expert(Part):
    """推荐专家 (第八条（二）3): 同专业的桂林高级技师或桂林技术能手."""

    name: Text
    id_number: SealedText | None = None
    employer: Text
    post_title: Text | None = Field(None, description="职务、职称")
    phone: Text | None = None
    qualification: Identifier = Field(description="资格代码，见版本的 channels.yaml")
    trade_same: bool | None = Field(None, description="与被推荐人同专业")
    letter: LongText | None = Field(None, description="推荐信内容")


class Consent(Part):
    """征得被推荐人同意 (第八条（二）2、3)."""

    given: bool
    given_on: Day | None = None


class Content(Part):
    """申报内容; may be incomplete while it is a draft."""

    channel: Identifier = Field(description="申报渠道：individual、unit、expert")
    county: Annotated[str, StringConstraints(pattern=r"^\d{6}$")] = Field(
        description="工作所在地的县（市、区）代码"
    )
    trade: Text = Field(description="工种代码，见当年培育选树目录")
    form: Annotated[dict[Identifier, Narrative], Field(max_length=60)] = Field(
        default_factory=dict, description="附件1各栏目，见 GET /v1/editions/{edition}/form"
    )
    deeds_statement: Narrative | None = Field(None, description="申报人事迹材料正文（2000字以内）")
    spells: WorkSpells = WorkSpells()
    contests: Contests | None = None
    honours: Honours | None = None
    union_member: bool | None = Field(None, description="工会会员")
    on_front_line: bool | None = Field(None, description="仍在一线岗位上从事生产工作")
    skilled_worker: bool | None = Field(None, description="技能人才")
    public_official: bool | None = Field(None, description="公职人员")
    claimed_items: Annotated[tuple[Identifier, ...], Field(max_length=20)] = Field(
        (), description="主张符合的条件"
    )
    evidence: Annotated[dict[Identifier, Scans], Field(max_length=50)] = Field(default_factory=dict)
    recommending_unit: RecommendingUnit | None = None
    experts: Annotated[tuple[Expert, ...], Field(max_length=20)] = ()
    consent: Consent | None = None


def merge(target: Any, patch: Any) -> Any:
    """JSON Merge Patch (RFC 7396): null removes, objects merge, anything else replaces."""
    if not isinstance(patch, dict):
        return patch
    base = dict(target) if isinstance(target, dict) else {}
    for key, value in patch.items():
        if value is None:
            base.pop(key, None)
        else:
            base[key] = merge(base.get(key), value)
    return base


def differences(old: Any, new: Any, path: str = "") -> dict[str, tuple[Any, Any]]:
    """What differs, by dotted path: objects are compared field by field, lists as a whole."""
    if not (isinstance(old, dict) and isinstance(new, dict)):
        return {} if old == new else {path: (old, new)}
    found: dict[str, tuple[Any, Any]] = {}
    for key in [*old, *(key for key in new if key not in old)]:
        found |= differences(old.get(key), new.get(key), f"{path}.{key}" if path else key)
    return found
