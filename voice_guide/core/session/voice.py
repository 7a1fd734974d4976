"""Louder, quieter, slower, faster, shorter, in more detail."""

from dataclasses import replace

from voice_guide.core.messages import SetVoice
from voice_guide.core.session.speech import answer
from voice_guide.core.session.state import WORKING, Detail, Session, Stage, Turn
from voice_guide.core.session.wording import step_words
from voice_guide.core.units import Decibels
from voice_guide.core.words import Reply

LOUDER: Decibels = 3.0
_GAINS = (-15.0, 6.0)
FASTER = 1.12
_PACES = (0.7, 1.5)
_ORDER = (Detail.SHORT, Detail.NORMAL, Detail.FULL)


def change_gain(session: Session, by: Decibels) -> Turn:
    gain = min(max(session.gain + by, _GAINS[0]), _GAINS[1])
    if gain == session.gain:
        return answer(session, session.words.say(Reply.AS_FAR_AS_IT_GOES))
    reply = Reply.LOUDER if by > 0 else Reply.QUIETER
    changed = replace(session, gain=gain)
    return Turn(changed, (_voice(changed),)).then(lambda s: answer(s, s.words.say(reply)))


def change_pace(session: Session, factor: float) -> Turn:
    pace = round(session.pace * factor, 3)
    if not _PACES[0] <= pace <= _PACES[1]:
        return answer(session, session.words.say(Reply.AS_FAR_AS_IT_GOES))
    reply = Reply.FASTER if factor > 1 else Reply.SLOWER
    changed = replace(session, pace=pace)
    return Turn(changed, (_voice(changed),)).then(lambda s: answer(s, s.words.say(reply)))


def _voice(session: Session) -> SetVoice:
    return SetVoice(session.gain, session.pace)


def change_detail(session: Session, by: int) -> Turn:
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
