"""One event of a rehearsal from memory."""

from collections.abc import Callable, Mapping
from dataclasses import replace
from typing import TypeAlias

from voice_guide.core import dialogue
from voice_guide.core.commands import Command, Understood
from voice_guide.core.dialogue import STOPPED, Dialogue
from voice_guide.core.messages import (
    Action,
    Answered,
    Answering,
    Chime,
    Deserted,
    Event,
    Hush,
    Sound,
    TimeUp,
    Wake,
    Write,
)
from voice_guide.core.recall.state import ASIDE, SILENCE, Answer, Line, Passed, Recall, Turn
from voice_guide.core.recall.telling import comment, hint, question, summary, told
from voice_guide.core.record import Asked, Finished, Recalled, SessionStarted
from voice_guide.core.rehearsing.grade import Grade
from voice_guide.core.rehearsing.judge import grade
from voice_guide.core.rehearsing.rehearsal import Mode
from voice_guide.core.units import Seconds
from voice_guide.core.words import Reply

COMPLETED = "completed"
"""The outcome when every step was asked for; the dialogue has the others."""

_Say: TypeAlias = Callable[[Dialogue], dialogue.Turn]


def begin(state: Recall) -> Turn:
    """Greet, and ask for the first step."""
    started = SessionStarted(state.id, state.of, rehearsal=Mode.RECALL)
    greeting = state.sayings.say(Line.GREETING, title=state.routine)
    return Turn(state, (Write(started),)).then(lambda s: _ask(s, greeting))


def advance(state: Recall, event: Event, now: Seconds) -> Turn:
    """Take one event at session time `now`."""
    if state.dialogue.outcome:
        return Turn(state)
    decided = _take(state, event, now).then(lambda s: Turn(_moved_on(s)))
    outcome = decided.session.dialogue.outcome
    return decided.do(Write(Finished(outcome))) if outcome else decided


def _take(state: Recall, event: Event, now: Seconds) -> Turn:
    match event:
        case Answering():
            return Turn(state.with_answer(talking=True))
        case Answered():
            return _answered(state.with_answer(talking=False), event, now)
        case TimeUp(ticket) if ticket == state.dialogue.alarm and state.dialogue.waiting:
            return _silence(state, event, now)
        case Deserted() if state.answer.texts and not state.over:
            return _conclude(state)  # Nobody can add anything to it.
        case Understood():
            return _obey(state.with_answer(talking=False), event, now)
        case _:
            return _in_dialogue(state, lambda d: dialogue.advance(d, event, now))


def _obey(state: Recall, event: Understood, now: Seconds) -> Turn:
    command = event.command
    if state.over:
        return _obey_at_the_end(state, command, event, now)
    heard = _in_dialogue(state, dialogue.heard)
    match command:
        case Command.HINT:
            return heard.then(_hint)
        case Command.TELL_ME:
            return heard.then(_tell)
        case Command.NEXT:
            return heard.then(_conclude if state.answer.texts else _skip)
        case Command.SKIP_STEP:
            return heard.then(_skip)
        case Command.BACK:
            return heard.then(_back)
        case Command.GO_TO_STEP if (number := event.number) is not None:
            return heard.then(lambda s: _go_to(s, number))
        case Command.GO_ON | Command.REPEAT:
            return heard.then(lambda s: _in_dialogue(s, dialogue.put))
        case Command.WHERE_ARE_WE | Command.HOW_LONG | Command.WHAT_CAN_I_SAY:
            told = _TOLD[command]
            return heard.then(lambda s: _aside(s, told(s)))
        case Command.FINISH:
            return heard.then(lambda s: _end(s, STOPPED))
        case _:
            return _in_dialogue(state, lambda d: dialogue.advance(d, event, now))


def _obey_at_the_end(state: Recall, command: Command, event: Event, now: Seconds) -> Turn:
    """While the last words are said, nothing moves but the end itself."""
    match command:
        case Command.LOUDER | Command.QUIETER | Command.SLOWER | Command.FASTER:
            return _in_dialogue(state, lambda d: dialogue.advance(d, event, now))
        case Command.STOP | Command.PAUSE | Command.FINISH | Command.NEXT | Command.GO_ON:
            return _in_dialogue(state, lambda d: dialogue.leave(d, d.leaving))
        case _:
            return _in_dialogue(state, lambda d: dialogue.unclear(d, now))


def _answered(state: Recall, piece: Answered, now: Seconds) -> Turn:
    """Take in a piece of the answer; when all has been said, nobody needs to wait."""
    if state.over or not _open(state, piece):
        return Turn(state)
    if not piece.text:
        return _wait(state, now) if state.dialogue.waiting else Turn(state)
    before = state.judged.met
    awake = replace(state, dialogue=replace(state.dialogue, resting=False))
    told_more = awake.with_answer(texts=(*state.answer.texts, piece.text), asked=None)
    if not told_more.judged.missing:
        return _conclude(told_more)
    quiet: tuple[Action, ...] = (Hush(),) if state.dialogue.lines else ()
    if len(told_more.judged.met) > len(before):
        quiet = (*quiet, Chime(Sound.HEARD))
    return Turn(told_more, quiet).then(lambda s: _wait(s, piece.ended_at))


def _open(state: Recall, piece: Answered) -> bool:
    """This can be an answer to the question, and not to what the guide said of the one before."""
    d = state.dialogue
    asking = not d.lines or d.lines[0] == d.matter[-1]
    first = state.place == 0 and not state.grades
    return piece.typed or (not d.resting and (asking or first or not piece.over_speech))


def _wait(state: Recall, since: Seconds) -> Turn:
    """For the rest of the answer, or, where there is none yet, for its beginning."""
    d = state.dialogue
    waiting = replace(d, lines=(), ticket=d.ticket + 1, alarm=d.alarm + 1, waiting=True, put=1)
    patience = SILENCE if state.answer.texts else d.patience
    wake = Wake(since + patience, waiting.alarm)
    return Turn(replace(state, dialogue=waiting), (wake,))


def _silence(state: Recall, event: TimeUp, now: Seconds) -> Turn:
    if state.answer.talking:
        again = replace(state.dialogue, alarm=state.dialogue.alarm + 1)
        later = replace(state, dialogue=again).with_answer(talking=False)
        return Turn(later, (Wake(now + ASIDE, again.alarm),))
    if state.answer.texts:
        return _conclude(state)
    return _in_dialogue(state, lambda d: dialogue.advance(d, event, now))


def _conclude(state: Recall) -> Turn:
    """The answer is given: say what was missing, and go on."""
    judged = state.judged
    found = grade(judged, hints=state.answer.hints)
    return _graded(state, found, comment(state, judged, found))


def _tell(state: Recall) -> Turn:
    return _graded(state, Grade.AGAIN, told(state))


def _graded(state: Recall, found: Grade, said: tuple[str, ...]) -> Turn:
    task, judged = state.task, state.judged
    later = (task.number,) if found is Grade.AGAIN and not state.again else ()
    known = replace(
        state,
        plan=(*state.plan, *later),
        grades={**state.grades, task.number: found},
        passed=Passed(task, tuple(point.name for point in judged.met), said),
    )
    missing = tuple(point.name for point in judged.missing)
    noted = Write(Recalled(task.number, task.title, found, missing))
    return Turn(known, (noted,)).then(lambda s: _next(s, *said))


def _skip(state: Recall) -> Turn:
    """Whoever skips has not shown that it is forgotten: no grade."""
    skipped = replace(
        state,
        skipped=state.skipped | {state.task.number},
        passed=Passed(state.task, (), ()),
    )
    return _next(skipped, state.sayings.say(Line.SKIPPED))


def _next(state: Recall, *before: str) -> Turn:
    following = replace(state, place=state.place + 1, answer=Answer())
    return _end(following, COMPLETED, *before) if following.over else _ask(following, *before)


def _back(state: Recall) -> Turn:
    if state.place == 0:
        return _aside(state, state.sayings.say(Line.FIRST))
    return _ask(replace(state, place=state.place - 1, answer=Answer()))


def _go_to(state: Recall, number: int) -> Turn:
    """Ask for this step; one that is not in the plan comes before the one that is asked for."""
    if number not in state.tasks:
        said = state.dialogue.words.say(Reply.NO_SUCH_STEP, number=number, of=state.of)
        return _aside(state, said)
    plan, place = state.plan, state.place
    if number in plan[place:]:
        return _ask(replace(state, place=plan.index(number, place), answer=Answer()))
    if number in plan:
        return _ask(replace(state, place=plan.index(number), answer=Answer()))
    longer = (*plan[:place], number, *plan[place:])
    return _ask(replace(state, plan=longer, answer=Answer()))


def _ask(state: Recall, *before: str) -> Turn:
    asked = replace(state, dialogue=replace(state.dialogue, matter=(question(state),), put=1))
    noted = Turn(asked, (Write(Asked(state.task.number, state.task.title)),))
    return noted.then(lambda s: _in_dialogue(s, lambda d: dialogue.put(d, *before)))


def _hint(state: Recall) -> Turn:
    """What kind of thing is missing; asked for again, the thing itself."""
    answer = state.answer
    missing = [point for point in state.judged.missing if point not in answer.named]
    if not missing:
        return _conclude(state)
    plainly = answer.asked in missing
    point = answer.asked if plainly and answer.asked else missing[0]
    named = (*answer.named, point) if plainly else answer.named
    asked = None if plainly else point
    hinted = state.with_answer(hints=answer.hints + 1, asked=asked, named=named)
    put = replace(hinted.dialogue, matter=(hint(state, point, plainly=plainly),), put=1)
    return _in_dialogue(replace(hinted, dialogue=put), dialogue.put)


def _end(state: Recall, outcome: str, *before: str) -> Turn:
    over = replace(state, place=len(state.plan))
    lines = (*before, *summary(over))
    if not lines:
        return _in_dialogue(over, lambda d: dialogue.leave(d, outcome))
    return _in_dialogue(over, lambda d: dialogue.part_with(d, outcome, *lines))


def _aside(state: Recall, text: str) -> Turn:
    """Say something, and the question after it."""
    asked = replace(state, passed=None)
    return _in_dialogue(asked, lambda d: dialogue.put(d, text))


def _moved_on(state: Recall) -> Recall:
    """The step before is out of sight once the next one, or how it all went, is spoken of."""
    d = state.dialogue
    coming = summary(state) if state.over else d.matter[-1:]
    on = d.waiting or (d.lines and d.lines[0] in coming)
    return replace(state, passed=None) if on else state


def _where(state: Recall) -> str:
    count = {"place": state.place + 1, "places": len(state.plan)}
    return state.sayings.say(Line.WHERE, number=state.task.number, of=state.of, **count)


def _left(state: Recall) -> str:
    steps = state.dialogue.words.counted(len(state.plan) - state.place, "step")
    return state.sayings.say(Line.LEFT, steps=steps)


def _can_say(state: Recall) -> str:
    hints = state.dialogue.words.listed(state.sayings.can_say, "or")
    return state.sayings.say(Line.CAN_SAY, hints=hints)


_TOLD: Mapping[Command, Callable[[Recall], str]] = {
    Command.WHERE_ARE_WE: _where,
    Command.HOW_LONG: _left,
    Command.WHAT_CAN_I_SAY: _can_say,
}


def _in_dialogue(state: Recall, decide: _Say) -> Turn:
    return decide(state.dialogue).into(lambda d: replace(state, dialogue=d))
