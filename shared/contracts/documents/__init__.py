"""The typed data of the official documents (文书数据): what each prints, and where every field comes from.

One module per stage of the procedure; each lists its documents in `KINDS`.
"""

from collections.abc import Mapping
from types import MappingProxyType

from shared.contracts.documents import (
    annexes,
    application,
    county,
    joint,
    lists,
    meetings,
    objections,
    publicity,
    registers,
    reports,
    revocation,
    supplements,
    treatment,
)
from shared.contracts.documents.fields import DocumentModel

DOCUMENT_KINDS: Mapping[str, type[DocumentModel]] = MappingProxyType({
    **annexes.KINDS,
    **application.KINDS,
    **county.KINDS,
    **joint.KINDS,
    **lists.KINDS,
    **meetings.KINDS,
    **objections.KINDS,
    **publicity.KINDS,
    **registers.KINDS,
    **reports.KINDS,
    **revocation.KINDS,
    **supplements.KINDS,
    **treatment.KINDS,
})  # fmt: skip
