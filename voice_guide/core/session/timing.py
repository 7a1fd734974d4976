"""How long a step is done, and the clock of it: standing still, running on."""

from dataclasses import replace

from voice_guide.core.beats import Beat, Key
from voice_guide.core.messages import Write
from voice_guide.core.record import HoldStarted
from voice_guide.core.session.state import Session, Stage, Turn
from voice_guide.core.units import Seconds

_LEAST: Seconds = 1.0


def whole_time(session: Session, place: int) -> Seconds:
    """How long the beat at `place` is done.

    As somebody wished; else as long as its other side was; else as the routine says.
    """
    beat = session.beats[place]
    if beat.key in session.times:
        return session.times[beat.key]
    behind = session.given.get(twin(beat), 0.0) - session.given.get(beat.key, 0.0)
    if behind > 0:
        return max(_LEAST, behind)
    # Its other side is still to come, and this one will get as much as that.
    return session.times.get(twin(beat), beat.step.seconds)


def expected(session: Session, place: int) -> Seconds:
    """As `whole_time`, but also of the other side of what is on: it will get as much."""
    now = session.beat
    if session.stage in (Stage.READING, Stage.HOLDING) and session.beats[place].key == twin(now):
        return session.hold.whole if session.hold else whole_time(session, session.place)
    return whole_time(session, place)


def credit(session: Session, seconds: Seconds) -> Session:
    """The side that is on is left after `seconds`; nothing is planned for it any more."""
    key = session.beat.key
    times = {k: planned for k, planned in session.times.items() if k != key}
    given = session.given
    if seconds and key[1] is not None:
        given = {**given, key: given.get(key, 0.0) + seconds}
    return replace(session, times=times, given=given)


def anew(session: Session, place: int) -> Session:
    """What is done at `place` is done from the beginning, and its other side as much."""
    beat = session.beats[place]
    forgotten = {beat.key} if beat.second else {beat.key, twin(beat)}
    given = {key: time for key, time in session.given.items() if key not in forgotten}
    return replace(session, given=given)


def twin(beat: Beat) -> Key:
    """The key of the same step on the other side."""
    return beat.number, beat.side and beat.side.other


def freeze(session: Session) -> Session:
    """Stop the hold's clock; the seconds left are kept."""
    return replace(session, hold=session.hold and session.hold.frozen(session.now))


def thaw(session: Session) -> Turn:
    """Let a hold that stood still run on with what is left."""
    hold = session.hold
    if session.stage is not Stage.HOLDING or hold is None or hold.since is not None:
        return Turn(session)
    going = replace(session, hold=hold.running(session.now))
    return Turn(going, (Write(HoldStarted(hold.left_at(session.now))),))
