"""Standing still and going on: pause, stop, and questions that need an answer first."""

from dataclasses import replace

from voice_guide.core.session.asking import open_question
from voice_guide.core.session.speech import answer
from voice_guide.core.session.state import Confirm, Halt, Paused, Phase, Session, Stage, Turn
from voice_guide.core.session.timing import freeze, thaw
from voice_guide.core.words import Reply


def halt(session: Session, why: Halt) -> Session:
    """Stand still for `why`; what runs keeps its seconds. A question to confirm is dropped."""
    open_halts = (*without_confirmation(session), why)
    return replace(freeze(session), halts=open_halts, gap_until=None, asked=0)


def without_confirmation(session: Session) -> tuple[Halt, ...]:
    return tuple(halt for halt in session.halts if not isinstance(halt, Confirm))


def pause(session: Session, reply: Reply) -> Turn:
    """Stand still until told to go on."""
    still = session if session.phase is Phase.PAUSED else halt(session, Paused())
    return answer(still, still.words.say(reply))


def release(session: Session) -> Turn:
    """Take the topmost halt away; what stood still runs on when it was the last."""
    free = replace(session, halts=session.halts[:-1], gap_until=None, asked=0)
    return Turn(free) if free.halts else thaw(free)


def back_to_it(session: Session, *said: str) -> Turn:
    """Say this, then put again whatever question is still open."""
    question = open_question(session)
    if session.halts:
        return answer(session, *said, question)
    if question:
        return answer(replace(session, lines=session.lines or (question,)), *said)
    return answer(session, *said)


def resume(session: Session) -> Turn:
    """Go on after a pause, saying how much is left."""
    turn = release(session)
    after, words = turn.session, session.words
    if after.halts:
        return turn.then(back_to_it)
    left = after.hold.left_at(after.now) if after.stage is Stage.HOLDING and after.hold else 0.0
    text = words.say(Reply.RESUMED)
    if left >= 1:
        text = words.say(Reply.RESUMED_HOLD, time=words.duration(left))
    return turn.then(lambda s: back_to_it(s, text))


def carry_on(session: Session) -> Turn:
    """Not confirmed: all stays as it was."""
    said = session.words.say(Reply.CARRYING_ON)
    return release(session).then(lambda s: back_to_it(s, said))
