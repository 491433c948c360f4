"""Jobs from an Excel sheet: checked as a whole, each row a document."""

import io

from openpyxl import load_workbook

from docgen_service.models import Job
from tests.support.docgen import Call, Desk
from tests.support.jobs import sheet_of, unzipped, upload
from tests.support.papers import EDITION, words


def test_a_sheet_becomes_documents(call: Call, desk: Desk) -> None:
    asked = upload(call, sheet_of(call, 3))
    assert asked.status_code == 202, asked.json
    desk.work(asked.json["id"])
    files = unzipped(call, asked.json["id"])
    assert list(files) == [f"000{n}_“桂林工匠”推荐申请表_拟稿.docx" for n in (1, 2, 3)]
    assert "样例2" in " ".join(words(files[list(files)[1]]))


def test_a_sheet_with_faults_makes_nothing(call: Call, desk: Desk) -> None:
    book = load_workbook(io.BytesIO(sheet_of(call, 3)))
    sheet = book.worksheets[0]
    sheet["H3"], sheet["D4"], sheet["B2"] = sheet["H2"].value, "1980-13", None
    target = io.BytesIO()
    book.save(target)
    refused = upload(call, target.getvalue())
    faults = {(error["field"], error["code"]) for error in refused.json["errors"]}
    assert refused.status_code == 422
    assert {("B2", "cell_empty"), ("D4", "string_pattern_mismatch")} <= faults
    assert desk.rows(Job) == desk.objects("exchange") == []
    assert "450302198005080001" not in refused.text


def test_the_example_row_and_the_same_person_twice_are_refused(call: Call) -> None:
    empty = call("GET", f"/v1/kinds/annex_1/sheet?edition={EDITION}").data
    assert upload(call, empty).json["errors"][0]["code"] == "row_is_example"
    book = load_workbook(io.BytesIO(sheet_of(call, 2)))
    book.worksheets[0]["H3"] = book.worksheets[0]["H2"].value
    target = io.BytesIO()
    book.save(target)
    assert [error["code"] for error in upload(call, target.getvalue()).json["errors"]] == ["person_twice"]


def test_what_is_no_sheet_is_refused(call: Call) -> None:
    refused = upload(call, b"\xd0\xcf\x11\xe0\xa1\xb1\x1a\xe1" + b"\0" * 100)
    assert (refused.status_code, refused.json["code"]) == (415, "sheet_old_format")
    assert upload(call, sheet_of(call, 1), common="[1]").status_code == 422
    assert upload(call, sheet_of(call, 1), kind="poem").status_code == 404
