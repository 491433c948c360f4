"""What follows a revocation (撤销, 第十六、十七条): recovery (收回) of trophy, certificate and bonus."""

from collections.abc import Mapping
from typing import Annotated, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from shared.contracts.documents.fields import (
    BY_HAND,
    Blank,
    Contact,
    Count,
    DateOrBlank,
    DocumentModel,
    Fen,
    Text,
    TextOrBlank,
    WorkedOut,
    Year,
    taken_from,
)

Returned = Annotated[int, Field(ge=0, le=100_000_000_000)]
"""Money that came back (已交回金额): whole fen, none included."""


class _Recovery(DocumentModel):
    """Whose title was revoked, and by which papers."""

    holder: Annotated[Text, taken_from("register", "被撤销称号人姓名")]
    employer: Annotated[TextOrBlank, taken_from("register", "工作单位")]
    year: Annotated[Year, taken_from("register", "命名年度")]
    naming_number: Annotated[TextOrBlank, taken_from("register", "命名文件的发文字号")]
    revocation_number: Annotated[TextOrBlank, taken_from("register", "撤销文件的发文字号")]
    certificate_number: Annotated[TextOrBlank, taken_from("register", "证书编号")]
    trophies: Annotated[Count, taken_from("register", "已颁发的奖杯件数")]
    bonus: Annotated[Fen | Blank, taken_from("register", "已发放的激励金，以分为单位；没有发放的用 none")]


class RecoveryNoticeData(_Recovery):
    """收回奖杯、证书、激励金通知书 (第十六条): what is to come back, where to and until when.

    The union's subsidy (经费补助) is not among what the article recovers; the notice says so.
    """

    ground: Annotated[Text, taken_from("edition", "撤销所依据的情形，如“第十六条（五）”")]
    revoked_on: Annotated[DateOrBlank, taken_from("register", "撤销文件的日期")]
    deadline: Annotated[DateOrBlank, taken_from("office", "交回期限；拟稿时未定可留空")]
    deadline_reading: Annotated[Text, taken_from("cycle", "交回期限所取的理解（recovery_deadline）")]
    place: Annotated[Text, taken_from("cycle", "交回奖杯、证书的地点")]
    account_name: Annotated[TextOrBlank, taken_from("cycle", "收款单位户名")]
    bank: Annotated[TextOrBlank, taken_from("cycle", "收款单位开户银行")]
    account: Annotated[TextOrBlank, taken_from("cycle", "收款单位账号")]
    not_recovered: Annotated[
        tuple[Text, ...], Field(max_length=10), taken_from("edition", "第十六条没有列明收回的项目")
    ]
    contact: Annotated[Contact, taken_from("cycle", "市总工会联系方式")]


class HandedBack(DocumentModel):
    """One thing that came back, or is still out (收回情况)."""

    returned: Annotated[bool | Blank, taken_from("office", "是否已收回")]
    returned_on: Annotated[DateOrBlank, taken_from("office", "收回日期")]
    returned_by: Annotated[TextOrBlank, taken_from("office", "交回人")]
    received_by: Annotated[TextOrBlank, taken_from("office", "经手人")]
    note: Annotated[TextOrBlank, taken_from("office", "备注")]


class RecoveryRegisterData(_Recovery):
    """收回登记表 (第十六条): what came back of trophy, certificate and bonus, and what is still due."""

    notice_number: Annotated[TextOrBlank, taken_from("register", "收回通知书的编号")]
    trophy: Annotated[HandedBack, taken_from("office", "奖杯的收回情况")]
    certificate: Annotated[HandedBack, taken_from("office", "证书的收回情况")]
    money: Annotated[HandedBack, taken_from("office", "激励金的收回情况")]
    paid_back: Annotated[Returned | Blank, taken_from("office", "已交回的激励金，以分为单位")]

    @model_validator(mode="after")
    def _no_more_than_was_paid(self) -> Self:
        due = 0 if isinstance(self.bonus, Blank) else self.bonus
        if not isinstance(self.paid_back, Blank) and self.paid_back > due:
            raise PydanticCustomError("paid_back_exceeds", "交回的激励金多于已发放的数额，请核对金额。")
        return self

    @WorkedOut
    def outstanding(self) -> Returned | Blank:
        """尚未交回的激励金；不能得知的留空待手填."""
        if isinstance(self.bonus, Blank) or isinstance(self.paid_back, Blank):
            return BY_HAND
        return self.bonus - self.paid_back


KINDS: Mapping[str, type[DocumentModel]] = {
    "recovery_notice": RecoveryNoticeData,
    "recovery_register": RecoveryRegisterData,
}
