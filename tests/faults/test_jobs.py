"""A job whose worker is killed, or whose store or database goes away: it goes on, and everything is made once."""

import io
import zipfile
from collections.abc import Callable
from typing import Any
from uuid import uuid4

import pytest

from tests.support.books import assert_numbers_whole
from tests.support.running import Running
from tests.support.senders import Sender, insist

pytestmark = pytest.mark.xdist_group("suite")
COUNT = 400
EDITION, CITY = "guilin_artisan_2025", "450300"
COMMON = {"year": 2026, "circular_number": "市工发〔2026〕9号", "circular_on": "2026-09-30"}


@pytest.fixture
def office(running: Running) -> Sender:
    return Sender(running.suite.url("docgen"), running.stack.key("office"))


def _kill(running: Running) -> None:
    running.kill("worker-docgen")


def _store_away(running: Running) -> None:
    running.platform.seaweed.stop()
    running.again(running.platform.seaweed)


def _database_away(running: Running) -> None:
    running.platform.postgres.stop()
    running.again(running.platform.postgres)


def _queue_forgets(running: Running) -> None:
    running.redis.flushall()
    running.kill("worker-docgen")


@pytest.mark.parametrize("harm", [_kill, _store_away, _database_away, _queue_forgets])
def test_a_job_goes_on_and_every_certificate_is_made_once(
    running: Running, office: Sender, harm: Callable[[Running], None]
) -> None:
    job = _ask(office)
    for done in (50, 200):
        running.wait(lambda at=done: _job(office, job)["done"] >= at, f"{done} are made")
        harm(running)
    running.wait(lambda: _job(office, job)["state"] not in {"queued", "running"}, "the job has ended")
    _assert_whole(running, office, job)


def _ask(office: Sender) -> str:
    entries = [{"data": {"name": f"样例{n}"}} for n in range(1, COUNT + 1)]
    body = {
        "edition": EDITION, "kind": "certificate", "organ_code": CITY, "action": "issue", "common": COMMON,
        "entries": entries,
    }  # fmt: skip
    headers = {"Idempotency-Key": str(uuid4())}
    return str(insist(lambda: office.json("POST", "/jobs", json=body, headers=headers))["id"])


def _job(office: Sender, job: str) -> dict[str, Any]:
    found: dict[str, Any] = insist(lambda: office.json("GET", f"/jobs/{job}"))
    return found


def _assert_whole(running: Running, office: Sender, job: str) -> None:
    ended = _job(office, job)
    assert (ended["state"], ended["done"], ended["failed"]) == ("done", COUNT, 0)
    of_job = "select job_item, number from docgen.documents where job_id = :job order by job_item"
    rows = running.rows(of_job, job=job)
    assert [row[0] for row in rows] == list(range(1, COUNT + 1))
    unused = "select count(*) from docgen.numbers where series = 'certificate' and state <> 'used'"
    assert running.scalar(unused) == 0
    assert_numbers_whole(running)
    bundle = insist(lambda: office.ask("GET", f"/jobs/{job}/result").raise_for_status()).content
    with zipfile.ZipFile(io.BytesIO(bundle)) as files:
        assert files.testzip() is None
        assert [name.rpartition("_")[2] for name in files.namelist()] == [f"{row[1]}.docx" for row in rows]
    sealed = "select count(*) from docgen.job_parts where sealed_key is not null"
    running.wait(lambda: running.scalar(sealed) == 0, "the data of the job is deleted")
