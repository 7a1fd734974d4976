"""The last words: what was done, what to do now."""

from dataclasses import replace

from voice_guide.core.beats import sentences
from voice_guide.core.messages import Finish, Write
from voice_guide.core.record import Finished
from voice_guide.core.session.speech import read
from voice_guide.core.session.state import Session, Stage, Turn
from voice_guide.core.words import Reply


def close(session: Session, outcome: str = "completed") -> Turn:
    """Begin the closing words; the room closes when they are out."""
    ready = replace(
        session, stage=Stage.CLOSING, outcome=outcome, halts=(), hold=None, gap_until=None
    )
    return read(ready, closing_lines(ready))


def closing_lines(session: Session) -> tuple[str, ...]:
    """Summary and aftercare, sentence by sentence."""
    words = session.words
    if not session.done:
        ending = Reply.GOODBYE_EARLY if session.outcome == "stopped" else Reply.NOTHING_LEFT
        return (words.say(ending),)
    time = words.duration(session.now - session.began)
    lines = [words.say(Reply.SUMMARY, steps=len(session.done), time=time)]
    if session.care.out:
        areas = words.area_list(tuple(sorted(session.care.out)))
        lines.append(words.say(Reply.SUMMARY_LEFT_OUT, areas=areas))
    if session.outcome == "stopped":
        lines.append(words.say(Reply.GOODBYE_EARLY))
        return tuple(lines)
    aftercare = session.course.routine.aftercare
    if aftercare:
        lines += [words.say(Reply.AFTERCARE), *aftercare]
    lines.append(words.say(Reply.GOODBYE))
    return tuple(sentence for line in lines for sentence in sentences(line))


def leave(session: Session, outcome: str, signal: str | None = None) -> Turn:
    """Close the room now. `signal` tells the front door what comes next, if not the same."""
    over = replace(session, stage=Stage.OVER, halts=(), hold=None, lines=(), asides=())
    return Turn(over, (Write(Finished(outcome)), Finish(signal or outcome)))
