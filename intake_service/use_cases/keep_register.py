"""What an operator keeps up to date by command: the year, earlier holders, callback addresses."""

from collections import Counter
from collections.abc import Sequence
from datetime import datetime
from uuid import UUID

from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert
from sqlalchemy.orm import Session

from intake_service.cycle import CycleData
from intake_service.domain import State
from intake_service.identity import clean, id_number_fault
from intake_service.intake import Intake
from intake_service.models import Application, CallbackEndpoint, Cycle, Honour
from shared.contracts.overlay import NOTHING
from shared.database import transaction, uuid7
from shared.problems import Refusal
from shared.regulation.overlays import options_of


def load_cycle(intake: Intake, data: CycleData) -> str:
    """Loads or replaces a year's settings (年度设定); returns their digest.

    Raises Refusal where it contradicts itself, where its readings or catalogues name what the edition does not
    know, and where its catalogue lacks a trade that somebody has applied in: their corrections could not be
    submitted any more.
    """
    _refuse_contradictions(intake, data)
    options_of(intake.editions.get(data.edition), data.overlay or NOTHING)
    _refuse_lost_trades(intake, data)
    values = {"data": data.as_json(), "sha256": data.digest(), "loaded_at": intake.clock()}
    statement = insert(Cycle).values(edition=data.edition, year=data.year, **values)
    with transaction(intake.engine) as session:
        session.execute(
            statement.on_conflict_do_update(index_elements=[Cycle.edition, Cycle.year], set_=values)
        )
    intake.cycles.forget()
    return data.digest()


def _refuse_contradictions(intake: Intake, data: CycleData) -> None:
    """What no single field shows to be wrong: each fault by its own sentence."""
    faults = []
    if data.deadline < data.opens_on:
        faults.append(f"deadline（{data.deadline}）早于opens_on（{data.opens_on}），请核对申报期的起止日期。")
    counts = Counter(trade.code for trade in data.catalogue)
    if twice := [code for code, count in counts.items() if count > 1]:
        faults.append(f"catalogue中的工种代码重复：{'、'.join(twice)}；每个代码只能用于一个工种。")
    regions = intake.editions.get(data.edition).codes.regions
    if unknown := [code for code in data.contacts if code not in regions]:
        known = "、".join(f"{code}（{name}）" for code, name in regions.items())
        faults.append(f"contacts中的县（市、区）代码不属于本市：{'、'.join(unknown)}；可填：{known}。")
    if faults:
        raise Refusal(422, "invalid_cycle", "年度设定有误，什么也没有载入：" + "".join(faults))


def _refuse_lost_trades(intake: Intake, data: CycleData) -> None:
    listed = [trade.code for trade in data.catalogue]
    applied_in = (
        select(Application.trade)
        .where(Application.edition == data.edition, Application.year == data.year)
        .where(Application.state != State.WITHDRAWN, Application.trade.not_in(listed))
        .distinct()
        .order_by(Application.trade)
    )
    with transaction(intake.engine) as session:
        lost = session.scalars(applied_in).all()
    if lost:
        message = (
            f"已有申报使用的工种不在新的目录中：{'、'.join(lost)}；请保留这些工种后再载入，什么也没有载入。"
        )
        raise Refusal(409, "trade_in_use", message)


def enter_honours(intake: Intake, edition: str, year: int, numbers: Sequence[str]) -> int:
    """Enters who holds the title (称号, 第七条) by keyed hash; all or nothing, twice is once."""
    cleaned = [clean(number) for number in numbers]
    wrong = [at for at, number in enumerate(cleaned, 1) if id_number_fault(number, intake.today())]
    if wrong:
        lines = "、".join(str(at) for at in wrong[:20])
        raise Refusal(422, "invalid_id_numbers", f"第{lines}行不是有效的身份证号，什么也没有录入。")
    hashes = {intake.lookup.current(number): intake.lookup.all(number) for number in cleaned}
    with transaction(intake.engine) as session:
        known = _known(session, year, [one for every in hashes.values() for one in every])
        rows = [
            {"id": uuid7(), "edition": edition, "year": year, "person_hash": current, "state": "named",
             "entered_at": intake.clock()}
            for current, every in hashes.items()
            if not known.intersection(every)
        ]  # fmt: skip
        if not rows:
            return 0
        entered = session.execute(
            insert(Honour).values(rows).on_conflict_do_nothing().returning(Honour.id)
        ).all()
        return len(entered)


def revoke_honours(intake: Intake, year: int, numbers: Sequence[str]) -> int:
    """Notes that the title of a year was revoked (撤销, 第十七条); all or nothing, twice is once."""
    with transaction(intake.engine) as session:
        held = [_held(session, year, intake.lookup.all(clean(number))) for number in numbers]
        if unknown := [str(at) for at, found in enumerate(held, 1) if not found]:
            lines = "、".join(unknown[:20])
            raise Refusal(422, "title_not_entered", f"第{lines}行在该年度没有称号登记，什么也没有改动。")
        named = [honour for found in held for honour in found if honour.state == "named"]
        for honour in named:
            honour.state = "revoked"
        return len({honour.id for honour in named})


def _held(session: Session, year: int, hashes: list[str]) -> Sequence[Honour]:
    return session.scalars(
        select(Honour).where(Honour.year == year, Honour.person_hash.in_(hashes)).with_for_update()
    ).all()


def _known(session: Session, year: int, hashes: list[str]) -> set[str]:
    """The holders of a year under any of these hashes: the key may have been replaced since."""
    return set(
        session.scalars(select(Honour.person_hash).where(Honour.year == year, Honour.person_hash.in_(hashes)))
    )


def register_callback(intake: Intake, client_id: UUID, url: str, secret: str, now: datetime) -> None:
    """Registers a posting system's callback address (回调地址); the secret is kept sealed."""
    values = {
        "url": url,
        "secret": intake.cipher.seal(secret.encode(), f"callback/{client_id}"),
        "registered_at": now,
    }
    statement = insert(CallbackEndpoint).values(client_id=client_id, **values)
    with transaction(intake.engine) as session:
        session.execute(
            statement.on_conflict_do_update(index_elements=[CallbackEndpoint.client_id], set_=values)
        )
