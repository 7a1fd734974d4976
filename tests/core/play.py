"""A session played by hand, event by event, with speech and alarms that take virtual time."""

from collections.abc import Callable
from dataclasses import dataclass, field

from voice_guide.core.beats import speaking_time
from voice_guide.core.body import Area
from voice_guide.core.commands import Command, Understood
from voice_guide.core.messages import (
    Action,
    Event,
    Finish,
    Hush,
    Say,
    Sleep,
    SpeechEnded,
    TimeUp,
    Wake,
    Write,
)
from voice_guide.core.record import Entry
from voice_guide.core.routine import Part, Routine, Side, Sides, Step
from voice_guide.core.screening import Question
from voice_guide.core.session.advance import advance, begin
from voice_guide.core.session.state import Course, Pace, Session, Stage
from voice_guide.core.techniques import Technique
from voice_guide.core.units import Seconds
from voice_guide.language.replies import load_words

ROUTINE = Routine(
    id="story",
    title="Story",
    summary="A short one.",
    equipment=("A towel.",),
    position="They lie on their belly.",
    parts=(
        Part(
            "Beginning",
            (
                Step(
                    "Stroke",
                    "Stroke down the back. Keep contact.",
                    areas=(Area.MID_BACK,),
                    technique="effleurage",
                    hold=60.0,
                    pressure=3,
                    check_ins=(20.0,),
                    gentler="Let your hands rest.",
                    why="It calms.",
                    short="Stroke down.",
                ),
                Step(
                    "Shoulder",
                    "Knead the left shoulder.",
                    areas=(Area.SHOULDERS, Area.NECK),
                    sides=Sides.EACH,
                    hold=40.0,
                    pressure=2,
                    cautions=("Stay off the spine.",),
                ),
                Step("Count", "Press up the spine.", repetitions=3, seconds_each=4.0, sets=2),
            ),
        ),
        Part(
            "Arms",
            (
                Step("Arm", "Glide down the right arm.", areas=(Area.ARMS,), hold=30.0, pressure=1),
                Step("Hand", "Hold the right hand.", areas=(Area.HANDS,), hold=15.0),
            ),
            sides=Sides.EACH,
            first=Side.RIGHT,
        ),
        Part(
            "Ending",
            (
                Step(
                    "Stone",
                    "Lay a warm stone on the lower back.",
                    areas=(Area.LOWER_BACK,),
                    technique="hot_stone",
                    hold=100.0,
                    heat=True,
                    check_ins=(50.0,),
                ),
                Step(
                    "Rest",
                    "Rest your hands on the neck and back.",
                    areas=(Area.NECK, Area.MID_BACK),
                ),
            ),
        ),
    ),
    aftercare=("Drink some water.", "Get up slowly."),
)
TECHNIQUES = (
    Technique("effleurage", "Effleurage", ("effleurage",), "Long gliding strokes.", "They calm."),
)
QUESTIONS = (
    Question("illness", "Is there a fever?", stop=True, advice="Rest."),
    Question("condition", "Is there a condition?", clinician=True, pressure_at_most=2),
    Question("skin", "Is there a wound?", ask_where=True, advice="It is left out."),
    Question("heat", "Is any skin numb?", leave_out_heat=True, advice="Then no stones."),
)


def course(
    *,
    questions: tuple[Question, ...] = (),
    pace: Pace = Pace.GUIDED,
    routine: Routine = ROUTINE,
    start: int = 1,
) -> Course:
    return Course(routine, load_words("en"), questions, TECHNIQUES, pace, start)


@dataclass
class Play:
    """What the session asked for, and the clock."""

    session: Session
    now: Seconds = 0.0
    speech: tuple[int, Seconds] | None = None
    """The ticket of what is being said, and when it will be out."""
    alarm: tuple[int, Seconds] | None = None
    outcome: str | None = None
    last: tuple[Action, ...] = ()
    """What the last event led to."""
    said: list[str] = field(default_factory=list)
    entries: list[tuple[Seconds, Entry]] = field(default_factory=list)

    @classmethod
    def of(cls, story: Course) -> "Play":
        turn = begin(story)
        play = cls(turn.session)
        play.perform(turn.actions)
        return play

    def take(self, event: Event) -> None:
        turn = advance(self.session, event, self.now)
        self.session = turn.session
        self.perform(turn.actions)

    def order(self, command: Command, number: int | None = None, name: str = "") -> None:
        self.take(Understood(command, number, name))

    def perform(self, actions: tuple[Action, ...]) -> None:
        self.last = actions
        for action in actions:
            match action:
                case Say(text, ticket):
                    self.speech = (ticket, self.now + speaking_time(text))
                    self.said.append(text)
                case Hush():
                    self.speech = None
                case Wake(at, ticket):
                    self.alarm = (ticket, at)
                case Sleep():
                    self.alarm = None
                case Write(entry):
                    self.entries.append((self.now, entry))
                case Finish(outcome):
                    self.outcome = outcome
                case _:
                    pass

    def happen(self, until: Seconds = float("inf")) -> bool:
        """Let the next thing happen that is due up to then; False when there is none."""
        waiting = [one for one in (self.speech, self.alarm) if one is not None]
        moment = min((at for _, at in waiting), default=float("inf"))
        if moment > until or self.outcome is not None or not waiting:
            return False
        self.now = max(self.now, moment)
        if self.speech is not None and self.speech[1] <= moment:
            ticket, self.speech = self.speech[0], None
            self.take(SpeechEnded(ticket))
        elif self.alarm is not None:
            ticket, self.alarm = self.alarm[0], None
            self.take(TimeUp(ticket))
        return True

    def pass_time(self, seconds: Seconds) -> None:
        until = self.now + seconds
        while self.happen(until):
            pass
        self.now = until

    def until(self, there: Callable[[Session], bool]) -> None:
        """Let things happen until the session is there."""
        while not there(self.session):
            assert self.happen(), f"stuck in {self.session.phase}"

    def until_stage(self, stage: Stage) -> None:
        self.until(lambda s: s.stage is stage)

    def until_silent(self) -> None:
        while self.speech is not None:
            assert self.happen()

    def to_the_end(self, within: Seconds = 3 * 3600.0) -> None:
        while self.now < within and self.happen():
            pass

    def all(self, kind: type[object]) -> list[object]:
        return [entry for _, entry in self.entries if isinstance(entry, kind)]
