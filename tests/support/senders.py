"""A posting system that does not give up: it repeats what got no answer, and looks before it repeats."""

import threading
import time
from collections.abc import Callable, Sequence
from concurrent.futures import ThreadPoolExecutor
from typing import Any, TypeVar

import httpx

from tests.support.intake import PDF, application, form, id_number

T = TypeVar("T")
SECONDS = 60.0
COMPLETE = ("deeds", "no_crime_certificate")
# 无犯罪记录证明 is wanted in this channel: without it the county union has to ask for a correction.
INCOMPLETE = ("deeds",)
_pause = threading.Event()


class Sender:
    """One posting system, or one county union, with its key."""

    def __init__(self, base_url: str, key: str) -> None:
        self.http = httpx.Client(
            base_url=f"{base_url}/v1", headers={"Authorization": f"Bearer {key}"}, timeout=30, trust_env=False,
            limits=httpx.Limits(max_keepalive_connections=0),  # an idle one would hold up the service's end
        )  # fmt: skip

    def ask(self, method: str, path: str, **request: Any) -> httpx.Response:
        """One request; a refusal is returned like any other answer."""
        return self.http.request(method, path, **request)

    def json(self, method: str, path: str, **request: Any) -> Any:
        """One request that has to succeed."""
        return self.ask(method, path, **request).raise_for_status().json()

    def status(self, id: str) -> dict[str, Any]:
        found: dict[str, Any] = insist(lambda: self.json("GET", f"/applications/{id}"))
        return found

    def hand_in(self, person: int, kinds: Sequence[str] = COMPLETE) -> str:
        """An application of the given person with its scans, submitted, whatever it takes."""
        return insist(lambda: self._hand_in(person, kinds))

    def draft(self, person: int, kinds: Sequence[str] = COMPLETE) -> str:
        """The same before its submission."""
        created = self.json(
            "POST", "/applications", json=body(person), headers={"Idempotency-Key": f"person-{person}"}
        )
        id = str(created["id"])
        known = {material["kind"]: material for material in self.status(id)["materials"]}
        for kind in kinds:
            material = known.get(kind) or self.json(
                "POST", f"/applications/{id}/materials", json={"kind": kind, "copies": 3}
            )
            if not material["stored"]:
                self.json("PUT", f"/applications/{id}/materials/{material['id']}/content", content=scan(kind))
        return id

    def _hand_in(self, person: int, kinds: Sequence[str]) -> str:
        id = self.draft(person, kinds)
        if self.status(id)["state"] == "draft":
            self.json("POST", f"/applications/{id}/submission")
        return id


def insist(act: Callable[[], T], seconds: float = SECONDS) -> T:
    """Repeats an act until it gets an answer; only a refusal that a repeat cannot change ends it."""
    deadline = time.monotonic() + seconds
    while True:
        try:
            return act()
        except (httpx.TransportError, httpx.HTTPStatusError) as error:
            if not _passes(error) or time.monotonic() > deadline:
                raise
        _pause.wait(0.1)


class Crowd:
    """Applications handed in four at once, every fourth without its certificate; the ids are known at the end."""

    def __init__(self, sender: Sender, people: Sequence[int]) -> None:
        self._pool = ThreadPoolExecutor(4)
        self._running = [
            self._pool.submit(sender.hand_in, person, INCOMPLETE if person % 4 == 0 else COMPLETE)
            for person in people
        ]
        self._pool.shutdown(wait=False)

    @property
    def done(self) -> int:
        return sum(future.done() for future in self._running)

    def ids(self) -> list[str]:
        return [future.result(SECONDS) for future in self._running]


def body(person: int) -> dict[str, Any]:
    """The application of a made-up person; each has a name and a number of its own."""
    return application(form=form(name=name(person), id_number=id_number(sequence=person)))


def name(person: int) -> str:
    return "赵" + "".join("甲乙丙丁戊己庚辛壬癸"[int(digit)] for digit in f"{person:03d}")


def scan(kind: str) -> bytes:
    return PDF + f"%{kind}".encode()


def _passes(error: httpx.HTTPError) -> bool:
    return not isinstance(error, httpx.HTTPStatusError) or error.response.status_code == 503
