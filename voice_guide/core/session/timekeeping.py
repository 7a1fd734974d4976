"""The rhythm beside the doing: it follows from the state, as the alarm does."""

from collections.abc import Mapping
from dataclasses import replace

from voice_guide.core.commands import Command
from voice_guide.core.messages import KeepTime
from voice_guide.core.rhythm import Pulse, Rhythm, pulse
from voice_guide.core.session.speech import answer
from voice_guide.core.session.state import Saying, Session, Stage, Turn
from voice_guide.core.words import Reply

_WISHED: Mapping[Command, Rhythm] = {
    Command.STROKE_CUE: Rhythm.STROKE,
    Command.BREATHING_CUE: Rhythm.BREATH,
    Command.NO_CUE: Rhythm.NONE,
}


def change_rhythm(session: Session, command: Command) -> Turn:
    """Keep this rhythm from now on."""
    changed = replace(session, rhythm=_WISHED[command])
    return answer(changed, changed.words.say(Reply(command.value)))


def keep_time(session: Session) -> Turn:
    """Begin or end the pulse, as the moment asks for it."""
    wanted = _wanted(session)
    if wanted == session.pulse:
        return Turn(session)
    at = session.hold.spent_at(session.now) if session.hold else 0.0
    return Turn(replace(session, pulse=wanted), (KeepTime(wanted, at if wanted else 0.0),))


def _wanted(session: Session) -> Pulse | None:
    hold = session.hold
    runs = session.stage is Stage.HOLDING and hold is not None and hold.since is not None
    if hold is None or not runs or hold.over or session.saying is not Saying.NOTHING:
        return None
    return pulse(session.rhythm, session.beat.step, hold.whole)
