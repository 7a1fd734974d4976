"""It hurts: stop, ask, and remember the answer for that part of the body."""

from dataclasses import replace

from voice_guide.core.body import Area
from voice_guide.core.messages import Write
from voice_guide.core.record import PainSettled, PressureSet
from voice_guide.core.session.care import blocked, leave_out, level, stay_gentle
from voice_guide.core.session.halts import halt, pause, release
from voice_guide.core.session.speech import answer
from voice_guide.core.session.state import PainAsked, Phase, Session, Stage, Turn
from voice_guide.core.session.walk import forward
from voice_guide.core.words import Reply

_ON_THE_WAY = (Stage.READING, Stage.CHANGING, Stage.HOLDING, Stage.WAITING)


def hurts(session: Session) -> Turn:
    """Stop at once and ask what to do about the place."""
    if session.phase is Phase.PAIN:
        return ask_again(session)
    areas = session.beat.step.areas if session.stage in _ON_THE_WAY else ()
    touched = tuple(area for area in areas if area not in session.care.out)
    if not touched:
        return pause(session, Reply.PAIN_NOWHERE)
    return ask_again(halt(session, PainAsked(touched)))


def ask_again(session: Session) -> Turn:
    """Put the question about the painful place."""
    areas, words = _asked(session), session.words
    if len(areas) == 1:
        return answer(session, words.say(Reply.PAIN_ONE, area=words.area_list(areas)))
    return answer(session, words.say(Reply.PAIN_MANY, areas=words.area_list(areas, "or")))


def narrow(session: Session, area: Area) -> Turn:
    """The place was named: the question is about it alone."""
    named = replace(session, halts=(*session.halts[:-1], PainAsked((area,))))
    return ask_again(named)


def settle_gentle(session: Session) -> Turn:
    """Go on there, very gently."""
    areas = _asked(session)
    calm = replace(session, care=stay_gentle(session.care, areas))
    said = calm.words.say(Reply.GENTLE_THERE, areas=calm.words.area_list(areas))
    now = level(calm.beat, calm.care)
    levels = () if now is None else tuple(Write(PressureSet(now, a.value)) for a in areas)
    return (
        release(calm)
        .then(lambda s: answer(s, said))
        .do(Write(PainSettled(tuple(a.value for a in areas), "stay_gentle")), *levels)
    )


def settle_leave_out(session: Session) -> Turn:
    """Leave the place out, now and in every later step."""
    areas = _asked(session)
    careful = replace(session, care=leave_out(session.care, areas))
    said = careful.words.say(Reply.LEFT_OUT, areas=careful.words.area_list(areas))
    settled = Write(PainSettled(tuple(area.value for area in areas), "leave_out"))
    turn = release(careful).do(settled)
    if blocked(careful.beat, careful.care):
        turn = turn.then(forward)
    # Said before the words of the step that comes next.
    return turn.then(lambda s: answer(s, said))


def _asked(session: Session) -> tuple[Area, ...]:
    match session.halts[-1]:
        case PainAsked(areas):
            return areas
        case _:
            return ()
