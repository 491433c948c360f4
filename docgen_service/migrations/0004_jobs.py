"""Jobs: many documents asked for at once, the parts in which they are made, and where to tell of their end."""

import sqlalchemy as sa
from alembic import op
from sqlalchemy.dialects.postgresql import JSONB

revision = "docgen_0004"
down_revision = "docgen_0003"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)


def upgrade() -> None:
    _jobs()
    op.create_table(
        "job_parts",
        sa.Column("job_id", sa.Uuid, sa.ForeignKey("docgen.jobs.id", ondelete="CASCADE"), primary_key=True),
        sa.Column("part", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("first", sa.Integer, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("sealed_key", sa.Text),
        sa.Column("sealed_sha256", sa.Text),
        sa.Column("done_at", _INSTANT),
        schema="docgen",
    )
    op.create_table(
        "callback_endpoints",
        sa.Column("client_id", sa.Uuid, primary_key=True),
        sa.Column("url", sa.Text, nullable=False),
        sa.Column("secret", sa.LargeBinary, nullable=False),
        sa.Column("registered_at", _INSTANT, nullable=False),
        schema="docgen",
    )
    op.add_column("documents", sa.Column("job_id", sa.Uuid, sa.ForeignKey("docgen.jobs.id")), schema="docgen")
    op.add_column("documents", sa.Column("job_item", sa.Integer), schema="docgen")
    op.create_index("ix_documents_job", "documents", ["job_id", "job_item"], schema="docgen")


def _jobs() -> None:
    texts = (
        "edition",
        "kind",
        "organ_code",
        "organ",
        "action",
        "requested_by",
        "request_key",
        "request_sha256",
    )
    op.create_table(
        "jobs",
        sa.Column("id", sa.Uuid, primary_key=True),
        sa.Column("client_id", sa.Uuid, nullable=False),
        *(sa.Column(name, sa.Text, nullable=False) for name in texts),
        sa.Column("year", sa.Integer, nullable=False),
        sa.Column("outputs", JSONB, nullable=False),
        sa.Column("state", sa.Text, nullable=False),
        sa.Column("total", sa.Integer, nullable=False),
        sa.Column("done", sa.Integer, nullable=False),
        sa.Column("failed", sa.Integer, nullable=False),
        sa.Column("faults", JSONB, nullable=False),
        sa.Column("failure", sa.Text),
        sa.Column("attempts", sa.Integer, nullable=False),
        sa.Column("available_at", _INSTANT, nullable=False),
        sa.Column("created_at", _INSTANT, nullable=False),
        sa.Column("changed_at", _INSTANT, nullable=False),
        sa.Column("started_at", _INSTANT),
        sa.Column("ended_at", _INSTANT),
        sa.Column("cancel_asked_at", _INSTANT),
        sa.Column("cancel_asked_by", sa.Text),
        sa.Column("results", JSONB, nullable=False),
        sa.Column("results_until", _INSTANT),
        sa.Column("callback_at", _INSTANT),
        sa.Column("callback_attempts", sa.Integer, nullable=False),
        sa.Column("callback_done_at", _INSTANT),
        sa.UniqueConstraint("client_id", "request_key"),
        schema="docgen",
    )
    op.create_index("ix_jobs_state", "jobs", ["state", "available_at"], schema="docgen")


def downgrade() -> None:
    op.drop_index("ix_documents_job", "documents", schema="docgen")
    for name in ("job_item", "job_id"):
        op.drop_column("documents", name, schema="docgen")
    for table in ("callback_endpoints", "job_parts", "jobs"):
        op.drop_table(table, schema="docgen")
