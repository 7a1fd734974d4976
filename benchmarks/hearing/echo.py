"""The guide in its own microphone: does it obey itself, and are people heard over it?"""

import time
from collections.abc import Callable, Sequence
from dataclasses import dataclass

import numpy as np

from benchmarks.hearing.people import Speaker, strangers
from benchmarks.hearing.report import Finding, Row, milliseconds, percent, table
from benchmarks.hearing.scene import Decision, Outcome, Said, Scene, hum, outcomes
from benchmarks.hearing.table import Room, visit
from voice_guide.adapters.pyttsx3_voice import Pyttsx3Voice
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.record import HeardLine
from voice_guide.core.units import Decibels, Seconds
from voice_guide.language.sentences import command_table
from voice_guide.mouth import REMEMBERED
from voice_guide.ports import Heard
from voice_guide.sound.echo import EchoCanceller
from voice_guide.sound.echo_path import EchoPath, decay
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples
from voice_guide.wiring import library
from voice_guide.wiring.hearing import new_ears


@dataclass(frozen=True, slots=True)
class _Walls:
    """A simulated room."""

    reverberation: Seconds
    delay: Seconds
    seed: int

    def path(self, level: Decibels) -> EchoPath:
        return EchoPath(level, self.delay, decay(self.reverberation, self.seed))

    def __str__(self) -> str:
        return f"{self.reverberation} s of reverberation, {1000 * self.delay:.0f} ms of delay"


_ROOMS = (_Walls(0.15, 0.03, 41), _Walls(0.3, 0.08, 42), _Walls(0.5, 0.15, 43))
_ROUTINES = (
    ("hot-stones", "trigger-points", "foam-roller"),
    ("four-step-upper-back", "ball-self-massage", "massage-tools"),
)
"""Of the rooms in turn; the first three at 0 dB, the others at +6 dB."""
_LONGEST: Seconds = 80.0
"""Of a visit; the canceller takes its time, and the whole run is bounded."""

_LEAD: Seconds = 12.0
_EVERY: Seconds = 3.5


def self_triggers() -> Finding:
    """Routines performed by the whole product with nobody in the room."""
    lines, total, minutes, broken_off = [], 0, 0.0, 0
    for level, names in zip((0.0, 6.0), _ROUTINES, strict=True):
        for walls, name in zip(_ROOMS, names, strict=True):
            room = Room(echo=_noisy(walls.path(level)), clean=EchoCanceller().clean_once_settled)
            found = visit(library.shelf().load(name), room, _LONGEST)
            heard = [f'"{one.text}" at {at:.0f} s' for at, one in found.times(HeardLine)]
            total += len(heard)
            minutes += found.sounding / 60
            broken_off += not found.whole
            length = f"{found.lasted / 60:.1f} min" + ("" if found.whole else ", broken off")
            speech = f"{found.sounding / 60:.1f} min"
            lines.append((name, f"{level:+.0f} dB", walls, length, speech, ", ".join(heard)))
    row = Row(
        f"self-triggers of 6 shipped routines, {minutes:.0f} minutes of speech, {broken_off} "
        "broken off before the end, 3 rooms, echo 0 and +6 dB",
        "0, whole routines",
        str(total),
        False if total else None if broken_off else True,
    )
    heads = ("routine", "echo", "room", "lasted", "spoken", "obeyed, though nobody spoke")
    return Finding((row,), "### In its own microphone\n\n" + table(heads, lines))


def over_own_voice() -> Finding:
    """Commands by four people who are as loud as the guide is at 0 dB."""
    routine = library.shelf().load("reverse-presses-and-neck")
    book = library.phrasebook(routine, "en")
    table_of = command_table("en")
    phrases = [
        phrase
        for command in table_of
        for phrase in table_of[command][:1]
        if (meaning := book.understand(phrase)) is not None and meaning.command is command
    ]
    with strangers() as everybody:
        near = _people(phrases, everybody, book)
    guide = _Guide([step.say for step in routine.steps], near.sound.size)
    runs: list[tuple[Decibels | None, _Walls, bool]] = [(None, _ROOMS[1], False)]
    runs += [(level, walls, True) for level in (0.0, -6.0) for walls in _ROOMS[1:]]
    runs += [(0.0, _ROOMS[1], False)]
    lines, costs = [], []
    together: dict[Decibels, list[Outcome]] = {0.0: [], -6.0: []}
    for level, walls, cleaned in runs:
        ears = new_ears(None, book, guide.spoken if level is not None else str)
        heard = near.sound if level is None else near.sound + guide.echo(walls.path(level))
        decisions, seconds = _listen(heard, guide, ears.hear, cleaned=cleaned)
        found = outcomes(near, decisions)
        if cleaned and level is not None:
            together[level] += found
            costs.append(seconds / (60 * near.minutes))
        lines.append(
            (
                "none" if level is None else f"{level:+.0f} dB",
                walls if level is not None else "",
                "yes" if cleaned else "no",
                percent(sum(o.right for o in found), len(found)),
                percent(sum(o.wrong for o in found), len(found)),
                milliseconds([o.delay for o in found if o.right]),
                ", ".join(o.said.phrase for o in found if not o.right),
            )
        )
    rows = [
        Row(
            f"commands over its own voice, echo {level:+.0f} dB, 2 rooms, 4 fresh voices",
            f"{goal} % obeyed",
            f"{percent(sum(o.right for o in found), len(found))}, "
            f"wrongly {percent(sum(o.wrong for o in found), len(found))}",
            100 * sum(o.right for o in found) >= goal * len(found),
        )
        for (level, found), goal in zip(together.items(), (85, 95), strict=True)
    ]
    rows.append(
        Row(
            "ears with echo removal, guide and people speaking all the time",
            "real-time factor 0.05 on one core",
            f"{max(costs):.3f} at most (processor time)",
            max(costs) <= 0.05,
        )
    )
    heads = ("echo", "room", "removed", "obeyed", "wrongly", "delay, ms", "missed")
    return Finding(
        tuple(rows),
        f"### Over its own voice: {len(phrases)} commands a line, one each {_EVERY} s\n\n"
        + table(heads, lines),
    )


def _people(phrases: Sequence[str], everybody: Sequence[Speaker], book: Phrasebook) -> Scene:
    """Each phrase by the next person, in a small room of their own."""
    frames = round((_LEAD + _EVERY * len(phrases)) * SAMPLE_RATE) // BLOCK * BLOCK
    whole: Samples = np.zeros(frames, np.float32)
    said = []
    for number, phrase in enumerate(phrases):
        dry = everybody[number % len(everybody)].say(phrase)
        wet = np.convolve(dry, decay(0.2, 50 + number % len(everybody)))[: dry.size + 1600]
        start = round((_LEAD + _EVERY * number) * SAMPLE_RATE)
        whole[start : start + wet.size] += wet.astype(np.float32)
        said.append(Said(phrase, book.understand(phrase), dry, start / SAMPLE_RATE))
    return Scene(whole + hum(whole.size, 61), tuple(said))


class _Guide:
    """The guide's own voice reading sentences without a rest, and what it says when."""

    def __init__(self, sentences: Sequence[str], frames: int) -> None:
        voice = Pyttsx3Voice()
        try:
            rendered = [voice.render(sentence) for sentence in sentences]
        finally:
            voice.close()
        sounds: list[Samples] = []
        self._texts: list[tuple[Seconds, Seconds, str]] = []
        at = 0
        while at < frames:
            turn = len(sounds) % len(rendered)
            sounds.append(rendered[turn])
            end = at + rendered[turn].size
            self._texts.append((at / SAMPLE_RATE, end / SAMPLE_RATE, sentences[turn]))
            at = end
        self.sound = np.concatenate(sounds)[:frames]
        self.now: Seconds = 0.0

    def spoken(self) -> str:
        return " ".join(
            text for start, end, text in self._texts if start < self.now <= end + REMEMBERED
        )

    def echo(self, path: EchoPath) -> Samples:
        return path(self.sound)


def _listen(
    heard: Samples,
    guide: _Guide,
    hear: Callable[[Samples, Seconds], Sequence[object]],
    *,
    cleaned: bool,
) -> tuple[list[Decision], Seconds]:
    """What is obeyed, and the processor time that it took."""
    canceller = EchoCanceller()
    found = []
    start = time.process_time()
    for number, (block, sent) in enumerate(
        zip(heard.reshape(-1, BLOCK), guide.sound.reshape(-1, BLOCK), strict=True), start=1
    ):
        guide.now = number * BLOCK / SAMPLE_RATE
        clean = canceller.clean_once_settled(block, sent) if cleaned else block
        found += [
            Decision(guide.now, one.text, one.order)
            for one in hear(clean, guide.now)
            if isinstance(one, Heard)
        ]
    return found, time.process_time() - start


def _noisy(path: EchoPath) -> Callable[[Samples], Samples]:
    """An echo in a room that hums, too; no work while nothing has been played for a second."""
    noise = hum(SAMPLE_RATE * 7, 62)
    at = silent = 0

    def echo(played: Samples) -> Samples:
        nonlocal at, silent
        at = (at + played.size) % (noise.size - played.size)
        silent = 0 if played.any() else silent + played.size
        humming = noise[at : at + played.size]
        return humming if silent > SAMPLE_RATE else path(played) + humming

    return echo
