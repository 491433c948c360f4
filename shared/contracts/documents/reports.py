"""Reports to the leading group (报告): an objection looked into (第八条（六）), a ground of 第十六条 looked into (第十七条).

Who reported a matter (反映人) is no field of either: it cannot be printed.
"""

from collections.abc import Mapping
from typing import Annotated, Literal, Self

from pydantic import Field, model_validator
from pydantic_core import PydanticCustomError

from shared.contracts.documents.fields import (
    BY_HAND,
    Blank,
    Code,
    DateOrBlank,
    DocumentModel,
    Narrative,
    NarrativeOrBlank,
    StatementOrBlank,
    Text,
    TextOrBlank,
    Year,
    taken_from,
)


class PaperSeen(DocumentModel):
    """A paper on which the facts rest (证据材料)."""

    title: Annotated[Text, taken_from("office", "名称")]
    organ: Annotated[TextOrBlank, taken_from("office", "出具单位")]
    number: Annotated[TextOrBlank, taken_from("office", "文号；没有的用 not_applicable")]
    dated: Annotated[DateOrBlank, taken_from("office", "日期")]


Papers = Annotated[tuple[PaperSeen, ...], Field(max_length=200)]


class VerificationReportData(DocumentModel):
    """核实情况报告 (第八条（六）): what was said of a candidate, how it was looked into, what is true of it."""

    addressee: Annotated[TextOrBlank, taken_from("edition", "主送；不填由系统按版本写出")] = BY_HAND
    organ: Annotated[TextOrBlank, taken_from("edition", "署名；不填由系统按版本写出")] = BY_HAND
    year: Annotated[Year, taken_from("cycle", "年度")]
    name: Annotated[Text, taken_from("application", "被反映的人选姓名")]
    employer: Annotated[TextOrBlank, taken_from("application", "工作单位")]
    first_day: Annotated[DateOrBlank, taken_from("cycle", "公示首日")]
    last_day: Annotated[DateOrBlank, taken_from("cycle", "公示末日")]
    received_on: Annotated[DateOrBlank, taken_from("office", "收到反映的日期")]
    allegation: Annotated[Narrative, taken_from("office", "反映的情况，分段书写；不得写出反映人")]
    process: Annotated[Narrative, taken_from("office", "核实过程，分段书写；不得写出反映人")]
    papers: Annotated[Papers, taken_from("office", "核实取得的材料，可为空")]
    found: Annotated[Narrative, taken_from("office", "认定的事实，分段书写")]
    outcome: Annotated[
        Literal["upheld", "rejected", "partly_upheld"], taken_from("office", "核实结果：属实、失实、部分属实")
    ]
    outcome_label: Annotated[TextOrBlank, taken_from("edition", "核实结果的文字；不填由系统写出")] = BY_HAND
    outcome_article: Annotated[TextOrBlank, taken_from("edition", "处理的依据条款；不填由系统写出")] = BY_HAND
    outcome_quote: Annotated[
        StatementOrBlank, taken_from("edition", "处理的依据原文；不填由系统写出，办法未规定的印“/”")
    ] = BY_HAND
    proposal: Annotated[Narrative, taken_from("office", "处理建议，分段书写")]


class GroundStated(DocumentModel):
    """A ground of revocation (撤销情形) that was looked into."""

    ground: Annotated[Code, taken_from("edition", "情形的编号，见 revocation.yaml，如 R1")]
    article: Annotated[TextOrBlank, taken_from("edition", "条款；不填由系统按版本写出")] = BY_HAND
    quote: Annotated[StatementOrBlank, taken_from("edition", "原文；不填由系统按版本写出")] = BY_HAND


class RevocationReportData(DocumentModel):
    """撤销调查核实报告 (第十六、十七条): the ground, the papers, what the holder said, what is proposed."""

    addressee: Annotated[TextOrBlank, taken_from("edition", "主送；不填由系统按版本写出")] = BY_HAND
    organ: Annotated[TextOrBlank, taken_from("edition", "署名；不填由系统按版本写出")] = BY_HAND
    name: Annotated[Text, taken_from("register", "称号获得者姓名")]
    employer: Annotated[TextOrBlank, taken_from("register", "工作单位")]
    honour_year: Annotated[Year, taken_from("register", "命名年度")]
    circular_number: Annotated[TextOrBlank, taken_from("register", "命名文件的发文字号")]
    certificate_number: Annotated[TextOrBlank, taken_from("register", "证书编号")]
    lead: Annotated[Narrative, taken_from("office", "线索的内容，分段书写；不得写出反映人")]
    grounds: Annotated[
        tuple[GroundStated, ...], Field(min_length=1, max_length=7), taken_from("office", "所涉情形")
    ]
    process: Annotated[Narrative, taken_from("office", "调查核实过程，分段书写；不得写出反映人")]
    papers: Annotated[Papers, taken_from("office", "查阅、调取的文书，可为空")]
    heard_on: Annotated[DateOrBlank, taken_from("office", "听取本人陈述申辩的日期；没有听取的用 none")]
    statement: Annotated[
        NarrativeOrBlank, taken_from("office", "本人的陈述申辩，分段书写；放弃的照实写明，没有听取的用 none")
    ]
    found: Annotated[Narrative, taken_from("office", "认定的事实，分段书写")]
    conclusion: Annotated[Literal["made_out", "not_made_out"], taken_from("office", "所涉情形成立或不成立")]
    proposal: Annotated[Narrative, taken_from("office", "处理建议，分段书写")]
    recovered: Annotated[
        tuple[Text, ...],
        Field(max_length=20),
        taken_from("edition", "撤销的应收回何物；不填由系统按版本写出"),
    ] = ()

    @model_validator(mode="after")
    def _rests_on_papers(self) -> Self:
        if self.conclusion == "made_out" and not self.papers:
            raise PydanticCustomError("papers_missing", "认定情形成立的，须列出所依据的文书，请补充。")
        if isinstance(self.heard_on, Blank) != isinstance(self.statement, Blank):
            raise PydanticCustomError(
                "statement_differs", "听取陈述申辩的日期和内容须一并填写，或都写明没有，请核对。"
            )
        return self


KINDS: Mapping[str, type[DocumentModel]] = {
    "verification_report": VerificationReportData,
    "revocation_report": RevocationReportData,
}
