"""The last words: what was done, what to do now."""

from dataclasses import replace

from voice_guide.core.beats import sentences
from voice_guide.core.messages import Finish, Write
from voice_guide.core.record import Finished
from voice_guide.core.rehearsing.fading import PASSES
from voice_guide.core.session import trial
from voice_guide.core.session.speech import hush, read
from voice_guide.core.session.state import Session, Stage, Turn
from voice_guide.core.words import Reply


def close(session: Session, outcome: str = "completed", *said: str) -> Turn:
    """Begin the closing words, or these; the room closes when they are out."""
    ready = replace(
        session,
        stage=Stage.CLOSING,
        outcome=outcome,
        halts=(),
        hold=None,
        gap_until=None,
        check_in="",
    )
    farewell = said or closing_lines(ready)
    return read(replace(ready, farewell=farewell), farewell).do(*map(Write, trial.timed(ready)))


def closing_lines(session: Session) -> tuple[str, ...]:
    """Summary and aftercare, sentence by sentence."""
    return tuple(sentence for text in _closing_texts(session) for sentence in sentences(text))


def _closing_texts(session: Session) -> list[str]:
    words, early = session.words, session.outcome == "stopped"
    rehearsal = session.course.rehearsal
    if not session.done:
        return [words.say(Reply.REHEARSED if rehearsal else Reply.GOODBYE_EARLY)]
    count = words.counted(len(session.done), "step")
    time = words.duration(session.now - session.began)
    if rehearsal and rehearsal.fading and not early:
        done = words.say(Reply.FADING_DONE, steps=count, time=time)
        # After any but the last it is asked whether to go on with another.
        last = rehearsal.fading.number == PASSES
        return [done, words.say(Reply.REHEARSED)] if last else [done]
    texts = [words.say(Reply.SUMMARY, steps=count, time=time)]
    if session.care.out:
        areas = words.area_list(tuple(sorted(session.care.out)))
        texts.append(words.say(Reply.SUMMARY_LEFT_OUT, areas=areas))
    if session.course.on_trial:
        return [*texts, *trial.report(session), words.say(Reply.REHEARSED)]
    if early:
        return [*texts, words.say(Reply.REHEARSED if rehearsal else Reply.GOODBYE_EARLY)]
    aftercare = session.course.routine.aftercare
    if aftercare:
        texts += [words.say(Reply.AFTERCARE), *aftercare]
    return [*texts, words.say(Reply.REHEARSED if rehearsal else Reply.GOODBYE)]


def nothing_left(session: Session) -> Turn:
    """Every step is left out: say so, and end."""
    return close(session, "stopped", session.words.say(Reply.NOTHING_LEFT))


def leave(session: Session, outcome: str, signal: str | None = None) -> Turn:
    """Close the room now. `signal` tells the front door what comes next, if not the same."""
    over = replace(
        session, stage=Stage.OVER, halts=(), hold=None, gap_until=None, lines=(), notices=()
    )
    # Left in the middle, what was measured is told all the same.
    timed = () if session.stage is Stage.CLOSING else trial.timed(session)
    return hush(over).do(*map(Write, timed), Write(Finished(outcome)), Finish(signal or outcome))
