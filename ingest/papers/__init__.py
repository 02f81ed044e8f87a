"""What several sources say of papers, brought together."""
