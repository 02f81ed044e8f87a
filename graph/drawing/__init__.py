"""Pictures of the graph: what is drawn, where it lies, and how it is written in each format."""
