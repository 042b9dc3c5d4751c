"""How Alembic reaches the warehouse: through the connection that `db.migrate` hands it."""

from alembic import context

connection = context.config.attributes["connection"]

# Alembic's own bookkeeping lives with the rest of it; the first migration fills the schema.
connection.exec_driver_sql("create schema if not exists ops")
context.configure(connection=connection, version_table="schema_version", version_table_schema="ops")
with context.begin_transaction():
    context.run_migrations()
