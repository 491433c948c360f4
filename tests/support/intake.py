"""A posting system, a county union and an office that talk to intake's real web application."""

import functools
import hashlib
from collections.abc import Iterator
from contextlib import contextmanager
from dataclasses import dataclass, field
from datetime import UTC, date, datetime, timedelta
from pathlib import Path
from typing import Any
from uuid import UUID, uuid4

import yaml
from flask.testing import FlaskClient
from sqlalchemy import select
from werkzeug.test import TestResponse

from intake_service import bootstrap
from intake_service.app import create_app
from intake_service.cycle import CycleData
from intake_service.intake import Intake
from intake_service.models import OutboxMessage
from intake_service.settings import IntakeSettings
from intake_service.use_cases.file_documents import file_documents
from intake_service.use_cases.keep_register import load_cycle
from intake_service.use_cases.record_verdict import record_verdict
from rules_service.compiled import Regulations
from rules_service.use_cases.check_application import check_application
from shared.contracts.messages import (
    ApplicationChecked,
    CheckRequested,
    DocumentsRendered,
    RenderedDocument,
    SealedRef,
)
from shared.contracts.verdict import CheckInput, CheckResult
from shared.database import transaction, uuid7
from shared.regulation.library import Library
from tests.support.stack import Stack

COUNTY = "450302"
NOON = datetime(2026, 5, 20, 4, 0, tzinfo=UTC)
PDF = b"%PDF-1.7\n1 0 obj<<>>endobj\ntrailer<<>>\n%%EOF\n"
CYCLE = Path("deploy/local/samples/cycle_2026.yaml")


@dataclass
class Clock:
    """A clock that stands still until a test moves it."""

    now: datetime = NOON

    def __call__(self) -> datetime:
        return self.now

    def advance(self, days: int) -> None:
        self.now += timedelta(days=days)


@dataclass
class Caller:
    """One client with its key."""

    client: FlaskClient
    key: str

    def request(self, method: str, path: str, **kwargs: Any) -> TestResponse:
        headers = {"Authorization": f"Bearer {self.key}"} | kwargs.pop("headers", {})
        return self.client.open(path, method=method, headers=headers, **kwargs)

    def get(self, path: str) -> TestResponse:
        return self.request("GET", path)

    def post(self, path: str, json: Any = None, **kwargs: Any) -> TestResponse:
        return self.request("POST", path, json=json, **kwargs)

    def create(self, content: dict[str, Any], key: str | None = None) -> TestResponse:
        return self.post("/v1/applications", content, headers={"Idempotency-Key": key or uuid4().hex})

    def add(self, application: str, kind: str, content: bytes = PDF, **more: Any) -> TestResponse:
        """Declares a material and uploads its scan."""
        declared = self.post(f"/v1/applications/{application}/materials", {"kind": kind, "copies": 3} | more)
        assert declared.status_code == 201, declared.text
        return self.put(application, declared.json["id"], content)

    def put(
        self, application: str, material: str, content: bytes, headers: dict[str, str] | None = None
    ) -> TestResponse:
        path = f"/v1/applications/{application}/materials/{material}/content"
        return self.request("PUT", path, data=content, headers=headers or {})

    def submitted(self, content: dict[str, Any]) -> str:
        """An application with its deeds and certificate, submitted."""
        created = self.create(content)
        assert created.status_code == 201, created.text
        id = str(created.json["id"])
        self.add(id, "deeds")
        self.add(id, "no_crime_certificate", PDF + b"%2")
        answer = self.post(f"/v1/applications/{id}/submission")
        assert answer.status_code == 202, answer.text
        return id

    def status(self, application: str) -> dict[str, Any]:
        answer = self.get(f"/v1/applications/{application}")
        assert answer.status_code == 200, answer.text
        return dict(answer.json)


@dataclass
class Desk:
    """Intake with its callers, and stand-ins that answer in the place of rules and docgen."""

    stack: Stack
    intake: Intake
    client: FlaskClient
    clock: Clock
    callers: dict[str, Caller] = field(default_factory=dict)
    last_answer: ApplicationChecked | None = None

    def caller(self, role: str, organs: tuple[str, ...] = (), client: str | None = None) -> Caller:
        name = client or f"{role}{organs}"
        if name not in self.callers:
            self.callers[name] = Caller(self.client, self.stack.key(role, organs, client))
        return self.callers[name]

    @property
    def sender(self) -> Caller:
        return self.caller("posting_system", client="某企业系统")

    @property
    def county(self) -> Caller:
        return self.caller("county_union", (COUNTY,))

    def outbox(self, task: str) -> list[OutboxMessage]:
        """What waits for an answer."""
        with transaction(self.intake.engine) as session:
            rows = session.scalars(
                select(OutboxMessage)
                .where(OutboxMessage.task == task, OutboxMessage.done_at.is_(None))
                .order_by(OutboxMessage.id)
            )
            return list(rows)

    def question(self) -> CheckInput:
        """What rules was asked last."""
        ref = SealedRef.model_validate(self.outbox("rules.check.v1")[-1].payload["sealed"])
        return CheckInput.model_validate(self.intake.exchange.open(ref))

    def answer(self, result: CheckResult) -> ApplicationChecked:
        """Answers the latest question as rules would."""
        payload = self.outbox("rules.check.v1")[-1].payload
        message_id = uuid7()
        message = ApplicationChecked(
            message_id=message_id, trace_id=payload["trace_id"], application_id=payload["application_id"],
            version=payload["version"], edition=payload["edition"], in_reply_to=payload["message_id"],
            sealed=self.intake.exchange.seal(message_id, result.model_dump(mode="json")),
        )  # fmt: skip
        record_verdict(self.intake, message)
        self.last_answer = message
        return message

    def judge(self) -> dict[str, Any]:
        """Answers the latest question with what the real rules say, and every request for documents."""
        asked = self.answer_check()
        self.papers()
        return self.county.status(str(asked.application_id))

    def answer_check(self) -> CheckRequested:
        """Answers the latest question alone, with what the real rules say."""
        payload = self.outbox("rules.check.v1")[-1].payload
        asked, edition = CheckRequested.model_validate(payload), _regulations().get()
        self.answer(check_application(edition, self.question(), asked.stage, asked.as_of, self.clock()))
        return asked

    def papers_asked(self) -> list[dict[str, Any]]:
        """The data of every document that docgen still has to make."""
        refs = [SealedRef.model_validate(row.payload["sealed"]) for row in self.outbox("docgen.render.v1")]
        return [data for ref in refs for data in self.intake.exchange.open(ref).values()]

    def papers(self) -> list[RenderedDocument]:
        """Answers every request for documents as docgen would; returns what was asked for."""
        return [made for row in self.outbox("docgen.render.v1") for made in self.answer_papers(row)]

    def answer_papers(self, row: OutboxMessage) -> list[RenderedDocument]:
        """Answers one request for documents."""
        documents = [_rendered(item) for item in row.payload["documents"]]
        shared = {name: row.payload[name] for name in ("trace_id", "application_id", "version", "edition")}
        message = DocumentsRendered(message_id=uuid7(), in_reply_to=row.id, documents=documents, **shared)
        file_documents(self.intake, message)
        return documents


@contextmanager
def open_desk(stack: Stack) -> Iterator[Desk]:
    """Intake on the real servers, with a year that is open and a clock that a test moves."""
    settings, clock = stack.settings(IntakeSettings, "intake"), Clock()
    intake = bootstrap.build(settings, clock)
    try:
        client = create_app(settings, intake).test_client()
        load_cycle(intake, sample_year())
        yield Desk(stack, intake, client, clock)
    finally:
        intake.engine.dispose()


def sample_year() -> CycleData:
    """The year's settings that the demo works with."""
    return CycleData.model_validate(yaml.safe_load(CYCLE.read_text("utf-8")))


def id_number(born: date = date(1980, 5, 17), sequence: int = 1) -> str:
    """A made-up number with a right check digit."""
    body = f"450302{born:%Y%m%d}{sequence:03d}"
    weights = (7, 9, 10, 5, 8, 4, 2, 1, 6, 3, 7, 9, 10, 5, 8, 4, 2)
    return body + "10X98765432"[sum(int(d) * w for d, w in zip(body, weights, strict=True)) % 11]


def application(**changes: Any) -> dict[str, Any]:
    """A whole application by the individual channel."""
    return {
        "edition": "guilin_artisan_2025",
        "year": 2026,
        "channel": "individual",
        "county": COUNTY,
        "trade": "fitter",
        "form": form(),
        "deeds_statement": "他在钳工岗位上工作多年。",
        "spells": {
            "complete": True,
            "items": [{"from": "2010-07", "trade": "fitter", "in_guilin": True, "employer": "某机械厂"}],
        },
        "contests": {"complete": True, "items": []},
        "honours": {"complete": True, "items": []},
        "union_member": True,
        "on_front_line": True,
        "public_official": False,
        "claimed_items": ["S3"],
    } | changes


def form(**changes: str) -> dict[str, str]:
    """Annex 1, filled in."""
    return {
        "filled_on": "2026-05-06", "name": "赵喆堃", "sex": "男", "birth_month": "1980-05", "ethnicity": "壮族",
        "id_number": id_number(), "phone": "13800000000", "political_status": "群众", "education": "大学专科毕业",
        "work_start": "2000-07", "employer": "某机械厂", "resume": "2010年7月至今，某机械厂钳工。",
        "deeds": "长期在一线岗位工作。",
    } | changes  # fmt: skip


def digest(content: bytes) -> str:
    return hashlib.sha256(content).hexdigest()


@functools.cache
def _regulations() -> Regulations:
    return Regulations(Library(), "guilin_artisan_2025", try_first=False)


def _rendered(item: dict[str, Any]) -> RenderedDocument:
    state = {"draft": "draft", "issue": "issued", "void": "void"}[item["action"]]
    number = "测〔2026〕1号" if state == "issued" else None
    return RenderedDocument(
        document_id=UUID(item["document_id"]), kind=item["kind"], state=state, number=number,  # type: ignore[arg-type]
        object_key=f"documents/{item['document_id']}", sha256="0" * 64, size=1, content_type="application/x",
        template_sha256="0" * 64, data_sha256="0" * 64,
    )  # fmt: skip
