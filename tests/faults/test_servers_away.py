"""The queue, the store or the database goes away while work is under way: afterwards everything is in order."""

from contextlib import ExitStack

import pytest

from tests.support.books import assert_in_order
from tests.support.running import Running
from tests.support.senders import Crowd, Sender, scan

pytestmark = pytest.mark.xdist_group("suite")
APPLICATION = "select state, version, number, submitted_at from intake.applications where id = :id"
WRITTEN = "select (select count(*) from intake.outbox), (select sum(last) from intake.series)"


def test_the_queue_forgets_everything_twice(running: Running, sender: Sender) -> None:
    with running.stopped("worker-docgen"):
        with running.stopped("worker-rules"):
            crowd = Crowd(sender, range(101, 107))
            _forget(running, "rules", 6)
        _forget(running, "docgen", 6)
    running.wait_answered()
    assert_in_order(running, crowd.ids())


def test_an_application_is_taken_in_while_the_queue_is_away(running: Running, sender: Sender) -> None:
    server = running.platform.valkey
    with running.stopped("worker-rules"):
        before = sender.hand_in(111)
        running.wait_offered("rules", 1)
        server.stop()
        meanwhile = sender.hand_in(112)
        assert sender.status(meanwhile)["state"] == "submitted"
        running.again(server)
    running.wait_answered()
    assert_in_order(running, [before, meanwhile])


def test_the_store_goes_away_before_a_submission(running: Running, sender: Sender) -> None:
    id, server = sender.draft(121), running.platform.seaweed
    stood, written = running.rows(APPLICATION, id=id), running.rows(WRITTEN)
    server.stop()
    refused = sender.ask("POST", f"/applications/{id}/submission")
    assert (refused.status_code, refused.json()["code"]) == (503, "temporarily_unavailable")
    assert (running.rows(APPLICATION, id=id), running.rows(WRITTEN)) == (stood, written)
    running.again(server)
    assert sender.hand_in(121) == id
    running.wait_answered()
    assert_in_order(running, [id])


def test_the_store_goes_away_before_an_upload(running: Running, sender: Sender) -> None:
    id, server = sender.draft(131, ()), running.platform.seaweed
    declared = sender.json("POST", f"/applications/{id}/materials", json={"kind": "deeds", "copies": 3})
    content = f"/applications/{id}/materials/{declared['id']}/content"
    server.stop()
    refused = sender.ask("PUT", content, content=scan("deeds"))
    assert (refused.status_code, refused.json()["code"]) == (503, "temporarily_unavailable")
    assert [material["stored"] for material in sender.status(id)["materials"]] == [False]
    assert running.rows("select id from intake.files where application_id = :id", id=id) == []
    running.again(server)
    assert sender.json("PUT", content, content=scan("deeds"))["stored"]


def test_the_store_goes_away_while_its_objects_are_needed(running: Running, sender: Sender) -> None:
    server = running.platform.seaweed
    with ExitStack() as holding:
        holding.enter_context(running.stopped("relay"))
        id = sender.hand_in(141)
        server.stop()
        holding.close()
        running.wait_offered("rules", 1)
        running.again(server)
    running.wait_answered()
    assert_in_order(running, [id])


def test_the_database_is_restarted_while_applications_come_in(running: Running, sender: Sender) -> None:
    crowd, server = Crowd(sender, range(151, 157)), running.platform.postgres
    running.wait(lambda: crowd.done >= 2, "some have been submitted")
    server.stop()
    running.again(server)
    ids = crowd.ids()
    running.wait_answered()
    assert_in_order(running, ids)


def _forget(running: Running, queue: str, messages: int) -> None:
    running.wait_offered(queue, messages)
    running.redis.flushall()
