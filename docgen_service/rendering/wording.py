"""How values are printed in Chinese papers: dates, months, blanks, instants."""

from datetime import date, datetime
from zoneinfo import ZoneInfo

from shared.contracts.documents.fields import Blank
from shared.regulation.quotation import inner

LEGAL_ZONE = ZoneInfo("Asia/Shanghai")
_BLANK_TEXTS = {"none": "无", "not_applicable": "/", "by_hand": ""}
_FORMS = {"original": "原件", "copy": "复印件", "original_and_copy": "原件及复印件", "scan": "电子扫描件"}
_STANDINGS = {"named": "正式", "reserve": "后备"}
_MEDAL = {"eligible": "符合条件", "not_eligible": "不符合条件", "undetermined": "待认定"}
_NUMBER_STATES = {"used": "已用", "voided": "作废", "reserved": "预留", "gap": "空号"}
_ORIGINS = {"series": "本序列", "office_system": "办公系统"}
# Characters of 22 pt on a line of 156 mm.
_TITLE_LINE = 20
_DIGITS = "零一二三四五六七八九"


def printed_blank(value: Blank) -> str:
    return _BLANK_TEXTS[value.blank]


def day(value: date | Blank | None) -> str:
    """2026年5月8日; what is left to the hand keeps the three characters: 　　年　　月　　日."""
    if value is None or (isinstance(value, Blank) and value.blank == "by_hand"):
        return "\u3000\u3000年\u3000月\u3000日"
    if isinstance(value, Blank):
        return printed_blank(value)
    return f"{value.year}年{value.month}月{value.day}日"


def month(value: str | Blank) -> str:
    """1980年5月, from 1980-05."""
    if isinstance(value, Blank):
        return printed_blank(value)
    year, _, number = value.partition("-")
    return f"{year}年{int(number)}月"


def instant(value: datetime) -> str:
    """2026年5月8日 09:30, in Beijing time."""
    local = value.astimezone(LEGAL_ZONE)
    return f"{day(local.date())} {local:%H:%M}"


def or_slash(value: object) -> object:
    """“/” for what cannot be known."""
    return "/" if value is None else value


def or_space(value: object) -> object:
    """Room for the hand inside a sentence; “/” and 无 as they are."""
    return "\u3000" * 3 if isinstance(value, Blank) and value.blank == "by_hand" else value


def standing(value: str) -> str:
    """正式, 后备."""
    return _STANDINGS[value]


def medal(value: str) -> str:
    """符合条件, 不符合条件, 待认定."""
    return _MEDAL[value]


def number_state(value: str) -> str:
    """已用, 作废, 预留, 空号."""
    return _NUMBER_STATES[value]


def number_origin(value: str | None) -> str:
    """本序列, 办公系统."""
    return _ORIGINS[value] if value else "/"


def paragraphs(value: str | Blank) -> str:
    """Every line a paragraph of its own (docxtpl's \\a), empty lines dropped."""
    if isinstance(value, Blank):
        return printed_blank(value)
    return "\a".join(line.strip() for line in value.split("\n") if line.strip())


def original_or_copy(value: str) -> str:
    """原件, 复印件."""
    return _FORMS[value]


def ticked(value: object, option: object) -> str:
    """☑ before the option that was chosen, □ before the others, and before all that are left to the hand."""
    return "☑" if value == option else "□"


def years_and_months(value: int | Blank) -> str:
    """9年11个月, from 119 months; 16年, from 192."""
    if isinstance(value, Blank):
        return printed_blank(value)
    years, months = divmod(value, 12)
    return (f"{years}年" if years else "") + (f"{months}个月" if months or not years else "")


def chinese_number(value: int) -> str:
    """一, 十, 二十一: for （一） and the like, up to 999."""
    if not 0 < value < 1000:
        raise ValueError("out of range")
    hundreds, rest = divmod(value, 100)
    tens, ones = divmod(rest, 10)
    text = f"{_DIGITS[hundreds]}百" if hundreds else ""
    if tens:
        text += "十" if tens == 1 and not hundreds else f"{_DIGITS[tens]}十"
    elif hundreds and ones:
        text += "零"
    return text + (_DIGITS[ones] if ones else "")


def joined(values: tuple[str, ...] | list[str]) -> str:
    """甲、乙、丙."""
    return "、".join(values)


def quoted(value: str | Blank) -> str:
    """Stands between “ and ”: marks inside become single."""
    return printed_blank(value) if isinstance(value, Blank) else inner(value)


def sentence(value: str | Blank) -> str:
    """Ends with one full stop, whatever it ended with."""
    text = printed_blank(value) if isinstance(value, Blank) else value
    return text if text.endswith(("。", "！", "？")) or not text else text.rstrip("；;，,.") + "。"


def fitted(name: str, others: int) -> str:
    """A name (姓名) in a title with so many other characters: the line ends after it unless all 20 fit on one."""
    return name if len(name) + others <= _TITLE_LINE else f"{name}\n"


def is_blank(value: object) -> bool:
    """The test `blank`: whether a field was left blank on purpose."""
    return isinstance(value, Blank)
