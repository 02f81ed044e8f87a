"""From sources to records: course readers, the pack, layers."""
