"""A request through the real queue and a real worker process."""

import os
import subprocess
import sys

from redis import Redis
from rq import Queue
from rq.serializers import JSONSerializer

from shared.contracts.messages import DocumentsRendered
from shared.database import uuid7
from shared.queue import Sender, TaskJob
from tests.support.docgen import Desk
from tests.support.papers import receipt_slip
from tests.support.stack import Stack


def test_a_worker_takes_the_request_and_answers_in_intakes_queue(desk: Desk, stack: Stack) -> None:
    redis_url = desk.settings.redis_url.get_secret_value()
    message = desk.message((uuid7(), "issue", receipt_slip()))
    Sender(redis_url).send("docgen.render.v1", message.model_dump(mode="json"))
    command = [sys.executable, "-c", "from shared.cli import main; main()", "worker", "docgen", "--burst"]
    environment = {**os.environ, **stack.env("docgen")}
    ended = subprocess.run(command, env=environment, capture_output=True, text=True, timeout=120, check=False)
    assert ended.returncode == 0, ended.stderr
    assert "样例甲" not in ended.stderr
    with Redis.from_url(redis_url) as redis:
        queue = Queue("intake", connection=redis, serializer=JSONSerializer, job_class=TaskJob)
        (job,) = queue.jobs
    assert job.func_name == "intake.rendered.v1"
    answer = DocumentsRendered.model_validate(job.args[0])
    assert answer.documents[0].number == "桂工匠受〔2026〕450302-0001号"
