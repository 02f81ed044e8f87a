"""The syllagraph command: a thin coat over all of it."""
