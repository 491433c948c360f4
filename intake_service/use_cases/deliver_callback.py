"""Tells a posting system (回调) that its application has moved."""

from typing import Any
from uuid import UUID

import httpx

from intake_service import outbox
from intake_service.intake import Intake
from intake_service.models import CallbackEndpoint, OutboxMessage
from shared import callbacks
from shared.database import transaction

_FIELDS = ("application_id", "number", "state", "version", "at", "kind")


def deliver_callback(
    intake: Intake,
    message: dict[str, Any],
    client: httpx.Client,
    resolve: callbacks.Resolve = callbacks.resolve,
) -> None:
    """Delivers it, or raises so that the outbox offers it again; a client without an address needs none."""
    message_id = UUID(message["message_id"])
    with transaction(intake.engine) as session:
        asked = session.get(OutboxMessage, message_id)
        if asked is None or asked.done_at is not None:
            return  # offered twice, delivered once
        endpoint = session.get(CallbackEndpoint, UUID(message["client_id"]))
    if endpoint is not None:
        secret = intake.cipher.open(endpoint.secret, f"callback/{endpoint.client_id}").decode()
        body = {"type": message["event"], "timestamp": message["at"]}
        body["data"] = {name: message[name] for name in _FIELDS if name in message}
        callbacks.send(endpoint.url, secret, message_id, intake.clock(), body, client, resolve)
    with transaction(intake.engine) as session:
        outbox.take_answer(session, message_id, intake.clock())
