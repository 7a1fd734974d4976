"""What can be asked of the guide, and how much it takes to be obeyed."""

from collections.abc import Mapping
from dataclasses import dataclass, field
from enum import StrEnum

from voice_guide.core.units import Seconds


class Command(StrEnum):
    """Everything the guide understands; the value is its name in the event log."""

    STOP = "stop"
    PAUSE = "pause"
    TOO_MUCH_PRESSURE = "too_much_pressure"
    TOO_HOT = "too_hot"
    THAT_HURTS = "that_hurts"

    NEXT = "next"
    GO_ON = "go_on"
    BACK = "back"
    REPEAT = "repeat"
    SWITCH_SIDES = "switch_sides"
    TOO_LITTLE_PRESSURE = "too_little_pressure"
    LESS = "less"
    PERFECT = "perfect"
    SKIP_STEP = "skip_step"
    SKIP_PART = "skip_part"
    GO_TO_STEP = "go_to_step"
    GO_TO_TITLE = "go_to_title"
    START_OVER = "start_over"
    MORE_TIME = "more_time"
    FIT = "fit"
    SLOWER = "slower"
    FASTER = "faster"
    LOUDER = "louder"
    QUIETER = "quieter"
    SHORTER = "shorter"
    MORE_DETAIL = "more_detail"
    STROKE_CUE = "stroke_cue"
    BREATHING_CUE = "breathing_cue"
    NO_CUE = "no_cue"
    WHATS_NEXT = "whats_next"
    WHERE_ARE_WE = "where_are_we"
    HOW_LONG = "how_long"
    WHAT_CAN_I_SAY = "what_can_i_say"
    WHAT_IS = "what_is"
    HINT = "hint"
    TELL_ME = "tell_me"
    WHY = "why"
    UNDO = "undo"
    RECEIVER = "receiver"
    STOP_LISTENING = "stop_listening"
    LISTEN = "listen"

    YES = "yes"
    NO = "no"
    NOT_SURE = "not_sure"
    LEAVE_OUT = "leave_out"
    STAY_GENTLE = "stay_gentle"
    AREA = "area"
    CHOOSE = "choose"

    FINISH = "finish"
    RESTART = "restart"
    SKIP_SCREENING = "skip_screening"
    CHANGE_ROUTINE = "change_routine"
    FORGET_RECEIVER = "forget_receiver"


class CommandClass(StrEnum):
    """How sure the ears must be, and whether the guide asks back."""

    URGENT = "urgent"
    """From the first stable partial hypothesis, past every gate."""
    MOVING = "moving"
    """The whole phrase, standing alone, followed by silence."""
    COSTLY = "costly"
    """As moving, and then only after a yes."""


_URGENT = frozenset(
    {
        Command.STOP,
        Command.PAUSE,
        Command.TOO_MUCH_PRESSURE,
        Command.TOO_HOT,
        Command.THAT_HURTS,
    }
)
_COSTLY = frozenset(
    {
        Command.FINISH,
        Command.RESTART,
        Command.SKIP_SCREENING,
        Command.CHANGE_ROUTINE,
        Command.FORGET_RECEIVER,
    }
)

CLASS_OF: Mapping[Command, CommandClass] = {
    command: CommandClass.URGENT
    if command in _URGENT
    else CommandClass.COSTLY
    if command in _COSTLY
    else CommandClass.MOVING
    for command in Command
}


@dataclass(frozen=True, slots=True)
class Understood:
    """A command with what it names."""

    command: Command
    number: int | None = None
    """A step, a routine of the list, or seconds to add or to fit into."""
    name: str = ""
    """A technique, an area, a receiver, a step's or a routine's id or title."""
    spoken_at: Seconds | None = field(default=None, compare=False)
    """Session time at which the last word ended; None where it was typed."""

    @property
    def arguments(self) -> dict[str, int | str]:
        """The parts that were given, for the event log."""
        found: dict[str, int | str] = {}
        if self.number is not None:
            found["number"] = self.number
        if self.name:
            found["name"] = self.name
        return found
