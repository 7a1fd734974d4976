"""What is allowed in which phase; anything else is answered with "not understood"."""

from collections.abc import Mapping
from dataclasses import replace

from voice_guide.core.commands import Command
from voice_guide.core.rhythm import Rhythm
from voice_guide.core.session.speech import heard
from voice_guide.core.session.state import Follow, Phase, Saying, Session, Stage

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
        Command.STROKE_CUE,
        Command.BREATHING_CUE,
        Command.NO_CUE,
        Command.WHATS_NEXT,
        Command.WHERE_ARE_WE,
        Command.HOW_LONG,
        Command.FIT,
        Command.WHAT_CAN_I_SAY,
        Command.WHAT_IS,
        Command.WHY,
        Command.UNDO,
        Command.RECEIVER,
        Command.FORGET_RECEIVER,
        Command.STOP_LISTENING,
        Command.LISTEN,
        Command.FINISH,
        Command.RESTART,
        Command.CHANGE_ROUTINE,
    }
)

_ANSWERS = frozenset(
    {
        Command.YES,
        Command.NO,
        Command.NOT_SURE,
        Command.AREA,
        Command.LEAVE_OUT,
        Command.STAY_GENTLE,
    }
)

_AT_WORK = ANYWHERE | {
    Command.NEXT,
    Command.GO_ON,
    Command.BACK,
    Command.SWITCH_SIDES,
    Command.SKIP_STEP,
    Command.SKIP_PART,
    Command.GO_TO_STEP,
    Command.GO_TO_TITLE,
    Command.START_OVER,
    Command.MORE_TIME,
    Command.TOO_LITTLE_PRESSURE,
    Command.LESS,
    Command.PERFECT,
    Command.LEAVE_OUT,
    Command.STAY_GENTLE,
    Command.YES,
    Command.NO,
}

ALLOWED: Mapping[Phase, frozenset[Command]] = {
    Phase.SCREENING: ANYWHERE
    | {
        Command.YES,
        Command.NO,
        Command.NOT_SURE,
        Command.AREA,
        Command.NEXT,
        Command.GO_ON,
        Command.BACK,
        Command.SKIP_SCREENING,
    },
    Phase.PREPARING: ANYWHERE
    | {
        Command.NEXT,
        Command.GO_ON,
        Command.GO_TO_STEP,
        Command.GO_TO_TITLE,
        Command.MORE_TIME,
    },
    Phase.READING: _AT_WORK,
    Phase.CHANGING: _AT_WORK,
    Phase.HOLDING: _AT_WORK,
    Phase.WAITING: _AT_WORK,
    Phase.CLOSING: ANYWHERE
    | {
        Command.NEXT,
        Command.GO_ON,
        Command.BACK,
        Command.GO_TO_STEP,
        Command.GO_TO_TITLE,
    },
    Phase.PAUSED: ANYWHERE | {Command.GO_ON},
    Phase.CONFIRMING: ANYWHERE | {Command.GO_ON, Command.YES, Command.NO},
    Phase.PAIN: ANYWHERE
    | _ANSWERS
    | {
        Command.LESS,
        Command.GO_ON,
        Command.NEXT,
        Command.SKIP_STEP,
    },
    Phase.OVER: frozenset(),
}
"""By phase, at the most; a pause and a question to confirm add what is allowed beneath."""


_LIKE_A_YES = frozenset({Command.LESS, Command.PERFECT, Command.TOO_LITTLE_PRESSURE})
"""One short word each, which a "yes" or a "no" is easily taken for."""
_SCREENING_ANSWERS = frozenset({Command.YES, Command.NO, Command.NOT_SURE, Command.AREA})


def allowed(session: Session) -> frozenset[Command]:
    """What can be obeyed now."""
    match session.phase:
        case Phase.PAUSED if session.stage is Stage.SCREENING:
            # A "no" to whatever made us pause must not answer the question about a fever.
            return (ALLOWED[Phase.PAUSED] | _at_stage(session)) - _SCREENING_ANSWERS
        case Phase.PAUSED:
            return ALLOWED[Phase.PAUSED] | _at_stage(session)
        case Phase.CONFIRMING:
            beneath = replace(session, halts=session.halts[:-1])
            return ALLOWED[Phase.CONFIRMING] | (allowed(beneath) - _ANSWERS - _LIKE_A_YES)
        case Phase.PAIN | Phase.OVER as phase:
            return ALLOWED[phase]
        case _:
            return _at_stage(session)


_ONLY_AN_ANSWER = _ANSWERS | {Command.CHOOSE, Command.SKIP_SCREENING}
"""Words of everyday talk that mean nothing unless they were asked for: "no", "my arm"."""


def expected(session: Session) -> frozenset[Command]:
    """What the ears may take for a command now.

    All else that is out of place is taken too, and gets the sound of what is not understood; so
    does an answer that comes before its question, since it will have to be given again.
    """
    screening = session.stage is Stage.SCREENING
    pointless = frozenset({Command.AREA, Command.CHOOSE}) if screening else _ONLY_AN_ANSWER
    # "No clue" sounds like "no cue", which is for whoever has one.
    uncued = frozenset({Command.NO_CUE} if session.rhythm is Rhythm.NONE else ())
    return frozenset(Command) - (pointless - allowed(session)) - uncued


def _at_stage(session: Session) -> frozenset[Command]:
    return ALLOWED[Phase(session.stage.value)] - _out_of_place(session)


def _out_of_place(session: Session) -> frozenset[Command]:
    match session.stage:
        case Stage.SCREENING:
            return _not_asked(session)
        case Stage.CLOSING if not session.done:
            steps = {Command.GO_TO_STEP, Command.GO_TO_TITLE}
            # A massage that was called off can be reconsidered only at the question.
            return frozenset(steps if not session.screened else steps | {Command.BACK})
        case _:
            checked_in = session.check_in or session.now <= session.check_in_until
            return frozenset() if checked_in else frozenset({Command.YES, Command.NO})


def _not_asked(session: Session) -> frozenset[Command]:
    """An answer counts from the moment its question is being put; places, once asked for."""
    naming = session.follow is Follow.WHERE
    too_early = not heard(session) or (session.saying is Saying.ASIDE and bool(session.lines))
    answers = _SCREENING_ANSWERS - {Command.AREA}
    places = {Command.AREA, Command.NEXT, Command.GO_ON}
    if too_early:
        return frozenset(answers | places)
    return frozenset({Command.YES, Command.NOT_SURE} if naming else places)
