"""Minutes and reports (纪要、报告) beside the edition: the meeting, the outcome, the grounds that they name."""

from collections.abc import Iterator
from typing import Any

from docgen_service.by_edition.settling import Faults, settled
from shared.contracts.documents.fields import NOT_APPLICABLE
from shared.contracts.documents.joint import RevocationCircularData
from shared.contracts.documents.meetings import MeetingMinutesData
from shared.contracts.documents.reports import GroundStated, RevocationReportData, VerificationReportData
from shared.problems import FieldError
from shared.regulation.documents import DocumentDefinition
from shared.regulation.edition import Edition
from shared.regulation.revocation import Revocation
from shared.regulation.stages import Meeting, ObjectionOutcome, ProcedureStage, Stages

_HEADING_LINE = 17
"""How many characters of 26 pt stand on a line of 156 mm."""


def settle_minutes(
    edition: Edition, definition: DocumentDefinition, data: MeetingMinutesData, faults: Faults
) -> MeetingMinutesData:
    """The meeting is one of the city's own in stages.yaml; its name heads the paper."""
    known = {meeting.id: (stage, meeting) for stage, meeting in _meetings(edition)}
    if data.meeting not in known:
        listed = "、".join(f"{name}（{meeting.label}）" for name, (_, meeting) in known.items())
        message = f"没有这个会议；可填：{listed}。"
        faults.append(FieldError("meeting", "unknown_meeting", message))
        return data
    stage, meeting = known[data.meeting]
    organ = edition.head.bodies[stage.actors[0]].label
    said = {"heading": _heading(organ, f"{meeting.label}纪要"), "article": meeting.article}
    return settled(data, said, faults)


def settle_verification(
    edition: Edition, definition: DocumentDefinition, data: VerificationReportData, faults: Faults
) -> VerificationReportData:
    """What follows from the outcome, in the regulation's own words; where it is silent, that it is."""
    objections = edition.present(edition.needed(Stages).objections)
    rules: dict[str, ObjectionOutcome] = {"upheld": objections.upheld, "rejected": objections.rejected}
    rule = rules.get(data.outcome)
    said: dict[str, Any] = {
        "outcome_label": rule.label if rule else f"部分{objections.upheld.label}",
        "outcome_article": rule.article if rule else edition.head.silent_basis,
        "outcome_quote": rule.quote if rule else NOT_APPLICABLE,
    }
    return settled(data, said | _correspondents(edition, definition), faults)


def settle_revocation(
    edition: Edition, definition: DocumentDefinition, data: RevocationReportData, faults: Faults
) -> RevocationReportData:
    """Every ground is one of 第十六条; what is recovered is what the regulation lists."""
    grounds = tuple(
        _settled_ground(edition, stated, faults, f"grounds.{index}.")
        for index, stated in enumerate(data.grounds)
    )
    data = data.model_copy(update={"grounds": grounds})
    return settled(data, _recovered(edition) | _correspondents(edition, definition), faults)


def settle_circular(
    edition: Edition, definition: DocumentDefinition, data: RevocationCircularData, faults: Faults
) -> RevocationCircularData:
    """撤销称号通报: its ground is one of 第十六条; what is recovered is what the regulation lists."""
    data = data.model_copy(update={"ground": _settled_ground(edition, data.ground, faults, "ground.")})
    return settled(data, _recovered(edition), faults)


def _settled_ground(edition: Edition, stated: GroundStated, faults: Faults, path: str) -> GroundStated:
    known = {ground.id: ground for ground in edition.needed(Revocation).grounds}
    ground = known.get(stated.ground)
    if ground is None:
        message = f"没有这种情形；可填：{'、'.join(known)}。"
        faults.append(FieldError(f"{path}ground", "unknown_ground", message))
        return stated
    return settled(stated, {"article": ground.article, "quote": ground.quote}, faults, path)


def _recovered(edition: Edition) -> dict[str, Any]:
    return {"recovered": tuple(item.label for item in edition.needed(Revocation).recovered)}


def _correspondents(edition: Edition, definition: DocumentDefinition) -> dict[str, str]:
    """From the body that issues the report to the leading group (领导小组), the first of the committees."""
    bodies, committees = edition.head.bodies, edition.needed(Stages).committees
    return {"organ": bodies[definition.issuers[0]].label, "addressee": bodies[committees[0].body].label}


def _meetings(edition: Edition) -> Iterator[tuple[ProcedureStage, Meeting]]:
    county = edition.head.organs.county_body
    for stage in edition.needed(Stages).stages:
        if county not in stage.actors:
            yield from ((stage, meeting) for meeting in stage.meetings)


def _heading(organ: str, meeting: str) -> str:
    """…领导小组 + 领导小组会议纪要 = …领导小组会议纪要: what both say is said once; a long one takes two lines."""
    shared = next((n for n in range(len(meeting), 0, -1) if organ.endswith(meeting[:n])), 0)
    first = organ[: len(organ) - shared]
    return f"{first}\n{meeting}" if len(first + meeting) > _HEADING_LINE else first + meeting
