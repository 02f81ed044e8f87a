"""Lab control: what a lab is and how it is run."""
