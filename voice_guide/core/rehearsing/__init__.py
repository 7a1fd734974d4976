"""Rehearsing: what a step's key points are, how well they were known, and what comes up again."""
