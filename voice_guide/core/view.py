"""What there is to see, as one value; screens only draw it."""

from dataclasses import dataclass

from voice_guide.core.picture import NOTHING_DONE, BodyPicture
from voice_guide.core.units import Seconds


@dataclass(frozen=True, slots=True)
class View:
    """The step at a glance; a field that is left out shows nothing."""

    routine: str = ""
    """The routine's title."""
    phase: str = ""
    """A value of Phase: what is going on."""
    number: int | None = None
    """The step's number, from 1; None before the first and after the last."""
    of: int = 0
    left_out: int = 0
    """How many of them are left out for want of time."""
    part: str = ""
    title: str = ""
    words: str = ""
    """What the step says, for the side it is on."""
    side: str = ""
    """Empty, or the side in the words of the language."""
    pressure: int | None = None
    areas: tuple[str, ...] = ()
    """In the words of the language."""
    kept_out: tuple[str, ...] = ()
    left: Seconds | None = None
    """Seconds left of the hold; None when none is running."""
    whole: Seconds | None = None
    """The hold's full length."""
    running: bool = False
    """The time is running; False while paused or asked something."""
    next_title: str = ""
    hints: tuple[str, ...] = ()
    """A few things that can be said now."""
    listening: bool = True
    question: str = ""
    """What waits for an answer before it goes on, if anything does."""
    answers: tuple[str, ...] = ()
    """What can be said to that question, or to a list; each is understood as it stands."""
    result: tuple[str, ...] = ()
    """How it went so far, in lines that are worth keeping when nothing more is shown."""
    body: BodyPicture = NOTHING_DONE
    """Where the hands are; between the steps, what is to be left alone."""
