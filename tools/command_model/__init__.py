"""The recipe of the command model; see README.md."""
