"""认定: the county union records what it has found, on what basis; nothing is ever inferred in its place."""

from collections.abc import Iterator, Sequence
from dataclasses import dataclass
from datetime import date
from uuid import UUID

from intake_service import repository
from intake_service.confirmed import classed, mark, with_classes
from intake_service.content import Content
from intake_service.domain import UNDER_REVIEW
from intake_service.dossier import request_check
from intake_service.facts import ATTESTED, OF_MATERIALS
from intake_service.form_check import class_faults
from intake_service.guards import refuse_unless
from intake_service.intake import Intake
from intake_service.models import Application, Finding
from shared.auth import Principal
from shared.database import transaction, uuid7
from shared.problems import FieldError, Refusal
from shared.regulation.conditions import Rank, Title
from shared.regulation.edition import Edition
from shared.regulation.quotation import filled


@dataclass(frozen=True)
class Found:
    """One finding: `subject` is a judgement of conditions.yaml, a fact that the county union may attest, or the class
    of a contest or an honour, such as `contests[0].contest_class`; the class is its `answer`.
    """

    subject: str
    value: bool | None
    answer: str | None
    basis: str
    found_on: date


def record_findings(
    intake: Intake, principal: Principal, application_id: UUID, found: Sequence[Found], trace_id: str
) -> Application:
    """Records findings and asks rules again; a later finding of the same subject goes before an earlier one."""
    with transaction(intake.engine) as session:
        row = repository.application(session, principal, application_id, for_update=True)
        refuse_unless(row, UNDER_REVIEW, "记录认定")
        content = intake.content(repository.version(session, row.id, row.version))
        _refuse(intake, row, content, found)
        for item in found:
            session.add(_finding(intake, principal, row, content, item))
        session.flush()
        row.changed_at = intake.clock()
        repository.record(
            session, row.id, "findings_recorded", principal.label, intake.clock(),
            subjects={item.subject: item.value if item.answer is None else item.answer for item in found},
        )  # fmt: skip
        request_check(intake, session, row, "county_review", trace_id)
        return row


def subjects(edition: Edition) -> dict[str, str]:
    """What the county union may find or attest, and its question."""
    judgements = {
        leaf.id: filled(leaf.ask.question, label=leaf.label, number="")
        for leaf in edition.conditions.judgements()
    }
    asks = edition.conditions.asks
    facts = {name: asks[name].question for name in ATTESTED if name in asks}
    return judgements | facts | _facts_of_materials(edition)


def _facts_of_materials(edition: Edition) -> dict[str, str]:
    channels = edition.channels
    wanting = {
        item.material for each in channels.channels for item in each.requirements if item.when in OF_MATERIALS
    }
    labels = "、".join(channels.materials[name] for name in channels.materials if name in wanting)
    texts = channels.texts.when_unknown
    return {name: filled(text, label=labels) for name, text in texts.items() if name in OF_MATERIALS}


def class_subjects(edition: Edition) -> dict[str, tuple[str, list[str]]]:
    """The classes that the county union may confirm (n is a place in the list), each question and its answers."""
    conditions = edition.conditions
    ranks = [leaf.contest_class for leaf in conditions.leaves() if isinstance(leaf, Rank)]
    titles = [title for leaf in conditions.leaves() if isinstance(leaf, Title) for title in leaf.titles]
    known = {"contests.contest_class": ranks, "honours.honour_class": titles}
    return {
        fact.replace(".", "[n]."): (
            filled(conditions.asks[fact].question, label="", number="n"),
            [*dict.fromkeys(answers), conditions.other],
        )
        for fact, answers in known.items()
        if fact in conditions.asks
    }


def _refuse(intake: Intake, row: Application, content: Content, found: Sequence[Found]) -> None:
    edition, today = intake.editions.get(row.edition), intake.today()
    errors = [
        FieldError(f"findings.{index}.{field}", code, message)
        for index, item in enumerate(found)
        for field, code, message in _faults(edition, content, item, today)
    ]
    if errors:
        raise Refusal(422, "invalid_finding", "认定有误，什么也没有记录，请按errors修改后重新提交。", errors)


def _faults(edition: Edition, content: Content, item: Found, today: date) -> Iterator[tuple[str, str, str]]:
    of_class = item.subject in classed(content)
    if not of_class and item.subject not in subjects(edition):
        yield "subject", "unknown_subject", "没有这个认定事项，请从版本的条件列表中选择。"
    elif of_class and (item.answer is None or item.value is not None):
        yield "answer", "answer_required", "请在answer中填写所确认的类别，不填value。"
    elif not of_class and (item.value is None or item.answer is not None):
        yield "value", "value_required", "请在value中填写是或否，不填answer。"
    elif item.answer is not None:
        given = with_classes(content, {item.subject: item.answer})
        place = item.subject.replace("[", ".items.").replace("]", "")
        for fault in class_faults(given, edition):
            if fault.field == place:
                yield "answer", fault.code, fault.message
    if item.found_on > today:
        yield "found_on", "future_date", "认定日期晚于今天，请核对。"


def _finding(
    intake: Intake, principal: Principal, row: Application, content: Content, item: Found
) -> Finding:
    about = mark(classed(content)[item.subject].name) if item.answer is not None else None
    return Finding(
        id=uuid7(), application_id=row.id, subject=item.subject, value=item.value is not False,
        answer=item.answer, about=about, basis=item.basis, found_on=item.found_on, organ=row.county,
        person=principal.person, recorded_at=intake.clock(),
    )  # fmt: skip
