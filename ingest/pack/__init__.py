"""Packs: courses and vocabularies as facts in YAML and JSON."""
