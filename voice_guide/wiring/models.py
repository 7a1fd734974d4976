"""`models`: which speech models are there, and getting more."""
