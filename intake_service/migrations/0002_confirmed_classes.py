"""A finding may answer with a class, and tells what it was given for."""

import sqlalchemy as sa
from alembic import op

revision = "intake_0002"
down_revision = "intake_0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    op.add_column("findings", sa.Column("answer", sa.Text(), nullable=True), schema="intake")
    op.add_column("findings", sa.Column("about", sa.Text(), nullable=True), schema="intake")


def downgrade() -> None:
    op.drop_column("findings", "about", schema="intake")
    op.drop_column("findings", "answer", schema="intake")
