"""Clients and API keys."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import ARRAY

revision = "access_0001"
down_revision = None
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "clients",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("name", sa.Text, nullable=False, unique=True),
        sa.Column("role", sa.Text, nullable=False),
        sa.Column("organs", ARRAY(sa.Text), nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        schema="access",
    )
    op.create_table(
        "api_keys",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column(
            "client_id", sa.Uuid, sa.ForeignKey("access.clients.id", ondelete="CASCADE"), nullable=False
        ),
        sa.Column("prefix", sa.Text, nullable=False, unique=True),
        sa.Column("digest", sa.Text, nullable=False),
        sa.Column("person", sa.Text, nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("expires_at", _INSTANT),
        sa.Column("revoked_at", _INSTANT),
        schema="access",
    )


def downgrade() -> None:
    op.drop_table("api_keys", schema="access")
    op.drop_table("clients", schema="access")
