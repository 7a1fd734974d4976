"""Trials as tables."""

from collections import Counter
from collections.abc import Callable, Iterable, Mapping, Sequence

from benchmarks.hearing.report import percent, table
from benchmarks.model.measuring import LEVELS, Measured
from benchmarks.model.speed import Cost
from benchmarks.model.trials import Trial, for_choosing
from voice_guide.core.commands import CommandClass

_MOST = 5


def summary(cost: Cost, found: Measured) -> str:
    """The lines that two models are compared by."""
    lines = [
        ("size, words", f"{cost.megabytes:.1f} MB, {cost.words or 'not listed'}"),
        (
            "processor time for loading; for taking all phrases",
            f"{1000 * cost.load:.0f} ms; {1000 * cost.grammar:.0f} ms",
        ),
        ("memory", f"{cost.memory:.0f} MB"),
        (
            "real-time factor while somebody speaks; with all second opinions",
            f"{cost.factor:.3f}; {cost.ears:.3f}",
        ),
        ("commands, synthetic voices, quiet", share(found.commands)),
    ]
    for level in LEVELS:
        both = [*found.over.get(("noise", level), ()), *found.over.get(("music", level), ())]
        if both:
            lines.append((f"the same over noise and music at {level} dB", share(both)))
    words = fresh(found.words)
    if words:
        meant, others = _split(words)
        used = [trial for trial in found.reading if for_choosing(trial.who)]
        lines += [
            ("single words of people that are commands", share(meant)),
            ("other single words of people, obeyed", percent(wrongly(others), len(others))),
            ("people reading, obeyed in the course of a step", _an_hour(fresh(found.reading))),
            ("the same by the other half, which floors were chosen on", _an_hour(used)),
        ]
    return table(("what", "measured"), lines)


def details(found: Measured) -> str:
    """By voice, command, noise and word."""
    parts = [
        "Synthetic voices that the model was not trained with, in quiet:",
        _by(found.commands, "voice", lambda trial: trial.who),
        "Commands missed or mistaken there:",
        _mistaken(found.commands),
    ]
    if found.over:
        levels = sorted({level for _, level in found.over}, reverse=True)
        heads = ("over", *(f"{level} dB" for level in levels))
        rows = [
            (kind, *(share(found.over[kind, level]) for level in levels))
            for kind in ("noise", "music")
        ]
        parts += ["Some of these commands over noise and music:", table(heads, rows)]
    if found.words:
        parts += ["Single words of people:", _by_word(fresh(found.words))]
    return "\n\n".join(parts)


def fresh(trials: Iterable[Trial]) -> list[Trial]:
    """Those whose speakers were not used for choosing decoys and floors."""
    return [trial for trial in trials if not for_choosing(trial.who)]


def share(trials: Sequence[Trial]) -> str:
    """How many were obeyed, and how many as something else."""
    right = sum(trial.right for trial in trials)
    return f"{percent(right, len(trials))}; wrongly {percent(wrongly(trials), len(trials))}"


def wrongly(trials: Sequence[Trial]) -> int:
    return sum(trial.wrong for trial in trials)


def _split(trials: Sequence[Trial]) -> tuple[list[Trial], list[Trial]]:
    meant = [trial for trial in trials if trial.meant is not None]
    return meant, [trial for trial in trials if trial.meant is None]


def _an_hour(trials: Sequence[Trial]) -> str:
    hours = sum(trial.seconds for trial in trials) / 3600
    obeyed = [one for trial in trials for one in trial.obeyed]
    urgent = sum(one.kind is CommandClass.URGENT for one in obeyed)
    told = counted(f'"{one.phrase}"' for one in obeyed)
    return (
        f"{urgent / hours:.1f} urgent and {(len(obeyed) - urgent) / hours:.1f} others an hour "
        f"({60 * hours:.0f} minutes{': ' + told if told else ''})"
    )


def _by(trials: Sequence[Trial], head: str, key: Callable[[Trial], str]) -> str:
    groups: dict[str, list[Trial]] = {}
    for trial in trials:
        groups.setdefault(key(trial), []).append(trial)
    return table((head, "obeyed"), [(name, share(some)) for name, some in groups.items()])


def _mistaken(trials: Sequence[Trial]) -> str:
    missed: dict[str, Counter[str]] = {}
    for trial in trials:
        if not trial.right or trial.wrong:
            heard = ", ".join(f'"{one.phrase}"' for one in trial.obeyed) or "nothing"
            missed.setdefault(trial.said, Counter())[heard] += 1
    said = Counter(trial.said for trial in trials)
    rows = [(word, f"{sum(n.values())} of {said[word]}", _told(n)) for word, n in missed.items()]
    return table(("said", "not as meant", "obeyed instead"), sorted(rows)) if rows else "none"


def _by_word(trials: Sequence[Trial]) -> str:
    groups: dict[str, list[Trial]] = {}
    for trial in trials:
        groups.setdefault(trial.said, []).append(trial)
    rows = [_word_row(word, some) for word, some in groups.items()]
    rows.sort(key=lambda row: (row[2] == "no command", -int(row[1])))
    return table(("word", "said", "obeyed", "wrongly", "taken for"), rows)


def _word_row(word: str, trials: Sequence[Trial]) -> tuple[str, str, str, str, str]:
    command = trials[0].meant is not None
    right = str(sum(trial.right for trial in trials)) if command else "no command"
    taken = (f'"{one.phrase}"' for trial in trials if trial.wrong for one in trial.obeyed)
    return word, str(len(trials)), right, str(wrongly(trials)), counted(taken)


def counted(texts: Iterable[str]) -> str:
    return _told(Counter(texts))


def _told(counts: Mapping[str, int]) -> str:
    most = Counter(counts).most_common(_MOST)
    return ", ".join(f"{text} {number}" if number > 1 else text for text, number in most)
