"""Keep rubrics, ranges of points, timelines of projects, variants of settings, electives of labs, and claims."""

import sqlalchemy as sa
from alembic import op

revision = "0002"
down_revision = "0001"
branch_labels = None
depends_on = None


def upgrade() -> None:
    """Go to this revision."""
    op.create_table(
        "claimrow",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("slug", sa.String(), nullable=False),
        sa.Column("name", sa.Text(), nullable=False),
        sa.Column("unit", sa.String(), nullable=True),
        sa.Column("kind", sa.String(), nullable=False),
        sa.Column("tolerance", sa.Text(), nullable=False),
        sa.Column("places", sa.Text(), nullable=False),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_table(
        "gradinglevelrow",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("subject", sa.String(), nullable=False),
        sa.Column("dimension", sa.String(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("label", sa.String(), nullable=False),
        sa.Column("low", sa.Float(), nullable=True),
        sa.Column("high", sa.Float(), nullable=True),
        sa.Column("unit", sa.String(), nullable=False),
        sa.Column("meaning", sa.String(), nullable=False),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.create_table(
        "projectmilestonerow",
        sa.Column("digest", sa.String(), nullable=False),
        sa.Column("course", sa.String(), nullable=False),
        sa.Column("order", sa.Integer(), nullable=False),
        sa.Column("when", sa.String(), nullable=False),
        sa.Column("what", sa.String(), nullable=False),
        sa.Column("duration", sa.String(), nullable=True),
        sa.Column("after_lecture", sa.Integer(), nullable=True),
        sa.Column("by_lecture", sa.Integer(), nullable=True),
        sa.Column("days_before", sa.Integer(), nullable=True),
        sa.Column("first_week", sa.Integer(), nullable=True),
        sa.Column("last_week", sa.Integer(), nullable=True),
        sa.Column("first_day", sa.Date(), nullable=True),
        sa.Column("last_day", sa.Date(), nullable=True),
        sa.Column("page", sa.String(), nullable=False),
        sa.Column("position", sa.Integer(), nullable=True),
        sa.PrimaryKeyConstraint("digest"),
    )
    op.add_column("gradingrulerow", sa.Column("low", sa.Float(), nullable=True))
    op.add_column("gradingrulerow", sa.Column("high", sa.Float(), nullable=True))
    op.add_column("hyperparameterrow", sa.Column("variant", sa.String(), nullable=True))
    op.add_column("labconceptrow", sa.Column("elective", sa.Integer(), nullable=True))


def downgrade() -> None:
    """Go back to the one before."""
    op.drop_column("labconceptrow", "elective")
    op.drop_column("hyperparameterrow", "variant")
    op.drop_column("gradingrulerow", "high")
    op.drop_column("gradingrulerow", "low")
    op.drop_table("projectmilestonerow")
    op.drop_table("gradinglevelrow")
    op.drop_table("claimrow")
