"""What is known of papers, and how: which sources say it, and whether a paper was published."""
