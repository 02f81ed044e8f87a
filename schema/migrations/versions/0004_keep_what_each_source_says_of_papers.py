"""Keep what each source says of a paper."""

import sqlalchemy as sa
from alembic import op

revision = "0004"
down_revision = "0003"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "paperaccountrow",
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("holding", sa.String(), nullable=False),
        sa.Column("said", sa.Text(), nullable=True),
        sa.Column("remark", sa.String(), nullable=False),
        sa.Column("read_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("paper", "source"),
    )


def downgrade() -> None:
    """Go back to the one before."""
    op.drop_table("paperaccountrow")
