"""The document register and its numbers."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "docgen_0001"
down_revision = None
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    op.create_table(
        "documents",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("edition", sa.Text, nullable=False),
        sa.Column("kind", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("organ_code", sa.Text, nullable=False),
        sa.Column("organ", sa.Text, nullable=False),
        sa.Column("application_id", sa.Uuid),
        sa.Column("application_version", sa.Integer),
        sa.Column("client_id", sa.Uuid),
        sa.Column("request_key", sa.Text),
        sa.Column("request_sha256", sa.Text),
        sa.Column("requested_by", sa.Text, nullable=False),
        sa.Column("message_id", sa.Uuid),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("number", sa.Text, unique=True),
        sa.Column("revision", sa.Integer, nullable=False),
        sa.Column("object_key", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("content_type", sa.Text, nullable=False),
        sa.Column("template_sha256", sa.Text, nullable=False),
        sa.Column("data_sha256", sa.Text, nullable=False),
        sa.Column("cleaned", JSONB, nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.Column("issued_on", sa.Date),
        sa.Column("issued_by", sa.Text),
        sa.Column("voided_at", _INSTANT),
        sa.Column("voided_by", sa.Text),
        sa.Column("void_reason", sa.Text),
        sa.UniqueConstraint("client_id", "request_key"),
        schema="docgen",
    )
    op.create_index("ix_documents_organ", "documents", ["organ_code", "id"], schema="docgen")
    op.create_index("ix_docgen_documents_application_id", "documents", ["application_id"], schema="docgen")
    op.create_table(
        "counters",
        sa.Column("series", sa.Text, primary_key=True),
        sa.Column("year", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("organ", sa.Text, primary_key=True),
        sa.Column("last", sa.Integer, nullable=False),
        schema="docgen",
    )
    op.create_table(
        "numbers",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("series", sa.Text, nullable=False),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("organ", sa.Text, nullable=False),
        sa.Column("n", sa.Integer, nullable=False),
        sa.Column("number", sa.Text, nullable=False, unique=True),
        sa.Column("document_id", sa.Uuid, sa.ForeignKey("docgen.documents.id"), nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("reason", sa.Text),
        sa.Column("taken_at", _INSTANT, nullable=False),
        sa.Column("voided_at", _INSTANT),
        sa.UniqueConstraint("series", "year", "organ", "n"),
        schema="docgen",
    )


def downgrade() -> None:
    op.drop_table("numbers", schema="docgen")
    op.drop_table("counters", schema="docgen")
    op.drop_table("documents", schema="docgen")
