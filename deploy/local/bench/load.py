"""A load generator: HTTP/1.1 over kept connections of the loopback address, cheap enough to stay out of the way."""

import asyncio
import json
import time
from collections.abc import Mapping, Sequence
from dataclasses import dataclass
from typing import Any
from urllib.parse import urlsplit

CONNECTIONS = 16  # as many as a service has threads: two processes of eight
SECONDS = 300.0


class LoadFailed(RuntimeError):
    """A request was not answered as expected, or all of them together took too long."""


@dataclass(frozen=True)
class Wave:
    """What came of sending many requests: how long they took together, and each one's answer."""

    seconds: float
    bodies: list[Any]

    @property
    def rate(self) -> float:
        return len(self.bodies) / self.seconds


def post(path: str, body: Any, headers: Mapping[str, str]) -> bytes:
    """A POST of JSON, ready to be sent."""
    content = json.dumps(body, ensure_ascii=False).encode() if body is not None else b""
    return request("POST", path, content, {"Content-Type": "application/json", **headers})


def request(method: str, path: str, content: bytes, headers: Mapping[str, str]) -> bytes:
    lines = [f"{method} {path} HTTP/1.1", "Host: 127.0.0.1", f"Content-Length: {len(content)}"]
    lines += [f"{name}: {value}" for name, value in headers.items()]
    return "\r\n".join(lines).encode() + b"\r\n\r\n" + content


def send(url: str, requests: Sequence[bytes], expected: int, connections: int = CONNECTIONS) -> Wave:
    """Sends all, each connection one after the other; raises unless every answer has the expected status."""
    try:
        return asyncio.run(asyncio.wait_for(_send(url, requests, expected, connections), SECONDS))
    except TimeoutError:
        raise LoadFailed(f"not answered within {SECONDS:.0f} s") from None
    except ExceptionGroup as group:
        raise group.exceptions[0] from None


async def _send(url: str, requests: Sequence[bytes], expected: int, connections: int) -> Wave:
    bodies: list[Any] = [None] * len(requests)
    waiting = iter(enumerate(requests))

    async def one_connection() -> None:
        reader, writer = await asyncio.open_connection(urlsplit(url).hostname, urlsplit(url).port)
        try:
            for index, content in waiting:
                writer.write(content)
                bodies[index] = await _answer(reader, expected)
        finally:
            writer.close()

    began = time.perf_counter()
    async with asyncio.TaskGroup() as group:
        for _ in range(min(connections, len(requests))):
            group.create_task(one_connection())
    return Wave(time.perf_counter() - began, bodies)


async def _answer(reader: asyncio.StreamReader, expected: int) -> Any:
    head = (await reader.readuntil(b"\r\n\r\n")).decode("latin-1").split("\r\n")
    headers = {name.lower(): value.strip() for name, _, value in (line.partition(":") for line in head[1:])}
    body = await reader.readexactly(int(headers["content-length"]))
    status = int(head[0].split()[1])
    if status != expected:
        raise LoadFailed(f"status {status} instead of {expected}: {body[:500].decode('utf-8', 'replace')}")
    return json.loads(body) if body else None
