"""The recipes of the labs: one file a method, read from top to bottom. Each is run in a process of its own."""
