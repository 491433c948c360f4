"""kill -9 at the worst moments: nothing is lost, nothing is doubled, no number is skipped."""

from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from contextlib import ExitStack

import pytest

from deploy.local.demo.samples import samples
from tests.support.books import assert_answered, assert_in_order, assert_numbers_whole, assert_registers_agree
from tests.support.played import play_samples
from tests.support.running import Running
from tests.support.senders import Crowd, Sender

pytestmark = pytest.mark.xdist_group("suite")
VICTIMS = ("worker-rules", "worker-docgen", "worker-intake", "relay", "web-intake")
# Every step that a sender or a county union can take is in one of these.
EVERY_STEP = {"individual_complete", "unit_corrected", "tenure_119_months"}


def test_every_process_is_killed_again_and_again_while_twelve_applications_are_handled(
    running: Running, sender: Sender
) -> None:
    before = _handled(running)
    crowd = Crowd(sender, range(1, 13))
    _kill_in_turn(running, VICTIMS * 2, 4, lambda: _all_handled(running, before + 12))
    ids = crowd.ids()
    running.wait_answered()
    assert_in_order(running, ids)


def test_workers_are_killed_while_the_counties_review_correct_and_decide(running: Running) -> None:
    running.suite.wait_healthy()
    chosen = [sample for sample in samples() if sample.name in EVERY_STEP]
    with ThreadPoolExecutor(1) as pool:
        playing = pool.submit(play_samples, running, chosen)
        _kill_in_turn(running, VICTIMS[:-1] * 2, 6, playing.done)
        assert playing.result().differences() == []
    assert_answered(running)
    assert_numbers_whole(running)
    assert_registers_agree(running)


def test_rules_dies_with_its_answer_sealed_but_not_sent(running: Running, sender: Sender) -> None:
    with ExitStack() as holding:
        with running.stopped("relay"):
            id = sender.hand_in(21)
            store = holding.enter_context(ExitStack())
            store.enter_context(running.stopped("seaweed"))
        running.wait(lambda: running.redis.zcard("rq:wip:rules"), "rules has begun")
        with running.queue_stopped():
            store.close()
            running.wait(lambda: len(_sealed(running, id)) == 1, "the question is sealed")
            running.wait(lambda: len(running.objects("exchange")) >= 2, "the answer lies beside it")
            running.kill("worker-rules")
    running.wait_answered()
    assert_in_order(running, [id])


def test_docgen_dies_while_it_waits_for_a_number(running: Running, sender: Sender) -> None:
    with running.holding("lock table docgen.counters in exclusive mode"):
        id = sender.hand_in(31)
        running.wait_blocked("docgen")
        running.kill("worker-docgen")
    running.wait_answered()
    assert_in_order(running, [id])


def test_docgen_dies_when_the_number_is_taken_and_nobody_knows(running: Running, sender: Sender) -> None:
    with running.holding("lock table docgen.counters in exclusive mode") as lock:
        id = sender.hand_in(41)
        running.wait_blocked("docgen")
        with running.queue_stopped():
            lock.rollback()
            made = "select count(*) from docgen.documents where application_id = :id and number is not null"
            running.wait(lambda: running.scalar(made, id=id), "docgen has entered the receipt")
            running.kill("worker-docgen")
    running.wait_answered()
    assert_in_order(running, [id])


def test_intake_dies_before_it_has_recorded_a_verdict(running: Running, sender: Sender) -> None:
    with ExitStack() as holding:
        with running.stopped("relay"):
            id = sender.hand_in(51)
            holding.enter_context(running.holding("lock table intake.events in exclusive mode"))
        running.wait_blocked("intake")
        running.kill("worker-intake")
    running.wait_answered()
    assert_in_order(running, [id])


def test_intake_dies_when_it_has_filed_a_paper_and_not_yet_tidied_up(
    running: Running, sender: Sender
) -> None:
    with running.holding("lock table intake.documents in exclusive mode") as lock:
        id = sender.hand_in(61)
        running.wait_blocked("intake")
        with running.stopped("seaweed"):
            lock.rollback()
            filed = "select count(*) from intake.documents where application_id = :id"
            running.wait(lambda: running.scalar(filed, id=id), "intake has filed a paper")
            running.kill("worker-intake")
    running.wait_answered()
    assert_in_order(running, [id])


def test_the_relay_dies_in_the_middle_of_an_offer(running: Running, sender: Sender) -> None:
    offering = (
        "select count(*) from pg_stat_activity where usename = 'intake' and datname = current_database()"
        " and state = 'idle in transaction' and query ilike '%for update skip locked%'"
    )
    with running.queue_stopped():
        id = sender.hand_in(71)
        running.wait(lambda: running.scalar(offering), "the relay has taken the message")
        running.kill("relay")
    running.wait_answered()
    assert_in_order(running, [id])


def test_the_web_process_dies_in_the_middle_of_a_submission(running: Running, sender: Sender) -> None:
    id = sender.draft(81)
    with running.holding("lock table intake.series in exclusive mode"):
        crowd = Crowd(sender, [81])
        running.wait_blocked("intake")
        running.kill("web-intake")
    assert crowd.ids() == [id]
    running.wait_answered()
    assert_in_order(running, [id])


def _kill_in_turn(running: Running, victims: Sequence[str], steps: int, ended: Callable[[], bool]) -> None:
    """Kills one after the other, each when so many more steps stand in the history, or the work has ended."""
    for victim in victims:
        _wait_steps(running, _steps(running) + steps, ended)
        running.kill(victim)


def _wait_steps(running: Running, goal: int, ended: Callable[[], bool]) -> None:
    running.wait(lambda: _steps(running) >= goal or ended(), f"{goal} steps are recorded")


def _steps(running: Running) -> int:
    return int(running.scalar("select count(*) from intake.events"))


def _handled(running: Running) -> int:
    """How many applications have been checked; other tests of the same suite may have left some."""
    handled = "select count(*) from intake.applications where state not in ('draft', 'submitted')"
    return int(running.scalar(handled))


def _all_handled(running: Running, applications: int) -> bool:
    return _handled(running) == applications and not running.open_messages()


def _sealed(running: Running, id: str) -> list[str]:
    open_ = (
        "select payload->'sealed'->>'key' from intake.outbox where application_id = :id and done_at is null"
    )
    return [row[0] for row in running.rows(f"{open_} and payload ? 'sealed'", id=id)]
