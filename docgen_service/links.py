"""Expiring links (限时下载链接): a signed token that names one file and a moment, and nobody."""

import hashlib
from dataclasses import dataclass
from datetime import UTC, datetime, timedelta
from typing import Literal
from uuid import UUID

from itsdangerous import BadSignature, URLSafeSerializer

from shared.problems import Refusal

_SALT = "docgen.link.v1"
_VERSION = 1


@dataclass(frozen=True)
class Link:
    """What a token stands for: a document or a job's result, as it was when the link was made."""

    of: Literal["document", "job"]
    id: UUID
    what: str
    sha256: str
    expires_at: datetime


class Links:
    """Signs and reads tokens; keys have names and can be replaced, the first one signs."""

    def __init__(self, keys: dict[str, bytes]) -> None:
        # The library signs with the last key of a list and accepts any.
        self._serializer = URLSafeSerializer(
            list(reversed(keys.values())), salt=_SALT, signer_kwargs={"digest_method": hashlib.sha256}
        )

    def token(self, link: Link) -> str:
        """The token: ids, the digest of the file and a moment; no name, no number."""
        until = int(link.expires_at.timestamp())
        signed = self._serializer.dumps([_VERSION, link.of, link.id.hex, link.what, link.sha256[:32], until])
        return signed if isinstance(signed, str) else signed.decode()

    def read(self, token: str, now: datetime) -> Link:
        """What a token stands for; refused when it was changed, and when its time is over."""
        try:
            version, of, id_, what, sha256, until = self._serializer.loads(token)
            link = Link(of, UUID(hex=id_), what, sha256, datetime.fromtimestamp(until, UTC))
        except (BadSignature, ValueError, TypeError):
            raise Refusal(404, "link_invalid", "下载链接无效，请核对是否复制完整，或重新获取。") from None
        if version != _VERSION or link.expires_at <= now:
            raise Refusal(410, "link_expired", "下载链接已过期，请向提供链接的单位重新获取。")
        return link


def until(now: datetime, minutes: int) -> datetime:
    """When a link made now ends."""
    return (now + timedelta(minutes=minutes)).replace(microsecond=0)
