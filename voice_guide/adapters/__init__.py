"""The outside world, one thing a file; only that file imports its library."""
