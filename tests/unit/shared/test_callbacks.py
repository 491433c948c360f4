"""Callbacks: signed, sent to the address that was checked, and never to a private one."""

from datetime import UTC, datetime
from uuid import UUID

import httpx
import pytest
from standardwebhooks.webhooks import Webhook

from shared.callbacks import CallbackFailed, public_address, send
from shared.problems import Refusal

SECRET = "whsec_MfKQ9r8GKYqrTwjUPD8ILPZIo2LaLaSw"
MESSAGE = UUID("01a20311-dd5e-72d4-8067-7532028b3934")
PUBLIC = "203.107.6.88"


def _resolve(*addresses: str):  # type: ignore[no-untyped-def]
    return lambda host, port: list(addresses)


@pytest.mark.parametrize(
    "addresses",
    [
        ("127.0.0.1",), ("10.1.2.3",), ("172.16.0.1",), ("192.168.1.1",), ("169.254.169.254",), ("100.64.0.1",),
        ("0.0.0.0",), ("::1",), ("fd00::1",), ("fe80::1%eth0",), ("::ffff:10.0.0.1",), ("224.0.0.1",),
        ("64:ff9b::7f00:1",), ("64:ff9b:1::7f00:1",), ("2002:7f00:1::",), ("::7f00:1",),
        (PUBLIC, "10.0.0.1"), (),
    ],
)  # fmt: skip
def test_a_private_address_is_refused(addresses: tuple[str, ...]) -> None:
    with pytest.raises(Refusal) as refused:
        public_address("https://hooks.example.cn/artisan", _resolve(*addresses))
    assert refused.value.code == "callback_address"


@pytest.mark.parametrize(
    "url",
    ["http://hooks.example.cn/", "https://a:b@hooks.example.cn/", "https://", "ftp://hooks.example.cn/", "x"],
)
def test_an_address_that_is_not_plain_https_is_refused(url: str) -> None:
    with pytest.raises(Refusal):
        public_address(url, _resolve(PUBLIC))


def _send(handler) -> None:  # type: ignore[no-untyped-def]
    client = httpx.Client(transport=httpx.MockTransport(handler))
    send(
        "https://hooks.example.cn:8443/a?b=1",
        SECRET,
        MESSAGE,
        datetime.now(UTC),
        {"state": "已受理"},
        client,
        _resolve(PUBLIC),
    )


def test_it_is_signed_and_goes_to_the_checked_address() -> None:
    seen = []

    def receive(request: httpx.Request) -> httpx.Response:
        seen.append(request)
        return httpx.Response(204)

    _send(receive)
    (request,) = seen
    assert request.url.host == PUBLIC
    assert request.headers["host"] == "hooks.example.cn:8443"
    assert request.extensions["sni_hostname"] == "hooks.example.cn"
    assert Webhook(SECRET).verify(request.content, dict(request.headers)) == {"state": "已受理"}


@pytest.mark.parametrize("status", [302, 400, 410, 500])
def test_anything_but_success_is_tried_again(status: int) -> None:
    with pytest.raises(CallbackFailed):
        _send(lambda request: httpx.Response(status, headers={"Location": "https://127.0.0.1/"}))


def test_a_receiver_that_is_away_is_tried_again() -> None:
    def away(request: httpx.Request) -> httpx.Response:
        raise httpx.ConnectTimeout("no answer", request=request)

    with pytest.raises(CallbackFailed):
        _send(away)


@pytest.mark.parametrize("address", [PUBLIC, f"::ffff:{PUBLIC}", f"64:ff9b::{PUBLIC}", "2400:3200::1"])
def test_a_public_address_is_taken(address: str) -> None:
    assert public_address("https://hooks.example.cn/artisan", _resolve(address)) == address


def test_an_answer_without_end_is_not_read() -> None:
    read = []

    class Endless(httpx.SyncByteStream):
        def __iter__(self):  # type: ignore[no-untyped-def]
            while len(read) < 1000:
                read.append(1)
                yield b"x" * 1024

    _send(lambda request: httpx.Response(200, stream=Endless()))
    assert read == []
