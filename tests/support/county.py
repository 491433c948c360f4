"""What a county union does in tests: it records, is handed an incomplete application, issues a notice."""

from typing import Any

from tests.support.intake import Desk, application

FINDINGS = ("good_conduct", "major_contribution", "S3")
DECISION = {
    "recommended": True,
    "reviewed_on": "2026-05-19",
    "participants": ["秀峰区工业和信息化局", "秀峰区科学技术局", "秀峰区人力资源和社会保障局"],
    "basis": "秀峰区总工会集体研究纪要〔2026〕1号",
}


def found(*subjects: str, value: bool = True) -> dict[str, Any]:
    return {
        "findings": [
            {"subject": subject, "value": value, "basis": "集体研究 2026-05-12", "found_on": "2026-05-12"}
            for subject in subjects
        ]
    }


def incomplete(desk: Desk) -> str:
    """An application by the unit channel without its 无犯罪记录证明, checked."""
    content = application(
        channel="unit",
        recommending_unit={"name": "某机械厂"},
        consent={"given": True, "given_on": "2026-05-01"},
    )
    id = str(desk.sender.create(content).json["id"])
    desk.sender.add(id, "deeds")
    assert desk.sender.post(f"/v1/applications/{id}/submission").status_code == 202
    desk.judge()
    return id


def issue(desk: Desk, id: str, kind: str = "correction_notice") -> None:
    notice = next(item for item in desk.county.status(id)["notices"] if item["kind"] == kind)
    answer = desk.county.post(f"/v1/applications/{id}/notices/{notice['id']}/issue")
    assert answer.status_code == 202, answer.text
    desk.papers()
