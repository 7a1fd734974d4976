"""Going on after a cut: what is kept of a session, and how it comes to life again."""
