"""The PDF of a revision, beside its Word file."""

import sqlalchemy as sa
from alembic import op

revision = "docgen_0003"
down_revision = "docgen_0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.create_table(
        "pdf_files",
        sa.Column("document_id", sa.Uuid, sa.ForeignKey("docgen.documents.id"), primary_key=True),
        sa.Column("revision", sa.Integer, primary_key=True, autoincrement=False),
        sa.Column("object_key", sa.Text, nullable=False),
        sa.Column("sha256", sa.Text, nullable=False),
        sa.Column("size", sa.Integer, nullable=False),
        sa.Column("pages", sa.Integer, nullable=False),
        sa.Column("made_at", sa.DateTime(timezone=True), nullable=False),
        schema="docgen",
    )


def downgrade() -> None:
    op.drop_table("pdf_files", schema="docgen")
