"""What an audit looks at: coverage, papers, and the order of pages."""
