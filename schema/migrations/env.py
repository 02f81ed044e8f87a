"""How migrations run: on a connection that the caller has opened, inside its transaction."""

from alembic import context

from schema.database import ALL_TABLES

context.configure(
    connection=context.config.attributes["connection"],
    target_metadata=ALL_TABLES,
    render_as_batch=True,
    transactional_ddl=True,
)
with context.begin_transaction():
    context.run_migrations()
