"""The past sessions: told, as data, and deleted."""

from collections.abc import Iterable, Sequence
from dataclasses import asdict, dataclass
from typing import Any

from rich.console import Group
from rich.table import Table

from voice_guide.adapters import journal
from voice_guide.adapters.journal import PastSession
from voice_guide.core.past import Line, PastStep, steps
from voice_guide.core.past_answers import PastAnswer, answers
from voice_guide.core.past_times import times
from voice_guide.core.plain import Unreadable
from voice_guide.core.record import StepTimed
from voice_guide.errors import InputError
from voice_guide.language.labels import load_labels
from voice_guide.language.replies import load_words
from voice_guide.screen.history_list import Row, history_list
from voice_guide.screen.history_session import one_session, one_trial
from voice_guide.wiring import folders

SESSION_COLUMNS = (
    "id", "routine", "started", "receiver", "step", "side", "pressure", "outcome", "rehearsal",
)  # fmt: skip
STEP_COLUMNS = (
    "at", "number", "title", "side", "pressure", "seconds", "pain", "choice", "paused",
)  # fmt: skip


@dataclass(frozen=True, slots=True)
class Told:
    """One session, whole."""

    session: PastSession
    lines: tuple[Line, ...]

    @property
    def steps(self) -> tuple[PastStep, ...]:
        return steps(self.lines)

    @property
    def times(self) -> tuple[StepTimed, ...]:
        """Of a time trial."""
        return times(self.lines)

    @property
    def answers(self) -> tuple[PastAnswer, ...]:
        return answers(self.lines)


def sessions() -> tuple[PastSession, ...]:
    """The newest first; raise InputError for a journal that cannot be read."""
    return journal.past_sessions(folders.journal())


def session(number: int) -> Told:
    """The session with this number in the list; raise InputError for one that is not there."""
    found = next((one for one in sessions() if one.id == number), None)
    if found is None:
        raise InputError(
            f"there is no session {number}", hint="`voice-guide history` lists what there is."
        )
    told = Told(found, journal.lines_of(folders.journal(), number))
    try:
        _ = told.steps, told.answers, told.times
    except Unreadable as error:
        raise InputError(
            f"session {number} is spoilt in the journal: {error}",
            hint=f"`voice-guide history --delete {number}` takes it out.",
        ) from error
    return told


def shown_list(found: Iterable[PastSession]) -> Table:
    """The list, to read."""
    return history_list(map(_row, found), load_labels("en"))


def shown(told: Told) -> Group:
    """One session, to read."""
    areas = {area.value: name for area, name in load_words("en").areas.items()}
    row, words = _row(told.session), load_labels("en")
    if told.times:
        return one_trial(row, told.times, words)
    return one_session(row, told.steps, told.answers, areas, words)


def list_data(found: Iterable[PastSession]) -> list[dict[str, Any]]:
    """The list under the names of SESSION_COLUMNS."""
    return [asdict(one) for one in found]


def data(told: Told) -> dict[str, Any]:
    """One session: itself, its steps, and all that is kept of what happened."""
    events = [{"at": line.at, "event": line.event, **line.values} for line in told.lines]
    return {**asdict(told.session), "steps": step_data(told.steps), "events": events}


def step_data(found: Sequence[PastStep]) -> list[dict[str, Any]]:
    """Steps under the names of STEP_COLUMNS; seconds with one decimal."""
    return [
        asdict(step) | {"at": round(step.at, 1), "seconds": round(step.seconds, 1)}
        for step in found
    ]


def refuse_missing(wanted: Iterable[int]) -> None:
    """Raise InputError for a session that is not there."""
    missing = set(wanted) - {one.id for one in sessions()}
    if missing:
        raise InputError(
            f"there is no session {min(missing)}", hint="`voice-guide history` lists what there is."
        )


def delete(wanted: Sequence[int]) -> None:
    """Delete sessions; raise InputError for one that is not there, or is going on."""
    refuse_missing(wanted)
    gone = journal.delete(folders.journal(), wanted)
    left = [one for one in wanted if one not in gone]
    if left:
        raise InputError(f"session {left[0]} is going on", hint="End it first.")


def forget(name: str) -> None:
    """Forget a receiver; raise InputError for one who is not known."""
    refuse_unknown(name)
    journal.forget_receiver(folders.journal(), name)


def refuse_unknown(name: str) -> None:
    """Raise InputError for a receiver who is not known."""
    if not journal.names_receiver(folders.journal(), name):
        known = ", ".join(one.name for one in journal.known_receivers(folders.journal()))
        raise InputError(f"there is nobody called {name}", hint=f"Known: {known}." if known else "")


def _row(past: PastSession) -> Row:
    going_on = past.outcome is None and journal.is_going_on(folders.journal(), past.id)
    outcome = past.outcome or ("going_on" if going_on else "cut_off")
    receiver = past.receiver or ""
    routine = past.routine
    if past.rehearsal is not None:
        # With nobody on the table there is nothing to be stopped.
        outcome = "by_giver" if outcome == "stopped" else outcome
        words = load_labels("en")["history_rehearsal"]
        routine = words.format(routine=routine, mode=past.rehearsal)
    return Row(past.id, routine, past.started, receiver, past.step, past.side, outcome)
