"""Made-up data of each document, and the words of a Word file, for tests."""

import io
from collections.abc import Callable
from datetime import UTC, date, datetime
from pathlib import Path
from typing import Any

from docx import Document
from PIL import Image

from docgen_service.rendering.context import Imprint
from shared.contracts.documents.annexes import Annex1Data
from shared.contracts.documents.application import (
    CorrectionItem,
    CorrectionNoticeData,
    FailedCondition,
    IneligibilityNoticeData,
    OutstandingAsk,
    ReceiptSlipData,
    ReceivedItem,
)
from shared.contracts.documents.fields import BY_HAND, NOT_APPLICABLE, Contact, DocumentModel, PhotoReference

EDITION = "guilin_artisan_2025"
RARE_NAME = "喆堃珺玥昇婠彧赟𬀩𬭎"
DRAFT = Imprint(number=BY_HAND, issued_on=BY_HAND, draft=True)
ISSUED = Imprint(number="样例〔2026〕1号", issued_on=date(2026, 5, 9), draft=False)
Render = Callable[..., bytes]
CONTACT = Contact(office="劳动和经济工作部", phone="0773-0000000", address="桂林市样例路1号")


def annex_1(**changes: Any) -> Annex1Data:
    data = {
        "filled_on": date(2026, 5, 8), "name": RARE_NAME, "sex": "女", "birth_month": "1980-05",
        "photo": None, "ethnicity": "壮族", "native_place": "广西桂林", "birthplace": "广西阳朔",
        "id_number": "450302198005080001", "phone": "13800000000", "political_status": "群众",
        "education": "大学专科", "work_start": "1998-07", "employer": "样例机床厂",
        "post_title": "首席技师", "awards_penalties": "2019年广西技术能手\n2021年职工大赛第三名",
        "resume": "1998年7月—2003年6月 样例一厂 钳工\n2003年7月至今 样例机床厂 首席技师",
        "deeds": "扎根一线，刻苦钻研。\n热心带徒，传授技艺。",
    }  # fmt: skip
    return Annex1Data.model_validate(data | changes)


def blank_annex_1() -> Annex1Data:
    return Annex1Data.model_validate({name: BY_HAND for name in Annex1Data.model_fields if name != "photo"})


def receipt_slip(**changes: Any) -> ReceiptSlipData:
    items = (
        ReceivedItem(label="《“桂林工匠”推荐申请表》", copies=3, pages=2, form="original"),
        ReceivedItem(label="相关获奖、各类证书", copies=3, pages=None, form="original_and_copy"),
    )
    slip = ReceiptSlipData(
        application_number="申〔2026〕7号", applicant_name="样例甲", channel="单位推荐",
        receiving_organ="秀峰区总工会", submitted_at=datetime(2026, 5, 8, 1, 30, tzinfo=UTC), version=1,
        items=items, asks=(OutstandingAsk(question="是否具有良好的职业操守", article="第六条"),),
        contact=CONTACT,
    )  # fmt: skip
    return slip.model_copy(update=changes)


def correction_notice(**changes: Any) -> CorrectionNoticeData:
    notice = CorrectionNoticeData(
        addressee="样例机床厂", applicant_name="样例甲", application_number="申〔2026〕7号",
        items=(
            CorrectionItem(what="无犯罪记录证明", why="未提交", article="第八条（二）2", quote="无犯罪记录证明"),
            CorrectionItem(what="个人简历", why="起止时间不清；", article="办法未规定，按本年度设定",
                           quote=NOT_APPLICABLE),
        ),
        reopened=("无犯罪记录证明", "“个人简历”栏"), deadline=date(2026, 5, 20), organ="秀峰区总工会",
        contact=CONTACT,
    )  # fmt: skip
    return notice.model_copy(update=changes)


def ineligibility_notice(**changes: Any) -> IneligibilityNoticeData:
    notice = IneligibilityNoticeData(
        addressee="样例甲", applicant_name="样例甲", application_number="申〔2026〕8号",
        channel="个人自主申报",
        failed=(
            FailedCondition(article="第六条", quote="从事本项（专业）工作满 10 年", fact_found="累计9年11个月"),
        ),
        deciding_body="龙胜各族自治县总工会", reviewed_on=date(2026, 5, 12),
        participants=("县工业和信息化局", "县科学技术局"), remedy="可在10日内书面申请复核。\n结果书面告知。",
        contact=CONTACT,
    )  # fmt: skip
    return notice.model_copy(update=changes)


EXAMPLES: dict[str, DocumentModel] = {
    "annex_1": annex_1(),
    "receipt_slip": receipt_slip(),
    "correction_notice": correction_notice(),
    "ineligibility_notice": ineligibility_notice(),
}


def photo_file(width: int = 350, height: int = 490, form: str = "JPEG", exif: bytes = b"") -> bytes:
    """A red picture whose upper left corner is blue, so that it can be seen which way up it is."""
    image = Image.new("RGB", (width, height), (200, 30, 30))
    image.paste((20, 20, 200), (0, 0, width // 4, height // 4))
    target = io.BytesIO()
    image.save(target, form, **({"exif": exif} if exif else {}))
    return target.getvalue()


def photo_reference(key: str = "photos/1", sha256: str = "0" * 64) -> PhotoReference:
    return PhotoReference(object_key=key, sha256=sha256)


def templates_folder() -> Path:
    return Path(__file__).parents[2] / "shared/regulation/editions" / EDITION / "templates"


def opened(file: bytes) -> Any:
    """A Word file as python-docx reads it."""
    return Document(io.BytesIO(file))


def words(file: bytes) -> list[str]:
    """The paragraphs of the body, those of tables included, in order."""
    body = opened(file).element.body
    texts = []
    for paragraph in body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}p"):
        texts.append("".join(_runs(paragraph)))
    return texts


def _runs(paragraph: Any) -> list[str]:
    name = "{http://schemas.openxmlformats.org/wordprocessingml/2006/main}"
    marks = {f"{name}br": "\n", f"{name}tab": "\t"}
    return [marks.get(node.tag, node.text or "") for node in paragraph.iter(f"{name}t", *marks)]


def whole_text(file: bytes) -> str:
    """All the text of the body without any space, what stands there twice for old readers once."""
    old = "{http://schemas.openxmlformats.org/markup-compatibility/2006}Fallback"
    texts = opened(file).element.body.iter("{http://schemas.openxmlformats.org/wordprocessingml/2006/main}t")
    return "".join(
        "".join((text.text or "").split()) for text in texts if next(text.iterancestors(old), None) is None
    )
