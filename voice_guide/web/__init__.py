"""The session as a page for a browser: a tablet or a phone beside the table."""
