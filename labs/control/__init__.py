"""Lab control: runs are taken from a queue, started, watched, ended and never forgotten."""
