"""The data of each document (文书数据): from application, rules' answer, year and edition."""

from collections.abc import Sequence
from dataclasses import dataclass
from datetime import date
from typing import Any

from intake_service.content import Content
from intake_service.cycle import CycleData
from intake_service.form_check import ANNEX
from intake_service.identity import clean
from intake_service.models import Application, Decision, Material, Notice, StoredFile
from shared.contracts.documents.annexes import Annex1Data
from shared.contracts.documents.application import (
    CorrectionNoticeData,
    IneligibilityNoticeData,
    ReceiptSlipData,
)
from shared.contracts.documents.fields import BY_HAND, NONE, NOT_APPLICABLE, Blank, Contact, PhotoReference
from shared.contracts.materials import MaterialAsk
from shared.contracts.verdict import CheckResult, ConditionOutcome
from shared.regulation.edition import Edition
from shared.regulation.forms import FormField

_BLANKS = {"none": NONE, "not_applicable": NOT_APPLICABLE, "by_hand": BY_HAND}
_COUNTY = "县（市、区）"
COUNTY_BODY = "county_union"
RECEIPT_SLIP = "receipt_slip"
_FIELDS_OF = {"consent": "consent", "recommenders": "experts"}
# Only a scan has come in until the county union has looked at the papers.
_FORMS = {None: "scan", True: "original_and_copy", False: "copy"}


@dataclass(frozen=True)
class Dossier:
    """案卷: all that a document may be written from."""

    application: Application
    content: Content
    edition: Edition
    cycle: CycleData
    materials: Sequence[Material]
    files: dict[Any, StoredFile]
    result: CheckResult

    @property
    def organ(self) -> str:
        """The county union (县（市、区）总工会) by its own name."""
        return organ_of(self.edition, self.application.county)

    @property
    def contact(self) -> Contact:
        found = self.cycle.contacts.get(self.application.county)
        if found is None:
            return Contact(office=BY_HAND, phone=BY_HAND, address=BY_HAND)
        return Contact(office=found.office, phone=found.phone, address=found.address)

    @property
    def name(self) -> str:
        return self.content.form["name"]

    @property
    def channel(self) -> str:
        found = self.edition.channels.get(self.content.channel)
        assert found is not None
        return found.label

    @property
    def channel_article(self) -> str:
        """The item of the regulation that the channel, and the county union's review in it, rests on."""
        found = self.edition.channels.get(self.content.channel)
        assert found is not None
        return found.article

    @property
    def addressee(self) -> str:
        """Who handed the application in: the applicant, the unit, or the experts."""
        found, content = self.edition.channels.get(self.content.channel), self.content
        if found and found.submitter == "unit" and content.recommending_unit:
            return content.recommending_unit.name
        experts = content.experts if found and found.submitter == "expert" else ()
        return "、".join(expert.name for expert in experts) or self.name


def organ_of(edition: Edition, county: str) -> str:
    """The county union at a place of work, by its own name."""
    label = edition.head.bodies[edition.head.organs.county_body].label
    return label.replace(_COUNTY, edition.codes.regions[county])


def receipt_slip(dossier: Dossier) -> ReceiptSlipData:
    """受理回执（收件清单）."""
    submitted_at = dossier.application.submitted_at
    assert submitted_at
    labels = dossier.edition.channels.materials
    items = [
        {
            "label": f"{labels.get(material.kind, material.kind)}{_titled(material)}",
            "copies": material.copies,
            "pages": material.pages,
            "form": _FORMS[material.original],
        }
        for material in dossier.materials
        if not material.opinion  # what the county union obtained itself was not handed in
    ]
    return ReceiptSlipData(
        application_number=_number(dossier), applicant_name=dossier.name, channel=dossier.channel,
        receiving_organ=dossier.organ, submitted_at=submitted_at, version=dossier.application.version,
        items=tuple(items), asks=tuple(_county_asks(dossier.result)), contact=dossier.contact,
    )  # fmt: skip


def annex_1(dossier: Dossier) -> Annex1Data:
    """《“桂林工匠”推荐申请表》（附件1）."""
    fields = dossier.edition.forms.get(ANNEX).fields
    values = {field.id: _printed(field, dossier.content.form.get(field.id)) for field in fields}
    return Annex1Data.model_validate(values | {"photo": _photo(dossier)})


def correction_notice(dossier: Dossier, notice: Notice) -> CorrectionNoticeData:
    """补正通知书, from what the county union has made of the draft."""
    return CorrectionNoticeData(
        addressee=dossier.addressee, applicant_name=dossier.name, application_number=_number(dossier),
        items=tuple(notice.items), reopened=tuple(_reopened(dossier.edition, notice.opens)),
        deadline=notice.deadline or BY_HAND, organ=dossier.organ, contact=dossier.contact,
    )  # fmt: skip


def ineligibility_notice(
    dossier: Dossier, notice: Notice, decision: Decision | None
) -> IneligibilityNoticeData:
    """不符合条件告知书; before the decision (第八条) its date and participants are left for the hand."""
    return IneligibilityNoticeData(
        addressee=dossier.addressee, applicant_name=dossier.name, application_number=_number(dossier),
        channel=dossier.channel, failed=tuple(notice.items), deciding_body=dossier.organ,
        reviewed_on=decision.reviewed_on if decision else BY_HAND,
        participants=tuple(decision.participants) if decision else (),
        remedy=dossier.cycle.remedy, contact=dossier.contact,
    )  # fmt: skip


def wanting(result: CheckResult) -> list[MaterialAsk]:
    """What was due at the submission (申报环节) and its sender still has to bring, whatever stage was asked about."""
    return [ask for ask in result.materials.asks_applicant if ask.due == "submission"]


def correction_items(result: CheckResult) -> list[dict[str, Any]]:
    """补正事项 as rules asks for them, for the county union to change."""
    quotes = {outcome.kind: outcome.quote for outcome in result.materials.outcomes}
    return [
        {
            "what": ask.label,
            "why": ask.question,
            "article": ask.article,
            "quote": quotes.get(ask.kind) or NOT_APPLICABLE.model_dump(),
        }
        for ask in wanting(result)
    ]


def correction_opens(result: CheckResult) -> dict[str, list[str]]:
    """What these 补正事项 reopen: the materials that they name, and the fields that stand for no material."""
    kinds = dict.fromkeys(ask.kind for ask in wanting(result))
    return {
        "fields": [_FIELDS_OF[kind] for kind in kinds if kind in _FIELDS_OF],
        "materials": [kind for kind in kinds if kind not in _FIELDS_OF],
    }


def failed_conditions(result: CheckResult) -> list[dict[str, Any]]:
    """The conditions that are not met (未符合的条件) with the fact found, for the county union to change."""
    tops = [*result.verdict.conditions, result.verdict.items]
    return [
        {"article": top.article, "quote": top.quote, "fact_found": _fact_found(top)}
        for top in tops
        if top.outcome == "not_met"
    ]


def _fact_found(outcome: ConditionOutcome) -> str:
    """What was found, in words: months in years and months, and what a human found with its basis."""
    if "months" in outcome.facts:
        return f"经审核，累计{_months(int(str(outcome.facts['months'])))}，未达到上述要求"
    if outcome.decided_by:
        return f"经{outcome.decided_by.by_label}认定不符合（依据：{outcome.decided_by.basis}）"
    if outcome.parts:
        return "经审核，所列各项条件均未达到"
    label = outcome.label.replace("“", "‘").replace("”", "’")
    return f"经审核，不符合“{label}”的要求"


def _months(count: int) -> str:
    years, months = divmod(count, 12)
    return f"{years}年" * bool(years) + f"{months}个月" * bool(months or not years)


def _county_asks(result: CheckResult) -> list[dict[str, str]]:
    found = [(ask.question, ask.article) for ask in result.materials.asks_county]
    # The slip says that the applicant need not do anything about these: only what the county union can find.
    found += [
        (ask.question, ask.article)
        for ask in result.verdict.asks
        if ask.decisive and COUNTY_BODY in ask.attested_by
    ]
    return [{"question": question, "article": article} for question, article in dict.fromkeys(found)]


def _reopened(edition: Edition, opens: dict[str, Any]) -> list[str]:
    form = edition.forms.get(ANNEX)
    names = []
    for path in opens.get("fields", []):
        field = form.field(path.removeprefix("form."))
        names.append(f"“{field.label}”栏" if field else FIELD_LABELS.get(path, path))
    return names + [edition.channels.materials.get(kind, kind) for kind in opens.get("materials", [])]


FIELD_LABELS = {
    "spells": "工作经历",
    "contests": "竞赛成绩",
    "honours": "称号和奖项",
    "union_member": "工会会员",
    "on_front_line": "在岗情况",
    "consent": "被推荐人同意",
    "experts": "推荐专家",
    "recommending_unit": "推荐单位",
    "channel": "申报渠道",
    "county": "工作所在地",
    "form": "申请表各栏",
    "skilled_worker": "技能人才",
    "public_official": "公职人员",
    "claimed_items": "主张符合的条件",
    "evidence": "佐证材料编号",
    "deeds_statement": "申报人事迹材料正文",
    "trade": "申报工种",
}


def _printed(field: FormField, value: str | None) -> str | date | Blank:
    if not value:
        return _BLANKS[field.if_empty or "by_hand"]
    return clean(value) if field.kind == "id_number" else value


def _photo(dossier: Dossier) -> PhotoReference | None:
    for material in reversed(dossier.materials):
        file = dossier.files.get(material.file_id)
        if material.kind == "photo" and file and file.content_type in {"image/jpeg", "image/png"}:
            return PhotoReference(object_key=file.object_key, sha256=file.sha256)
    return None


def _titled(material: Material) -> str:
    return f"（{material.title}）" if material.title else ""


def _number(dossier: Dossier) -> str:
    assert dossier.application.number
    return dossier.application.number
