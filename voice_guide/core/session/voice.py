"""Louder, quieter, slower, faster, shorter, in more detail."""

from dataclasses import replace

from voice_guide.core.commands import Command
from voice_guide.core.messages import SetVoice
from voice_guide.core.session.speech import answer
from voice_guide.core.session.state import WORKING, Detail, Session, Stage, Turn
from voice_guide.core.session.wording import fades, step_words
from voice_guide.core.units import Decibels
from voice_guide.core.words import Reply

LOUDER: Decibels = 3.0
_GAINS = (-15.0, 6.0)
FASTER = 1.12
_PACES = (0.7, 1.5)
_ORDER = (Detail.SHORT, Detail.NORMAL, Detail.FULL)


def changed_voice(gain: Decibels, pace: float, command: Command) -> tuple[Decibels, float]:
    """Gain and pace after a command for one of them, within what can still be understood."""
    match command:
        case Command.LOUDER:
            return min(gain + LOUDER, _GAINS[1]), pace
        case Command.QUIETER:
            return max(gain - LOUDER, _GAINS[0]), pace
        case Command.FASTER:
            return gain, min(round(pace * FASTER, 3), _PACES[1])
        case Command.SLOWER:
            return gain, max(round(pace / FASTER, 3), _PACES[0])
        case _:
            return gain, pace


def change_voice(session: Session, command: Command) -> Turn:
    """Louder, quieter, slower or faster from now on."""
    gain, pace = changed_voice(session.gain, session.pace, command)
    if (gain, pace) == (session.gain, session.pace):
        return answer(session, session.words.say(Reply.AS_FAR_AS_IT_GOES))
    changed = replace(session, gain=gain, pace=pace)
    said = changed.words.say(Reply(command.value))
    return Turn(changed, (SetVoice(gain, pace),)).then(lambda s: answer(s, said))


def _unfaded(session: Session) -> Turn:
    """The words that faded are wanted, of this step; the others are faded still."""
    whole = replace(session, whole=True)
    return answer(replace(whole, lines=()), *step_words(whole))


def _faded_again(session: Session) -> Turn:
    words = session.words
    said = words.say(Reply.SHORTER) if session.whole else words.say(Reply.AS_FAR_AS_IT_GOES)
    return answer(replace(session, whole=False), said)


def change_detail(session: Session, by: int) -> Turn:
    if session.stage in WORKING and fades(session):
        return _unfaded(session) if by > 0 else _faded_again(session)
    wanted = _ORDER.index(session.detail) + by
    if not 0 <= wanted < len(_ORDER):
        return answer(session, session.words.say(Reply.AS_FAR_AS_IT_GOES))
    changed = replace(session, detail=_ORDER[wanted])
    said = changed.words.say(Reply.MORE_DETAIL if by > 0 else Reply.SHORTER)
    if session.stage is Stage.READING:
        return answer(replace(changed, lines=step_words(changed)), said)
    if session.stage in WORKING and by > 0:
        return answer(changed, said, *step_words(changed))
    return answer(changed, said)
