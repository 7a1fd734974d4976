"""Reads a massage routine aloud and obeys what is said at the table."""

__version__ = "0.1.0"
