"""What is allowed in which phase; anything else is answered with "not understood"."""

from collections.abc import Mapping

from voice_guide.core.commands import Command
from voice_guide.core.session.state import Phase

ANYWHERE = frozenset(
    {
        Command.STOP,
        Command.PAUSE,
        Command.TOO_MUCH_PRESSURE,
        Command.TOO_HOT,
        Command.THAT_HURTS,
        Command.REPEAT,
        Command.SLOWER,
        Command.FASTER,
        Command.LOUDER,
        Command.QUIETER,
        Command.SHORTER,
        Command.MORE_DETAIL,
        Command.WHATS_NEXT,
        Command.WHERE_ARE_WE,
        Command.HOW_LONG,
        Command.WHAT_CAN_I_SAY,
        Command.WHAT_IS,
        Command.WHY,
        Command.UNDO,
        Command.STOP_LISTENING,
        Command.LISTEN,
        Command.FINISH,
        Command.RESTART,
        Command.CHANGE_ROUTINE,
    }
)

MOVES = frozenset(
    {
        Command.NEXT,
        Command.BACK,
        Command.SWITCH_SIDES,
        Command.SKIP_STEP,
        Command.SKIP_PART,
        Command.GO_TO_STEP,
        Command.GO_TO_TITLE,
        Command.START_OVER,
    }
)
"""These leave a pause or an open question behind."""

_AT_WORK = (
    ANYWHERE
    | MOVES
    | {
        Command.GO_ON,
        Command.MORE_TIME,
        Command.TOO_LITTLE_PRESSURE,
        Command.LESS,
        Command.PERFECT,
    }
)
_ANSWERS = frozenset({Command.YES, Command.NO})

ALLOWED: Mapping[Phase, frozenset[Command]] = {
    Phase.SCREENING: ANYWHERE
    | _ANSWERS
    | {Command.NOT_SURE, Command.AREA, Command.BACK, Command.NEXT, Command.SKIP_SCREENING},
    Phase.PREPARING: ANYWHERE
    | {Command.NEXT, Command.GO_ON, Command.GO_TO_STEP, Command.GO_TO_TITLE},
    Phase.READING: _AT_WORK | _ANSWERS,
    Phase.CHANGING: _AT_WORK | _ANSWERS,
    Phase.HOLDING: _AT_WORK | _ANSWERS,
    Phase.WAITING: _AT_WORK | _ANSWERS,
    Phase.PAUSED: _AT_WORK,
    Phase.PAIN: ANYWHERE
    | {
        Command.LEAVE_OUT,
        Command.STAY_GENTLE,
        Command.LESS,
        Command.AREA,
        Command.GO_ON,
        Command.NEXT,
        Command.SKIP_STEP,
        Command.YES,
        Command.NO,
        Command.NOT_SURE,
    },
    Phase.CONFIRMING: _AT_WORK | _ANSWERS,
    Phase.CLOSING: ANYWHERE | {Command.BACK, Command.NEXT, Command.GO_ON},
    Phase.OVER: frozenset(),
}
