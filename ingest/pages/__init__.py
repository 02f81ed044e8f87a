"""Pages of a Fumadocs site: the tree they stand in, and their bodies as blocks."""
