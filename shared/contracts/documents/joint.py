"""What the departments issue together (联合行文): the regulation itself, the year's notice, naming, certificate, revocation."""

from collections.abc import Mapping
from datetime import date
from typing import Annotated, Literal

from pydantic import Field, StringConstraints

from shared.contracts.documents.fields import (
    Blank,
    Contact,
    Count,
    DateOrBlank,
    DocumentModel,
    Fen,
    Statement,
    Text,
    TextOrBlank,
    WorkedOut,
    Year,
    taken_from,
)
from shared.contracts.documents.reports import GroundStated

# The official text as it stands: not even the space behind 第一条 is taken away.
Verbatim = Annotated[str, StringConstraints(min_length=1, max_length=5000)]
Issuers = Annotated[
    tuple[Text, ...],
    Field(min_length=1, max_length=12),
    taken_from("edition", "发文机关全称，主办在前；不填的按版本所列"),
]
Addressees = Annotated[Text, taken_from("office", "主送机关，不写冒号")]


class Colophon(DocumentModel):
    """版记: who receives a copy (抄送), who printed the document (印发机关) and when."""

    copied_to: Annotated[tuple[Text, ...], Field(max_length=50), taken_from("office", "抄送机关，可为空")]
    printed_by: Annotated[Text, taken_from("office", "印发机关")]
    printed_on: Annotated[DateOrBlank, taken_from("office", "印发日期，即送印日期")]


class RegulationLine(DocumentModel):
    """One paragraph of a regulation: a chapter's heading, or an article's or item's paragraph."""

    chapter: Annotated[bool, taken_from("edition", "是否章名")]
    label: Annotated[
        Verbatim | Blank, taken_from("edition", "条号（第一条），连同其后的空格；不是条首的为 none")
    ]
    text: Annotated[Verbatim, taken_from("edition", "正文，一字不改")]


class IssuingNoticeData(DocumentModel):
    """印发通知和办法全文: the regulation as it is issued; all but the colophon comes from the edition's own text."""

    issuers: Issuers
    title: Annotated[Text, taken_from("edition", "印发通知的标题")]
    addressees: Addressees
    body: Annotated[
        tuple[Statement, ...], Field(min_length=1, max_length=20), taken_from("edition", "印发通知的正文")
    ]
    regulation_title: Annotated[Text, taken_from("edition", "办法名称")]
    regulation: Annotated[
        tuple[RegulationLine, ...], Field(min_length=1, max_length=1000), taken_from("edition", "办法全文")
    ]
    annexes: Annotated[
        tuple[Text, ...], Field(max_length=20), taken_from("edition", "附件目录各行，连同“附件：”和序号")
    ]
    colophon: Annotated[Colophon | None, taken_from("office", "版记；没有的不印")] = None


class CatalogueEntry(DocumentModel):
    """One line of the year's catalogue (培育选树目录, 第四条)."""

    field: Annotated[Text, taken_from("cycle", "产业或行业")]
    trade: Annotated[Text, taken_from("cycle", "工种（专业）")]


class DistrictQuota(DocumentModel):
    """How many candidates one county may put forward (推荐名额); the regulation is silent."""

    organ: Annotated[Text, taken_from("cycle", "县（市、区）总工会或其他推荐单位")]
    seats: Annotated[Count, taken_from("cycle", "推荐名额")]


class ChannelLine(DocumentModel):
    """One channel and what it hands in (第八条（二）)."""

    label: Annotated[Text, taken_from("edition", "申报渠道名称")]
    materials: Annotated[
        tuple[Text, ...], Field(min_length=1, max_length=30), taken_from("edition", "书面材料，照办法原文")
    ]


class TimetableLine(DocumentModel):
    """One step of the year (时间安排); the regulation is silent."""

    what: Annotated[Text, taken_from("cycle", "环节")]
    until: Annotated[DateOrBlank, taken_from("cycle", "截止日期")]


class AnnualNoticeData(DocumentModel):
    """当年评选通知 (第四条): what the regulation leaves to each year; its own title avoids the word."""

    NEEDED_AT_ISSUE = ("deadline",)

    issuers: Issuers
    addressees: Addressees
    year: Annotated[Year, taken_from("cycle", "年度")]
    quota: Annotated[Count, taken_from("cycle", "当年拟命名的名额")]
    catalogue: Annotated[
        tuple[CatalogueEntry, ...], Field(min_length=1, max_length=500), taken_from("cycle", "培育选树目录")
    ]
    district_quotas: Annotated[
        tuple[DistrictQuota, ...], Field(max_length=100), taken_from("cycle", "推荐名额分配，可为空")
    ]
    channels: Annotated[
        tuple[ChannelLine, ...],
        Field(min_length=1, max_length=10),
        taken_from("edition", "申报渠道和材料；不填的按版本所列"),
    ]
    copies: Annotated[Count, taken_from("edition", "书面材料份数；不填的按版本所列")]
    deadline: Annotated[DateOrBlank, taken_from("cycle", "申报截止日")]
    timetable: Annotated[
        tuple[TimetableLine, ...], Field(max_length=30), taken_from("cycle", "其他时间安排，可为空")
    ]
    bonus: Annotated[Fen | Blank, taken_from("cycle", "每人一次性激励金（分）；未定的留空")]
    union_subsidy: Annotated[Fen | Blank, taken_from("cycle", "所在单位工会工作经费补助（分）；未定的留空")]
    requirements: Annotated[tuple[Statement, ...], Field(max_length=20), taken_from("cycle", "工作要求")]
    contact: Annotated[Contact, taken_from("cycle", "联系方式")]
    colophon: Annotated[Colophon, taken_from("office", "版记")]

    @WorkedOut
    def seats_in_all(self) -> int:
        """推荐名额合计"""
        return sum(item.seats for item in self.district_quotas)


class NamedPerson(DocumentModel):
    """A person as the naming circular lists them: no ID number, telephone, birth date."""

    name: Annotated[Text, taken_from("register", "姓名")]
    sex: Annotated[Text, taken_from("register", "性别")]
    employer: Annotated[Text, taken_from("register", "工作单位")]
    post: Annotated[Text, taken_from("register", "岗位/工种")]


class NamingCircularData(DocumentModel):
    """命名通报 (第八条（七）): the four departments name the year's holders; the list is annexed."""

    issuers: Issuers
    addressees: Addressees
    year: Annotated[Year, taken_from("cycle", "年度")]
    publicity_from: Annotated[date, taken_from("office", "公示期第一日")]
    publicity_until: Annotated[date, taken_from("office", "公示期最后一日")]
    named: Annotated[
        tuple[NamedPerson, ...], Field(min_length=1, max_length=1000), taken_from("register", "命名人员")
    ]
    order: Annotated[TextOrBlank, taken_from("office", "名单的排列次序，如“按姓氏笔画排序”；不写的用 none")]
    colophon: Annotated[Colophon, taken_from("office", "版记")]


class CertificateData(DocumentModel):
    """证书 (第九条): one holder, one year, and the circular that named them."""

    NEEDED_AT_ISSUE = ("circular_number", "circular_on")

    issuers: Issuers
    name: Annotated[Text, taken_from("register", "姓名")]
    year: Annotated[Year, taken_from("register", "命名年度")]
    circular_number: Annotated[TextOrBlank, taken_from("register", "命名通报的发文字号")]
    circular_on: Annotated[DateOrBlank, taken_from("register", "命名通报的成文日期")]


class RevocationCircularData(DocumentModel):
    """撤销称号通报（决定） (第十六、十七条): facts, ground, the group's consent, what is recovered."""

    issuers: Issuers
    genre: Annotated[
        Literal["通报", "决定"], taken_from("office", "文种：通报或决定；办法未规定，按本年度设定")
    ]
    addressees: Addressees
    name: Annotated[Text, taken_from("register", "姓名")]
    employer: Annotated[Text, taken_from("register", "工作单位")]
    named_year: Annotated[Year, taken_from("register", "命名年度")]
    named_by: Annotated[Text, taken_from("register", "原命名通报的标题或名称")]
    named_number: Annotated[Text, taken_from("register", "原命名通报的发文字号")]
    facts: Annotated[Statement, taken_from("office", "经核实的事实")]
    heard_on: Annotated[
        DateOrBlank | None, taken_from("office", "听取本人陈述申辩的日期；按所取的理解不另行告知的为空")
    ]
    ground: Annotated[GroundStated, taken_from("office", "撤销所依据的情形")]
    group_met_on: Annotated[date, taken_from("office", "领导小组会议研究同意的日期")]
    recovered: Annotated[
        tuple[Text, ...],
        Field(max_length=20),
        taken_from("edition", "收回的奖杯、证书和激励金；不填由系统按版本写出"),
    ] = ()
    return_by: Annotated[
        DateOrBlank, taken_from("office", "交回期限：办法未规定，按本年度设定；不写的用 none")
    ]
    return_to: Annotated[TextOrBlank, taken_from("office", "交回的地点或科室；不写的用 none")]
    colophon: Annotated[Colophon, taken_from("office", "版记")]


KINDS: Mapping[str, type[DocumentModel]] = {
    "issuing_notice": IssuingNoticeData,
    "annual_notice": AnnualNoticeData,
    "naming_circular": NamingCircularData,
    "certificate": CertificateData,
    "revocation_circular": RevocationCircularData,
}
