"""The course of a calibration, beat by beat."""

from voice_guide.core import calibration
from voice_guide.core.calibration import ANSWER, Ask, Calibrating, Line, Quiet, advance, begin
from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import (
    Deserted,
    Event,
    Finish,
    Hush,
    PartFailed,
    Say,
    SpeechEnded,
    TimeUp,
    Unclear,
    Wake,
)
from voice_guide.core.units import Seconds

NEXT = Understood(Command.NEXT)
ASK = Ask("Please say: next.", "Once more: next.", "next", NEXT)


class Room:
    """Carries out what is asked for, and keeps what was said."""

    def __init__(self, *beats: calibration.Beat) -> None:
        self.now: Seconds = 0.0
        self.said: list[str] = []
        self.outcome = ""
        self._ticket = self._alarm = 0
        self._due: Seconds = 0.0
        self.state = Calibrating(())
        self._carry_out(begin(beats, 0.0))

    def speak_out(self) -> None:
        self.now += 2.0
        self.take(SpeechEnded(self._ticket))

    def wait(self) -> None:
        self.now = self._due
        self.take(TimeUp(self._alarm))

    def hear(self, command: Command) -> None:
        self.take(Understood(command, spoken_at=self.now))

    def take(self, event: Event) -> None:
        self._carry_out(advance(self.state, event, self.now))

    def _carry_out(self, turn: calibration.Turn) -> None:
        self.state = turn.session
        for action in turn.actions:
            match action:
                case Say(text, self._ticket):
                    self.said.append(text)
                case Say(text, ticket):
                    self.said.append(text)
                    self._ticket = ticket
                case Wake(at, ticket):
                    self._due, self._alarm = at, ticket
                case Finish(outcome):
                    self.outcome = outcome
                case _:
                    pass


def test_it_speaks_is_quiet_asks_and_is_answered() -> None:
    room = Room(Line("Quiet, please."), Quiet(3.0), ASK)
    room.speak_out()
    room.wait()
    assert room.said == ["Quiet, please.", "Please say: next."]
    room.speak_out()
    room.hear(Command.NEXT)
    assert room.outcome == "completed"
    spoken, quiet, asked = room.state.done
    assert (spoken.began, spoken.ended) == (0.0, 2.0)
    assert quiet.ended - quiet.began == 3.0
    assert asked.answer == NEXT


def test_a_phrase_is_asked_for_twice_and_then_counts_as_missed() -> None:
    room = Room(ASK)
    room.speak_out()
    started = room.now
    room.wait()
    assert room.now - started == ANSWER
    room.speak_out()
    room.hear(Command.BACK)
    assert room.said == ["Please say: next.", "Once more: next."]
    assert room.outcome == "completed"
    assert room.state.done[0].answer is None


def test_what_was_hardly_understood_is_asked_for_again_at_once() -> None:
    room = Room(ASK)
    room.speak_out()
    room.take(Unclear("next"))
    assert room.said[-1] == "Once more: next."


def test_an_answer_over_the_question_counts_and_cuts_it_off() -> None:
    room = Room(ASK)
    turn = advance(room.state, Understood(Command.NEXT, spoken_at=1.0), 1.0)
    assert Hush() in turn.actions
    assert turn.session.outcome == "completed"


def test_what_is_typed_is_no_answer_but_can_stop_it() -> None:
    room = Room(ASK)
    room.speak_out()
    room.take(NEXT)
    assert len(room.state.done) == 0
    room.take(Understood(Command.STOP))
    assert room.outcome == "stopped"


def test_stop_ends_it_unless_it_was_asked_for() -> None:
    asked = Ask("Please say: stop.", "Stop?", "stop", Understood(Command.STOP))
    room = Room(asked, ASK)
    room.speak_out()
    room.hear(Command.STOP)
    assert room.said == ["Please say: stop.", "Please say: next."]
    room.hear(Command.STOP)
    assert room.outcome == "stopped"


def test_without_a_microphone_or_anybody_it_ends() -> None:
    for event in (PartFailed("microphone", "gone"), Deserted()):
        room = Room(ASK)
        room.take(event)
        assert room.outcome == "ended"
    room = Room(ASK)
    room.take(PartFailed("loudspeaker", "gone"))
    assert not room.outcome
