"""Mistakes that take more than one value to see.

The rules read what stands in the file, not what was validated, so that a mistake elsewhere
hides none of theirs; what is not of the right kind has been reported and is passed over.
"""

from collections.abc import Iterator, Mapping
from dataclasses import dataclass

from voice_guide.adapters.routine_file.complaints import Complaint, Loc, OneOf
from voice_guide.adapters.routine_file.durations import said, seconds_of
from voice_guide.adapters.routine_file.kinds import LONGEST_DOING
from voice_guide.adapters.routine_file.mistakes import shown
from voice_guide.adapters.routine_file.tree import group, groups
from voice_guide.core.phrases import normal
from voice_guide.core.routine import DEFAULT_PAUSE, DEFAULT_SECONDS_EACH
from voice_guide.core.units import Seconds


@dataclass(frozen=True, slots=True)
class Known:
    """Ids that can be referred to; None when the file that has them is not at hand."""

    techniques: frozenset[str] | None = None
    questions: frozenset[str] | None = None


def of_routine(data: object, known: Known) -> Iterator[Complaint]:
    """The mistakes of a whole routine."""
    routine = group(data)
    yield from _unknown(("screening",), routine.get("screening"), known.questions)
    for number, part in groups(routine.get("parts")):
        at: Loc = ("parts", number)
        yield from _first(at, part)
        for place, step in groups(part.get("steps")):
            yield from _step((*at, "steps", place), step, part, known)
    yield from _same_titles(routine)


def of_questions(data: object, known: Known) -> Iterator[Complaint]:
    """The mistakes of the screening questions."""
    seen: set[object] = set()
    for number, question in groups(group(data).get("questions")):
        at: Loc = ("questions", number)
        name = question.get("id")
        if isinstance(name, str) and name in seen:
            yield Complaint(
                (*at, "id"), f"`id` {shown(name)} is taken", "give each an id of its own"
            )
        seen.add(name if isinstance(name, str) else None)
        named = question.get("leave_out_techniques")
        yield from _unknown((*at, "leave_out_techniques"), named, known.techniques)


def of_techniques(data: object, known: Known) -> Iterator[Complaint]:
    """The mistakes of the glossary."""
    del known
    seen: dict[str, str] = {}
    for name, entry in group(group(data).get("techniques")).items():
        ways = group(entry).get("said")
        for number, way in enumerate(ways if isinstance(ways, list) else []):
            spoken = normal(way) if isinstance(way, str) else ""
            if spoken and seen.setdefault(spoken, name) != name:
                at: Loc = ("techniques", name, "said", number)
                problem = f"`said` {shown(way)} means {shown(seen[spoken])} already"
                yield Complaint(at, problem, "write each way to say it once")


def _step(
    at: Loc, step: Mapping[str, object], part: Mapping[str, object], known: Known
) -> Iterator[Complaint]:
    yield from _first(at, step)
    yield from _sides(at, step, part)
    yield from _time(at, step)
    yield from _unknown((*at, "technique"), step.get("technique"), known.techniques)


def _first(at: Loc, holder: Mapping[str, object]) -> Iterator[Complaint]:
    if "first" in holder and holder.get("sides") != "each":
        yield Complaint(
            (*at, "first"),
            "`first` without `sides: each`",
            "add that, or leave it out",
            of_key=True,
        )


def _sides(at: Loc, step: Mapping[str, object], part: Mapping[str, object]) -> Iterator[Complaint]:
    sided = step.get("sides", "none") != "none"
    each = part.get("sides") == "each"
    if sided and each:
        problem = "the whole part is done on each side, so its steps cannot choose"
        yield Complaint((*at, "sides"), problem, "leave out `sides` of the step or of the part")
    if "other_side" in step and not sided and not each:
        problem = "`other_side` in a step that has one side"
        yield Complaint((*at, "other_side"), problem, "add `sides: each`", of_key=True)


def _time(at: Loc, step: Mapping[str, object]) -> Iterator[Complaint]:
    if "hold" in step and "repetitions" in step:
        problem = "`hold` and `repetitions` are both given"
        yield Complaint((*at, "repetitions"), problem, "write one of them", of_key=True)
    for name in ("seconds_each", "sets", "rest"):
        if name in step and "repetitions" not in step:
            problem = f"`{name}` without `repetitions`"
            yield Complaint((*at, name), problem, "add them, or use `hold`", of_key=True)
    length = _length(step)
    if length is None:
        return
    if length > LONGEST_DOING and "hold" not in step:
        problem = f"the step takes {said(length)}"
        yield Complaint((*at, "repetitions"), problem, f"at most {said(LONGEST_DOING)}")
    moments = step.get("check_ins")
    for number, moment in enumerate(moments if isinstance(moments, list) else []):
        asked = seconds_of(moment)
        if asked is not None and asked >= length:
            problem = f"`check_ins` has {shown(moment)}, but the step takes {said(length)}"
            yield Complaint((*at, "check_ins", number), problem, "write an earlier moment")


def _length(step: Mapping[str, object]) -> Seconds | None:
    """What core.routine.Step.seconds will be; None when a mistake keeps it from being known."""
    if "hold" in step:
        return seconds_of(step["hold"])
    if "repetitions" not in step:
        return DEFAULT_PAUSE
    each = seconds_of(step.get("seconds_each", DEFAULT_SECONDS_EACH))
    rest = seconds_of(step.get("rest", 0))
    times, sets = step["repetitions"], step.get("sets", 1)
    if each is None or rest is None or not isinstance(times, int) or not isinstance(sets, int):
        return None
    return sets * times * each + (sets - 1) * rest


def _unknown(at: Loc, given: object, known: frozenset[str] | None) -> Iterator[Complaint]:
    if known is None:
        return
    named = [(at, given)]
    if isinstance(given, list):
        named = [((*at, number), name) for number, name in enumerate(given)]
    for place, name in named:
        if isinstance(name, str) and name not in known:
            allowed = OneOf(tuple(sorted(known)), name)
            yield Complaint(place, f"`{at[-1]}` {shown(name)} is not known", allowed)


def _same_titles(routine: Mapping[str, object]) -> Iterator[Complaint]:
    seen: set[str] = set()
    for number, part in groups(routine.get("parts")):
        for place, step in groups(part.get("steps")):
            title = step.get("title")
            spoken = normal(title) if isinstance(title, str) else ""
            if spoken in seen:
                problem = f"two steps are called {shown(title)}"
                at: Loc = ("parts", number, "steps", place, "title")
                yield Complaint(at, problem, "give each a title of its own; 'go to' needs it")
            if spoken:
                seen.add(spoken)
