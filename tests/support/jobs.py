"""Jobs as a client asks for them: entries, sheets, and what came out."""

import io
import zipfile
from typing import Any
from uuid import uuid4

from openpyxl import load_workbook

from tests.support.docgen import COUNTY, Call
from tests.support.papers import EDITION, annex_1, correction_notice

CORRECTION = correction_notice().model_dump(mode="json")
ANNEX = annex_1().model_dump(mode="json")


def entry(n: int, **changes: Any) -> dict[str, Any]:
    """The notice to a made-up applicant of its own."""
    named = {"applicant_name": f"样例{n}", "addressee": f"样例{n}", "application_number": f"样〔2026〕{n}号"}
    return {"data": {**CORRECTION, **named, **changes}}


def ask(
    call: Call, entries: list[dict[str, Any]], who: str = "county", key: str | None = None, **changes: Any
) -> Any:
    """Asks for notices; `changes` may ask for something else."""
    body = {"edition": EDITION, "kind": "correction_notice", "organ_code": COUNTY, "action": "issue",
            "entries": entries} | changes  # fmt: skip
    return call("POST", "/v1/jobs", who, json=body, headers={"Idempotency-Key": key or str(uuid4())})


def sheet_of(call: Call, rows: int, kind: str = "annex_1") -> bytes:
    """The kind's own empty sheet, with so many different persons."""
    answer = call("GET", f"/v1/kinds/{kind}/sheet?edition={EDITION}")
    book = load_workbook(io.BytesIO(answer.data))
    sheet = book.worksheets[0]
    labels = [cell.value for cell in sheet[1]]
    for n in range(1, rows + 1):
        for index in range(1, len(labels) + 1):
            sheet.cell(n + 1, index).value = sheet.cell(2, index).value
        sheet.cell(n + 1, labels.index("姓名") + 1).value = f"样例{n}"
        sheet.cell(n + 1, labels.index("身份证号") + 1).value = f"45030219800508{n:04d}"
    target = io.BytesIO()
    book.save(target)
    return target.getvalue()


def upload(call: Call, sheet: bytes, who: str = "county", key: str | None = None, **changes: Any) -> Any:
    """Uploads a sheet of forms to be drafted."""
    form = {"edition": EDITION, "kind": "annex_1", "organ_code": COUNTY, "action": "draft",
            "sheet": (io.BytesIO(sheet), "数据.xlsx")} | changes  # fmt: skip
    return call("POST", "/v1/jobs/sheets", who, data=form, headers={"Idempotency-Key": key or str(uuid4())})


def shown(call: Call, job_id: str, who: str = "county") -> Any:
    return call("GET", f"/v1/jobs/{job_id}", who).json


def unzipped(call: Call, job_id: str, who: str = "county") -> dict[str, bytes]:
    """The files of a job's ZIP, in their order."""
    answer = call("GET", f"/v1/jobs/{job_id}/result", who)
    assert answer.status_code == 200, answer.json
    with zipfile.ZipFile(io.BytesIO(answer.data)) as bundle:
        assert bundle.testzip() is None
        return {info.filename: bundle.read(info) for info in bundle.infolist()}
