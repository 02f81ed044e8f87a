"""Keep the citation keys of papers, and reading lists."""

import sqlalchemy as sa
from alembic import op

revision = "0003"
down_revision = "0002"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "citationkeyrow",
        sa.Column("paper", sa.String(), nullable=False),
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("style", sa.String(), nullable=False),
        sa.Column("pinned", sa.Boolean(), nullable=False),
        sa.Column("first_seen", sa.String(), nullable=False),
        sa.Column("retired", sa.String(), nullable=True),
        sa.Column("folded", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("folded"),
    )
    op.create_table(
        "savedlistrow",
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("title", sa.Text(), nullable=False),
        sa.Column("description", sa.Text(), nullable=True),
        sa.Column("language", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("items", sa.Text(), nullable=False),
        sa.Column("revision", sa.String(), nullable=True),
        sa.Column("archived", sa.Boolean(), nullable=False),
        sa.Column("created", sa.String(), nullable=False),
        sa.Column("updated", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("slug", "version"),
    )
    op.create_table(
        "answerededitrow",
        sa.Column("key", sa.String(), nullable=False),
        sa.Column("asked", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("version", sa.Integer(), nullable=False),
        sa.Column("answered", sa.String(), nullable=False),
        sa.PrimaryKeyConstraint("key"),
    )


def downgrade() -> None:
    """Go back to the one before."""
    op.drop_table("answerededitrow")
    op.drop_table("savedlistrow")
    op.drop_table("citationkeyrow")
