"""Reading lists and bibliographies: order, citation keys, BibTeX and its relatives."""
