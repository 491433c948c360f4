"""What a posting system, a county union's system and the office do: plain HTTP with an API key."""

import hashlib
from types import TracebackType
from typing import Any, Self

import httpx

SECONDS = httpx.Timeout(60, connect=10)


class Refused(RuntimeError):
    """The service refused a request; the message is the problem that it answered with."""


class Caller:
    """One caller of a service."""

    def __init__(self, base_url: str, key: str) -> None:
        # Straight to the address: a proxy named in the environment has nothing to do with this machine.
        self._http = httpx.Client(
            base_url=f"{base_url}/v1",
            headers={"Authorization": f"Bearer {key}"},
            timeout=SECONDS,
            trust_env=False,
        )

    def __enter__(self) -> Self:
        return self

    def __exit__(
        self, kind: type[BaseException] | None, error: BaseException | None, trace: TracebackType | None
    ) -> None:
        self._http.close()

    def _json(self, method: str, path: str, **request: Any) -> dict[str, Any]:
        answer: dict[str, Any] = self._answer(method, path, **request).json()
        return answer

    def _answer(self, method: str, path: str, **request: Any) -> httpx.Response:
        answer = self._http.request(method, path, **request)
        if answer.is_error:
            raise Refused(f"{method} {path}: {answer.status_code} {answer.text}")
        return answer


class Client(Caller):
    """One caller of intake."""

    def create(self, body: dict[str, Any], idempotency_key: str) -> dict[str, Any]:
        return self._json("POST", "/applications", json=body, headers={"Idempotency-Key": idempotency_key})

    def application(self, id: str) -> dict[str, Any]:
        return self._json("GET", f"/applications/{id}")

    def add_material(self, id: str, header: dict[str, Any], scan: bytes, media_type: str) -> dict[str, Any]:
        """Enters a material, then uploads its scan with its digest."""
        material = self.enter_material(id, header)
        return self._json(
            "PUT",
            f"/applications/{id}/materials/{material['id']}/content",
            content=scan,
            headers={"Content-Type": media_type, "X-Content-SHA256": hashlib.sha256(scan).hexdigest()},
        )

    def enter_material(self, id: str, header: dict[str, Any]) -> dict[str, Any]:
        return self._json("POST", f"/applications/{id}/materials", json=header)

    def submit(self, id: str) -> dict[str, Any]:
        return self._json("POST", f"/applications/{id}/submission")

    def withdraw(self, id: str, reason: str) -> dict[str, Any]:
        return self._json("POST", f"/applications/{id}/withdrawal", json={"reason": reason})

    def review(self, id: str, material: str, seen: dict[str, Any]) -> dict[str, Any]:
        return self._json("POST", f"/applications/{id}/materials/{material}/review", json=seen)

    def opinion(self, id: str, opinion: dict[str, Any]) -> dict[str, Any]:
        return self._json("POST", f"/applications/{id}/opinions", json=opinion)

    def findings(self, id: str, findings: list[dict[str, Any]]) -> dict[str, Any]:
        return self._json("POST", f"/applications/{id}/findings", json={"findings": findings})

    def issue_notice(self, id: str, notice: str) -> dict[str, Any]:
        return self._json("POST", f"/applications/{id}/notices/{notice}/issue")

    def decide(self, id: str, decision: dict[str, Any]) -> dict[str, Any]:
        return self._json("POST", f"/applications/{id}/decision", json=decision)

    def download(self, id: str, document: str) -> bytes:
        return self._answer("GET", f"/applications/{id}/documents/{document}/content").content


class Writer(Caller):
    """One caller of docgen."""

    def draft(self, body: dict[str, Any], idempotency_key: str) -> dict[str, Any]:
        return self._json("POST", "/documents", json=body, headers={"Idempotency-Key": idempotency_key})

    def issue(self, id: str, data: dict[str, Any]) -> dict[str, Any]:
        return self._json("POST", f"/documents/{id}/issue", json={"data": data})

    def content(self, id: str, form: str) -> bytes:
        return self._answer("GET", f"/documents/{id}/content", params={"format": form}).content
