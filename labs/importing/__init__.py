"""What students have from runs elsewhere, read into the same records as runs here."""
