"""How well the steps of rehearsed routines are known: one small file of the person's own.

When a step should come up again is computed by FSRS, version 6 with its published weights (J. Ye
et al., "A Stochastic Shortest Path Algorithm for Optimizing Spaced Repetition Scheduling", 2022).
"""

import json
from collections.abc import Callable, Iterator, Mapping
from contextlib import contextmanager
from dataclasses import dataclass, field, replace
from datetime import UTC, datetime, timedelta
from itertools import chain, count
from pathlib import Path

from filelock import FileLock, Timeout
from fsrs import Card, Rating, Scheduler, State

from voice_guide import private_file
from voice_guide.core.plain import Forms, Unreadable
from voice_guide.core.rehearsing.fading import PASSES
from voice_guide.core.rehearsing.grade import Grade
from voice_guide.core.rehearsing.known import Known
from voice_guide.core.rehearsing.order import SURE
from voice_guide.errors import InputError

FORMAT = 1
"""Of the file."""

# In whole days: within one rehearsal what was not known is asked again anyway.
_FSRS = Scheduler(
    desired_retention=SURE, learning_steps=(), relearning_steps=(), enable_fuzzing=False
)
_RATINGS: Mapping[Grade, Rating] = {
    Grade.AGAIN: Rating.Again,
    Grade.HARD: Rating.Hard,
    Grade.GOOD: Rating.Good,
    Grade.EASY: Rating.Easy,
}
_STABLE = (0.001, 1e6)
"""Days until a step is known with a chance of SURE only: from FSRS's least to for ever."""
_YEARS = range(1900, 3000)
"""A machine without a clock of its own may begin in 1970."""
_PATIENCE = 2.0
"""Seconds; another guide holds the file for some milliseconds at a time."""


@dataclass(frozen=True, slots=True)
class _Step:
    stability: float
    difficulty: float
    last: str
    due: str
    """As `last` in ISO 8601 with the zone."""
    times: int
    grade: Grade


@dataclass(frozen=True, slots=True)
class _Routine:
    passing: int = 1
    """The pass that the next rehearsal that fades begins with."""
    steps: Mapping[str, _Step] = field(default_factory=dict)
    """By title: whoever inserts a step keeps what is known of the others."""


@dataclass(frozen=True, slots=True)
class _Content:
    version: int
    routines: Mapping[str, _Routine] = field(default_factory=dict)


_FORM = Forms().of(_Content)


class Progress:
    """The file `path`, read at each call and always written whole; `now` is the wall clock.

    Another guide may write to it at the same time. A file that is spoilt tells nothing; `tell` is
    given that, and what is noted next puts it aside under another name and begins a new one.
    Every method raises InputError for a file that cannot be read or written.
    """

    def __init__(
        self, path: Path, now: Callable[[], datetime], tell: Callable[[InputError], None]
    ) -> None:
        self._path = path
        self._clock = now
        self._tell = tell
        self._told = False

    def _now(self) -> datetime:
        return self._clock().astimezone(UTC)  # FSRS takes no other zone

    def routines(self) -> tuple[str, ...]:
        """The keys of all that is known of, sorted."""
        return tuple(sorted(self._looked().routines))

    def known(self, routine: str) -> Mapping[str, Known]:
        """The steps that were ever asked for, by title."""
        kept = self._looked().routines.get(routine, _Routine())
        return {title: self._known(step) for title, step in kept.steps.items()}

    def passing(self, routine: str) -> int:
        """The pass to begin with in a rehearsal that fades."""
        return self._looked().routines.get(routine, _Routine()).passing

    def note(self, routine: str, title: str, grade: Grade) -> None:
        """A step was asked for, and this is how it was known."""

        def noted(kept: _Routine) -> _Routine:
            step = self._reviewed(kept.steps.get(title), grade)
            return replace(kept, steps={**kept.steps, title: step})

        self._change(routine, noted)

    def passed(self, routine: str, number: int) -> None:
        """A pass is done; the next time begins with the one after, or with the last."""
        self._change(routine, lambda kept: replace(kept, passing=min(PASSES, number + 1)))

    def forget(self, routine: str) -> bool:
        """Keep nothing of a routine; False if there was nothing."""
        if routine not in self._looked().routines:
            return False
        with self._alone():
            content = self._to_change()
            rest = {name: kept for name, kept in content.routines.items() if name != routine}
            self._write(replace(content, routines=rest))
        return True

    def _reviewed(self, before: _Step | None, grade: Grade) -> _Step:
        card = Card(card_id=0) if before is None else _card(before)
        after, _ = _FSRS.review_card(card, _RATINGS[grade], self._now())
        least, most = _STABLE
        return _Step(
            stability=min(most, max(least, after.stability or least)),
            difficulty=after.difficulty or 1.0,
            last=(after.last_review or self._now()).isoformat(timespec="seconds"),
            due=after.due.isoformat(timespec="seconds"),
            times=1 if before is None else before.times + 1,
            grade=grade,
        )

    def _known(self, step: _Step) -> Known:
        tomorrow = self._now() + timedelta(days=1)
        return Known(
            chance=_FSRS.get_card_retrievability(_card(step), tomorrow),
            times=step.times,
            grade=step.grade,
            last=_local(step.last),
            due=_local(step.due),
        )

    def _change(self, routine: str, changed: Callable[[_Routine], _Routine]) -> None:
        with self._alone():
            content = self._to_change()
            kept = changed(content.routines.get(routine, _Routine()))
            self._write(replace(content, routines={**content.routines, routine: kept}))

    @contextmanager
    def _alone(self) -> Iterator[None]:
        """Nobody else changes the file meanwhile: what they noted would be lost."""
        try:
            self._path.parent.mkdir(parents=True, exist_ok=True, mode=0o700)
            lock = FileLock(f"{self._path}.lock", timeout=_PATIENCE, mode=0o600)
            # Waiting for its turn must not keep a rehearsal waiting.
            lock.acquire(poll_interval=0.005)
        except Timeout as error:
            raise InputError(
                f"{self._path} cannot be written: another program holds it",
                hint="Close the other guide, or wait for it.",
            ) from error
        except OSError as error:
            raise self._refused("written", error) from error
        try:
            yield
        finally:
            lock.release()

    def _looked(self) -> _Content:
        """What the file holds; one that is spoilt is left where it is, and told once."""
        content = self._read()
        if content is None:
            name = self._free().name
            self._complain(f"The next step noted begins a new file; this one is kept as {name}.")
        return content or _Content(FORMAT)

    def _to_change(self) -> _Content:
        """What the file holds; one that is spoilt makes room for another."""
        content = self._read()
        if content is None:
            self._put_aside()
        return content or _Content(FORMAT)

    def _read(self) -> _Content | None:
        """None: it is spoilt."""
        try:
            return _checked(json.loads(self._path.read_text(encoding="utf-8")))
        except FileNotFoundError:
            return _Content(FORMAT)
        except OSError as error:
            raise self._refused("read", error) from error
        except (ValueError, RecursionError):  # no text, no JSON, or nothing that we wrote
            return None

    def _put_aside(self) -> None:
        aside = self._free()
        try:
            self._path.replace(aside)
        except OSError as error:
            raise self._refused("moved away", error) from error
        self._complain(f"It is kept as {aside.name}; a new file is begun.")

    def _free(self) -> Path:
        """Where it can be put aside: nothing that was put aside before is written over."""
        endings = chain(("",), (f"-{number}" for number in count(2)))
        names = (self._path.with_name(f"{self._path.name}.spoilt{ending}") for ending in endings)
        return next(name for name in names if not name.exists())

    def _complain(self, hint: str) -> None:
        if not self._told:
            self._told = True
            problem = f"{self._path}: what was known of your steps cannot be read"
            self._tell(InputError(problem, hint=hint))

    def _write(self, content: _Content) -> None:
        text = json.dumps(_FORM.write(content), indent=1)
        try:
            private_file.put(self._path, f"{text}\n".encode())
        except OSError as error:
            raise self._refused("written", error) from error

    def _refused(self, how: str, error: OSError) -> InputError:
        hint = "Make room there, or make it writable."
        if isinstance(error, FileExistsError | NotADirectoryError):
            file = next(folder for folder in self._path.parents if folder.exists())
            hint = f"Move {file} away: a folder belongs in its place."
        return InputError(f"{self._path} cannot be {how}: {error.strerror or error}", hint=hint)


def _checked(data: object) -> _Content:
    """Raise Unreadable, or InputError for a file of a newer version."""
    version = data.get("version") if isinstance(data, dict) else None
    if type(version) is int and version > FORMAT:
        raise InputError(
            "what is known of your steps was kept by a newer version of the guide",
            hint="Use that one, or move the file progress.json away; a new one is begun.",
        )
    content: _Content = _FORM.read(data)
    for routine in content.routines.values():
        if not 1 <= routine.passing <= PASSES:
            raise Unreadable(f"pass {routine.passing}")
        for step in routine.steps.values():
            _card(step)
    return content


def _card(step: _Step) -> Card:
    """Raise Unreadable for what FSRS could not have made."""
    possible = _STABLE[0] <= step.stability <= _STABLE[1] and 1 <= step.difficulty <= 10
    if not possible or step.times < 1:
        raise Unreadable(f"a step with {step.stability!r}, {step.difficulty!r}, {step.times!r}")
    return Card(
        card_id=0,
        state=State.Review,
        stability=step.stability,
        difficulty=step.difficulty,
        due=_moment(step.due),
        last_review=_moment(step.last),
    )


def _moment(text: str) -> datetime:
    found = datetime.fromisoformat(text)
    if found.tzinfo is None or found.year not in _YEARS:
        raise Unreadable(f"a time {text!r:.40}")
    return found.astimezone(UTC)


def _local(text: str) -> str:
    return _moment(text).astimezone().isoformat(timespec="seconds")
