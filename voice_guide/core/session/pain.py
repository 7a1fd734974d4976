"""It hurts: stop, ask, and remember the answer for that part of the body."""

from dataclasses import replace

from voice_guide.core.body import Area
from voice_guide.core.messages import Write
from voice_guide.core.record import PainSettled
from voice_guide.core.session.asking import open_question
from voice_guide.core.session.care import blocked, leave_out, stay_gentle, touched
from voice_guide.core.session.halts import back_to_it, halt, pause, release
from voice_guide.core.session.pressure import report
from voice_guide.core.session.speech import answer
from voice_guide.core.session.state import WORKING, PainAsked, Phase, Session, Turn
from voice_guide.core.session.walk import forward, past_step
from voice_guide.core.session.wording import with_care
from voice_guide.core.words import Reply


def hurts(session: Session) -> Turn:
    """Stop at once and ask what to do about the place."""
    if session.phase is Phase.PAIN:
        return ask(session)
    areas = _under_the_hands(session)
    if not areas:
        return pause(session, Reply.PAIN_NOWHERE)
    return ask(halt(session, PainAsked(areas)))


def _under_the_hands(session: Session) -> tuple[Area, ...]:
    return touched(session.beat.step, session.care) if session.stage in WORKING else ()


def ask(session: Session) -> Turn:
    """Put the question about the painful place."""
    return answer(session, open_question(session))


def ask_again(session: Session) -> Turn:
    """Put it shortly, once the place is clear."""
    if len(_asked(session)) > 1:
        return ask(session)
    return answer(session, session.words.say(Reply.PAIN_AGAIN))


def narrow(session: Session, area: Area) -> Turn:
    """The place was named: the question is about it alone."""
    return ask(replace(session, halts=(*session.halts[:-1], PainAsked((area,)))))


def gentle(session: Session) -> Turn:
    """Stay very gentle where it hurts, or, nothing having been asked, here."""
    if session.phase is Phase.PAIN:
        return _settle_gentle(session)
    areas = _under_the_hands(session)
    if not areas:
        return answer(session, session.words.say(Reply.NO_PRESSURE))
    return _settle_gentle(halt(session, PainAsked(areas)))


def _settle_gentle(session: Session) -> Turn:
    said = _gentle_there(session)
    return _remembered_gentle(session).then(release).then(lambda s: back_to_it(s, said))


def _remembered_gentle(session: Session) -> Turn:
    areas = _asked(session)
    calm = with_care(session, stay_gentle(session.care, areas))
    settled = Write(PainSettled(tuple(area.value for area in areas), "stay_gentle"))
    return Turn(calm, (settled, *report(calm)))


def _gentle_there(session: Session) -> str:
    areas = session.words.area_list(_asked(session))
    return session.words.say(Reply.GENTLE_THERE, areas=areas)


def leave_step(session: Session) -> Turn:
    """Go on with the next step, and be gentle where this one hurt."""
    said = _gentle_there(session)
    return _remembered_gentle(session).then(past_step).then(lambda s: answer(s, said))


def not_there(session: Session) -> Turn:
    """Leave out where it hurts, or, nothing having been asked, the place that is being touched."""
    if session.phase is Phase.PAIN:
        return _settle_leave_out(session)
    areas = _under_the_hands(session)
    if len(areas) != 1:
        return hurts(session)
    return _settle_leave_out(halt(session, PainAsked(areas)))


def _settle_leave_out(session: Session) -> Turn:
    """Leave the place out, now and in every later step."""
    areas, waiting = _asked(session), session.halts[:-1]
    careful = with_care(session, leave_out(session.care, areas))
    said = careful.words.say(Reply.LEFT_OUT, areas=careful.words.area_list(areas))
    settled = Turn(careful, (Write(PainSettled(tuple(a.value for a in areas), "leave_out")),))
    if blocked(careful.beat, careful.care):
        # Who had asked to wait is still waited for, before the words of the next step.
        turn = settled.then(forward).then(lambda s: Turn(replace(s, halts=waiting)))
    else:
        turn = settled.then(release)
    return turn.then(lambda s: back_to_it(s, said))


def _asked(session: Session) -> tuple[Area, ...]:
    match session.halts[-1] if session.halts else None:
        case PainAsked(areas):
            return areas
        case _:
            return ()
