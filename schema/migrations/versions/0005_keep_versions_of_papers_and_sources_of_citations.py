"""Keep the versions of a paper, and who says that a paper cites another."""

import sqlalchemy as sa
from alembic import op

revision = "0005"
down_revision = "0004"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.add_column("paperrow", sa.Column("versions", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("citationrow", sa.Column("sources", sa.Text(), nullable=False, server_default="[]"))
    op.add_column("paperconceptrow", sa.Column("rule", sa.String(), nullable=True))
    op.add_column("paperconceptrow", sa.Column("confidence", sa.Float(), nullable=True))
    op.create_table(
        "abstractrow",
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("source", sa.String(), nullable=False),
        sa.Column("text", sa.String(), nullable=False),
        sa.Column("read_at", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("paper", "source"),
    )


def downgrade() -> None:
    """Go back to the one before."""
    op.drop_table("abstractrow")
    op.drop_column("paperconceptrow", "confidence")
    op.drop_column("paperconceptrow", "rule")
    op.drop_column("citationrow", "sources")
    op.drop_column("paperrow", "versions")
