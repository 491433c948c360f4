"""What may not happen now: the refusals that hang on an application's state."""

from collections.abc import Container, Iterable

from intake_service.domain import EDITABLE, LABELS, Opened, State
from intake_service.intake import Intake
from intake_service.models import Application
from shared.problems import FieldError, Refusal

_CLOSED = {
    State.SUBMITTED: "申报已经提交，正在审核；需要修改的，请待县（市、区）总工会发出补正通知。",
    State.INCOMPLETE: "申报已经提交，但材料不齐；请待县（市、区）总工会发出补正通知后补正。",
    State.ACCEPTED: "申报已经提交并受理；需要修改的，请与县（市、区）总工会联系，由其发出补正通知。",
    State.RECOMMENDED: "申报已由县（市、区）总工会审核通过，不能再修改或提交。",
    State.NOT_RECOMMENDED: "县（市、区）总工会已决定不予推荐，申报不能再修改或提交。",
    State.WITHDRAWN: "申报已经撤回，不能再修改或提交；仍要申报的，请在申报期内另建一份申报。",
}


def refuse_closed(row: Application, code: str = "application_closed") -> None:
    """Only a draft and an application in correction may be changed or submitted."""
    state = State(row.state)
    if state not in EDITABLE:
        raise Refusal(409, "application_closed" if state is State.WITHDRAWN else code, _CLOSED[state])


def refuse_late(intake: Intake, row: Application) -> None:
    """A correction ends with the day that its notice names."""
    if row.state != State.CORRECTION or row.opened is None:
        return
    if intake.today() > Opened.from_json(row.opened).deadline:
        raise Refusal(
            409, "correction_deadline_passed",
            "补正期限已过，将按现有材料审核；确有原因的，请与县（市、区）总工会联系。",
            basis=intake.editions.get(row.edition).head.silent_basis,
        )  # fmt: skip


def refuse_unopened(intake: Intake, row: Application, changed: Iterable[str]) -> None:
    """While in correction, only what the notice names may change, and only until its deadline."""
    refuse_late(intake, row)
    if row.state == State.CORRECTION and row.opened:
        closed = Opened.from_json(row.opened).closed_paths(changed)
        if closed:
            errors = [FieldError(path, "field_not_opened", "补正通知没有开放这一项。") for path in closed]
            raise Refusal(409, "field_not_opened", "只能修改补正通知列出的内容，请撤去其他修改。", errors)


def refuse_unless(row: Application, states: Container[State], step: str) -> None:
    """A step that the present state does not allow."""
    state = State(row.state)
    if state not in states:
        raise Refusal(409, "wrong_state", f"申报现为“{LABELS[state]}”，不能{step}；请先查询办理状态。")
