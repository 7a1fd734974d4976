"""The time of a step's doing: it starts, has its cues, is lengthened, and ends."""

from dataclasses import replace

from voice_guide.core.cues import NEARLY, Cue, CueKind, cues
from voice_guide.core.messages import Chime, Sound, Write
from voice_guide.core.record import HoldEnded, HoldStarted
from voice_guide.core.rhythm import Rhythm
from voice_guide.core.session.speech import ANSWER_TIME, mention, silent
from voice_guide.core.session.state import Hold, Pace, Saying, Session, Stage, Turn
from voice_guide.core.session.timing import credit, freeze, whole_time
from voice_guide.core.session.walk import forward
from voice_guide.core.units import Seconds
from voice_guide.core.words import Reply

MORE_TIME: Seconds = 30.0
"""What "more time" adds when no number is said."""


def start_hold(session: Session) -> Turn:
    """The words are out: let the time run."""
    waits = session.course.pace is Pace.MINE and not _is_timed(session)
    if waits or session.course.on_trial:
        return Turn(replace(session, stage=Stage.WAITING))
    hold = Hold(whole_time(session, session.place), since=session.now)
    ready = replace(session, stage=Stage.HOLDING, hold=hold)
    return Turn(freeze(ready) if session.halts else ready, (Write(HoldStarted(hold.whole)),))


def _is_timed(session: Session) -> bool:
    step = session.beat.step
    return step.hold is not None or step.repetitions is not None or bool(_wished(session))


def _wished(session: Session) -> Seconds:
    return session.times.get(session.beat.key, 0.0)


def next_cue(session: Session) -> Cue | None:
    """The next thing due in the hold; None when its time has run out."""
    if session.hold is None or session.hold.over:
        return None
    *before, end = cues(session.beat.step, session.hold.whole)
    return next((cue for cue in before if cue.at > session.hold.told), end)


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
    over = cue.kind is CueKind.END
    told = replace(session, hold=replace(hold, told=cue.at, over=over))
    if over:
        return end_hold(told) if silent(told) else Turn(told)
    return _give(told, cue)


def _give(session: Session, cue: Cue) -> Turn:
    words, quiet = session.words, session.saying is Saying.NOTHING
    match cue.kind:
        case CueKind.COUNT if session.rhythm is Rhythm.STROKE:
            # The tick has counted, and a word over it would silence it.
            return Turn(session)
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
            asked = words.say(_check_in(session))
            until = session.now + ANSWER_TIME
            return Turn(replace(session, check_in=asked, check_in_until=until))
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
    return session.stage is Stage.HOLDING and hold is not None and hold.over


def end_hold(session: Session) -> Turn:
    """The time is over: go on, or wait to be told to."""
    done = credit(session, session.hold.whole if session.hold else 0.0)
    ended = Turn(replace(done, hold=None)).do(Write(HoldEnded()), Chime(Sound.MOVE_ON))
    if session.course.pace is Pace.MINE:
        return ended.then(lambda s: Turn(replace(s, stage=Stage.WAITING)))
    return ended.then(forward)


def add_time(session: Session, seconds: Seconds) -> Turn:
    """Lengthen this step's time on this side; its other side, still to come, gets as much."""
    key, hold = session.beat.key, session.hold
    if session.stage is Stage.WAITING and not session.course.on_trial:
        return start_hold(replace(session, times={**session.times, key: seconds}))
    whole = (hold.whole if hold else whole_time(session, session.place)) + seconds
    longer = replace(session, times={**session.times, key: whole})
    if hold is None:
        return Turn(longer)
    told = min(hold.told, hold.spent_at(session.now))
    return Turn(replace(longer, hold=replace(hold, whole=whole, told=told, over=False)))
