"""The data of the benchmark `docx`: made-up people, another for every document, and photos of which none is twice."""

import io
import random
from typing import Any

from PIL import Image

from shared.pictures import Picture, upright

_CHARACTERS = "甲乙丙丁戊己庚辛壬癸子丑寅卯辰巳午未申酉戌亥喆堃珺玥昇婠彧赟天地玄黄宇宙洪荒日月盈昃辰宿列张"
_PLACES = (
    "秀峰区",
    "叠彩区",
    "象山区",
    "七星区",
    "雁山区",
    "临桂区",
    "阳朔县",
    "灵川县",
    "全州县",
    "兴安县",
    "永福县",
)
_TRADES = (
    "钳工",
    "焊工",
    "数控铣工",
    "机床装调维修工",
    "电工",
    "茶艺师",
    "中式烹调师",
    "桂绣",
    "石雕",
    "园林绿化工",
)


def data(kind: str, number: int, rows: int = 0) -> dict[str, Any]:
    """Made-up data, another for every number; the characters that need care are among it."""
    common = {
        "number": f"市工发〔2026〕{number}号", "name": _name(number), "trade": "机床装调维修工", "title": "“桂林工匠”",
        "organ": "桂林市总工会", "issued_on": f"2026年{number % 12 + 1}月8日", "addressee": "各县（市、区）总工会",
    }  # fmt: skip
    if kind == "certificate":
        return {name: common[name] for name in ("number", "name", "trade", "title", "organ", "issued_on")}
    if kind == "notice":
        people = [_entry(number, index) for index in range(rows)]
        return {name: common[name] for name in ("number", "addressee", "organ", "issued_on")} | {
            "people": people
        }
    return _form_data(number) | {"name": common["name"], "trade": common["trade"]}


def _form_data(number: int) -> dict[str, Any]:
    return {
        "filled_on": "2026年5月8日", "sex": "女", "birth_month": f"19{60 + number % 40}年5月",
        "ethnicity": "壮族", "native_place": "广西桂林", "birthplace": "广西阳朔", "id_number": f"样例{number:014d}",
        "phone": f"{13800000000 + number}", "political_status": "群众", "education": "大学专科",
        "work_start": "1998年7月", "channel": "单位推荐", "employer": "样例机床厂R&D部", "post_title": "首席技师",
        "address": "桂林市样例路1号", "nominator": "样例机床厂工会",
        "awards": f"2019年广西技术能手\n2021年职工大赛第{number % 9 + 1}名",
        "resume": "1998年7月至2003年6月 样例一厂 钳工\n2003年7月至今 样例机床厂 首席技师",
        "deeds": "扎根一线，刻苦钻研，改进工装<12>项，解决难题多项。\n" * 9 + "热心带徒，传授技艺。",
    }  # fmt: skip


def _entry(number: int, index: int) -> dict[str, str]:
    """A row like no other: a table of equal rows would deflate better than a real one."""
    chance = random.Random(number * 10_000 + index)  # noqa: S311 - no secret
    place, trade = chance.choice(_PLACES), chance.choice(_TRADES)
    award = f"{chance.randint(2005, 2025)}年{place}职工职业技能大赛第{chance.randint(1, 20)}名"
    return {
        "index": str(index + 1), "name": _name(chance.randrange(10_000)), "trade": trade,
        "employer": f"{place}{chance.choice(_CHARACTERS)}{chance.choice(_CHARACTERS)}<样例>厂", "reason": award,
    }  # fmt: skip


def _name(number: int) -> str:
    return "样例" + _CHARACTERS[number % len(_CHARACTERS)] + _CHARACTERS[number // 7 % len(_CHARACTERS)]


def photo(number: int) -> Picture:
    """A photo of 2 inches at 300 dpi with noise on it, so that it weighs what a real one weighs; none twice."""
    grain = random.Random(number).randbytes(103 * 145 * 3)  # noqa: S311 - no secret
    noise = Image.frombytes("RGB", (103, 145), grain).resize((413, 579), Image.Resampling.BICUBIC)
    target = io.BytesIO()
    Image.blend(Image.new("RGB", (413, 579), (200, 30, 30)), noise, 0.3).save(target, "JPEG", quality=90)
    return upright(target.getvalue())
