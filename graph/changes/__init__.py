"""What differs between two revisions of a course, part by part."""
