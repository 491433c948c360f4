"""Treatment (待遇, 第九条), upward recommendation (向上推荐, 第十条) and the talent pool (工匠人才库, 第七条)."""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import AfterValidator, Field, StringConstraints, model_validator
from pydantic_core import PydanticCustomError

from shared.contracts.documents.fields import (
    BY_HAND,
    Blank,
    Count,
    DateOrBlank,
    DocumentModel,
    Fen,
    StatementOrBlank,
    Text,
    TextOrBlank,
    WorkedOut,
    Year,
    taken_from,
)

_ALPHABET = "0123456789ABCDEFGHJKLMNPQRTUWXY"


def _checked_uscc(code: str) -> str:
    total = sum(_ALPHABET.index(digit) * pow(3, place, 31) for place, digit in enumerate(code[:17]))
    if _ALPHABET[-total % 31] != code[17]:
        raise PydanticCustomError("uscc_check_digit", "统一社会信用代码的校验码不符，请核对。")
    return code


Uscc = Annotated[str, StringConstraints(pattern=f"^[{_ALPHABET}]{{18}}$"), AfterValidator(_checked_uscc)]
"""统一社会信用代码 (GB 32100): 18 characters, the last a check digit."""
Account = Annotated[str, StringConstraints(pattern=r"^[0-9][0-9 -]{4,38}[0-9]$")]
"""A bank account (银行账号); grouped as the bank prints it."""


class Grounded(DocumentModel):
    """A paper that quotes its own ground (依据) from documents.yaml."""

    ground_article: Annotated[TextOrBlank, taken_from("edition", "依据条款；不填由系统按版本写出")] = BY_HAND
    ground_quote: Annotated[
        StatementOrBlank, taken_from("edition", "依据原文；不填由系统按版本写出，办法未规定的印“/”")
    ] = BY_HAND


class BonusPayment(DocumentModel):
    """One line of the bonus table; 金融账户 are sensitive, so the table is for the few who pay."""

    name: Annotated[Text, taken_from("register", "姓名")]
    employer: Annotated[TextOrBlank, taken_from("register", "工作单位")]
    bank: Annotated[TextOrBlank, taken_from("office", "开户银行")]
    account: Annotated[Account | Blank, taken_from("office", "账号；未报可留空")]
    amount: Annotated[Fen, taken_from("cycle", "激励金数额，以分为单位")]
    note: Annotated[TextOrBlank, taken_from("office", "备注")]


class BonusTableData(Grounded):
    """激励金发放表 (第九条): who is paid what, in figures and capitals, and who signs for it."""

    year: Annotated[Year, taken_from("cycle", "命名年度")]
    circular_number: Annotated[TextOrBlank, taken_from("register", "命名文件的发文字号")]
    payments: Annotated[tuple[BonusPayment, ...], Field(max_length=1000), taken_from("register", "发放对象")]

    @model_validator(mode="after")
    def _nobody_is_paid_twice(self) -> Self:
        accounts = [item.account for item in self.payments if not isinstance(item.account, Blank)]
        digits = ["".join(filter(str.isdigit, account)) for account in accounts]
        if len(set(digits)) != len(digits):
            raise PydanticCustomError("account_repeated", "有两行的账号相同，请核对是否重复发放或填错账号。")
        return self

    @WorkedOut
    def people(self) -> int:
        """人数."""
        return len(self.payments)

    @WorkedOut
    def total(self) -> int:
        """合计（分）."""
        return sum(item.amount for item in self.payments)


class SubsidyPayment(DocumentModel):
    """One line of the subsidy table: a unit's union, for the holders who work there."""

    union: Annotated[Text, taken_from("office", "所在单位工会名称")]
    uscc: Annotated[Uscc | Blank, taken_from("office", "工会的统一社会信用代码；未报可留空")]
    bank: Annotated[TextOrBlank, taken_from("office", "开户银行")]
    account: Annotated[Account | Blank, taken_from("office", "账号；未报可留空")]
    holders: Annotated[
        tuple[Text, ...], Field(min_length=1, max_length=100), taken_from("register", "所属“桂林工匠”姓名")
    ]
    amount: Annotated[Fen, taken_from("cycle", "补助数额，以分为单位")]


class UnionSubsidyTableData(Grounded):
    """工会经费补助表 (第九条): the subsidy to the union of the holder's unit, and what it is for."""

    year: Annotated[Year, taken_from("cycle", "命名年度")]
    payments: Annotated[
        tuple[SubsidyPayment, ...], Field(max_length=1000), taken_from("register", "补助对象")
    ]

    @WorkedOut
    def unions(self) -> int:
        """工会数."""
        return len({item.union for item in self.payments})

    @WorkedOut
    def total(self) -> int:
        """合计（分）."""
        return sum(item.amount for item in self.payments)


class AwardHandedOver(DocumentModel):
    """One line of the receipt table; signature and day are left to the hand."""

    name: Annotated[Text, taken_from("register", "姓名")]
    employer: Annotated[TextOrBlank, taken_from("register", "工作单位")]
    certificate_number: Annotated[TextOrBlank, taken_from("register", "证书编号")]
    trophies: Annotated[Count, taken_from("office", "奖杯数")]
    certificates: Annotated[Count, taken_from("office", "证书数")]
    note: Annotated[TextOrBlank, taken_from("office", "备注，如代领人")]


class AwardReceiptTableData(Grounded):
    """奖杯证书领取签收表 (第九条): signed by each, the basis of a later recovery (收回)."""

    year: Annotated[Year, taken_from("cycle", "命名年度")]
    circular_number: Annotated[TextOrBlank, taken_from("register", "命名文件的发文字号")]
    handed_over: Annotated[
        tuple[AwardHandedOver, ...], Field(max_length=1000), taken_from("register", "领取人")
    ]

    @WorkedOut
    def trophies(self) -> int:
        """奖杯合计."""
        return sum(item.trophies for item in self.handed_over)

    @WorkedOut
    def certificates(self) -> int:
        """证书合计."""
        return sum(item.certificates for item in self.handed_over)


class PoolMember(DocumentModel):
    """One person in the pool (培育对象)."""

    name: Annotated[Text, taken_from("application", "姓名")]
    employer: Annotated[TextOrBlank, taken_from("application", "所在单位（培育主体）")]
    trade: Annotated[TextOrBlank, taken_from("application", "岗位/工种")]
    year: Annotated[Year, taken_from("cycle", "申报年度")]
    stage_reached: Annotated[TextOrBlank, taken_from("office", "所到环节，如“初审入围”")]
    potential: Annotated[StatementOrBlank, taken_from("office", "培育潜力的认定及其依据")]
    decided_by: Annotated[TextOrBlank, taken_from("office", "决定列入的主体")]
    decided_on: Annotated[DateOrBlank, taken_from("office", "决定日期")]
    until: Annotated[DateOrBlank, taken_from("cycle", "储备期限；没有规定的用 not_applicable")]


class TalentPoolRegisterData(Grounded):
    """工匠人才库储备名册 (第七条): who may be cultivated; it breaks ties and nothing else."""

    as_of: Annotated[DateOrBlank, taken_from("office", "名册截止日")]
    members: Annotated[tuple[PoolMember, ...], Field(max_length=1000), taken_from("register", "培育对象")]

    @WorkedOut
    def people(self) -> int:
        """人数."""
        return len(self.members)


class UpwardCandidate(DocumentModel):
    """One holder (称号获得者) who goes first for the higher title."""

    name: Annotated[Text, taken_from("register", "姓名")]
    employer: Annotated[TextOrBlank, taken_from("register", "工作单位")]
    trade: Annotated[TextOrBlank, taken_from("register", "岗位/工种")]
    honour_year: Annotated[Year, taken_from("register", "命名年度")]
    circular_number: Annotated[TextOrBlank, taken_from("register", "命名文件的发文字号")]
    medal: Annotated[
        Literal["eligible", "not_eligible", "undetermined"],
        taken_from("office", "广西五一劳动奖章：符合条件、不符合条件或待认定"),
    ]
    medal_basis: Annotated[StatementOrBlank, taken_from("office", "广西五一劳动奖章的认定依据")]


class UpwardListData(Grounded):
    """推荐“广西工匠”优先名单 (第十条), with a flag of its own for 广西五一劳动奖章."""

    year: Annotated[Year, taken_from("cycle", "推荐年度")]
    register_checked_on: Annotated[
        DateOrBlank, taken_from("register", "核对称号登记簿的日期，名单上的人至该日均未被撤销称号")
    ]
    candidates: Annotated[tuple[UpwardCandidate, ...], Field(max_length=1000), taken_from("register", "人选")]

    @model_validator(mode="after")
    def _finding_has_a_basis(self) -> Self:
        if any(item.medal == "eligible" and isinstance(item.medal_basis, Blank) for item in self.candidates):
            raise PydanticCustomError(
                "basis_missing", "认定符合“广西五一劳动奖章”条件的，须写明认定依据，请补充。"
            )
        return self

    @WorkedOut
    def people(self) -> int:
        """人数."""
        return len(self.candidates)

    @WorkedOut
    def for_medal(self) -> int:
        """符合“广西五一劳动奖章”条件的人数."""
        return sum(item.medal == "eligible" for item in self.candidates)


KINDS: Mapping[str, type[DocumentModel]] = {
    "bonus_table": BonusTableData,
    "union_subsidy_table": UnionSubsidyTableData,
    "award_receipt_table": AwardReceiptTableData,
    "talent_pool_register": TalentPoolRegisterData,
    "upward_list": UpwardListData,
}
