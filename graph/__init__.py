"""The catalogue as a graph, and the questions it answers."""
