"""When what is heard counts as a command, decided from a stream of hypotheses.

A recogniser's running guess is cheap and changes; its opinion, asked for by decoding the same
sound to the end, is dearer and comes with a confidence. `ripe` says when an opinion is worth
asking for, `judge` what follows from it. Urgent phrases are asked about while they are still
being said, all others once the voice has been silent for a moment.
"""

from voice_guide.core.commit.decision import Decision, Obey, Reason, Refuse
from voice_guide.core.commit.hypothesis import UNKNOWN, Hypothesis, Reading
from voice_guide.core.commit.judge import Judge
from voice_guide.core.commit.rules import Rules
from voice_guide.core.commit.utterance import (
    EVERYTHING,
    Moment,
    Utterance,
    follow,
    next_utterance,
    said_over,
)

__all__ = [
    "EVERYTHING",
    "UNKNOWN",
    "Decision",
    "Hypothesis",
    "Judge",
    "Moment",
    "Obey",
    "Reading",
    "Reason",
    "Refuse",
    "Rules",
    "Utterance",
    "follow",
    "next_utterance",
    "said_over",
]
