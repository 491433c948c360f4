"""The size of a list (名单规模, 第八条（三）–（五）) by the edition's arithmetic, and the meetings that settle it."""

from collections.abc import Iterator
from typing import Any

from docgen_service.by_edition.settling import Faults, settled
from shared.contracts.documents.fields import Blank
from shared.contracts.documents.lists import (
    ApprovalListData,
    AssessmentListData,
    MeetingHeld,
    ReadingTaken,
    Shortlist,
)
from shared.problems import FieldError
from shared.regulation.documents import DocumentDefinition
from shared.regulation.edition import Edition
from shared.regulation.lists import ListSizes
from shared.regulation.ratios import decimal
from shared.regulation.stages import ProcedureStage, Stages
from shared.regulation.under_readings import Choices, chosen, under_readings


def settle_shortlist(
    edition: Edition, definition: DocumentDefinition, data: Shortlist, faults: Faults
) -> Shortlist:
    """应列人数 and the rest worked out; a longer list is refused, a shorter one is lawful."""
    stages = edition.needed(Stages)
    lists, stage = edition.present(stages.lists), edition.present(stages.get(definition.stage))
    names = [parameter.reading for _, parameter in under_readings(lists)]
    choices = chosen(edition, names, {taken.reading: taken.option for taken in data.readings})
    said: dict[str, Any] = {
        "ratio": f"1:{decimal(edition.present(stage.list).ratio)}",
        "size_note": lists.note,
    }
    if not isinstance(data.quota, Blank):
        sizes = lists.sizes(data.quota, stages.ratios(), choices)
        said |= _sizes(stage, data, sizes)
        faults.extend(_too_many(stage, data, sizes))
    replaced: dict[str, Any] = {"readings": _readings(edition, stage, data, choices, faults)}
    if isinstance(data, AssessmentListData | ApprovalListData):
        replaced["meetings"] = _meetings(stage, data.meetings, faults)
    return settled(data.model_copy(update=replaced), said, faults)


def _sizes(stage: ProcedureStage, data: Shortlist, sizes: ListSizes) -> dict[str, int]:
    said = {"expected": sizes.lists[stage.id].size}
    return said | ({"expected_reserve": sizes.reserve} if isinstance(data, ApprovalListData) else {})


def _too_many(stage: ProcedureStage, data: Shortlist, sizes: ListSizes) -> Iterator[FieldError]:
    counts = [("listed", "实列", data.listed, sizes.lists[stage.id].size)]
    if isinstance(data, ApprovalListData):
        counts += [
            ("candidates", "正式人选", data.named, sizes.named),
            ("candidates", "后备人选", data.reserve, sizes.reserve),
        ]
    for field, label, found, most in counts:
        if found > most:
            ground = _ground(stage)
            message = f"{label}{found}名，按名额和所取的理解至多{most}名（{ground}）；请核对名单、名额或所取的理解。"
            yield FieldError(field, "list_too_long", message)


def _ground(stage: ProcedureStage) -> str:
    """The article on which the size of a stage's list rests."""
    return stage.list.article if stage.list else stage.article


def _readings(
    edition: Edition, stage: ProcedureStage, data: Shortlist, choices: Choices, faults: Faults
) -> tuple[ReadingTaken, ...]:
    """The readings that bear on this list, the defaults too, each with its question and answer."""
    stated = {taken.reading: (index, taken) for index, taken in enumerate(data.readings)}
    found = []
    for reading in edition.readings.readings:
        if reading.id in choices and (stage.id in reading.bears_on or reading.id in stated):
            option = choices[reading.id]
            index, taken = stated.get(reading.id, (0, ReadingTaken(reading=reading.id, option=option)))
            said = {"question": reading.question, "label": reading.options[option].label}
            found.append(settled(taken, said, faults, f"readings.{index}."))
    return tuple(found)


def _meetings(
    stage: ProcedureStage, held: tuple[MeetingHeld, ...], faults: Faults
) -> tuple[MeetingHeld, ...]:
    labels = {meeting.id: meeting.label for meeting in stage.meetings}
    if sorted(meeting.meeting for meeting in held) != sorted(labels):
        listed = "、".join(f"{label}（{name}）" for name, label in labels.items())
        message = f"{stage.label}须写明的会议恰为：{listed}（{stage.article}）；请补充或改正。"
        faults.append(FieldError("meetings", "meetings_differ", message))
        return held
    return tuple(
        settled(meeting, {"label": labels[meeting.meeting]}, faults, f"meetings.{index}.")
        for index, meeting in enumerate(held)
    )
