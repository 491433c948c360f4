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
    """An application with one submission: one verdict, and its papers as they have to be."""
    state = running.scalar("select state from intake.applications where id = :id", id=id)
    papers = running.rows("select kind, state from docgen.documents where application_id = :id", id=id)
    assert sorted(map(tuple, papers)) == sorted(ENDS[state].items())
    verdicts = "select count(*) from intake.events where application_id = :id and kind = 'checked'"
    assert running.scalar(verdicts, id=id) == 1


def assert_answered(running: Running) -> None:
    """No message is open or failed; the history has each order's papers once, and no question's verdict twice."""
    unsettled = "select task, failure from intake.outbox where done_at is null or failed_at is not null"
    assert running.rows(unsettled) == []
    assert all(told == asked for asked, told in _counts(running, "docgen.render.v1", "documents_made"))
    # A question that a later one overtook is answered and its verdict not recorded.
    assert all(told <= asked for asked, told in _counts(running, "rules.check.v1", "checked"))


def _counts(running: Running, task: str, event: str) -> list[tuple[int, int]]:
    """Of each application: how often a task was asked for, and how often its answer stands in the history."""
    found = running.rows(
        "select count(*) filter (where task = :task), count(*) filter (where task = :event) from"
        " (select application_id, task from intake.outbox"
        " where failure is distinct from 'overtaken'"
        " union all select application_id, kind from intake.events) both_ group by application_id",
        task=task,
        event=event,
    )
    return [(asked, told) for asked, told in found]


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
    twice = (
        "select document_id from docgen.numbers where document_id is not null group by 1 having count(*) > 1"
    )
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
