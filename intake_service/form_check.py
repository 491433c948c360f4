"""Checks an application against the edition and the year: what is wrong, and what is missing."""

import re
from collections.abc import Iterator
from datetime import date

from intake_service.content import Content
from intake_service.cycle import CycleData
from intake_service.identity import clean, id_number_fault
from shared.contracts.facts import Facts
from shared.problems import FieldError
from shared.regulation import counting
from shared.regulation.conditions import Rank, Title
from shared.regulation.edition import Edition
from shared.regulation.forms import Form, FormField
from shared.regulation.months import Month

ANNEX = "annex_1"
_PHONE = re.compile(r"(1[3-9]\d{9}|0\d{2,3}-\d{7,8})(-\d{1,6})?", re.ASCII)
_EARLIEST = date(1900, 1, 1)
_ID_FAULTS = {
    "id_number_form": "身份证号应为18位，最后一位可为X，请核对。",
    "id_number_birth_date": "身份证号中的出生日期不存在，请核对。",
    "id_number_check_digit": "身份证号的校验码不符，请核对是否有数字写错。",
}


def faults(content: Content, edition: Edition, cycle: CycleData, today: date) -> list[FieldError]:
    """Everything that is wrong with what has been filled in; a draft may still be incomplete."""
    return [
        *_header(content, edition, cycle),
        *_form(content, edition.forms.get(ANNEX), edition, today),
        *_deeds(content, edition),
        *_spells(content, today),
        *_experts(content, edition, today),
        *_dates(content, today),
        *class_faults(content, edition),
        *_names(content, edition),
    ]


def class_faults(content: Content, edition: Edition) -> list[FieldError]:
    """Classes and levels of contests and honours that the edition does not know, or that the name contradicts."""
    return [*_contests(content, edition), *_honours(content, edition)]


def missing(content: Content, edition: Edition) -> list[FieldError]:
    """The fields of the form that a submission needs and that are empty."""
    return [
        FieldError(f"form.{field.id}", "required", f"请填写“{field.label}”。")
        for field in edition.forms.get(ANNEX).fields
        if field.required and not content.form.get(field.id)
    ] + _missing_sender(content, edition)


def deeds_material(edition: Edition, channel: str) -> tuple[str, int] | None:
    """The material whose length the regulation limits (申报人事迹材料), and its limit in 字."""
    found = edition.channels.get(channel)
    for item in found.requirements if found else ():
        if item.max_characters is not None:
            return item.material, item.max_characters
    return None


def _missing_sender(content: Content, edition: Edition) -> list[FieldError]:
    channel = edition.channels.get(content.channel)
    if channel and channel.submitter == "unit" and content.recommending_unit is None:
        return [FieldError("recommending_unit", "required", "请填写推荐单位。")]
    if channel and channel.recommenders and not content.experts:
        return [FieldError("experts", "required", "请填写推荐专家。")]
    return []


def _header(content: Content, edition: Edition, cycle: CycleData) -> Iterator[FieldError]:
    if edition.channels.get(content.channel) is None:
        names = "、".join(f"{channel.id}（{channel.label}）" for channel in edition.channels.channels)
        yield FieldError("channel", "unknown_channel", f"没有这种申报渠道；可用的渠道：{names}。")
    if content.county not in edition.codes.regions:
        yield FieldError("county", "unknown_county", "工作所在地应为本市县（市、区）的六位代码，如450302。")
    if cycle.trade_name(content.trade) is None:
        names = "、".join(f"{trade.code}（{trade.name}）" for trade in cycle.catalogue)
        message = f"该工种不在当年的培育选树目录内；可填的工种代码：{names}。"
        yield FieldError("trade", "unknown_trade", message)


def _form(content: Content, form: Form, edition: Edition, today: date) -> Iterator[FieldError]:
    for name, value in content.form.items():
        field = form.field(name)
        if field is None:
            yield FieldError(f"form.{name}", "extra_forbidden", "申请表没有这一栏，请删除或核对名称。")
        elif value and (fault := _value_fault(field, value, edition, today)):
            yield FieldError(f"form.{name}", *fault)


def _value_fault(field: FormField, value: str, edition: Edition, today: date) -> tuple[str, str] | None:
    if field.max_length is not None and len(value) > field.max_length:
        return "too_long", f"“{field.label}”最多{field.max_length}个字符，请删减。"
    if field.kind in {"text", "phone", "choice"} and len(value.splitlines()) > 1:
        return "one_line", f"“{field.label}”只能写一行。"
    options = field.options(edition)
    if options and value not in options:
        return "unknown_choice", f"“{field.label}”应从以下各项中选择：{'、'.join(options)}。"
    if field.kind == "id_number" and (fault := id_number_fault(clean(value), today)):
        return fault, _ID_FAULTS[fault]
    if field.kind == "phone" and not _PHONE.fullmatch(value):
        return "phone_form", "联系电话应为11位手机号，或带区号的座机号，如0773-2800000。"
    return _time_fault(field, value, today)


def _time_fault(field: FormField, value: str, today: date) -> tuple[str, str] | None:
    if field.kind not in {"date", "month"}:
        return None
    try:
        day = date.fromisoformat(value if field.kind == "date" else f"{Month.parse(value)}-01")
        # Other forms of ISO 8601 (20260630) are dates too, but not for the paper that prints them.
        written = day.isoformat() == (value if field.kind == "date" else f"{value}-01")
    except ValueError:
        written = False
    if not written:
        example = "2026-06-30" if field.kind == "date" else "2010-07"
        return "date_form", f"“{field.label}”应写作“{example}”。"
    if day > today:
        return "future_date", f"“{field.label}”晚于今天，请核对。"
    return None if day >= _EARLIEST else ("date_too_early", f"“{field.label}”过早，请核对。")


def _deeds(content: Content, edition: Edition) -> Iterator[FieldError]:
    limited = deeds_material(edition, content.channel)
    if limited and content.deeds_statement:
        words = counting.count(content.deeds_statement).words
        if words > limited[1]:
            label = edition.channels.materials[limited[0]]
            message = f"{label}应在{limited[1]}字以内，现为{words}字（按Word“字数”计），请删减。"
            yield FieldError("deeds_statement", "deeds_too_long", message)


def _spells(content: Content, today: date) -> Iterator[FieldError]:
    now = Month.of(today)
    for index, spell in enumerate(content.spells.items):
        for name, month in (("from", spell.from_), ("to", spell.to)):
            if month is not None and month > now:
                yield FieldError(
                    f"spells.items.{index}.{name}", "future_date", "工作经历的年月晚于本月，请核对。"
                )


def _experts(content: Content, edition: Edition, today: date) -> Iterator[FieldError]:
    channel = edition.channels.get(content.channel)
    known = {*channel.recommenders.qualifications, "other"} if channel and channel.recommenders else None
    seen: set[str] = set()
    for index, expert in enumerate(content.experts):
        if known and expert.qualification not in known:
            message = "没有这一资格代码；不属于所列资格的填other。"
            yield FieldError(f"experts.{index}.qualification", "unknown_qualification", message)
        if expert.id_number and clean(expert.id_number) in seen:
            yield FieldError(
                f"experts.{index}.id_number", "expert_twice", "同一位推荐专家填写了两次，请删去一处。"
            )
        seen |= {clean(expert.id_number)} if expert.id_number else set()
        fault = expert.id_number and id_number_fault(clean(expert.id_number), today)
        if fault:
            yield FieldError(f"experts.{index}.id_number", fault, _ID_FAULTS[fault])
        if expert.phone and not _PHONE.fullmatch(expert.phone):
            yield FieldError(f"experts.{index}.phone", "phone_form", "联系电话格式不正确，请核对。")


def _dates(content: Content, today: date) -> Iterator[FieldError]:
    if content.consent and content.consent.given_on and content.consent.given_on > today:
        yield FieldError("consent.given_on", "future_date", "同意的日期晚于今天，请核对。")


# What follows rules would refuse as well, but only after the submission, when nobody could change it any more.


def _contests(content: Content, edition: Edition) -> Iterator[FieldError]:
    conditions = edition.conditions
    classes = {leaf.contest_class for leaf in conditions.leaves() if isinstance(leaf, Rank)}
    for index, item in enumerate(content.contests.items if content.contests else ()):
        field, given = f"contests.items.{index}.contest_class", item.contest_class
        if given is not None and given not in {*classes, conditions.other}:
            allowed = "、".join([*sorted(classes), conditions.other])
            yield FieldError(field, "unknown_contest_class", f"没有这一竞赛类别；可填：{allowed}。")
        elif given is not None and item.contest in conditions.contests_by_name() and given != item.contest:
            yield FieldError(field, "contradicts_name", "竞赛类别与竞赛名称不一致，请核对证书。")


def _honours(content: Content, edition: Edition) -> Iterator[FieldError]:
    conditions = edition.conditions
    leaves = [leaf for leaf in conditions.leaves() if isinstance(leaf, Title)]
    named = {title: (title, "") for leaf in leaves for title in leaf.titles} | {
        f"{conditions.levels[level]}{title}": (title, level)
        for leaf in leaves
        for title in leaf.titles
        for level in leaf.levels
    }
    titles = {title for title, _ in named.values()}
    for index, item in enumerate(content.honours.items if content.honours else ()):
        field = f"honours.items.{index}"
        title, level = named.get(item.title, ("", ""))
        if item.level is not None and item.level not in conditions.levels:
            allowed = "、".join(f"{code}（{label}）" for code, label in conditions.levels.items())
            yield FieldError(f"{field}.level", "unknown_level", f"没有这一级别；可填：{allowed}。")
        if level and item.level not in (None, level):
            yield FieldError(f"{field}.level", "contradicts_name", "级别与证书名称不一致，请核对证书。")
        if item.honour_class is not None and item.honour_class not in {*titles, conditions.other}:
            allowed = "、".join([*sorted(titles), conditions.other])
            yield FieldError(
                f"{field}.honour_class", "unknown_honour_class", f"没有这一种；可填：{allowed}。"
            )
        elif title and item.honour_class not in (None, title):
            yield FieldError(f"{field}.honour_class", "contradicts_name", "与证书名称不一致，请核对证书。")


def _names(content: Content, edition: Edition) -> Iterator[FieldError]:
    items = {part.id for part in edition.conditions.items.parts}
    for index, name in enumerate(content.claimed_items):
        if name not in items:
            yield FieldError(f"claimed_items.{index}", "unknown_item", "没有这一项条件，请核对编号。")
    for name in content.evidence:
        if name not in Facts.model_fields:
            yield FieldError(f"evidence.{name}", "unknown_fact", "没有这一项事实，请核对名称。")
