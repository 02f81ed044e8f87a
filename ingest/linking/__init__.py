"""Finding the concepts of the vocabulary in pages and titles, and telling what a page explains from what it names."""
