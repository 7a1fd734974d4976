"""Telling a step from memory: which key points are recognised, `python3 -m benchmarks recall`.

Every step of every shipped routine is told by four synthetic voices, none of them the guide's, in
the step's own short wording; some steps in a learner's own words; and some small talk is said to
every step. It goes through the product's own ears, and what they make of it is compared with what
the same words mean when they are read.
"""

from collections import Counter
from collections.abc import Iterator, Mapping
from contextlib import ExitStack
from dataclasses import dataclass, field
from functools import cache
from pathlib import Path

import numpy as np
import yaml

from benchmarks.hearing.people import Espeak, Flite, Speaker
from voice_guide.core.messages import Answered
from voice_guide.core.recall.state import Recall, Task
from voice_guide.core.rehearsing.judge import grade, judge
from voice_guide.core.rehearsing.points import Point
from voice_guide.core.routine import Routine
from voice_guide.language.recall import recall_phrasebook
from voice_guide.ports import Heard
from voice_guide.settings import Settings
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples
from voice_guide.wiring import library, recalling
from voice_guide.wiring.answering import answering
from voice_guide.wiring.hearing import Ears

ESPEAK = ("en-us+john", "en-us+m7")
FLITE = ("rms", "slt")
OWN_WORDS = Path(__file__).with_name("own_words.yaml")
LANGUAGE = "en"


@dataclass
class Tally:
    """What was recognised of one kind of answer."""

    points: int = 0
    known: int = 0
    """Of them, recognised."""
    others: int = 0
    """Points that were not said, of the step that was asked for."""
    wrong: int = 0
    """Of them, recognised all the same."""
    answers: int = 0
    alike: int = 0
    """Graded as the words that were said."""
    commands: int = 0
    """Obeyed, though nobody gave one."""
    missed: Counter[str] = field(default_factory=Counter)
    """By the name of the point."""

    def add(self, said: str, heard: str, commands: int, state: Recall, task: Task) -> None:
        meant = judge(state.read(said), task.points)
        found = judge(state.read(heard), task.points)
        lost = set(meant.met) - set(found.met)
        self.points += len(meant.met)
        self.known += len(meant.met) - len(lost)
        self.others += len(meant.missing)
        self.wrong += len(set(found.met) - set(meant.met))
        self.answers += 1
        self.alike += grade(meant) is grade(found)
        self.commands += commands
        self.missed.update(_name(point) for point in lost)


def run(*names: str) -> None:
    """Measure with the routines of these names, or with all, and print a table."""
    own = yaml.safe_load(OWN_WORDS.read_text("utf-8"))
    tallies: dict[tuple[str, str], Tally] = {}
    with ExitStack() as files:
        people = _people(files)
        for routine in library.all_routines(print):
            if names and routine.id not in names:
                continue
            told = own["steps"].get(routine.id, {})
            for person in people:
                _measure(routine, person, told, own["talk"], tallies)
            print(f"... {routine.id}", flush=True)
    _print(tallies)


def _people(files: ExitStack) -> tuple[Speaker, ...]:
    return (*(Flite(name) for name in FLITE), *(Espeak(name, files) for name in ESPEAK))


def _measure(
    routine: Routine,
    person: Speaker,
    own: Mapping[int, list[str]],
    talk: list[str],
    tallies: dict[tuple[str, str], Tally],
) -> None:
    course = library.course(routine, Settings())
    state = recalling.beginning(course, range(1, len(routine.steps) + 1), LANGUAGE)

    @cache
    def heard(text: str) -> tuple[str, int]:
        return _heard(routine, person.say(text))

    for kind, number, text in _sayings(state, own, talk):
        tally = tallies.setdefault((kind, person.name), Tally())
        tally.add(text, *heard(text), state, state.tasks[number])


def _sayings(
    state: Recall, own: Mapping[int, list[str]], talk: list[str]
) -> Iterator[tuple[str, int, str]]:
    for number, task in state.tasks.items():
        yield "its short wording", number, task.short
        yield from (("own words", number, text) for text in own.get(number, ()))
        yield from (("small talk", number, text) for text in talk)


def _heard(routine: Routine, sound: Samples) -> tuple[str, int]:
    """What the ears make of it, and how many commands they obeyed."""
    ears = _ears(routine.id)
    silence = np.zeros(SAMPLE_RATE, np.float32)
    whole = np.concatenate([silence, sound, silence])
    texts, commands = [], 0
    for start in range(0, whole.size - BLOCK, BLOCK):
        for found in ears.hear(whole[start : start + BLOCK], start / SAMPLE_RATE):
            commands += isinstance(found, Heard)
            texts += [found.text] if isinstance(found, Answered) else []
    return " | ".join(texts), commands


@cache
def _ears(name: str) -> Ears:
    routine = library.shelf().load(name)
    book, said = recall_phrasebook(LANGUAGE), recalling.answers(routine, LANGUAGE)
    return answering(Settings(), book, said, str, print)


def _name(point: Point) -> str:
    return f"{point.kind.value}: {point.name}"


def _print(tallies: Mapping[tuple[str, str], Tally]) -> None:
    print("| told in | by | points recognised | wrongly recognised | same grade | commands |")
    print("|---|---|---|---|---|---|")
    for (kind, name), tally in sorted(tallies.items()):
        figures = (
            _share(tally.known, tally.points),
            _share(tally.wrong, tally.others),
            _share(tally.alike, tally.answers),
            str(tally.commands),
        )
        print(f"| {kind} | {name} | {' | '.join(figures)} |")
    missed = sum((tally.missed for tally in tallies.values()), Counter[str]())
    print("\nMissed most:", ", ".join(f"{name} {n}" for name, n in missed.most_common(15)))


def _share(part: int, whole: int) -> str:
    return f"{100 * part / whole:.1f} % ({part} of {whole})" if whole else "-"
