"""The allow-list of tasks: what is not on it is never resolved, whatever a job says."""

import pytest

from shared.contracts.queues import CALLBACKS, DOCGEN_CALLBACKS, QUEUES, TASKS, queue_of, served_by
from shared.queue.job import UnknownTask, resolve


@pytest.mark.parametrize(
    "name", ["os.system", "rules_service.tasks.check", "rules.check.v2", "", "subprocess.run"]
)
def test_a_name_that_is_no_task_is_refused(name: str) -> None:
    with pytest.raises(UnknownTask):
        resolve(name)


def test_an_answer_never_waits_behind_a_callback() -> None:
    assert served_by("intake") == ("intake", CALLBACKS)
    assert served_by("docgen") == ("docgen", DOCGEN_CALLBACKS)
    assert queue_of("intake.callback.v1") == CALLBACKS
    assert queue_of("docgen.callback.v1") == DOCGEN_CALLBACKS
    served = {queue for service in ("intake", "rules", "docgen") for queue in served_by(service)}
    assert served == set(QUEUES) == {queue_of(task) for task in TASKS}
