"""Tells a client (回调) that its job has ended, at the address that was registered for it."""

from datetime import datetime
from uuid import UUID, uuid5

import httpx
from sqlalchemy import select
from sqlalchemy.dialects.postgresql import insert

from docgen_service.docgen import Docgen
from docgen_service.models import CallbackEndpoint, Job
from shared import callbacks
from shared.auth.models import Client
from shared.database import transaction
from shared.problems import Refusal


def tell_end(
    docgen: Docgen, job_id: UUID, client: httpx.Client, resolve: callbacks.Resolve = callbacks.resolve
) -> None:
    """Delivers it, or raises: it is offered again later, under the same id."""
    with transaction(docgen.engine) as session:
        job = session.get(Job, job_id)
        if job is None or job.ended_at is None or job.callback_done_at is not None:
            return
        endpoint = session.get(CallbackEndpoint, job.client_id)
    if endpoint is not None:
        secret = docgen.cipher.open(endpoint.secret, f"callback/{endpoint.client_id}").decode()
        message_id = uuid5(job.id, "callback")
        callbacks.send(endpoint.url, secret, message_id, docgen.clock(), _body(job), client, resolve)
    with transaction(docgen.engine) as session:
        row = session.get(Job, job_id, with_for_update=True)
        if row is not None:
            row.callback_done_at, row.callback_at = docgen.clock(), None


def register_callback_of(docgen: Docgen, client: str, url: str) -> str:
    """Registers the address of a client by its name; the secret that is returned cannot be shown again."""
    with transaction(docgen.engine) as session:
        found = session.scalar(select(Client).where(Client.name == client))
    if found is None:
        raise Refusal(404, "unknown_client", "没有这个机构，请先用 artisan keys create 生成密钥。")
    secret = callbacks.new_secret()
    register_callback(docgen, found.id, url, secret, docgen.clock())
    return secret


def register_callback(docgen: Docgen, client_id: UUID, url: str, secret: str, now: datetime) -> None:
    """Registers a client's callback address (回调地址); the secret is kept sealed."""
    callbacks.public_address(url)
    values = {
        "url": url, "secret": docgen.cipher.seal(secret.encode(), f"callback/{client_id}"), "registered_at": now,
    }  # fmt: skip
    statement = insert(CallbackEndpoint).values(client_id=client_id, **values)
    with transaction(docgen.engine) as session:
        session.execute(
            statement.on_conflict_do_update(index_elements=[CallbackEndpoint.client_id], set_=values)
        )


def _body(job: Job) -> dict[str, object]:
    return {
        "type": f"job.{job.state}",
        "timestamp": job.ended_at.isoformat() if job.ended_at else None,
        "data": {
            "job_id": str(job.id), "state": job.state, "total": job.total, "done": job.done, "failed": job.failed,
        },
    }  # fmt: skip
