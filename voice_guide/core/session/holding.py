"""The time of a step's doing: it runs, stands still, has its cues, and ends."""

from dataclasses import replace

from voice_guide.core.cues import NEARLY, Cue, CueKind, cues
from voice_guide.core.messages import Chime, Sound, Write
from voice_guide.core.record import HoldEnded, HoldStarted
from voice_guide.core.session.speech import mention, silent
from voice_guide.core.session.state import Hold, Pace, Saying, Session, Stage, Turn
from voice_guide.core.session.walk import forward
from voice_guide.core.units import Seconds
from voice_guide.core.words import Reply

ANSWER_TIME: Seconds = 20.0
"""How long after a check-in a bare "yes" or "no" is its answer."""

MORE_TIME: Seconds = 30.0
"""What "more time" adds when no number is said."""


def whole_time(session: Session, place: int) -> Seconds:
    """How long the beat at `place` is done, changes counted."""
    return session.times.get(place, session.beats[place].step.seconds)


def start_hold(session: Session) -> Turn:
    """The words are out: let the time run."""
    if session.course.pace is Pace.MINE and not _is_timed(session):
        return Turn(replace(session, stage=Stage.WAITING))
    hold = Hold(whole_time(session, session.place), since=session.now)
    ready = replace(session, stage=Stage.HOLDING, hold=hold)
    return Turn(ready, (Write(HoldStarted(hold.whole)),))


def _is_timed(session: Session) -> bool:
    step = session.beat.step
    return step.hold is not None or step.repetitions is not None or session.place in session.times


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


def next_cue(session: Session) -> Cue | None:
    """The next thing due in the running hold."""
    if session.hold is None:
        return None
    told = session.hold.told
    return next((c for c in cues(session.beat.step, session.hold.whole) if c.at > told), None)


def cue_time(session: Session) -> Seconds | None:
    """Session time of the next cue; None while no hold runs."""
    cue, hold = next_cue(session), session.hold
    if cue is None or hold is None or hold.since is None:
        return None
    return hold.since + cue.at - hold.spent


def give_cue(session: Session) -> Turn:
    """Give the cue that is due."""
    cue, hold = next_cue(session), session.hold
    if cue is None or hold is None:
        return Turn(session)
    told = replace(session, hold=replace(hold, told=cue.at))
    if cue.kind is CueKind.END:
        return end_hold(told) if silent(told) else Turn(told)
    return _give(told, cue)


def _give(session: Session, cue: Cue) -> Turn:
    words, quiet = session.words, session.saying is Saying.NOTHING
    match cue.kind:
        case CueKind.COUNT:
            # A count that comes late counts wrong: rather none.
            text = words.say(Reply.COUNT, number=cue.number)
            return mention(session, text) if quiet else Turn(session)
        case CueKind.REST:
            return mention(
                session, words.say(Reply.REST, time=words.duration(session.beat.step.rest))
            )
        case CueKind.NEXT_SET:
            return mention(session, words.say(Reply.NEXT_SET, number=cue.number))
        case CueKind.HALFWAY:
            said = mention(session, words.say(Reply.HALFWAY)) if quiet else Turn(session)
            return said.do(Chime(Sound.HALFWAY))
        case CueKind.NEARLY:
            text = words.say(Reply.NEARLY, time=words.duration(NEARLY))
            return mention(session, text) if quiet else Turn(session)
        case CueKind.CHECK_IN:
            asking = replace(session, check_in_until=session.now + ANSWER_TIME)
            return mention(asking, words.say(_check_in(session)))
        case CueKind.END:
            return Turn(session)


def _check_in(session: Session) -> Reply:
    step = session.beat.step
    if step.heat:
        return Reply.CHECK_HEAT
    return Reply.CHECK_PRESSURE if step.pressure is not None else Reply.CHECK_SELF


def is_over(session: Session) -> bool:
    """The time has run out, and only speech kept the step from ending."""
    hold = session.hold
    return session.stage is Stage.HOLDING and hold is not None and hold.told >= hold.whole


def end_hold(session: Session) -> Turn:
    """The time is over: go on, or wait to be told to."""
    ended = Turn(replace(session, hold=None)).do(Write(HoldEnded()), Chime(Sound.MOVE_ON))
    if session.course.pace is Pace.MINE:
        return ended.then(lambda s: Turn(replace(s, stage=Stage.WAITING)))
    return ended.then(forward)


def add_time(session: Session, seconds: Seconds) -> Turn:
    """Lengthen this step's time on this side, and on the other where it is still to come."""
    place = session.place
    twins = [place] + [
        later
        for later in range(place + 1, len(session.beats))
        if session.beats[later].number == session.beat.number
    ]
    waiting = session.stage is Stage.WAITING
    base = {p: 0.0 if waiting and p == place else whole_time(session, p) for p in twins}
    times = {**session.times, **{p: base[p] + seconds for p in twins}}
    longer = replace(session, times=times)
    if session.hold is not None:
        whole = session.hold.whole + seconds
        told = session.hold.spent_at(session.now)
        hold = replace(session.hold, whole=whole, told=min(session.hold.told, told))
        return Turn(replace(longer, hold=hold))
    return start_hold(longer) if waiting else Turn(longer)
