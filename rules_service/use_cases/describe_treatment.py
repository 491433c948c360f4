"""Says what a holder gets, where it may be recommended on, and who may enter the talent pool: 第七、九、十条."""

from __future__ import annotations

from collections.abc import Iterator
from datetime import datetime

from rules_service.domain import Truth
from rules_service.human_findings import ask, decided_by, finding_errors
from rules_service.receipts import PLAIN, receipt
from shared.contracts.treatment import BenefitView, PoolView, TreatmentAnswer, TreatmentFacts, UpwardView
from shared.contracts.verdict import Ask
from shared.problems import FieldError, Refusal
from shared.regulation.edition import Edition
from shared.regulation.treatment import POOL, Benefit, Pool, Treatment, Upward
from shared.regulation.under_readings import Choices, chosen


def describe_treatment(
    edition: Edition, facts: TreatmentFacts, given: Choices, now: datetime
) -> TreatmentAnswer:
    """What is due, what waits for the year's amounts, and what is wanting; raises Refusal."""
    treatment = edition.needed(Treatment)
    _refuse_unfit(edition, treatment, facts)
    names = [treatment.pool.decided_by.reading] if treatment.pool else []
    choices = chosen(edition, names, given)
    return TreatmentAnswer(
        benefits=tuple(_benefit(edition, treatment, item, facts) for item in treatment.benefits),
        upward=tuple(_upward(edition, treatment, item, facts) for item in treatment.upward),
        pool=_pool(edition, treatment, treatment.pool, facts, choices) if treatment.pool else None,
        asks=tuple(_asks(edition, treatment, facts)),
        readings=choices,
        receipt=receipt(
            edition, {"readings": choices}, facts, now, engine=PLAIN, overlay=_overlay(facts, given)
        ),
    )


def _refuse_unfit(edition: Edition, treatment: Treatment, facts: TreatmentFacts) -> None:
    money = {item.id for item in treatment.benefits if item.amount_ask}
    specs = {item.id: item.finding for item in treatment.upward if item.finding}
    if treatment.pool:
        specs[POOL] = treatment.pool.potential
    errors = [
        FieldError(f"facts.amounts.{name}", "unknown_amount", "没有这一项需要录入数额的待遇，请核对代码。")
        for name in facts.amounts
        if name not in money
    ]
    errors += finding_errors(edition, facts.findings, specs)
    if errors:
        raise Refusal(422, "facts_unfit", "有内容与本版本不符，请按errors逐项修改后重新提交。", errors)


def _benefit(edition: Edition, treatment: Treatment, item: Benefit, facts: TreatmentFacts) -> BenefitView:
    amount = facts.fen(item.id)
    texts = treatment.texts
    if facts.named is None:
        state, text = "unknown", texts.unknown
    elif not facts.named:
        state, text = "not_due", texts.not_due
    elif item.amount_ask and amount is None:
        state, text = "waits_for_amount", texts.waits_for_amount
    else:
        state, text = "due", texts.due
    label = edition.head.bodies[item.to].label if item.to in edition.head.bodies else edition.head.honour
    return BenefitView.model_validate(
        {
            "id": item.id, "label": item.label, "to": item.to, "to_label": label,
            "article": item.article, "quote": item.quote, "state": state, "text": text,
            "amount": str(facts.amounts[item.id]) if state == "due" and item.id in facts.amounts else None,
            "amount_fen": amount if state == "due" else None, "once": item.once,
            "earmark": item.earmark.quote if item.earmark else None,
        }
    )  # fmt: skip


def _upward(edition: Edition, treatment: Treatment, item: Upward, facts: TreatmentFacts) -> UpwardView:
    finding, texts = facts.findings.get(item.id), treatment.texts
    eligible: Truth = True if item.finding is None else finding.value if finding else None
    if facts.named is None:
        state, text = "unknown", texts.unknown
    elif not facts.named:
        state, text = "not_applicable", texts.not_applicable
    elif eligible is None:
        state, text = "needs_judgement", texts.needs_judgement
    elif not eligible:
        state, text = "not_recommended", texts.not_eligible
    else:
        state = "may_recommend"
        text = texts.may_recommend if item.mode == "priority" else texts.may_recommend_if_eligible
    return UpwardView.model_validate(
        {
            "id": item.id, "label": item.label, "article": item.article, "quote": item.quote,
            "mode": item.mode, "state": state, "text": text, "decided_by": decided_by(edition, finding),
        }
    )  # fmt: skip


def _pool(
    edition: Edition, treatment: Treatment, pool: Pool, facts: TreatmentFacts, choices: Choices
) -> PoolView:
    finding, texts = facts.findings.get(POOL), treatment.texts
    decider = pool.decided_by.value(choices)
    label = edition.head.bodies[decider].label
    if facts.named:
        state, text = "not_applicable", texts.pool_named
    elif finding and not finding.value:
        state, text = "not_applicable", texts.pool_no_potential
    elif facts.named is None:
        state, text = "unknown", texts.unknown
    elif finding is None:
        state, text = "needs_judgement", texts.needs_judgement
    else:
        state, text = "may_enter", texts.pool_may_enter.format(decider=label)
    return PoolView.model_validate(
        {
            "article": pool.article, "quote": pool.quote, "state": state, "text": text,
            "decider": decider, "decider_label": label, "term_years": pool.term_years,
            "priority_quote": pool.priority.quote, "priority_text": texts.pool_effect,
            "decided_by": decided_by(edition, finding),
        }
    )  # fmt: skip


def _asks(edition: Edition, treatment: Treatment, facts: TreatmentFacts) -> Iterator[Ask]:
    """What is wanting; nothing is asked that could not matter any more."""
    if facts.named is None:
        first = treatment.benefits[0] if treatment.benefits else treatment.pool
        article = first.article if first else ""
        yield ask(edition, treatment.named_ask, "named", "boolean", article, "benefits")
    if facts.named is not False:
        sure = facts.named is True
        for item in treatment.benefits:
            if item.amount_ask and item.id not in facts.amounts:
                fact = f"amounts.{item.id}"
                yield ask(edition, item.amount_ask, fact, "amount", item.article, item.id, sure, item.label)
        for further in treatment.upward:
            if further.finding and further.id not in facts.findings:
                fact = f"findings.{further.id}"
                yield ask(edition, further.finding, fact, "finding", further.article, further.id, sure)
    if treatment.pool and not facts.named and POOL not in facts.findings:
        pool = treatment.pool
        yield ask(edition, pool.potential, f"findings.{POOL}", "finding", pool.article, POOL)


def _overlay(facts: TreatmentFacts, given: Choices) -> dict[str, object] | None:
    whole = {
        "amounts": {name: str(amount) for name, amount in facts.amounts.items()},
        "readings": dict(given),
    }
    return {name: value for name, value in whole.items() if value} or None
