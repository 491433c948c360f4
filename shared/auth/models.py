"""The schema `access`: clients and their API keys, written by one command and read by every service."""

from datetime import datetime
from uuid import UUID

from sqlalchemy import ForeignKey, MetaData, Text
from sqlalchemy.dialects.postgresql import ARRAY
from sqlalchemy.orm import Mapped, mapped_column

from shared.database import Base

METADATA = MetaData(schema="access")


class AccessBase(Base):
    __abstract__ = True
    metadata = METADATA


class Client(AccessBase):
    """A system or an organ that may call: its role and the county unions it acts for."""

    __tablename__ = "clients"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    name: Mapped[str] = mapped_column(Text, unique=True)
    role: Mapped[str] = mapped_column(Text)
    organs: Mapped[list[str]] = mapped_column(ARRAY(Text))
    created_at: Mapped[datetime]


class ApiKey(AccessBase):
    """A key: only its HMAC is kept; `prefix` finds it, `person` is who acts with it."""

    __tablename__ = "api_keys"
    id: Mapped[UUID] = mapped_column(primary_key=True)
    client_id: Mapped[UUID] = mapped_column(ForeignKey(Client.id, ondelete="CASCADE"))
    prefix: Mapped[str] = mapped_column(Text, unique=True)
    digest: Mapped[str] = mapped_column(Text)
    person: Mapped[str] = mapped_column(Text)
    created_at: Mapped[datetime]
    expires_at: Mapped[datetime | None]
    revoked_at: Mapped[datetime | None]
