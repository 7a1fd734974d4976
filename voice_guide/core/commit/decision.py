"""What the commit rule decides."""

from dataclasses import dataclass
from enum import StrEnum
from typing import TypeAlias

from voice_guide.core.commands import Understood


class Reason(StrEnum):
    """Why something that was heard is not obeyed."""

    NOT_A_COMMAND = "not_a_command"
    NOT_ALONE = "not_alone"
    """A command's words among others."""
    TOO_SHORT = "too_short"
    TOO_LONG = "too_long"
    """The words took longer than anybody takes to say them."""
    LOW_CONFIDENCE = "low_confidence"
    SPOKEN_BY_GUIDE = "spoken_by_guide"
    """The guide is saying these words itself."""
    REFRACTORY = "refractory"
    """The same command, again at once."""
    NOT_LISTENING = "not_listening"
    NOT_ADDRESSED = "not_addressed"
    """A command, but not said to the guide, in a room where it wants to be called."""
    NOT_EXPECTED = "not_expected"
    """An answer to a question that nobody asked."""


@dataclass(frozen=True, slots=True)
class Obey:
    """This is a command."""

    phrase: str
    order: Understood
    confidence: float


@dataclass(frozen=True, slots=True)
class Refuse:
    """This is none."""

    text: str
    reason: Reason
    confidence: float | None = None
    """Of the command it would have been; None where it would have been none."""


Decision: TypeAlias = Obey | Refuse
