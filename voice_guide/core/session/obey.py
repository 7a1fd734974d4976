"""One command, carried out as the phase asks for it."""

from dataclasses import replace
from typing import assert_never

from voice_guide.core.body import Area
from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import Attend, Write
from voice_guide.core.record import Resumed
from voice_guide.core.session import halts, holding, pain, pressure, screening, telling, voice, walk
from voice_guide.core.session.closing import close, closing_lines, leave
from voice_guide.core.session.preparing import first_step, preparation, prepare
from voice_guide.core.session.speech import answer, read
from voice_guide.core.session.state import Confirm, Paused, Phase, Session, Stage, Turn
from voice_guide.core.session.undo import undo
from voice_guide.core.session.wording import step_words
from voice_guide.core.words import Reply

_WORKING = (Stage.READING, Stage.CHANGING, Stage.HOLDING, Stage.WAITING)


def obey(session: Session, order: Understood) -> Turn:  # noqa: C901, PLR0912 - a table of all commands
    """Carry out a command that the phase allows."""
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
            return _go_on(session, order.command)
        case Command.BACK:
            return _back(session)
        case Command.REPEAT:
            return _repeat(session)
        case Command.SWITCH_SIDES:
            return walk.switch_sides(session)
        case Command.TOO_LITTLE_PRESSURE:
            return pressure.firm(session)
        case Command.LESS:
            return pain.settle_gentle(session) if _in_pain(session) else _ease(session)
        case Command.PERFECT:
            return pressure.just_right(session)
        case Command.SKIP_STEP:
            return _leave_painful_step(session) if _in_pain(session) else walk.past_step(session)
        case Command.SKIP_PART:
            return walk.past_part(session)
        case Command.GO_TO_STEP:
            return _to_step(session, order.number or 0)
        case Command.GO_TO_TITLE:
            return _to_step(session, int(order.name) if order.name.isdigit() else 0)
        case Command.START_OVER:
            return walk.enter(session, session.place)
        case Command.MORE_TIME:
            return _more_time(session, order.number)
        case Command.SLOWER:
            return voice.change_pace(session, 1 / voice.FASTER)
        case Command.FASTER:
            return voice.change_pace(session, voice.FASTER)
        case Command.LOUDER:
            return voice.change_gain(session, voice.LOUDER)
        case Command.QUIETER:
            return voice.change_gain(session, -voice.LOUDER)
        case Command.SHORTER:
            return voice.change_detail(session, -1)
        case Command.MORE_DETAIL:
            return voice.change_detail(session, 1)
        case Command.WHATS_NEXT:
            return telling.whats_next(session)
        case Command.WHERE_ARE_WE:
            return telling.where_are_we(session)
        case Command.HOW_LONG:
            return telling.how_long(session)
        case Command.WHAT_CAN_I_SAY:
            return telling.what_can_i_say(session)
        case Command.WHAT_IS:
            return telling.what_is(session, order.name)
        case Command.WHY:
            return telling.why(session)
        case Command.UNDO:
            return undo(session)
        case Command.STOP_LISTENING:
            return _attend(session, listening=False)
        case Command.LISTEN:
            return _attend(session, listening=True)
        case Command.YES:
            return _yes(session)
        case Command.NO:
            return _no(session)
        case Command.NOT_SURE:
            return pain.ask_again(session) if _in_pain(session) else screening.not_sure(session)
        case Command.LEAVE_OUT:
            return pain.settle_leave_out(session)
        case Command.STAY_GENTLE:
            return pain.settle_gentle(session)
        case Command.AREA:
            return _area(session, Area(order.name))
        case Command.FINISH | Command.RESTART | Command.SKIP_SCREENING | Command.CHANGE_ROUTINE:
            return halts.ask_to_confirm(_without_question(session), order.command)
        case Command.CHOOSE:
            return Turn(session)
        case _:
            assert_never(order.command)


def unhalted(session: Session) -> Turn:
    """Leave pauses and open questions behind, for a command that moves."""
    was_paused = any(isinstance(halt, Paused) for halt in session.halts)
    free = replace(session, halts=(), gap_until=None, asked=0)
    return Turn(free, (Write(Resumed()),) if was_paused else ())


def _without_question(session: Session) -> Session:
    waiting = session.halts and isinstance(session.halts[-1], Confirm)
    return replace(session, halts=session.halts[:-1]) if waiting else session


def _in_pain(session: Session) -> bool:
    return session.phase is Phase.PAIN


def _ease(session: Session) -> Turn:
    if session.stage not in _WORKING:
        return answer(session, session.words.say(Reply.NO_PRESSURE))
    return pressure.ease(session)


def _go_on(session: Session, command: Command) -> Turn:
    match session.phase:
        case Phase.PAUSED if command is Command.GO_ON or session.stage not in _WORKING:
            return halts.resume(session)
        case Phase.PAIN:
            gentle = command is Command.GO_ON
            return pain.settle_gentle(session) if gentle else _leave_painful_step(session)
        case Phase.CONFIRMING if command is Command.GO_ON:
            return _no(session)
        case _:
            return _advance_stage(session)


def _advance_stage(session: Session) -> Turn:
    match session.stage:
        case Stage.SCREENING:
            return screening.after_question(session)
        case Stage.PREPARING:
            return first_step(session)
        case Stage.CHANGING:
            return walk.begin_words(session)
        case Stage.CLOSING:
            return leave(session, session.outcome)
        case Stage.READING | Stage.HOLDING | Stage.WAITING | Stage.OVER:
            return walk.forward(session)
        case _:
            assert_never(session.stage)


def _leave_painful_step(session: Session) -> Turn:
    """Go on with the next step, and be gentle where this one hurt."""
    settled = pain.settle_gentle(session)
    said = settled.session.asides
    return (
        settled.then(unhalted)
        .then(walk.past_step)
        .then(lambda s: Turn(replace(s, asides=(*said, *s.asides))))
    )


def _back(session: Session) -> Turn:
    return screening.back(session) if session.stage is Stage.SCREENING else walk.backward(session)


def _to_step(session: Session, number: int) -> Turn:
    if session.stage is Stage.PREPARING:
        session = replace(session, began=session.now)
    return walk.to_step(session, number)


def _repeat(session: Session) -> Turn:
    match session.phase:
        case Phase.PAIN:
            return pain.ask_again(session)
        case Phase.CONFIRMING:
            return _ask_costly_again(session)
        case Phase.PAUSED if session.stage not in _WORKING:
            return answer(session, session.words.say(Reply.STILL_PAUSED))
        case Phase.PAUSED | Phase.HOLDING | Phase.WAITING:
            return answer(session, *step_words(session))
        case _:
            return _read_again(session)


def _read_again(session: Session) -> Turn:
    match session.stage:
        case Stage.SCREENING:
            return screening.answer_again(session)
        case Stage.PREPARING:
            return read(replace(session, gap_until=None), preparation(session))
        case Stage.CHANGING:
            return walk.begin_words(session)
        case Stage.CLOSING:
            return read(session, closing_lines(session))
        case _:
            return read(session, step_words(session))


def _ask_costly_again(session: Session) -> Turn:
    waiting = session.halts[-1]
    if not isinstance(waiting, Confirm):
        return Turn(session)
    return answer(session, session.words.say(halts.CONFIRMATIONS[waiting.command]))


def _more_time(session: Session, wanted: int | None) -> Turn:
    if session.stage not in _WORKING:
        return answer(session, session.words.say(Reply.NOT_PAUSED))
    more = float(wanted or holding.MORE_TIME)
    text = session.words.say(Reply.MORE_TIME, time=session.words.duration(more))
    return holding.add_time(session, more).then(lambda s: answer(s, text))


def _attend(session: Session, *, listening: bool) -> Turn:
    reply = Reply.LISTENING if listening else Reply.NOT_LISTENING
    changed = replace(session, listening=listening)
    return answer(changed, changed.words.say(reply)).do(Attend(listening))


def _yes(session: Session) -> Turn:
    match session.phase:
        case Phase.CONFIRMING:
            return _confirmed(session)
        case Phase.SCREENING:
            return screening.yes(session)
        case Phase.PAIN:
            return pain.ask_again(session)
        case _:
            return answer(session, session.words.say(Reply.GOOD))


def _no(session: Session) -> Turn:
    match session.phase:
        case Phase.CONFIRMING:
            said = session.words.say(Reply.CARRYING_ON)
            return halts.release(session).then(lambda s: answer(s, said))
        case Phase.SCREENING:
            return screening.no(session)
        case Phase.PAIN:
            return pain.ask_again(session)
        case _:
            return answer(session, session.words.say(Reply.NOT_GOOD))


def _confirmed(session: Session) -> Turn:
    waiting = session.halts[-1]
    command = waiting.command if isinstance(waiting, Confirm) else Command.NO
    free = replace(session, halts=(), gap_until=None, asked=0)
    match command:
        case Command.FINISH:
            closing = free.stage is Stage.CLOSING
            return leave(free, free.outcome) if closing else close(free, "stopped")
        case Command.RESTART:
            return walk.from_step(free, 1) if free.done else prepare(free)
        case Command.SKIP_SCREENING:
            return screening.skip(free)
        case Command.CHANGE_ROUTINE:
            return leave(free, "stopped", "changed")
        case _:
            return Turn(free)


def _area(session: Session, area: Area) -> Turn:
    return pain.narrow(session, area) if _in_pain(session) else screening.name_area(session, area)
