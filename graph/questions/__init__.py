"""What is asked beside plans: what is next, why, how methods grew, and what somebody knows."""
