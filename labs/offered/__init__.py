"""What can be run: the labs' recipes, their profiles, parameters and expected scores, read from ``data/labs``."""
