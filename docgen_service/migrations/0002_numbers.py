"""Numbers that are reserved before they are used, and those taken over from the office's own system."""

import sqlalchemy as sa
from alembic import op

revision = "docgen_0002"
down_revision = "docgen_0001"
branch_labels = None
depends_on = None

_INSTANT = sa.DateTime(timezone=True)
_NEW = (
    ("edition", sa.Text), ("origin", sa.Text), ("purpose", sa.Text), ("source", sa.Text), ("taken_by", sa.Text),
    ("reserved_for", sa.Uuid), ("used_at", _INSTANT), ("voided_by", sa.Text), ("client_id", sa.Uuid),
    ("request_key", sa.Text), ("request_sha256", sa.Text),
)  # fmt: skip
# A number that was taken so far was taken by the series, and used in the same moment.
_FILL = """
    update docgen.numbers set origin = 'series', used_at = numbers.taken_at, edition = documents.edition,
           taken_by = documents.issued_by, voided_by = documents.voided_by
    from docgen.documents where documents.id = numbers.document_id
"""


def upgrade() -> None:
    for name, kind in _NEW:
        op.add_column("numbers", sa.Column(name, kind), schema="docgen")
    op.execute(_FILL)
    for name in ("edition", "origin"):
        op.alter_column("numbers", name, nullable=False, schema="docgen")
    op.alter_column("numbers", "document_id", nullable=True, schema="docgen")
    for name, columns in _UNIQUE.items():
        op.create_unique_constraint(name, "numbers", columns, schema="docgen")


_UNIQUE = {
    "numbers_document_id_key": ["document_id"],
    "numbers_reserved_for_key": ["reserved_for"],
    "numbers_client_id_request_key_key": ["client_id", "request_key"],
}


def downgrade() -> None:
    op.execute("delete from docgen.numbers where document_id is null")
    for name in _UNIQUE:
        op.drop_constraint(name, "numbers", schema="docgen")
    op.alter_column("numbers", "document_id", nullable=False, schema="docgen")
    for name, _ in _NEW:
        op.drop_column("numbers", name, schema="docgen")
