"""The allow-list of tasks: what is not on it is never resolved, whatever a job says."""

import pytest

from shared.queue.job import UnknownTask, resolve


@pytest.mark.parametrize(
    "name", ["os.system", "rules_service.tasks.check", "rules.check.v2", "", "subprocess.run"]
)
def test_a_name_that_is_no_task_is_refused(name: str) -> None:
    with pytest.raises(UnknownTask):
        resolve(name)
