"""What is handed in of a lab, made of the records of its runs and nothing else."""
