"""A bibliography as a source: every entry becomes a paper or a resource, or is refused with its line and the reason."""
