"""Taking the last change back: place, time, pressure, everything that was known of the body."""

from dataclasses import replace

from voice_guide.core.commands import Command
from voice_guide.core.messages import SetVoice, Write
from voice_guide.core.record import Undone
from voice_guide.core.session.care import level
from voice_guide.core.session.halts import back_to_it, without_confirmation
from voice_guide.core.session.pressure import report
from voice_guide.core.session.speech import answer, hush
from voice_guide.core.session.state import (
    WORKING,
    Change,
    Changed,
    Halt,
    PainAsked,
    Saying,
    Session,
    Stage,
    Turn,
)
from voice_guide.core.session.telling import here
from voice_guide.core.session.timing import freeze, thaw
from voice_guide.core.session.walk import begun
from voice_guide.core.words import Reply

MOST = 20
"""How many changes can be taken back."""


def remember(before: Session, command: Command, turn: Turn) -> Turn:
    """Keep `before`, if the command changed anything that can be taken back."""
    after = turn.session
    known = replace(before, halts=without_confirmation(before))
    what = _changed(known, command, after)
    if not what or command is Command.UNDO or after.stage is Stage.OVER:
        return turn
    kept = Change(replace(freeze(known), past=()), what)
    return Turn(replace(after, past=(*before.past[1 - MOST :], kept)), turn.actions)


def _changed(before: Session, command: Command, after: Session) -> frozenset[Changed]:
    moved = command is Command.START_OVER or _place(before) != _place(after)
    cared = before.care != after.care
    differs = {
        Changed.PLACE: moved,
        Changed.HALT: not moved and _halted(before, after, settled=cared),
        Changed.CARE: cared,
        Changed.TIME: _time(before) != _time(after),
        Changed.VOICE: _voice(before) != _voice(after),
    }
    return frozenset(what for what, changed in differs.items() if changed)


def _place(session: Session) -> object:
    return session.place, session.stage, session.beats, session.question, session.follow


def _halted(before: Session, after: Session, *, settled: bool) -> bool:
    """Something stands still now, or a question about pain was answered. Going on is no loss."""
    then, now = before.halts, without_confirmation(after)
    return then != now and (len(now) >= len(then) or settled)


def _time(session: Session) -> object:
    return session.times, session.left_out, session.budget


def _voice(session: Session) -> object:
    return session.gain, session.pace, session.detail, session.rhythm


def undo(session: Session) -> Turn:
    """Take the last change back; a clock that was stopped goes on with the seconds left then."""
    change, past = _last(session.past, session.halts)
    if change is None:
        return answer(replace(session, past=()), session.words.say(Reply.NOTHING_TO_UNDO))
    quiet = hush(session)
    back = replace(_restored(quiet.session, change), past=past)
    told = Turn(back, (*quiet.actions, Write(Undone()), *_told(session, back)))
    return told.then(lambda s: Turn(freeze(s)) if s.halts else thaw(s)).then(_say_so)


def _last(
    past: tuple[Change, ...], halts: tuple[Halt, ...]
) -> tuple[Change | None, tuple[Change, ...]]:
    """The last change, and those before it. A pause that is over needs no taking back."""
    if past and past[-1].what == {Changed.HALT} and not halts:
        return _last(past[:-1], halts)
    return (past[-1], past[:-1]) if past else (None, ())


def _restored(session: Session, change: Change) -> Session:
    before, what = change.before, change.what
    moved = before if Changed.PLACE in what else session
    known = before if Changed.CARE in what else session
    timed = before if Changed.TIME in what else session
    voice = before if Changed.VOICE in what else session
    back = replace(
        moved,
        halts=before.halts if what & {Changed.PLACE, Changed.HALT} else session.halts,
        care=known.care,
        times=timed.times,
        left_out=timed.left_out,
        budget=timed.budget,
        gain=voice.gain,
        pace=voice.pace,
        detail=voice.detail,
        rhythm=voice.rhythm,
        pulse=session.pulse,
        now=session.now,
        ticket=session.ticket,
        alarm=session.alarm,
        due=session.due,
        saying=Saying.NOTHING,
        asides=(),
        notices=session.notices,
        listening=session.listening,
        receiver=session.receiver,
        receivers=session.receivers,
        unclear_until=session.unclear_until,
        gap_until=None,
        asked=0,
    )
    same_hold = moved is session and timed is before and back.place == before.place
    return _shortened(back, before) if same_hold else back


def _shortened(session: Session, before: Session) -> Session:
    """Take added time from the hold that is running."""
    if session.hold is None or before.hold is None:
        return session
    return replace(session, hold=replace(session.hold, whole=before.hold.whole))


def _told(now: Session, back: Session) -> tuple[Write | SetVoice, ...]:
    """What the log and the mouth have to know about what was restored."""
    voice = (back.gain, back.pace)
    set_voice = (SetVoice(*voice),) if voice != (now.gain, now.pace) else ()
    if back.stage not in WORKING:
        return set_voice
    if (now.beat.key, now.stage in WORKING) != (back.beat.key, True):
        return (*set_voice, Write(begun(back)))
    changed = level(now.beat, now.care) != level(back.beat, back.care)
    return (*set_voice, *(report(back) if changed else ()))


def _say_so(session: Session) -> Turn:
    words = session.words
    said = words.say(Reply.UNDONE)
    asked = session.halts and isinstance(session.halts[-1], PainAsked)
    if session.stage is Stage.SCREENING or asked:
        return back_to_it(session, said)
    left = session.hold.left_at(session.now) if session.hold else None
    time = words.say(Reply.LEFT_STEP, time=words.duration(left)) if left is not None else ""
    return back_to_it(session, " ".join(part for part in (said, here(session), time) if part))
