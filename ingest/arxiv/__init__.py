"""arXiv as a source of papers: asking it politely, and reading what it answers."""
