"""Drafts a document (拟稿) for a client that sends its data over HTTP."""

import hashlib
import json
from dataclasses import dataclass
from typing import Any
from uuid import UUID, uuid5

from docgen_service import repository
from docgen_service.content import prepare
from docgen_service.docgen import Docgen
from docgen_service.entering import Order
from docgen_service.models import Document
from docgen_service.printing import draft
from docgen_service.reach import organ_for
from shared.auth import Principal
from shared.database import transaction
from shared.problems import field_refusal


@dataclass(frozen=True)
class Wanted:
    """What a client asks for; `data` is the typed data of the kind, as JSON."""

    edition: str
    kind: str
    organ_code: str
    data: Any

    @property
    def sha256(self) -> str:
        text = json.dumps([self.edition, self.kind, self.organ_code, self.data], sort_keys=True)
        return hashlib.sha256(text.encode()).hexdigest()


def create_document(docgen: Docgen, principal: Principal, key: str, wanted: Wanted) -> tuple[Document, bool]:
    """Makes one draft per Idempotency-Key, and says whether it is new; the same key with another body is refused."""
    published = docgen.shelf.get(wanted.edition, wanted.kind)
    organ = organ_for(published.edition, published.definition, principal, wanted.organ_code)
    refuse_foreign_photo(principal, wanted.data)
    with transaction(docgen.engine) as session:
        known = repository.by_request(session, principal.client_id, key)
        if known is not None:
            return _same(known, wanted), False
    content = prepare(docgen, wanted.edition, wanted.kind, wanted.data)
    order = Order(
        document_id=_id(principal, key), year=docgen.today().year, organ_code=wanted.organ_code, organ=organ,
        requested_by=principal.label, client_id=principal.client_id, request_key=key,
        request_sha256=wanted.sha256,
    )  # fmt: skip
    return draft(docgen, order, content), True


def refuse_foreign_photo(principal: Principal, data: Any) -> None:
    """A county may not have docgen fetch photos: a key of the store could be another county's."""
    if principal.role != "office" and isinstance(data, dict) and data.get("photo") is not None:
        raise field_refusal(
            "photo", "photo_not_allowed", "照片只能由申报系统或领导小组办公室提供，请删去此项。"
        )


def _id(principal: Principal, key: str) -> UUID:
    return uuid5(principal.client_id, f"document/{key}")


def _same(known: Document, wanted: Wanted) -> Document:
    if known.request_sha256 != wanted.sha256:
        raise repository.reused_key()
    return known
