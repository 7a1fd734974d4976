"""The journal: what happens in a session, kept so that it can go on, and the sessions of the past.

One SQLite file of the person's own; beside it, a lock for each session that is going on.
"""

from voice_guide.adapters.journal.live import Hold, hold, others_live
from voice_guide.adapters.journal.reading import CutOff, PastSession, cut_off, past_sessions
from voice_guide.adapters.journal.writing import Journal, leave

__all__ = [
    "CutOff",
    "Hold",
    "Journal",
    "PastSession",
    "cut_off",
    "hold",
    "leave",
    "others_live",
    "past_sessions",
]
