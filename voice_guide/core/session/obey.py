"""One command, carried out as the phase asks for it."""

from collections.abc import Callable
from dataclasses import replace
from typing import assert_never

from voice_guide.core.body import Area
from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import Attend
from voice_guide.core.session import (
    confirming,
    fitting,
    halts,
    holding,
    moving,
    pain,
    pressure,
    receivers,
    repeating,
    screening,
    sides,
    telling,
    timekeeping,
    voice,
    walk,
)
from voice_guide.core.session.speech import answer
from voice_guide.core.session.state import (
    WORKING,
    Phase,
    Session,
    Stage,
    Turn,
)
from voice_guide.core.session.undo import undo
from voice_guide.core.words import Reply


def obey(session: Session, order: Understood) -> Turn:
    """Carry out a command that the phase allows."""
    if session.phase is not Phase.CONFIRMING:
        return _carry_out(session, order)
    if order.command in confirming.ANSWERS:
        return confirming.answered(session, order.command)
    if order.command in confirming.NOT_HEARD:
        return _carry_out(session, order).then(confirming.asked_again)
    lapsed = confirming.lapsed(session).then(lambda s: _carry_out(s, order))
    return lapsed.then(lambda s: confirming.told(session, s))


def _carry_out(session: Session, order: Understood) -> Turn:  # noqa: C901, PLR0912 - a table of all commands
    match order.command:
        case Command.STOP:
            return halts.pause(session, Reply.STOPPED)
        case Command.PAUSE:
            paused = session.phase is Phase.PAUSED
            return halts.pause(session, Reply.STILL_PAUSED if paused else Reply.PAUSED)
        case Command.TOO_MUCH_PRESSURE:
            return _ease(session)
        case Command.TOO_HOT:
            return halts.pause(session, Reply.TOO_HOT)
        case Command.THAT_HURTS:
            return pain.hurts(session)
        case Command.NEXT | Command.GO_ON:
            return moving.go_on(session, order.command)
        case Command.BACK:
            return moving.back(session)
        case Command.REPEAT:
            return repeating.repeat(session)
        case Command.SWITCH_SIDES:
            return sides.switch_sides(session)
        case Command.TOO_LITTLE_PRESSURE:
            return pressure.firm(session)
        case Command.LESS:
            return pain.gentle(session) if _in_pain(session) else _ease(session)
        case Command.PERFECT:
            return pressure.just_right(session)
        case Command.SKIP_STEP:
            return pain.leave_step(session) if _in_pain(session) else walk.past_step(session)
        case Command.SKIP_PART:
            return walk.past_part(session)
        case Command.GO_TO_STEP:
            return moving.to_step(session, order.number or 0)
        case Command.GO_TO_TITLE:
            return moving.to_step(session, int(order.name) if order.name.isdigit() else 0)
        case Command.START_OVER:
            return walk.enter_anew(session, session.place)
        case Command.MORE_TIME:
            return _more_time(session, order.number)
        case Command.FIT:
            return fitting.wish(session, float(order.number or 0))
        case Command.SLOWER | Command.FASTER | Command.LOUDER | Command.QUIETER:
            return voice.change_voice(session, order.command)
        case Command.SHORTER:
            return voice.change_detail(session, -1)
        case Command.MORE_DETAIL:
            return voice.change_detail(session, 1)
        case Command.STROKE_CUE | Command.BREATHING_CUE | Command.NO_CUE:
            return timekeeping.change_rhythm(session, order.command)
        case Command.WHATS_NEXT:
            return telling.whats_next(session, fitting.planned(session))
        case Command.WHERE_ARE_WE:
            return telling.where_are_we(session)
        case Command.HOW_LONG:
            return telling.how_long(session, fitting.planned(session))
        case Command.WHAT_CAN_I_SAY:
            return telling.what_can_i_say(session)
        case Command.WHAT_IS:
            return telling.what_is(session, order.name)
        case Command.WHY:
            return telling.why(session)
        case Command.UNDO:
            return undo(session)
        case Command.RECEIVER:
            return receivers.introduced(session, order.name)
        case Command.FORGET_RECEIVER if not session.receiver:
            return receivers.nobody_known(session)
        case Command.STOP_LISTENING:
            return _attend(session, listening=False)
        case Command.LISTEN:
            return _attend(session, listening=True)
        case Command.YES:
            return _answered(session, screening.yes, Reply.GOOD)
        case Command.NO:
            return _answered(session, screening.no, Reply.NOT_GOOD)
        case Command.NOT_SURE:
            return pain.ask_again(session) if _in_pain(session) else screening.not_sure(session)
        case Command.LEAVE_OUT:
            return pain.not_there(session)
        case Command.STAY_GENTLE:
            return pain.gentle(session)
        case Command.AREA:
            return _area(session, Area(order.name))
        case (
            Command.FINISH
            | Command.RESTART
            | Command.SKIP_SCREENING
            | Command.CHANGE_ROUTINE
            | Command.FORGET_RECEIVER
        ):
            return confirming.ask_to_confirm(session, order.command)
        case Command.CHOOSE | Command.HINT | Command.TELL_ME:
            return Turn(session)
        case _:
            assert_never(order.command)


def _in_pain(session: Session) -> bool:
    return session.phase is Phase.PAIN


def _ease(session: Session) -> Turn:
    if session.stage not in WORKING:
        return answer(session, session.words.say(Reply.NO_PRESSURE))
    return pressure.ease(session)


def _more_time(session: Session, wanted: int | None) -> Turn:
    waiting_for_us = session.stage in (Stage.PREPARING, Stage.CHANGING)
    if waiting_for_us and wanted is None:
        return halts.pause(session, Reply.TAKE_YOUR_TIME)
    if session.stage not in WORKING:
        return halts.pause(session, Reply.TAKE_YOUR_TIME)
    more = float(wanted or holding.MORE_TIME)
    text = session.words.say(Reply.MORE_TIME, time=session.words.duration(more))
    return holding.add_time(session, more).then(lambda s: answer(s, text))


def _attend(session: Session, *, listening: bool) -> Turn:
    reply = Reply.LISTENING if listening else Reply.NOT_LISTENING
    changed = replace(session, listening=listening)
    return answer(changed, changed.words.say(reply)).do(Attend(listening))


def _answered(session: Session, screened: Callable[[Session], Turn], otherwise: Reply) -> Turn:
    """A yes or a no, which `screened` takes for a screening question's."""
    match session.phase:
        case Phase.PAIN:
            return pain.ask_again(session)
        case _ if session.stage is Stage.SCREENING:
            return screened(session)
        case _:
            return answer(session, session.words.say(otherwise))


def _area(session: Session, area: Area) -> Turn:
    return pain.narrow(session, area) if _in_pain(session) else screening.name_area(session, area)
