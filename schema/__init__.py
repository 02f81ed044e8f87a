"""What exists: records, tables, migrations, the store, the error tree."""
