"""From one place of the course to another, from wherever one is."""

from dataclasses import replace
from typing import assert_never

from voice_guide.core.commands import Command
from voice_guide.core.session import halts, pain, screening, walk
from voice_guide.core.session.closing import leave
from voice_guide.core.session.preparing import first_step
from voice_guide.core.session.speech import read
from voice_guide.core.session.state import Phase, Session, Stage, Turn


def go_on(session: Session, command: Command) -> Turn:
    """Take "next" or "go on"; only after "that hurts" do they differ."""
    match session.phase:
        case Phase.PAUSED:
            # "Okay" and "ready" are wordings of next: after a wait they mean: go on with this.
            return _go_on_after_pause(session)
        case Phase.PAIN if command is Command.GO_ON:
            return pain.gentle(session)
        case Phase.PAIN:
            return pain.leave_step(session)
        case _:
            return _advance_stage(session)


def _go_on_after_pause(session: Session) -> Turn:
    beneath = halts.release(session).session
    timed = beneath.stage is Stage.WAITING and session.course.on_trial
    nothing_runs = beneath.stage in {Stage.PREPARING, Stage.CHANGING, Stage.WAITING} and not timed
    if nothing_runs and not beneath.halts and not beneath.lines:
        return _advance_stage(session)
    return halts.resume(session)


def _advance_stage(session: Session) -> Turn:
    match session.stage:
        case Stage.SCREENING:
            return screening.after_question(session)
        case Stage.PREPARING:
            return first_step(session)
        case Stage.CHANGING:
            return walk.begin_words(session)
        case Stage.CLOSING:
            return _next_closing_line(session)
        case Stage.READING | Stage.HOLDING | Stage.WAITING | Stage.OVER:
            return walk.forward(session)
        case _:
            assert_never(session.stage)


def _next_closing_line(session: Session) -> Turn:
    if len(session.lines) <= 1:
        return leave(session, session.outcome)
    free = replace(session, halts=(), gap_until=None)
    return read(free, session.lines[1:])


def back(session: Session) -> Turn:
    """To the step or the question before."""
    if session.stage is Stage.SCREENING or not session.screened:
        return screening.back(session)
    return walk.backward(session)


def to_step(session: Session, number: int) -> Turn:
    """To the step of this number."""
    turn = walk.to_step(session, number)
    if session.stage is Stage.PREPARING:
        return Turn(replace(turn.session, began=session.now), turn.actions)
    return turn
