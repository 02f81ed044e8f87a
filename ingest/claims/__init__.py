"""Numbers that pages state: read where they stand, and compared with each other."""
