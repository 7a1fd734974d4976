"""Commands over the guide's own voice, which comes back into its microphone."""

import time
from collections.abc import Sequence

import numpy as np

from benchmarks.hearing.people import Speaker, strangers
from benchmarks.hearing.report import Finding, Row, milliseconds, percent, table
from benchmarks.hearing.scene import Decision, Outcome, Said, Scene, hum, outcomes
from benchmarks.hearing.walls import DRIFTING, ROOMS, Walls
from voice_guide.adapters.pyttsx3_voice import Pyttsx3Voice
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.units import Decibels, Seconds
from voice_guide.language.sentences import command_table
from voice_guide.mouth import REMEMBERED
from voice_guide.ports import Heard
from voice_guide.sound.echo import EchoCanceller
from voice_guide.sound.echo_path import decay
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples
from voice_guide.wiring import library
from voice_guide.wiring.doubting import Doubting, Ears
from voice_guide.wiring.hearing import new_ears

_LEAD: Seconds = 12.0
_EVERY: Seconds = 3.5
_STEADY, _APART = "2 rooms", "clocks 20 and 100 ppm apart"
_GOALS = {(0.0, _STEADY): 85, (-6.0, _STEADY): 95, (0.0, _APART): 85}
"""Per cent that are to be obeyed, by the echo's level and where."""


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
    runs: list[tuple[Decibels | None, Walls, bool]] = [(None, ROOMS[1], False)]
    runs += [(level, walls, True) for level in (0.0, -6.0) for walls in ROOMS[1:]]
    runs += [(0.0, walls, True) for walls in DRIFTING]
    runs += [(0.0, ROOMS[1], False)]
    lines, costs, steady = [], [0.0], [0.0]
    together: dict[tuple[Decibels, str], list[Outcome]] = {key: [] for key in _GOALS}
    for level, walls, cleaned in runs:
        ears = new_ears(None, book, guide.spoken if level is not None else str)
        heard = near.sound if level is None else near.sound + walls.echo(guide.sound, level)
        decisions, seconds = _listen(heard, guide, ears, cleaned=cleaned)
        found = outcomes(near, decisions)
        if cleaned and level is not None:
            together[level, _APART if walls.drift else _STEADY] += found
            costs.append(seconds / (60 * near.minutes))
            steady += [] if walls.drift else costs[-1:]
        lines.append(
            (
                "none" if level is None else f"{level:+.0f} dB",
                walls if level is not None else "",
                "yes" if cleaned else "no",
                percent(sum(o.right for o in found), len(found)),
                percent(sum(o.wrong for o in found), len(found)),
                milliseconds([o.delay for o in found if o.right]),
                f"{seconds / (60 * near.minutes):.3f}",
                ", ".join(o.said.phrase for o in found if not o.right),
            )
        )
    rows = [
        Row(
            f"commands over its own voice, echo {level:+.0f} dB, {where}, 4 fresh voices",
            f"{goal} % obeyed",
            f"{percent(sum(o.right for o in found), len(found))}, "
            f"wrongly {percent(sum(o.wrong for o in found), len(found))}",
            100 * sum(o.right for o in found) >= goal * len(found),
        )
        for ((level, where), goal), found in zip(_GOALS.items(), together.values(), strict=True)
    ]
    rows.append(
        Row(
            "ears with echo removal, guide and people speaking all the time",
            "real-time factor 0.05 on one core",
            f"{max(costs):.3f} at most, {max(steady):.3f} where clocks agree (processor time)",
            max(costs) <= 0.05,
        )
    )
    heads = ("echo", "room", "removed", "obeyed", "wrongly", "delay, ms", "factor", "missed")
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


def _listen(
    heard: Samples,
    guide: _Guide,
    ears: Ears,
    *,
    cleaned: bool,
) -> tuple[list[Decision], Seconds]:
    """What is obeyed, and the processor time that it took."""
    canceller = EchoCanceller()
    hear = Doubting(ears, canceller, guide.spoken).hear
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
