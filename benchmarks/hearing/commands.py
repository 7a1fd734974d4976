"""Commands by eight people: how soon, how surely, in quiet and in noise, beside the rivals."""

import time
from collections.abc import Mapping, Sequence
from pathlib import Path

from benchmarks.hearing import recordings
from benchmarks.hearing.at_best import AROUND, at_best
from benchmarks.hearing.listeners import RIVALS, ours, vosk_example
from benchmarks.hearing.people import LEVEL, people
from benchmarks.hearing.report import Finding, Row, high, middle, milliseconds, percent, table
from benchmarks.hearing.scene import Outcome, Said, Scene, outcomes, scene
from voice_guide.core.commands import Command, CommandClass
from voice_guide.core.phrases import Phrasebook
from voice_guide.language.sentences import command_table
from voice_guide.sound.level import ratio
from voice_guide.sound.samples import SAMPLE_RATE

_CLASSES = (CommandClass.URGENT, CommandClass.MOVING, CommandClass.COSTLY)
_GOALS = {None: 99.0, 20: 98.0, 10: 95.0, 5: 85.0}
_AT_BEST = (
    "So many decibels lie between the mean power of the voice while it speaks and that of the "
    f"noise. At best: the model is given nothing but the phrase and {AROUND} s around it, its "
    "noise turned down as the ears do, and the likeliest command is taken, however unlikely. What "
    "is missing there is the model's, but for the little that ears may gain from hearing more."
)
_TAUGHT = "the model was partly trained with these noises and two of the five pieces of music"


def said_by_all(book: Phrasebook) -> list[Said]:
    """Each command by each person; the first wording by one half of them, the second by the other.

    Only phrases that a session of the routine understands.
    """
    listed = command_table("en")
    with people() as everybody:
        return [
            Said(phrase, meaning, person.say(phrase))
            for number, person in enumerate(everybody)
            for command in listed
            for phrase in [_wording(listed[command], number)]
            for meaning in [book.understand(phrase)]
            if meaning is not None and meaning.command is command
        ]


def _wording(wordings: Sequence[str], person: int) -> str:
    return wordings[person % min(2, len(wordings))]


def quiet(book: Phrasebook, said: Sequence[Said]) -> Finding:
    """How soon and how surely, each way of listening on the same sound."""
    whole = scene(said)
    start = time.process_time()
    found = outcomes(whole, ours(book)(whole.sound))
    cost = (time.process_time() - start) / (60 * whole.minutes)
    others = {}
    for name, rival in RIVALS.items():
        if rival.there:
            part = whole if rival.every == 1 else scene(said[:: rival.every])
            others[name] = outcomes(part, rival.make(book)(part.sound))
    return Finding(
        (*_speed(found, others), _share(found, "clean", _GOALS[None])),
        "\n\n".join(
            (
                f"### In quiet: {len(said)} commands, {whole.minutes:.0f} minutes",
                (
                    "End of the phrase to the decision in ms, median (95th percentile), of what "
                    "was obeyed rightly; PocketSphinx heard every fifth phrase. Before the end is "
                    "negative. A block of 20 ms is counted whole."
                ),
                _compared({"voice_guide": found, **others}),
                (
                    f"Ears on this sound, two thirds of it silence: real-time factor {cost:.3f}, "
                    "loading included."
                ),
                "By command (all voices, both wordings):",
                _by_command(found),
            )
        ),
    )


def noisy(book: Phrasebook, said: Sequence[Said]) -> Finding:
    """A quarter of the commands over noise and music."""
    if not recordings.there():
        return Finding((Row("commands over noise and music", "98, 95, 85 %", recordings.MISSING),))
    clean, ears, rival = scene(said[::4]), ours(book), vosk_example(book)
    rows, lines = [], []
    for level in (20, 10, 5):
        both: list[Outcome] = []
        for kind in ("noise", "music"):
            mixed = _over(clean, kind, level)
            found = outcomes(mixed, ears(mixed.sound))
            best = at_best(mixed, book)
            both += found
            others = outcomes(mixed, rival(mixed.sound)) if level == 10 else []
            lines.append(
                (
                    f"{level} dB, {kind}",
                    _right(found),
                    _wrong(found),
                    percent(sum(best), len(best)),
                    milliseconds([one.delay for one in found if one.right]),
                    _right(others) if others else "",
                    _wrong(others) if others else "",
                )
            )
        rows.append(_share(both, f"{level} dB, noise and music", _GOALS[level]))
    heads = (
        *("over", "obeyed", "wrongly", "the model at best", "delay, ms"),
        *("Vosk's example obeyed", "wrongly"),
    )
    return Finding(
        tuple(rows),
        "\n\n".join(
            (
                f"### Over noise and music: {len(clean.said)} commands a line",
                f"Pieces of 6 s of every recording in turn; {_TAUGHT}.",
                _AT_BEST,
                table(heads, lines),
            )
        ),
    )


def in_all(book: Phrasebook, said: Sequence[Said], model: Path) -> list[tuple[str, str, str]]:
    """How surely with this model, in quiet and over noise and music: where, obeyed, wrongly."""
    clean, ears = scene(said), ours(book, model)
    mixed = {
        f"{level} dB, {kind}": _over(clean, kind, level)
        for level in (20, 10, 5)
        for kind in ("noise", "music")
        if recordings.there()
    }
    found = {
        where: outcomes(each, ears(each.sound))
        for where, each in {"in quiet": clean, **mixed}.items()
    }
    return [(where, _right(each), _wrong(each)) for where, each in found.items()]


def _over(clean: Scene, kind: str, level: float) -> Scene:
    track = recordings.track(kind, clean.sound.size / SAMPLE_RATE)
    return Scene(clean.sound + track * ratio(LEVEL - level), clean.said)


def _delays(found: Sequence[Outcome], *kinds: CommandClass) -> list[float]:
    return [one.delay for one in found if one.right and one.said.kind in kinds]


def _speed(found: Sequence[Outcome], others: Mapping[str, Sequence[Outcome]]) -> list[Row]:
    moving, urgent = (_delays(found, kind) for kind in (CommandClass.MOVING, CommandClass.URGENT))
    slower = {
        name: middle(_delays(rival, CommandClass.MOVING)) / middle(moving)
        for name, rival in others.items()
        if RIVALS[name].every == 1
    }
    return [
        Row(
            "end of a moving phrase to the decision",
            "median 250 ms, p95 400 ms",
            f"{milliseconds(moving)} ms",
            middle(moving) <= 0.25 and high(moving) <= 0.4,
        ),
        Row(
            "the same against rivals (median)",
            "2.5 times faster",
            ", ".join(f"{name}: {factor:.1f} times" for name, factor in slower.items()),
            min(slower.values()) >= 2.5,
        ),
        Row(
            "end of an urgent phrase to the decision",
            "median 0 ms, p95 100 ms",
            f"{milliseconds(urgent)} ms",
            middle(urgent) <= 0 and high(urgent) <= 0.1,
        ),
    ]


def _share(found: Sequence[Outcome], where: str, goal: float) -> Row:
    right, wrong = sum(o.right for o in found), sum(o.wrong for o in found)
    return Row(
        f"commands, 8 synthetic voices, {where}",
        f"{goal:.0f} % obeyed, below 0.5 % wrongly",
        f"{percent(right, len(found))}, wrongly {percent(wrong, len(found))}",
        100 * right >= goal * len(found) and wrong < 0.005 * len(found),
    )


def _compared(everybody: Mapping[str, Sequence[Outcome]]) -> str:
    return table(
        ("", *_CLASSES, "obeyed", "wrongly"),
        [
            (
                name,
                *(milliseconds(_delays(found, kind)) for kind in _CLASSES),
                _right(found),
                _wrong(found),
            )
            for name, found in everybody.items()
        ],
    )


def _right(found: Sequence[Outcome]) -> str:
    return percent(sum(one.right for one in found), len(found))


def _wrong(found: Sequence[Outcome]) -> str:
    return percent(sum(one.wrong for one in found), len(found))


def _by_command(found: Sequence[Outcome]) -> str:
    lines = []
    for command in Command:
        these = [o for o in found if o.said.meaning and o.said.meaning.command is command]
        if these:
            phrases = ", ".join(dict.fromkeys(one.said.phrase for one in these))
            amiss = [_amiss(one) for one in these if not one.right or one.wrong]
            right = sum(one.right for one in these)
            delay = milliseconds([one.delay for one in these if one.right])
            lines.append((phrases, f"{right} of {len(these)}", delay, "; ".join(amiss)))
    return table(("phrase", "obeyed", "delay, ms", "amiss"), lines)


def _amiss(one: Outcome) -> str:
    heard = ", ".join(f'"{decision.text}"' for decision in one.decisions)
    return f"{one.said.phrase}: {heard or 'nothing'}"
