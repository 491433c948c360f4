"""Whether the books agree: what intake's register says against what docgen's register and the store hold."""

from collections.abc import Sequence

from tests.support.running import Running

ENDS = {
    "accepted": {"receipt_slip": "issued", "annex_1": "draft"},
    "incomplete": {"correction_notice": "draft"},
}


def assert_in_order(running: Running, ids: Sequence[str]) -> None:
    """Every application ended, was judged once for each question, and has its papers once."""
    assert len(set(ids)) == len(ids)
    for id in ids:
        assert_ended(running, id)
    assert_answered(running)
    assert_numbers_whole(running)
    assert_registers_agree(running)


def assert_ended(running: Running, id: str) -> None:
    state = running.scalar("select state from intake.applications where id = :id", id=id)
    papers = running.rows("select kind, state from docgen.documents where application_id = :id", id=id)
    assert (sorted(papers), len(papers)) == (sorted(ENDS[state].items()), len(ENDS[state]))


def assert_answered(running: Running) -> None:
    """No message is open or failed, and each question and each order stands in the history once."""
    unsettled = "select task, failure from intake.outbox where done_at is null or failed_at is not null"
    assert running.rows(unsettled) == []
    for task, event in (("rules.check.v1", "checked"), ("docgen.render.v1", "documents_made")):
        different = running.rows(
            "select application_id from"
            " (select application_id, count(*) from intake.outbox where task = :task group by 1) asked"
            " full join (select application_id, count(*) from intake.events where kind = :event group by 1) told"
            " using (application_id) where asked.count is distinct from told.count",
            task=task,
            event=event,
        )
        assert different == []


def assert_numbers_whole(running: Running) -> None:
    """Every series runs from 1 without a gap, and a document has one number at most."""
    taken = running.rows("select series, year, organ, n from docgen.numbers")
    taken += running.rows(
        "select 'application', year, county, right(number, 4)::int from intake.applications where number is not null"
    )
    for series in {tuple(row[:3]) for row in taken}:
        numbers = sorted(row[3] for row in taken if tuple(row[:3]) == series)
        assert numbers == list(range(1, len(numbers) + 1)), series
    counters = running.rows("select series, year, organ, last from docgen.counters")
    assert all(
        sum(tuple(row[:3]) == tuple(counter[:3]) for row in taken) == counter[3] for counter in counters
    )
    twice = "select document_id from docgen.numbers group by 1 having count(*) > 1"
    assert running.rows(twice) == []


def assert_registers_agree(running: Running) -> None:
    """Intake holds of every document what docgen holds, and the store has the file of each."""
    columns = "id, kind, state, number, object_key, sha256, size"
    filed = running.rows(f"select {columns} from intake.documents order by id")
    made = running.rows(
        f"select {columns} from docgen.documents where application_id is not null order by id"
    )
    assert filed == made
    files = running.objects("documents")
    assert {row[4]: len(files[row[4]]) for row in made} == {row[4]: row[6] for row in made}
