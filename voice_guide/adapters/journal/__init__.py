"""The journal: what happens in a session, kept so that it can go on, and the sessions of the past.

One SQLite file of the person's own; beside it, a lock for each session that is going on.
"""

from voice_guide.adapters.journal.deleting import delete, leave, leave_older
from voice_guide.adapters.journal.live import Hold, hold, is_going_on
from voice_guide.adapters.journal.reading import (
    CutOff,
    PastSession,
    SpoiltError,
    cut_off,
    goes_on_elsewhere,
    lines_of,
    past_sessions,
)
from voice_guide.adapters.journal.receivers import (
    forget_receiver,
    known_receivers,
    names_receiver,
)
from voice_guide.adapters.journal.writing import Journal

__all__ = [
    "CutOff",
    "Hold",
    "Journal",
    "PastSession",
    "SpoiltError",
    "cut_off",
    "delete",
    "forget_receiver",
    "goes_on_elsewhere",
    "hold",
    "is_going_on",
    "known_receivers",
    "leave",
    "leave_older",
    "lines_of",
    "names_receiver",
    "past_sessions",
]
