"""The course of a session: what happens next, whatever is said."""
