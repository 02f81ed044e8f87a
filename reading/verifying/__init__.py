"""Checking a bibliography: what is wrong with it, and a patch that mends what can be mended safely."""
