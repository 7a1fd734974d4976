"""What stands on a sheet, as values; the template only lays them out."""

from collections.abc import Iterable, Iterator, Mapping
from dataclasses import dataclass

from voice_guide.core.beats import Beat, beats, minutes
from voice_guide.core.routine import Part, Routine, Side, Sides, Step
from voice_guide.core.words import Words


@dataclass(frozen=True, slots=True)
class StepOnPaper:
    """One step."""

    number: int
    beat: Beat
    """As it is drawn: on the side that is done first."""
    facts: tuple[str, ...]
    """Side, time and pressure, in the words of the language."""
    text: str
    cautions: tuple[str, ...]


@dataclass(frozen=True, slots=True)
class PartOnPaper:
    """Steps under one heading."""

    title: str
    steps: tuple[StepOnPaper, ...]


@dataclass(frozen=True, slots=True)
class Commands:
    """What can be said, of one kind."""

    title: str
    phrases: tuple[str, ...]


def parts(routine: Routine, words: Words, labels: Mapping[str, str]) -> tuple[PartOnPaper, ...]:
    """The routine part by part; `labels` are the sheet's words of the language."""
    drawn = {beat.number: beat for beat in reversed(beats(routine))}
    numbers = iter(drawn[number] for number in range(1, len(routine.steps) + 1))
    return tuple(
        PartOnPaper(
            title=part.title,
            steps=tuple(_step(next(numbers), part, words, labels) for _ in part.steps),
        )
        for part in routine.parts
    )


def about(routine: Routine, labels: Mapping[str, str]) -> str:
    """How long it takes."""
    whole = max(1, round(minutes(routine)))
    return labels["about"].format(minutes=whole, steps=len(routine.steps))


def commands(labels: Mapping[str, str]) -> tuple[Commands, ...]:
    """What can be said, the most urgent first."""
    return tuple(
        Commands(labels[f"say_{kind}"], tuple(labels[f"commands_{kind}"].split(" / ")))
        for kind in ("at_once", "moving", "asking")
    )


def _step(beat: Beat, part: Part, words: Words, labels: Mapping[str, str]) -> StepOnPaper:
    step = beat.step
    return StepOnPaper(
        number=beat.number,
        beat=beat,
        facts=tuple(_facts(step, part, words, labels)),
        text=step.short or step.say,
        cautions=step.cautions,
    )


def _facts(step: Step, part: Part, words: Words, labels: Mapping[str, str]) -> Iterator[str]:
    yield from _sides(step, part, labels)
    if step.hold is not None:
        both = Sides.EACH in {part.sides, step.sides}
        hold = labels["each_hold" if both else "hold"]
        yield hold.format(time=words.duration(step.hold))
    elif step.repetitions is not None:
        times = labels["times"].format(n=step.repetitions)
        yield times if step.sets == 1 else labels["sets"].format(n=step.sets, each=times)
    if step.pressure is not None:
        yield labels["pressure"].format(level=step.pressure)
    if step.heat:
        yield labels["heat"]


def _sides(step: Step, part: Part, labels: Mapping[str, str]) -> Iterable[str]:
    if part.sides is Sides.EACH:
        return (_both(part.first, labels),)
    match step.sides:
        case Sides.NONE:
            return ()
        case Sides.EACH:
            return (_both(step.first, labels),)
        case Sides.LEFT | Sides.RIGHT:
            return (labels["one_side"].format(side=labels[step.sides.value]),)


def _both(first: Side, labels: Mapping[str, str]) -> str:
    return labels["both_sides"].format(first=labels[first], second=labels[first.other])
