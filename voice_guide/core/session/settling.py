"""The end of every decision: speech, rhythm and alarm follow from the state."""

from dataclasses import replace

from voice_guide.core.messages import Action, Hush, Say, Sleep, Wake
from voice_guide.core.session import holding
from voice_guide.core.session.speech import speak
from voice_guide.core.session.state import Session, Stage, Turn
from voice_guide.core.session.timekeeping import keep_time
from voice_guide.core.units import Seconds


def settled(turn: Turn) -> Turn:
    """Speak what is to be spoken, and set the alarm to what comes next."""
    turn = turn.then(speak).then(keep_time)
    session = turn.session
    due = _due(session)
    # A Say cuts off by itself what was being said.
    actions = _without_needless_hush(turn.actions)
    if due == session.due:
        return Turn(session, actions)
    alarm = session.alarm + 1
    change = Sleep() if due is None else Wake(due, alarm)
    return Turn(replace(session, due=due, alarm=alarm), (*actions, change))


def _without_needless_hush(actions: tuple[Action, ...]) -> tuple[Action, ...]:
    if not any(isinstance(action, Say) for action in actions):
        return actions
    return tuple(action for action in actions if not isinstance(action, Hush))


def _due(session: Session) -> Seconds | None:
    if session.stage is Stage.HOLDING and not session.halts:
        return holding.cue_time(session)
    return session.gap_until
