"""The whole graph as files that other programs read."""
