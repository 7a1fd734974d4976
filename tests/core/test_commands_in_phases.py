"""Every command in every situation: obeyed with its own effect, or refused without any."""

from dataclasses import replace

import pytest

from tests.core.play import Play
from tests.core.situations import SITUATIONS, known, situation
from voice_guide.core.body import Area
from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import Attend, Chime, Hush, Say, SetVoice, Sound, SpeechEnded
from voice_guide.core.rhythm import Rhythm
from voice_guide.core.session.advance import advance
from voice_guide.core.session.allowed import ALLOWED, allowed
from voice_guide.core.session.care import level
from voice_guide.core.session.halts import without_confirmation
from voice_guide.core.session.state import WORKING, Phase, Session, Stage, Turn

C = Command

NEVER = {C.CHOOSE, C.HINT, C.TELL_ME}
ANSWERS = {C.YES, C.NO, C.NOT_SURE, C.AREA, C.LEAVE_OUT, C.STAY_GENTLE}
STEPS = {C.GO_TO_STEP, C.GO_TO_TITLE}
WORK = {C.SWITCH_SIDES, C.SKIP_STEP, C.SKIP_PART, C.START_OVER, C.MORE_TIME, C.PERFECT, C.LESS} | {
    C.TOO_LITTLE_PRESSURE,
}
AT_WORK = {C.YES, C.NO, C.NOT_SURE, C.AREA, C.SKIP_SCREENING}
AT_A_QUESTION = STEPS | WORK | {C.NEXT, C.GO_ON, C.AREA, C.LEAVE_OUT, C.STAY_GENTLE}
LIKE_A_YES = {C.LESS, C.PERFECT, C.TOO_LITTLE_PRESSURE}
AT_THE_END = ANSWERS | WORK | {C.SKIP_SCREENING}

REFUSED: dict[str, set[Command]] = {
    "welcome": AT_A_QUESTION | ANSWERS,
    "question": AT_A_QUESTION,
    "really": AT_A_QUESTION,
    "clinician": AT_A_QUESTION,
    "where": STEPS | WORK | {C.LEAVE_OUT, C.STAY_GENTLE, C.YES, C.NOT_SURE},
    "preparing": (ANSWERS | WORK | {C.BACK, C.SKIP_SCREENING}) - {C.MORE_TIME},
    "reading": AT_WORK,
    "changing": AT_WORK,
    "holding": AT_WORK,
    "check-in": AT_WORK - {C.YES, C.NO},
    "waiting": AT_WORK,
    "closing": AT_THE_END,
    "called off": AT_THE_END | STEPS,
    "paused at a question": (AT_A_QUESTION - {C.GO_ON}) | ANSWERS,
    "paused before it begins": (ANSWERS | WORK | {C.BACK, C.SKIP_SCREENING}) - {C.MORE_TIME},
    "paused while reading": AT_WORK,
    "paused at the change": AT_WORK,
    "paused": AT_WORK,
    "paused at the end": AT_THE_END,
    "pain": (STEPS | WORK | {C.BACK, C.SKIP_SCREENING}) - {C.SKIP_STEP, C.LESS},
    "pain while reading": (STEPS | WORK | {C.BACK, C.SKIP_SCREENING}) - {C.SKIP_STEP, C.LESS},
    "pain in a pause": (STEPS | WORK | {C.BACK, C.SKIP_SCREENING}) - {C.SKIP_STEP, C.LESS},
    "paused in pain": AT_WORK,
    "confirming": (ANSWERS - {C.YES, C.NO}) | {C.SKIP_SCREENING} | LIKE_A_YES,
    "confirming at a question": (AT_A_QUESTION | {C.NOT_SURE}) - {C.GO_ON},
    "confirming in a pause": (ANSWERS - {C.YES, C.NO}) | {C.SKIP_SCREENING} | LIKE_A_YES,
    "confirming in pain": (STEPS | WORK | ANSWERS | {C.BACK, C.SKIP_SCREENING})
    - {C.SKIP_STEP, C.YES, C.NO},
    "confirming at the end": (AT_THE_END | {C.SKIP_SCREENING}) - {C.YES, C.NO},
    "over": set(Command),
}

NAMES = {C.RECEIVER: "Anna", C.AREA: Area.HIPS.value, C.WHAT_IS: "effleurage", C.GO_TO_TITLE: "4"}
NUMBERS = {C.GO_TO_STEP: 4}

KEEPS_ALL = {C.REPEAT, C.LISTEN, C.STOP_LISTENING, C.RECEIVER, C.FORGET_RECEIVER}
ASKS = {C.WHATS_NEXT, C.WHERE_ARE_WE, C.HOW_LONG, C.WHAT_CAN_I_SAY, C.WHAT_IS, C.WHY}
VOICE = {C.SLOWER, C.FASTER, C.LOUDER, C.QUIETER}
RHYTHMS = {C.STROKE_CUE: Rhythm.STROKE, C.BREATHING_CUE: Rhythm.BREATH, C.NO_CUE: Rhythm.NONE}
COSTLY = {C.FINISH, C.RESTART, C.CHANGE_ROUTINE, C.SKIP_SCREENING}
STANDS_STILL = {C.STOP, C.PAUSE, C.TOO_HOT}
NOT_HEARD = VOICE | {C.REPEAT, C.WHAT_CAN_I_SAY}
"""What is said by somebody who wants to hear a question to confirm."""


def order(command: Command) -> Understood:
    return Understood(command, NUMBERS.get(command), NAMES.get(command, ""))


def test_a_situation_is_told_for_every_phase() -> None:
    reached = {situation(name).session.phase for name in SITUATIONS}
    assert reached == set(Phase)
    assert set(REFUSED) == set(SITUATIONS)


@pytest.mark.parametrize("command", Command)
@pytest.mark.parametrize("name", SITUATIONS)
def test_a_command_is_obeyed_or_refused_as_the_situation_asks(name: str, command: Command) -> None:
    play = situation(name)
    refused = REFUSED[name] | NEVER
    assert (command in allowed(play.session)) is (command not in refused)
    turn = advance(play.session, order(command), play.now)
    if command in refused:
        _nothing_changed(play, turn)
    else:
        assert turn.actions[0] == Chime(Sound.HEARD)
        _has_its_effect(command, play, turn.session)
        _is_noticed(command, turn)


def _nothing_changed(play: Play, turn: Turn) -> None:
    before, after = play.session, turn.session
    if before.phase is Phase.OVER:
        assert turn == Turn(before)
        return
    assert turn.actions == (Chime(Sound.UNCLEAR),)
    assert replace(after, now=before.now, unclear_until=before.unclear_until) == before


def _is_noticed(command: Command, turn: Turn) -> None:
    """What is obeyed is answered by a word, by silence, or by going on."""
    over = turn.session.stage is Stage.OVER
    answered = any(isinstance(action, Say | Hush | SetVoice | Attend) for action in turn.actions)
    assert answered or over, command


def _has_its_effect(  # noqa: C901, PLR0912, PLR0915 - a table of all commands
    command: Command, play: Play, after: Session
) -> None:
    before = replace(play.session, now=play.now)
    if command not in NOT_HEARD:
        before = _without_confirmation(before)
    match command:
        case C.NO | C.GO_ON | C.UNDO if play.session.phase is Phase.CONFIRMING:
            assert known(after) == known(before)
        case _ if command in ASKS | KEEPS_ALL:
            assert known(after) == known(before)
        case _ if command in VOICE:
            assert known(after) == known(before)
            assert (after.gain, after.pace) != (before.gain, before.pace)
        case _ if command in RHYTHMS:
            assert known(after) == known(before)
            assert after.rhythm is RHYTHMS[command]
        case C.SHORTER | C.MORE_DETAIL:
            assert known(after) == known(before)
            assert after.detail != before.detail
        case _ if command in COSTLY:
            assert after.phase is Phase.CONFIRMING
            assert (after.stage, after.place) == (before.stage, before.place)
        case _ if command in STANDS_STILL:
            assert after.paused
            assert after.hold is None or after.hold.since is None
        case C.THAT_HURTS:
            asked = before.stage in WORKING and bool(before.beat.step.areas)
            assert after.phase is (Phase.PAIN if asked else Phase.PAUSED)
            assert after.hold is None or after.hold.since is None
        case C.TOO_MUCH_PRESSURE | C.LESS | C.STAY_GENTLE:
            assert (level(after.beat, after.care) or 1) <= (level(before.beat, before.care) or 1)
        case C.TOO_LITTLE_PRESSURE:
            assert (level(after.beat, after.care) or 0) >= (level(before.beat, before.care) or 0)
        case C.PERFECT:
            assert level(after.beat, after.care) == level(before.beat, before.care)
        case C.GO_TO_STEP | C.GO_TO_TITLE:
            assert (after.beat.number, after.phase) == (4, Phase.READING)
        case C.SWITCH_SIDES if before.beat.side is None:
            assert known(after) == known(before)
        case C.SWITCH_SIDES:
            over = before.stage is Stage.CHANGING
            assert (after.beat.side is before.beat.side) is over
            assert after.phase is Phase.READING
        case C.NEXT | C.GO_ON | C.SKIP_STEP | C.SKIP_PART | C.BACK | C.START_OVER:
            assert known(after) != known(before) or after.lines
        case C.LEAVE_OUT:
            assert after.care.out > before.care.out or after.phase is Phase.PAIN
        case C.FIT:
            assert (after.stage, after.place, after.halts) == (
                before.stage,
                before.place,
                before.halts,
            )
        case C.MORE_TIME:
            assert after.paused or after.times != before.times
        case C.UNDO:
            assert after.past == before.past[:-1]
        case C.AREA:
            assert after.care.out > before.care.out or after.halts != before.halts
        case C.YES | C.NO | C.NOT_SURE:
            _is_an_answer(play.session, after)
        case _:
            pytest.fail(f"no effect is told for {command}")


def _without_confirmation(session: Session) -> Session:
    return replace(session, halts=without_confirmation(session))


def _is_an_answer(before: Session, after: Session) -> None:
    match before.phase:
        case Phase.CONFIRMING:
            assert after.phase is not Phase.CONFIRMING
        case Phase.PAIN:
            assert after.phase is Phase.PAIN
        case _ if before.stage is Stage.SCREENING:
            assert known(after) != known(before) or after.lines
        case _:
            assert not after.check_in
            assert known(after) == known(before)


@pytest.mark.parametrize("command", [c for c in Command if c not in NOT_HEARD | COSTLY])
@pytest.mark.parametrize("name", [name for name in SITUATIONS if name.startswith("confirming")])
def test_a_yes_after_something_else_finishes_nothing(name: str, command: Command) -> None:
    play = situation(name)
    asked = command not in allowed(play.session)
    play.order(command, NUMBERS.get(command), NAMES.get(command, ""))
    assert (play.session.phase is Phase.CONFIRMING) is asked


def test_every_command_is_obeyed_somewhere() -> None:
    assert frozenset().union(*ALLOWED.values()) == set(Command) - NEVER


def test_not_understood_sounds_at_most_once_in_a_while() -> None:
    play = situation("holding")
    sounds = []
    for seconds in (0.0, 1.0, 16.0):
        play.pass_time(seconds)
        play.order(Command.AREA, name="hips")
        sounds.append(play.last)
    assert sounds == [(Chime(Sound.UNCLEAR),), (), (Chime(Sound.UNCLEAR),)]


def test_a_late_report_of_something_interrupted_lapses() -> None:
    play = situation("reading")
    spoken = play.session.ticket
    play.order(Command.HOW_LONG)
    for stale in range(spoken + 1):
        assert advance(play.session, SpeechEnded(stale), play.now) == Turn(play.session)
