"""Inside a run: what a recipe is given, what it tells while it runs, and what it comes to. Nothing here needs torch."""
