"""What was not meant for the guide: other people's speech, music, noise, small talk, words."""

from collections import Counter
from collections.abc import Sequence

import numpy as np

from benchmarks.hearing import recordings
from benchmarks.hearing.listeners import RIVALS, ours
from benchmarks.hearing.people import LEVEL, levelled, people
from benchmarks.hearing.report import Finding, Row, percent, table
from benchmarks.hearing.scene import Decision, Listener, Said, outcomes, scene
from voice_guide.core.commands import CLASS_OF, Command, CommandClass
from voice_guide.core.phrases import Phrasebook
from voice_guide.core.units import Seconds
from voice_guide.sound.level import ratio
from voice_guide.sound.samples import BLOCK, SAMPLE_RATE, Samples

_SPEECH: Seconds = 42 * 60
_NOISE: Seconds = 4 * 60
_RIVALS_HEAR: Seconds = 3 * 60

_TURNS = range(8)
"""Each sentence is said by everybody, one in each round."""

SMALL_TALK = (
    "we are going to the seaside next week",
    "oh that feels good don't stop talking to me",
    "he lives on the other side of town",
    "I told her to wait until the next train comes",
    "my sister had to go back to the hospital again",
    "it is much too hot for this time of the year",
    "did you finish the book I gave you",
    "could you pass me the oil please",
    "we had to pause the film twice last night",
    "the bus stop is right in front of the house",
    "she said yes before he had asked",
    "there is no more bread in the kitchen",
    "I was ready to leave at half past seven",
    "the second step of the ladder is broken",
    "my neck has been stiff since I moved the piano",
    "you know it hurts me to say that about him",
    "the children were louder than the music",
    "okay so what happened after that",
    "I need to skip lunch tomorrow",
    "they want to change the routine at the office",
    "that was less than I had expected to pay",
    "why did he not just call you",
    "left of the church there is a little shop",
    "hold on to that job it is a good one",
)
_COMMANDS_AMONG_WORDS = ("stop", "yes", "no")
_OTHER_STEPS = frozenset(
    {
        *(Command.NEXT, Command.GO_ON, Command.BACK, Command.SWITCH_SIDES, Command.START_OVER),
        *(Command.SKIP_STEP, Command.SKIP_PART, Command.GO_TO_STEP, Command.GO_TO_TITLE),
        *(Command.UNDO, Command.FIT),
        *(command for command, kind in CLASS_OF.items() if kind is CommandClass.COSTLY),
    }
)
"""They move to another step, or may; a costly one would ask for a yes before."""


def other_people(book: Phrasebook) -> Finding:
    """Minutes of speech, noise, music and small talk, none of it meant."""
    ears = ours(book)
    small_talk = _small_talk()
    minutes = 0.0
    lines: list[tuple[object, ...]] = []
    false: list[Decision] = []
    sounds = {"small talk (synthetic)": small_talk, **_recorded()}
    for name, sound in sounds.items():
        found = ears(sound)
        false += found
        minutes += _minutes(sound)
        lines.append((f"{name}, {_minutes(sound):.0f} min", "voice_guide", *counts(found)))
    for name, rival in RIVALS.items():
        if rival.there and rival.every == 1:
            lines += _rivals(name, rival.make(book), sounds)
    moved, urgent, others, _ = counts(false)
    what = "speech, music and noise of others, small talk"
    if not recordings.there():
        what = f"small talk; the rest is {recordings.MISSING}"
    row = Row(
        f"{what}: {minutes:.0f} of the 60 minutes",
        "0 steps moved, at most 1 urgent",
        f"{moved} steps moved, {urgent} urgent; {others} that moved no step",
        # A shorter sample can fail the goal, but not reach it.
        False if moved or urgent > 1 else None if minutes < 60 else True,
    )
    heads = ("sound", "", "steps moved", "urgent", "others", "obeyed")
    return Finding((row,), "### Not meant for the guide\n\n" + table(heads, lines))


def real_words(book: Phrasebook) -> Finding:
    """Single words of real people, some of which are commands."""
    if not recordings.there():
        return Finding(
            (Row("single words of real people", "wrongly below 1 %", recordings.MISSING),)
        )
    by_word: dict[str, list[Said]] = {}
    for file in recordings.files("words"):
        word = file.name.split("__")[0]
        said = by_word.setdefault(word, [])
        if len(said) < 30:
            said.append(Said(word, book.understand(word), levelled(recordings.read(file))))
    whole = scene([one for said in by_word.values() for one in said], gap=1.2)
    found = outcomes(whole, ours(book)(whole.sound))
    lines = []
    for word in by_word:
        these = [one for one in found if one.said.phrase == word]
        right = sum(o.right for o in these) if these[0].said.meaning else "no command"
        wrong = Counter(f'"{d.text}"' for o in these if o.wrong for d in o.decisions)
        told = ", ".join(f"{text} {n}" for text, n in wrong.most_common())
        lines.append((word, len(these), right, sum(o.wrong for o in these), told))
    lines.sort(key=lambda line: (line[2] == "no command", -int(line[1])))
    wrong_all = sum(o.wrong for o in found)
    shares = [
        f"{line[0]} {line[2]} of {line[1]}" for line in lines if line[0] in _COMMANDS_AMONG_WORDS
    ]
    row = Row(
        "single words of real people, all commands in the grammar",
        "wrongly below 1 %",
        f"wrongly {percent(wrong_all, len(found))}; obeyed: {', '.join(shares)}",
        wrong_all < 0.01 * len(found),
    )
    heads = ("word", "said", "obeyed", "wrongly", "taken for")
    return Finding((row,), "### Single words of real people\n\n" + table(heads, lines))


def _small_talk() -> Samples:
    silence = np.zeros(SAMPLE_RATE, np.float32)
    with people() as everybody:
        parts = [
            part
            for shift in _TURNS
            for n, sentence in enumerate(SMALL_TALK)
            for part in (everybody[(n + shift) % len(everybody)].say(sentence), silence)
        ]
    return _whole(np.concatenate(parts))


def _recorded() -> dict[str, Samples]:
    if not recordings.there():
        return {}
    loud = ratio(LEVEL - 5)
    return {
        "people reading and announcing": _whole(recordings.of_people(_SPEECH)),
        "noise": _whole(recordings.track("noise", _NOISE, 13.0) * loud),
        "music": _whole(recordings.track("music", _NOISE, 48.0) * loud),
    }


def _rivals(name: str, rival: Listener, sounds: dict[str, Samples]) -> list[tuple[object, ...]]:
    lines: list[tuple[object, ...]] = []
    for what, sound in sounds.items():
        part = sound[: round(_RIVALS_HEAR * SAMPLE_RATE)]
        lines.append((f"{what}, {_minutes(part):.0f} min", name, *counts(rival(part))))
    return lines


def counts(found: Sequence[Decision]) -> tuple[int, int, int, str]:
    """How many move to another step, stop or soften at once, and do neither; and what."""
    moved = sum(one.meaning.command in _OTHER_STEPS for one in found)
    urgent = sum(CLASS_OF[one.meaning.command] is CommandClass.URGENT for one in found)
    texts = Counter(one.text for one in found).most_common(6)
    told = ", ".join(f'"{text}"' + (f" x {n}" if n > 1 else "") for text, n in texts)
    return moved, urgent, len(found) - moved - urgent, told


def _minutes(sound: Samples) -> float:
    return sound.size / SAMPLE_RATE / 60


def _whole(sound: Samples) -> Samples:
    return np.pad(sound, (0, -sound.size % BLOCK))
