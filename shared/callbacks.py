"""Callbacks (回调): signed after Standard Webhooks, sent only to public addresses that were registered."""

import ipaddress
import json
import secrets
import socket
from base64 import b64encode
from collections.abc import Callable, Sequence
from datetime import datetime
from typing import Any
from urllib.parse import urlsplit
from uuid import UUID

import httpx
from standardwebhooks.webhooks import Webhook

from shared.problems import Refusal

Resolve = Callable[[str, int], Sequence[str]]
# Addresses that stand for an IPv4 address, which may be a private one. NAT64 says which; of the others (IPv4-
# compatible, local NAT64, 6to4, Teredo) none belongs to a receiver of ours.
_NAT64 = ipaddress.IPv6Network("64:ff9b::/96")
_TRANSLATED = [ipaddress.IPv6Network(net) for net in ("::/96", "64:ff9b:1::/48", "2002::/16", "2001::/32")]
_SECONDS = httpx.Timeout(10, connect=5)


class CallbackFailed(Exception):
    """The receiving system did not take the message; it is offered again later."""


def new_secret() -> str:
    """A signing secret (签名密钥) as Standard Webhooks writes it; shown once."""
    return "whsec_" + b64encode(secrets.token_bytes(32)).decode()


def resolve(host: str, port: int) -> Sequence[str]:
    """The addresses of a host, as the system resolves them now."""
    try:
        return [str(info[4][0]) for info in socket.getaddrinfo(host, port, type=socket.SOCK_STREAM)]
    except OSError:
        return []


def public_address(url: str, resolve: Resolve = resolve) -> str:
    """The address to connect to; refused unless the URL is https and every address of its host is public."""
    parts = urlsplit(url)
    host, port = parts.hostname or "", parts.port or 443
    if parts.scheme != "https" or not host or parts.username or parts.password:
        raise _refusal("回调地址应以https://开头，且不含用户名和密码。")
    addresses = resolve(host, port)
    if not addresses or not all(_is_public(address) for address in addresses):
        raise _refusal("回调地址无法解析，或指向内部网络；请登记可公开访问的地址。")
    return addresses[0]


def send(
    url: str, secret: str, message_id: UUID, at: datetime, body: dict[str, Any], client: httpx.Client,
    resolve: Resolve = resolve,
) -> None:  # fmt: skip
    """Posts one message to the address that was checked, whatever the name resolves to a moment later."""
    address = public_address(url, resolve)
    text = json.dumps(body, ensure_ascii=False, separators=(",", ":"))
    parts = urlsplit(url)
    host = f"[{address}]" if ":" in address else address
    pinned = parts._replace(netloc=f"{host}:{parts.port or 443}").geturl()
    headers = {
        "Host": parts.netloc,
        "Content-Type": "application/json",
        "webhook-id": str(message_id),
        "webhook-timestamp": str(int(at.timestamp())),
        "webhook-signature": Webhook(secret).sign(str(message_id), at, text),
    }
    try:
        # Streamed, so that an answer without end is never read: its status says all.
        with client.stream(
            "POST", pinned, content=text.encode(), headers=headers, timeout=_SECONDS, follow_redirects=False,
            extensions={"sni_hostname": parts.hostname},
        ) as answer:  # fmt: skip
            status = answer.status_code
    except httpx.HTTPError as error:
        raise CallbackFailed(type(error).__name__) from None
    if not 200 <= status < 300:
        raise CallbackFailed(f"status {status}")


def _is_public(address: str) -> bool:
    parsed = ipaddress.ip_address(address.partition("%")[0])
    if isinstance(parsed, ipaddress.IPv6Address):
        if parsed.ipv4_mapped or parsed in _NAT64:
            return _is_public(str(ipaddress.IPv4Address(int(parsed) & 0xFFFF_FFFF)))
        if any(parsed in network for network in _TRANSLATED):
            return False
    return parsed.is_global and not parsed.is_multicast


def _refusal(message: str) -> Refusal:
    return Refusal(422, "callback_address", message)
