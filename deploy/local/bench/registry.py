"""The benchmarks by name; a new one is a module with a `run` and a line here."""

from collections.abc import Callable, Sequence

from deploy.local.bench import (
    docx_filling,
    end_to_end,
    intake_requests,
    intake_upload,
    mail_merge,
    pdf,
    rules_batch,
    rules_single,
    rules_soak,
)
from deploy.local.bench.results import Result

Benchmark = Callable[[bool], Sequence[Result]]
"""Takes whether to be quick (small and rough), and returns what was measured."""

BENCHMARKS: dict[str, Benchmark] = {
    "intake_upload": intake_upload.run,
    "intake_requests": intake_requests.run,
    "end_to_end": end_to_end.run,
    "rules_single": rules_single.run,
    "rules_batch": rules_batch.run,
    "rules_soak": rules_soak.run,
    "docx": docx_filling.run,
    "pdf": pdf.run,
    "mail_merge": mail_merge.run,
}
