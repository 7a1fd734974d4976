"""A routine fitted to a time: holds get shorter, then what matters least is left out.

What has to be equal stays equal: a task holds every beat that must get the same as another, both
sides of a step or two steps that are each other's counterpart. Nothing is taken from the asking,
the preparing and the cautions, which are no tasks at all or come with their step.
"""

from collections.abc import Callable, Iterable, Mapping
from dataclasses import dataclass

from voice_guide.core.beats import Beat, Key, words_time
from voice_guide.core.routine import Sides, Step
from voice_guide.core.units import Seconds

EASY, HARD = 0.75, 0.5
"""The shares of its time that a step keeps: before anything is left out, and at the least."""

ROUND: Seconds = 5.0
LEAST: Seconds = 15.0
"""Of a hold; a shorter one is not worth walking round for."""

ESSENTIAL, EXTRA = 1, 3
"""The priorities of a step that is never left out, and of one that goes first."""

_FINE = 20
"""Steps between the least and the whole time."""


@dataclass(frozen=True, slots=True)
class Task:
    """Beats that are shortened and left out together."""

    beats: tuple[Beat, ...]
    words: Seconds
    """How long what is said of them takes, together."""

    @property
    def step(self) -> Step:
        return self.beats[0].step

    @property
    def priority(self) -> int:
        return min(priority(beat.step) for beat in self.beats)

    def doing(self, share: float) -> Seconds:
        """How long the beats are done with this share of their time."""
        return sum(shortened(beat.step, share) for beat in self.beats)


@dataclass(frozen=True, slots=True)
class Plan:
    """What fitting found."""

    times: Mapping[Key, Seconds]
    """How long what is shortened is done."""
    left_out: tuple[int, ...]
    """Numbers of the steps, in their order."""


def priority(step: Step) -> int:
    """1 to 3; where no hands are laid on, something is asked or prepared: essential."""
    return step.priority if step.areas else ESSENTIAL


def tasks(
    beats: Iterable[Beat],
    owed: frozenset[Key] = frozenset(),
    speaking: Callable[[Beat], Seconds] = words_time,
) -> tuple[Task, ...]:
    """What may be changed of `beats`; not what is `owed` to a side because the other has had it.

    `speaking`: how long what is said of a beat takes.
    """
    groups: dict[object, list[Beat]] = {}
    closed: set[object] = set()
    for beat in beats:
        group = _belongs(beat)
        groups.setdefault(group, []).append(beat)
        if beat.key in owed:
            closed.add(group)
    found = (
        Task(tuple(group), sum(map(speaking, group)))
        for name, group in groups.items()
        if name not in closed
    )
    return tuple(task for task in found if task.step.areas)


def _belongs(beat: Beat) -> object:
    step = beat.step
    if step.sides in (Sides.LEFT, Sides.RIGHT):
        # Two steps, one for each side, are each other's counterpart.
        return frozenset(step.areas), step.technique, step.seconds
    return beat.number


def fit(found: Iterable[Task], fixed: Seconds, budget: Seconds) -> Plan:
    """Make the tasks last, together with the `fixed` time, at most `budget` where that is possible.

    First everything is done a little shorter; then extras are left out, the longest first; then
    everything is done for half its time at the least; then other steps are left out but those
    that are essential, first the ones whose areas come elsewhere, too.
    """
    kept, gone = list(found), list[Task]()
    for least, may_go in ((EASY, EXTRA), (HARD, ESSENTIAL + 1)):
        while True:
            share = _share(kept, least, budget - fixed)
            if share is not None:
                return _plan(kept, gone, share)
            leaving = _least_missed(kept, may_go)
            if leaving is None:
                break
            kept.remove(leaving)
            gone.append(leaving)
    return _plan(kept, gone, HARD)


def shortened(step: Step, share: float) -> Seconds:
    """A share of the step's time: whole repetitions, or a round number of seconds."""
    whole = step.seconds
    if share >= 1:
        return whole
    if step.sets > 1:
        sets = max(1, round(step.sets * share))
        return sets * (step.repetitions or 1) * step.seconds_each + (sets - 1) * step.rest
    if step.repetitions is not None:
        return max(1, round(step.repetitions * share)) * step.seconds_each
    return min(whole, max(LEAST, ROUND * round(whole * share / ROUND)))


def _share(kept: Iterable[Task], least: float, budget: Seconds) -> float | None:
    """The largest share of their time that lets all of them fit."""
    kept = tuple(kept)
    words = sum(task.words for task in kept)
    for fine in range(_FINE, -1, -1):
        share = least + (1 - least) * fine / _FINE
        if words + sum(task.doing(share) for task in kept) <= budget:
            return share
    return None


def _least_missed(kept: Iterable[Task], may_go: int) -> Task | None:
    kept = tuple(kept)
    leaving = [task for task in kept if task.priority >= may_go]
    if not leaving:
        return None

    def missed(task: Task) -> tuple[int, bool, float]:
        others = {area for other in kept if other is not task for area in other.step.areas}
        covered = set(task.step.areas) <= others
        return -task.priority, not covered, -(task.words + task.doing(1))

    return min(leaving, key=missed)


def _plan(kept: Iterable[Task], gone: Iterable[Task], share: float) -> Plan:
    times = {
        beat.key: shortened(beat.step, share)
        for task in kept
        for beat in task.beats
        if shortened(beat.step, share) != beat.step.seconds
    }
    numbers = {beat.number for task in gone for beat in task.beats}
    return Plan(times, tuple(sorted(numbers)))
