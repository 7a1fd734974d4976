"""Whole conversations, told as a person would tell them (tests/stories/*.yaml).

Every story is played by the real player with the real phrases and replies; only time is told.
What the guide says has to be told in order, unless "the guide talks on" lets it.
"""

from dataclasses import replace
from functools import cache, partial
from pathlib import Path
from tempfile import TemporaryDirectory
from typing import Any

import pytest
import yaml

from tests.core.room import FOREVER, Room
from voice_guide.adapters.routine_file import load_questions, load_routine, load_techniques
from voice_guide.core import choosing
from voice_guide.core.phrases import Phrasebook, normal
from voice_guide.core.plain import Forms
from voice_guide.core.receiver import Receiver
from voice_guide.core.rhythm import Rhythm
from voice_guide.core.routine import Routine
from voice_guide.core.session import advance, sight
from voice_guide.core.session.allowed import expected
from voice_guide.core.session.rehearsing import in_pass, read_through, timed
from voice_guide.core.session.resuming.offer import offer
from voice_guide.core.session.resuming.taking_up import take_up
from voice_guide.core.session.state import Course, Pace
from voice_guide.language.areas import load_areas
from voice_guide.language.recall import recall_phrasebook
from voice_guide.language.replies import load_words
from voice_guide.language.sentences import load_phrasebook
from voice_guide.player import Conversation
from voice_guide.wiring import recalling

STORIES = Path(__file__).parent / "stories"


def told() -> list[Any]:
    return [
        pytest.param(path, name, id=f"{path.stem}: {name}")
        for path in sorted(STORIES.glob("*.yaml"))
        for name in _sheet(path)["stories"]
    ]


@cache
def _sheet(path: Path) -> Any:
    return yaml.load(path.read_text(encoding="utf-8"), Loader=_PlainWords)  # noqa: S506 - a safe one


class _PlainWords(yaml.SafeLoader):
    """YAML in which yes and no are words that somebody says."""


_PlainWords.yaml_implicit_resolvers = {
    first: [(tag, rule) for tag, rule in rules if not (tag.endswith(":bool") and first in "yYnNoO")]
    for first, rules in yaml.SafeLoader.yaml_implicit_resolvers.items()
}


@pytest.mark.parametrize(("path", "name"), told())
def test_story(path: Path, name: str) -> None:
    conversation, phrasebook = _stage(path)
    telling = Telling(Room(phrasebook), conversation)
    for number, beat in enumerate(_sheet(path)["stories"][name], 1):
        ((what, value),) = beat.items() if isinstance(beat, dict) else ((beat, None),)
        try:
            telling.tell(what, value)
        except AssertionError as error:
            pytest.fail(f"{path.name}: {name}, beat {number}, {beat!r}: {error}", pytrace=False)


@cache
def _stage(path: Path) -> tuple[Conversation[Any], Phrasebook]:
    """What a sheet is about, and what can be said in its stories."""
    sheet = _sheet(path)
    with TemporaryDirectory() as folder:
        if "routines" in sheet:
            return _choice(tuple(_routine(one, Path(folder)) for one in sheet["routines"]))
        course = _course(sheet, Path(folder))
    if sheet.get("rehearsal") == "recall":
        order = sheet.get("order", range(1, len(course.routine.steps) + 1))
        asked = recalling.conversation(recalling.beginning(course, order, "en"))
        return asked, recall_phrasebook("en", steps=len(course.routine.steps))
    known = tuple(Forms().of(Receiver).read(one) for one in sheet.get("receivers", ()))
    begin = partial(advance.begin, course, known=known, receiver=sheet.get("receiver", ""))
    conversation = Conversation(begin, advance.advance, sight.view, expected)
    return conversation, _phrasebook(course, known)


def _choice(routines: tuple[Routine, ...]) -> tuple[Conversation[Any], Phrasebook]:
    """Greeting and offer, before any routine."""
    conversation = Conversation(
        lambda _: choosing.begin(routines, load_words("en")), choosing.advance, choosing.view
    )
    return conversation, load_phrasebook("en", routines=[one.title for one in routines])


def _course(sheet: Any, folder: Path) -> Course:
    course = _session(sheet, folder)
    match sheet.get("rehearsal"):
        case None | "recall":
            return course
        case "read":
            return read_through(course)
        case "trial":
            return timed(course)
        case {"fading": number}:
            return in_pass(course, number)
        case other:
            pytest.fail(f"unknown rehearsal: {other}")


def _session(sheet: Any, folder: Path) -> Course:
    return Course(
        routine=_routine(sheet["routine"], folder),
        words=load_words("en"),
        questions=load_questions(_file(folder, "screening", {"questions": sheet["questions"]}))
        if "questions" in sheet
        else (),
        techniques=load_techniques(_file(folder, "techniques", {"techniques": sheet["techniques"]}))
        if "techniques" in sheet
        else (),
        pace=Pace(sheet.get("pace", "guided")),
        start=sheet.get("start", 1),
        rhythm=Rhythm(sheet.get("cue", "none")),
    )


def _routine(routine: Any, folder: Path) -> Routine:
    about = {"title": "Story", "summary": "A short one.", "credit": "Nobody.", **routine}
    return load_routine(_file(folder, normal(about["title"]).replace(" ", "-"), about))


def _file(folder: Path, name: str, content: Any) -> Path:
    path = folder / f"{name}.yaml"
    path.write_text(yaml.safe_dump(content, sort_keys=False), encoding="utf-8")
    return path


def _phrasebook(course: Course, known: tuple[Receiver, ...]) -> Phrasebook:
    steps = course.routine.steps
    return load_phrasebook(
        "en",
        steps=len(steps) + 20,
        titles={normal(step.title): str(number) for number, step in enumerate(steps, 1)},
        techniques={one.id: one.said for one in course.techniques},
        areas={area: words.said for area, words in load_areas("en").items()},
        receivers=[one.name for one in known],
    )


class Telling:
    """One story as it unfolds."""

    def __init__(self, room: Room, conversation: Conversation[Any]) -> None:
        self._room = room
        self._conversation = conversation
        self._player = room.open(conversation)

    def tell(self, what: str, value: Any) -> None:
        match what:
            case "guide":
                self._guide(value)
            case "guide says something with":
                self._guide_says_with(value)
            case "the guide talks on":
                self._talk_on()
            case "it has begun":
                self._begun()
            case "nothing is said":
                self._nothing_is_said()
            case "you" | "receiver":
                self._talk_on(strict=True)
                self._say(value)
            case "you, over the guide" | "receiver, over the guide":
                self._over_the_guide(value)
            case "somebody mumbles":
                self._room.chimes.clear()
                self._room.mumble(self._player, value)
            case "you type":
                self._room.chimes.clear()
                self._room.type(self._player, value)
            case "part fails":
                self._room.lose(self._player, value)
            case "wait":
                self._room.pass_time(self._player, self._room.now + _seconds(value))
            case _:
                self._look(what, value)

    def _cut(self, question: str) -> None:
        """Some seconds that nobody counted, the offer, a yes, and another room."""
        state, reached = self._player.state, self._room.now
        asked = offer(state, reached)
        assert asked == question, f"it is asked: {asked}"
        self._room = Room(self._room.phrasebook, now=3.0)
        self._player = self._room.open(
            replace(self._conversation, begin=partial(take_up, state, reached))
        )

    def _look(self, what: str, value: Any) -> None:
        match what:
            case "chime":
                chimes = [chime.value for chime in self._room.chimes]
                assert value in chimes, f"the chimes were {chimes}"
            case "no chime":
                assert not self._room.chimes, f"the chimes were {self._room.chimes}"
            case "step":
                assert self._step() == str(value), f"it is {self._step()}"
            case "left":
                left = self._view().left
                assert left is not None, "no hold is on"
                assert abs(left - _seconds(value)) < 0.6, f"{left:.1f} s are left"
            case "time runs":
                assert self._view().running is value, "the time does not"
            case "now":
                assert self._view().phase == value, f"now is {self._view().phase}"
            case "kept out":
                assert list(self._view().kept_out) == value, f"it is {self._view().kept_out}"
            case "voice":
                assert list(self._room.voice) == value, f"it is {self._room.voice}"
            case "listening":
                assert self._room.listening is value, "it does not"
            case "log":
                self._log(value)
            case "finished":
                self._finished(value)
            case _:
                self._keep(what, value)

    def _keep(self, what: str, value: Any) -> None:
        match what:
            case "remembered":
                kept = Forms().of(Receiver | None).write(self._room.remembered)
                assert kept == value, f"it is {kept}"
            case "you see":
                assert self._view().words.splitlines() == value, f"it is {self._view().words!r}"
            case "its title is":
                assert self._view().title == value, f"it is {self._view().title}"
            case "ticked":
                ticked = [line.removeprefix("+ ") for line in self._view().words.splitlines()]
                assert sorted(ticked) == sorted(value), f"it is {ticked}"
            case "you begin to speak":
                self._room.begin_to_speak(self._player)
            case "cue":
                assert self._cue() == value, f"it is {self._cue()}"
            case "forgotten":
                assert self._room.forgotten == value, f"it is {self._room.forgotten}"
            case "the power fails, and it is asked":
                self._cut(value)
            case _:
                pytest.fail(f"unknown beat: {what}")

    def _view(self) -> Any:
        return self._conversation.view(self._player.state, self._room.now)

    def _next_said(self) -> str:
        room = self._room
        while not room.said_by_guide and room.now < FOREVER and room.pass_moment(self._player):
            pass
        assert room.said_by_guide, "the guide says nothing more"
        return room.said_by_guide.popleft()

    def _guide(self, texts: str | list[str]) -> None:
        for text in [texts] if isinstance(texts, str) else texts:
            said = self._next_said()
            assert said == text, f"the guide says: {said}"

    def _guide_says_with(self, part: str) -> None:
        said = self._next_said()
        assert part in said, f"the guide says: {said}"

    def _talk_on(self, *, strict: bool = False) -> None:
        """Until it is silent, in which no time passes beyond its words."""
        room = self._room
        while room.speaking is not None:
            room.pass_time(self._player, room.speaking.ends)
        if strict:
            assert not room.said_by_guide, f"untold: {list(room.said_by_guide)}"
        room.said_by_guide.clear()

    def _begun(self) -> None:
        """The first step is going to be read; what was said before it is told elsewhere."""
        while self._view().number is None:
            assert self._room.pass_moment(self._player), "it never begins"
        while len(self._room.said_by_guide) > 1:
            self._room.said_by_guide.popleft()

    def _nothing_is_said(self) -> None:
        assert not self._room.said_by_guide, f"but: {list(self._room.said_by_guide)}"

    def _say(self, text: str) -> None:
        self._room.chimes.clear()
        self._room.hear(self._player, text)

    def _over_the_guide(self, text: str) -> None:
        room = self._room
        assert room.speaking is not None, "the guide is silent"
        assert not room.said_by_guide, f"untold: {list(room.said_by_guide)}"
        room.pass_time(self._player, (room.now + room.speaking.ends) / 2)
        self._say(text)

    def _step(self) -> str:
        view = self._view()
        side = [f"{view.side} side"] if view.side else []
        pressure = [] if view.pressure is None else [f"pressure {view.pressure}"]
        return ", ".join([str(view.number), *side, *pressure])

    def _log(self, wanted: dict[str, Any]) -> None:
        newest = [e for e in self._room.entries if e.event == wanted["event"]][-1:]
        assert newest, f"there is only {[e.event for e in self._room.entries]}"
        for name, value in wanted.items():
            found = getattr(newest[0], name)
            found = list(found) if isinstance(found, tuple) else found
            assert found == value, f"{name} is {found}"

    def _cue(self) -> list[float] | str:
        """The next three ticks or breaths, in seconds from now; or what there is instead."""
        room = self._room
        if room.pulse is None:
            return "none"
        coming = [start + room.pulse_from - room.now for start in room.pulse.starts]
        return [round(moment, 1) for moment in coming if moment > -0.05][:3]

    def _finished(self, outcome: str) -> None:
        while self._room.pass_moment(self._player):
            pass
        assert self._player.outcome == outcome, f"it is {self._player.outcome}"


def _seconds(text: Any) -> float:
    if isinstance(text, int | float):
        return float(text)
    total = 0.0
    number = 0.0
    for word in text.split():
        if word[0].isdigit():
            number = float(word)
        else:
            total += number * {"s": 1, "min": 60}[word]
    return total
